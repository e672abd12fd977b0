"""What one attempt counts for, and the counts that stay when it is deleted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import floor, log

from django.db import connection

from quiz import asking
from quiz.models.attempts import Attempt, Excluded, Gone
from quiz.paper import Paper

BUCKETS = 40
BUCKET_RATIO = 1.25  # a bucket ends a quarter later than it begins: 40 of them reach from 8 seconds to 16 hours
FIRST_BUCKET_ENDS = 8.0

Measure = Gone.Measure


@dataclass(frozen=True, order=True)
class Count:
    """One thing counted once; the fields are those of a `Gone` row."""

    edition: int
    day: date
    measure: str
    retake: bool
    today: int
    a: int = 0
    b: int = 0
    c: int = 0


def bucket(seconds: float) -> int:
    """The place, from 0 to 39, of a time on a logarithmic scale."""
    if seconds < FIRST_BUCKET_ENDS:
        return 0
    return min(BUCKETS - 1, 1 + floor(log(seconds / FIRST_BUCKET_ENDS) / log(BUCKET_RATIO)))


def counts(attempt: Attempt, paper: Paper) -> Iterator[Count]:
    """Everything that `attempt` counts for: by the day of opening or finishing, UTC; crossed counts by month.

    What is excluded counts as excluded and as nothing else. Who answered a question, or one after it, reached it; who
    opened the attempt reached the first.
    """
    today, _ = asking.role_today(paper, attempt.context)

    def one(at: datetime, measure: str, a: int = 0, b: int = 0, c: int = 0, *, by_month: bool = False) -> Count:
        day = at.astimezone(UTC).date()
        return Count(
            attempt.edition_id, day.replace(day=1) if by_month else day, measure, attempt.retake, today, a, b, c
        )

    opened, finished = attempt.opened_at, attempt.finished_at
    if attempt.excluded != Excluded.NO:
        yield one(opened, Measure.EXCLUDED, attempt.excluded)
        return
    yield one(opened, Measure.OPENED)
    last = max((place for place, answer in enumerate(attempt.answers, 1) if answer), default=0)
    for question in range(1, min(last + 1, len(attempt.answers)) + 1):
        yield one(opened, Measure.REACHED, question)
    if attempt.started_at:
        yield one(opened, Measure.STARTED)
    if finished and attempt.started_at and attempt.best and attempt.runner_up:
        yield one(finished, Measure.COMPLETED)
        yield one(finished, Measure.BEST, attempt.best)
        yield one(finished, Measure.TIME, bucket((finished - attempt.started_at).total_seconds()))
        yield one(finished, Measure.PAIR, attempt.best, attempt.runner_up, by_month=True)
        for question, choice in enumerate(attempt.answers, 1):
            yield one(finished, Measure.CHOICE, question, choice, attempt.best, by_month=True)


_ADD = """
    INSERT INTO quiz_gone (edition_id, day, measure, retake, today, a, b, c, n)
    VALUES (%(edition)s, %(day)s, %(measure)s, %(retake)s, %(today)s, %(a)s, %(b)s, %(c)s, %(n)s)
    ON CONFLICT (edition_id, day, measure, retake, today, a, b, c) DO UPDATE SET n = quiz_gone.n + excluded.n
"""


def leave(gone: Iterable[Iterable[Count]]) -> None:
    """Add what deleted attempts count for to what is gone. Call it in the transaction that deletes them."""
    added = Counter(count for of_one in gone for count in of_one)
    # In one order, so that two deletions at once can't wait for each other.
    rows = [vars(count) | {"n": added[count]} for count in sorted(added)]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, rows)
