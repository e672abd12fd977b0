"""Reading the counts: what is rolled up, and what came since, in one statement and so of one moment."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from quiz.models.tallies import ANY_TODAY, Counted
from quiz.statistics import counting
from quiz.statistics.counting import Sizes

Measure = Counted.Measure
BY_MONTH = frozenset({Measure.PAIR, Measure.POINTS, Measure.MARGIN, Measure.STABLE, Measure.CHOICE, Measure.CONTEXT})
DATED = frozenset({Measure.OPENED, Measure.STARTED, Measure.COMPLETED})

# The moment stands in the last row alone: seven thousand of it took as long to read as a fifth of the statement.
_READ = """
    WITH {editions}, mark AS MATERIALIZED (
        SELECT coalesce((SELECT at FROM quiz_watermark WHERE id = 1), '-infinity') AS at
    ), finished AS MATERIALIZED (
        SELECT s.* FROM quiz_attempt s JOIN edition e ON e.id = s.edition_id, mark
        WHERE s.edition_id = %(edition)s AND s.finished_at >= mark.at AND {chosen}
    ), standing AS MATERIALIZED (
        SELECT s.* FROM quiz_attempt s JOIN edition e ON e.id = s.edition_id
        WHERE s.edition_id = %(edition)s AND s.finished_at IS NULL AND s.settled IS NULL
          AND s.opened_at >= %(first)s::timestamp AT TIME ZONE 'UTC'
          AND s.opened_at < (%(last)s::date + 1)::timestamp AT TIME ZONE 'UTC' AND {chosen}
    ), live AS (
        {of_standing} UNION ALL {of_opening} UNION ALL {of_finishing}
    )
    SELECT NULL::timestamptz AS as_of, measure, NULL::date AS day, retake, a, 0 AS b, 0 AS c, sum(n) AS n
    FROM quiz_tally
    WHERE edition_id = %(edition)s AND today = %(today)s AND measure = ANY(%(summed)s)
      AND day BETWEEN %(first)s AND %(last)s
    GROUP BY measure, retake, a
    UNION ALL
    SELECT NULL, measure, day, retake, a, b, c, n FROM quiz_tally
    WHERE edition_id = %(edition)s AND today = %(today)s AND measure = ANY(%(dated)s)
      AND day BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT NULL, measure, NULL, retake, a, b, c, sum(n) FROM quiz_tally
    WHERE edition_id = %(edition)s AND today = %(today)s AND measure = ANY(%(crossed)s)
      AND day BETWEEN %(month)s AND %(last)s
    GROUP BY measure, retake, a, b, c
    UNION ALL
    SELECT NULL, measure, CASE WHEN measure = ANY(%(dated)s) THEN day END, retake, a, b, c, n FROM live
    WHERE NOT measure = ANY(%(crossed)s) AND measure = ANY(%(asked)s) AND day BETWEEN %(first)s AND %(last)s
       OR measure = ANY(%(crossed)s) AND day BETWEEN %(month)s AND %(last)s
    UNION ALL SELECT now(), '', NULL, false, 0, 0, 0, 0
"""


@dataclass(frozen=True)
class Scope:
    """What is asked for: one edition, the days from `first` to `last`, one answer about the present job or any."""

    edition: int
    first: date
    last: date
    today: int = ANY_TODAY


@dataclass
class Counts:
    """What was counted in a scope, as of a moment; each question below takes first attempts, retakes, or both."""

    as_of: datetime
    found: dict[str, Counter[tuple[date | None, bool, int, int, int]]] = field(default_factory=dict)

    def total(self, measure: str, retakes: Collection[bool], a: int | None = None) -> int:
        """How often it was counted, of `a` alone where it is given."""
        rows = self._rows(measure, retakes)
        return sum(n for _, (_, _, each, _, _), n in rows if a is None or each == a)

    def along(self, measure: str, retakes: Collection[bool]) -> Counter[int]:
        """How often by `a`."""
        counted: Counter[int] = Counter()
        for _, (_, _, a, _, _), n in self._rows(measure, retakes):
            counted[a] += n
        return counted

    def across(self, measure: str, retakes: Collection[bool]) -> Counter[tuple[int, int, int]]:
        """How often by `a`, `b` and `c`."""
        counted: Counter[tuple[int, int, int]] = Counter()
        for _, (_, _, a, b, c), n in self._rows(measure, retakes):
            counted[a, b, c] += n
        return counted

    def by_day(self, measure: str, retakes: Collection[bool]) -> Counter[date]:
        """How often on each day, of what is counted by day and dated here."""
        counted: Counter[date] = Counter()
        for _, (day, _, _, _, _), n in self._rows(measure, retakes):
            if day:
                counted[day] += n
        return counted

    def _rows(
        self, measure: str, retakes: Collection[bool]
    ) -> Iterator[tuple[str, tuple[date | None, bool, int, int, int], int]]:
        for key, n in self.found.get(measure, Counter()).items():
            if key[1] in retakes:
                yield measure, key, n


def counts(scope: Scope, sizes: Sizes, measures: Collection[str] = tuple(Measure)) -> Counts:
    """What was counted in `scope`, exact to the last attempt. One statement.

    Crossed counts are of the whole months that the scope touches.
    """
    anybody = scope.today == ANY_TODAY
    today = str(ANY_TODAY) if anybody else counting.TODAY
    query = _READ.format(
        editions=counting.EDITIONS,
        chosen="true" if anybody else f"{counting.TODAY} = %(today)s",
        of_standing=counting.of_opening("standing", sizes, today),
        of_opening=counting.of_opening("(SELECT * FROM finished WHERE settled IS NULL)", sizes, today),
        of_finishing=counting.of_finishing("finished", sizes, today),
    )
    values: dict[str, Any] = {
        "edition": scope.edition,
        "first": scope.first,
        "last": scope.last,
        "today": scope.today,
        "month": scope.first.replace(day=1),
        "asked": [str(measure) for measure in measures],
        "summed": [str(measure) for measure in measures if measure not in BY_MONTH | DATED],
        "crossed": [str(measure) for measure in measures if measure in BY_MONTH],
        "dated": [str(measure) for measure in measures if measure in DATED],
    }
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows = cursor.fetchall()
    counted = Counts(rows[-1][0])
    for _, measure, day, retake, a, b, c, n in rows:
        if n:
            counted.found.setdefault(measure, Counter())[day, retake, a, b, c] += n
    return counted
