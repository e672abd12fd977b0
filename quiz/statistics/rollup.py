"""Rolling attempts up into the tally, each once, and how far that is done.

An attempt settles when it is finished, or unfinished 30 days after it was opened; then it is counted. One transaction
holds the watermark, counts, and moves it, so that a crash anywhere leaves things as they were.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from core.publishing import job
from quiz.models.tallies import ANY_TODAY, Watermark
from quiz.statistics import counting
from quiz.statistics.counting import Sizes

SETTLED_AFTER = timedelta(days=30)
LAG = timedelta(seconds=60)  # how long who finishes an attempt may take from looking at the clock to the commit
STEP = timedelta(days=7)  # how much is rolled up in one transaction, where much waits
STALE_AFTER = timedelta(minutes=5)

_BEGIN = "INSERT INTO quiz_watermark (id, at) VALUES (1, '1970-01-01Z') ON CONFLICT DO NOTHING"
_TAKE = "SELECT at FROM quiz_watermark WHERE id = 1 FOR UPDATE SKIP LOCKED"
_FIRST = """
    SELECT least(
        (SELECT min(finished_at) FROM quiz_attempt WHERE finished_at >= %(since)s),
        (SELECT min(opened_at) + %(settling)s FROM quiz_attempt WHERE finished_at IS NULL AND settled IS NULL)
    )
"""
# Not what is a minute old, nor what a transaction may still be writing that began earlier.
_LAST = """
    SELECT coalesce(%(end)s, least(
        now() - %(lag)s,
        (SELECT min(xact_start) FROM pg_stat_activity
         WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid())
    ))
"""
_COUNT = """
    WITH {editions}, settling AS (
        UPDATE quiz_attempt s SET settled = least({reached}, cardinality(s.answers))
        WHERE s.finished_at IS NULL AND s.settled IS NULL AND s.opened_at < %(until)s - %(settling)s
        RETURNING s.*
    ), finished AS MATERIALIZED (
        SELECT * FROM quiz_attempt s WHERE s.finished_at >= %(since)s AND s.finished_at < %(until)s
    ), counted AS MATERIALIZED (
        {of_settling} UNION ALL {of_opening} UNION ALL {of_finishing}
    )
    INSERT INTO quiz_tally AS t (edition_id, day, measure, retake, today, a, b, c, n)
    SELECT edition_id, day, measure, retake, today, a, b, c, sum(n) FROM (
        SELECT * FROM counted
        UNION ALL
        SELECT edition_id, day, measure, retake, {anybody}, a, b, c, n FROM counted
    ) twice
    GROUP BY edition_id, day, measure, retake, today, a, b, c
    ON CONFLICT (edition_id, day, measure, retake, today, a, b, c) DO UPDATE SET n = t.n + excluded.n
"""
_MOVE = "UPDATE quiz_watermark SET at = %(until)s WHERE id = 1"


def watermark() -> datetime | None:
    """How far attempts are rolled up; None before the first time. One query."""
    return Watermark.objects.values_list("at", flat=True).first()


def is_stale() -> bool:
    """Whether nobody has rolled up for five minutes. One query."""
    at = watermark()
    return at is None or datetime.now(UTC) - at > STALE_AFTER


@job(every=timedelta(minutes=1))
def roll_up(end: datetime | None = None) -> int:
    """Count every attempt that has settled, by steps of a week. Returns how many steps it took.

    `end` is the moment before which it has, a minute ago where it is not given.

    May be called at any time, by any number at once: who finds another at it leaves it to them.
    """
    steps, sizes, more = 0, counting.sizes(), True
    while more:
        more = _step(sizes, end)
        steps += 1
    return steps


def catch_up() -> None:
    """Roll up at most a week, as someone who waits for a page can."""
    _step(counting.sizes(), None)


def _step(sizes: Sizes, end: datetime | None) -> bool:
    """Roll up at most a week. Whether there is more to do, and nobody else at it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_BEGIN)
        cursor.execute(_TAKE)
        if not (held := cursor.fetchone()):
            return False
        since: datetime = held[0]
        times: dict[str, Any] = {"since": since, "end": end, "lag": LAG, "settling": SETTLED_AFTER}
        cursor.execute(_LAST, times)
        last: datetime = cursor.fetchone()[0]
        cursor.execute(_FIRST, times)
        first: datetime = cursor.fetchone()[0] or last
        until = min(last, max(since, first) + STEP)
        if until <= since:
            return False
        cursor.execute(statement(sizes), times | {"until": until})
        cursor.execute(_MOVE, {"until": until})
        return until < last


def statement(sizes: Sizes) -> str:
    """SQL: count what was finished in [since, until), and settle and count what was opened 30 days before."""
    return _COUNT.format(
        editions=counting.EDITIONS,
        reached=counting.reached(sizes, "s"),
        of_settling=counting.of_opening("settling", sizes),
        of_opening=counting.of_opening("(SELECT * FROM finished WHERE settled IS NULL)", sizes),
        of_finishing=counting.of_finishing("finished", sizes),
        anybody=ANY_TODAY,
    )
