"""Comparing the tally with what it was made from: the attempts that it counted, and what deleted ones left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from core.publishing import job
from quiz.models.tallies import ANY_TODAY, Reconciliation
from quiz.statistics import counting
from quiz.statistics.counting import Sizes

TOLD = 100

_RANGE = """
    SELECT min(day), max(day) FROM (
        SELECT min(day) AS day FROM quiz_tally UNION ALL SELECT max(day) FROM quiz_tally
        UNION ALL SELECT min(day) FROM quiz_gone UNION ALL SELECT max(day) FROM quiz_gone
        UNION ALL SELECT (min(opened_at) AT TIME ZONE 'UTC')::date FROM quiz_attempt
        UNION ALL SELECT (max(finished_at) AT TIME ZONE 'UTC')::date FROM quiz_attempt
    ) days
"""
_COMPARE = """
    WITH {editions}, mark AS MATERIALIZED (
        SELECT coalesce((SELECT at FROM quiz_watermark WHERE id = 1), '-infinity') AS at
    ), opened AS (
        SELECT s.* FROM quiz_attempt s, mark
        WHERE s.opened_at >= %(first)s::timestamp AT TIME ZONE 'UTC'
          AND s.opened_at < %(next)s::timestamp AT TIME ZONE 'UTC'
          AND (s.settled IS NOT NULL OR s.finished_at < mark.at)
    ), finished AS (
        SELECT s.* FROM quiz_attempt s, mark
        WHERE s.finished_at >= %(first)s::timestamp AT TIME ZONE 'UTC'
          AND s.finished_at < %(next)s::timestamp AT TIME ZONE 'UTC' AND s.finished_at < mark.at
    ), found AS MATERIALIZED (
        SELECT {key}, n AS raw, 0 AS gone FROM ({of_opening} UNION ALL {of_finishing}) counted
        UNION ALL
        SELECT {key}, 0, n FROM quiz_gone WHERE day >= %(first)s AND day < %(next)s
    ), due AS (
        SELECT {key}, sum(raw) AS raw, sum(gone) AS gone FROM (
            SELECT * FROM found
            UNION ALL
            SELECT edition_id, day, measure, retake, {anybody}, a, b, c, raw, gone FROM found
        ) twice GROUP BY {key}
    ), tally AS (
        SELECT {key}, n FROM quiz_tally WHERE day >= %(first)s AND day < %(next)s
    )
    SELECT {key}, coalesce(n, 0), coalesce(raw, 0), coalesce(gone, 0), count(*) OVER ()
    FROM tally FULL JOIN due USING ({key})
    WHERE coalesce(n, 0) <> coalesce(raw, 0) + coalesce(gone, 0)
    ORDER BY {key} LIMIT {told}
"""


@dataclass(frozen=True)
class Difference:
    """A count where the tally is not what attempts and deleted ones make; the fields name it as a row's do."""

    edition: int
    day: date
    measure: str
    retake: bool
    today: int
    a: int
    b: int
    c: int
    tally: int
    raw: int
    gone: int

    def __str__(self) -> str:
        whose = "retakes" if self.retake else "first attempts"
        today = "any role today" if self.today == ANY_TODAY else f"role today {self.today}"
        what = f"{self.measure} {self.a}/{self.b}/{self.c}"
        return (
            f"{self.day:%Y-%m-%d}, edition {self.edition}, {whose}, {today}, {what}: "
            f"the tally has {self.tally}, attempts {self.raw} and deleted ones {self.gone}."
        )


@dataclass(frozen=True)
class Month:
    """What the comparison of one month found: how many counts differ, and the first of them."""

    first: date
    count: int
    differences: tuple[Difference, ...]


def months() -> Iterator[Month]:
    """Compare every month in which something was counted, the earliest first; each as of one moment."""
    with connection.cursor() as cursor:
        cursor.execute(_RANGE)
        earliest, latest = cursor.fetchone()
    sizes, first = counting.sizes(), earliest.replace(day=1) if earliest else None
    while first and first <= latest:
        following = (first + timedelta(days=31)).replace(day=1)
        yield _compare(sizes, first, following)
        first = following


def _compare(sizes: Sizes, first: date, following: date) -> Month:
    query = _COMPARE.format(
        editions=counting.EDITIONS,
        key=", ".join(counting.KEY),
        of_opening=counting.of_opening("opened", sizes),
        of_finishing=counting.of_finishing("finished", sizes),
        anybody=ANY_TODAY,
        told=TOLD,
    )
    with connection.cursor() as cursor:
        cursor.execute(query, {"first": first, "next": following})
        rows = cursor.fetchall()
    return Month(first, rows[0][-1] if rows else 0, tuple(Difference(*row[:-1]) for row in rows))


def keep(found: list[Month]) -> Reconciliation:
    """Remember what was found, for the page; when they last agreed stays where they do not."""
    now, count = timezone.now(), sum(month.count for month in found)
    sentences = [str(difference) for month in found for difference in month.differences][:TOLD]
    known = {"at": now, "count": count, "differences": sentences} | ({} if count else {"agreed_at": now})
    return Reconciliation.objects.update_or_create(pk=1, defaults=known)[0]


@job(every=timedelta(days=1))
def reconcile() -> Reconciliation:
    """Compare all of it and remember what was found."""
    return keep(list(months()))
