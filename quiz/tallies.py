"""What one attempt counts for, and the counts that stay when it is deleted.

The same for many attempts at once, in SQL, is `quiz.statistics.counting`; a test holds the two to each other.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from itertools import chain

from django.db import connection

from quiz import asking
from quiz.models.attempts import Attempt, Excluded
from quiz.models.tallies import ANY_TODAY, LAST_BUCKET, Gone
from quiz.paper import Paper

BUCKETS = LAST_BUCKET + 1
FIRST_BUCKET_ENDS = 8.0
BUCKET_RATIO = 1.25  # a bucket ends a quarter later than it begins: 40 of them reach from 8 seconds to 16 hours
# Where each bucket but the first begins, in seconds; the first begins at 0, the last has no end.
BUCKET_EDGES = tuple(FIRST_BUCKET_ENDS * BUCKET_RATIO**place for place in range(LAST_BUCKET))
MARGINS_PER_Z = 4  # a band of margins is a quarter of z wide

CLEAR, CLOSE, FLAT = 1, 2, 3  # the kinds of result, as OUTCOME counts them

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
    return bisect_right(BUCKET_EDGES, seconds)


def counts(attempt: Attempt, paper: Paper) -> Iterator[Count]:
    """Everything that `attempt` counts for: by the day of opening or finishing, UTC; crossed counts by month.

    What is excluded counts as excluded and as nothing else. Who answered a question, or one after it, reached the next;
    who opened the attempt reached the first; who finished it reached the result, which is one question more. What
    happens more than 30 days after opening changes nothing in the counts of opening.
    """
    return chain(_of_opening(attempt, paper), _of_finishing(attempt, paper))


def uncounted(attempt: Attempt, paper: Paper, watermark: datetime) -> Iterator[Count]:
    """What of `counts` is not in the tally yet, which is rolled up to `watermark`."""
    is_rolled_up = attempt.finished_at is not None and attempt.finished_at < watermark
    if not is_rolled_up:
        if attempt.settled is None:
            yield from _of_opening(attempt, paper)
        yield from _of_finishing(attempt, paper)


def _of_opening(attempt: Attempt, paper: Paper) -> Iterator[Count]:
    day = attempt.opened_at.astimezone(UTC).date()
    one = partial(_count, attempt, paper, day)
    if attempt.excluded != Excluded.NO:
        yield one(Measure.EXCLUDED, attempt.excluded)
        return
    yield one(Measure.OPENED)
    for question in range(1, _reached(attempt) + 1):
        yield one(Measure.REACHED, question)
    if attempt.started_at:
        yield one(Measure.STARTED)


def _reached(attempt: Attempt) -> int:
    if attempt.settled is not None:
        return attempt.settled
    last = max((place for place, answer in enumerate(attempt.answers, 1) if answer), default=0)
    return last + 1 if attempt.finished_at else min(last + 1, len(attempt.answers))


def _of_finishing(attempt: Attempt, paper: Paper) -> Iterator[Count]:
    started, finished = attempt.started_at, attempt.finished_at
    if attempt.excluded != Excluded.NO or started is None or finished is None:
        return
    best, runner_up = attempt.best or 0, attempt.runner_up or 0
    day = finished.astimezone(UTC).date()
    on_day, in_month = partial(_count, attempt, paper, day), partial(_count, attempt, paper, day.replace(day=1))
    yield on_day(Measure.COMPLETED)
    yield on_day(Measure.BEST, best)
    yield on_day(Measure.RUNNER_UP, runner_up)
    yield on_day(Measure.OUTCOME, FLAT if attempt.flat else CLOSE if attempt.close else CLEAR)
    yield on_day(Measure.TIME, bucket((finished - started).total_seconds()))
    yield in_month(Measure.PAIR, best, runner_up)
    yield in_month(Measure.POINTS, best, (attempt.points or [])[best - 1])
    unit = paper.scored.rule.parameters.unit
    yield in_month(Measure.MARGIN, min(LAST_BUCKET, (attempt.margin or 0) * MARGINS_PER_Z // unit))
    yield in_month(Measure.STABLE, attempt.stable or 0)
    for question, choice in enumerate(attempt.answers, 1):
        yield in_month(Measure.CHOICE, question, choice, best)
    for question, choice in enumerate(attempt.context, 1):
        yield in_month(Measure.CONTEXT, question, choice, best)


def _count(attempt: Attempt, paper: Paper, day: date, measure: str, a: int = 0, b: int = 0, c: int = 0) -> Count:
    today, _ = asking.role_today(paper, attempt.context)
    return Count(attempt.edition_id, day, measure, attempt.retake, today, a, b, c)


_ADD = """
    INSERT INTO {table} (edition_id, day, measure, retake, today, a, b, c, n)
    VALUES (%(edition)s, %(day)s, %(measure)s, %(retake)s, %(today)s, %(a)s, %(b)s, %(c)s, %(n)s)
    ON CONFLICT (edition_id, day, measure, retake, today, a, b, c) DO UPDATE SET n = {table}.n + excluded.n
"""
_HOLD = "SELECT at FROM quiz_watermark WHERE id = 1 FOR SHARE"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def hold() -> datetime:
    """How far attempts are rolled up, which stays so to the end of the transaction. Take no row of an attempt before.

    Who rolls up holds the watermark first and then takes attempts: the other way round, each could wait for the other.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD)
        row = cursor.fetchone()
    return row[0] if row else _NEVER


def leave(gone: Iterable[tuple[Attempt, Paper]], watermark: datetime) -> None:
    """Add what these attempts count for to what is gone, and to the tally what it has not counted yet.

    Call it in the transaction that deletes them, with the `watermark` that it holds.
    """
    gone = list(gone)
    _add("quiz_gone", Counter(count for attempt, paper in gone for count in counts(attempt, paper)))
    late = Counter(count for attempt, paper in gone for count in uncounted(attempt, paper, watermark))
    anybody: Counter[Count] = Counter()
    for count, n in late.items():
        anybody[replace(count, today=ANY_TODAY)] += n
    _add("quiz_tally", late + anybody)


def _add(table: str, added: Counter[Count]) -> None:
    # In one order, so that two deletions at once can't wait for each other.
    rows = [vars(count) | {"n": added[count]} for count in sorted(added)]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD.format(table=table), rows)
