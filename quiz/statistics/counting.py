"""What many attempts count for, in SQL: the same as `quiz.tallies.counts` says of one.

A statement made here returns rows of (edition_id, day, measure, retake, today, a, b, c, n), each thing once. Choices
are counted by grouping sets over answers[1] … answers[n], 4.5 times quicker than by unnesting.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from quiz.asking import ROLE_TODAY
from quiz.models.tallies import LAST_BUCKET
from quiz.tallies import BUCKET_EDGES, CLEAR, CLOSE, FLAT, MARGINS_PER_Z

KEY = ("edition_id", "day", "measure", "retake", "today", "a", "b", "c")

_SIZES = """
    SELECT coalesce(max(jsonb_array_length(scored->'questions')), 1),
           coalesce(max(jsonb_array_length(words->'context')), 0)
    FROM quiz_edition
"""
# Which context question asks for the present job: its place and how many choices it has; null where none does.
EDITIONS = f"""
    edition AS MATERIALIZED (
        SELECT id, jsonb_array_length(scored->'questions') AS questions, asked.place, asked.choices,
               power(10, coalesce((scored->'rule'->'parameters'->>'z_decimals')::int, 4))::int AS unit
        FROM quiz_edition LEFT JOIN LATERAL (
            SELECT ordinality::int AS place, jsonb_array_length(value->'choices') AS choices
            FROM jsonb_array_elements(words->'context') WITH ORDINALITY
            WHERE value->>'slug' = '{ROLE_TODAY}' ORDER BY ordinality LIMIT 1
        ) asked ON true
    )
"""
TODAY = "CASE WHEN s.context[e.place] BETWEEN 1 AND e.choices THEN s.context[e.place] ELSE 0 END"


@dataclass(frozen=True)
class Sizes:
    """How many questions and how many context questions the longest edition has."""

    questions: int
    context: int


def sizes() -> Sizes:
    """The sizes of the editions there are. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_SIZES)
        return Sizes(*cursor.fetchone())


def reached(sizes: Sizes, row: str) -> str:
    """SQL: how many questions an unfinished attempt has reached, before it is bounded by how many there are."""
    steps = " ".join(f"WHEN {row}.answers[{place}] > 0 THEN {place + 1}" for place in range(sizes.questions, 0, -1))
    return f"CASE WHEN {row}.started_at IS NULL THEN 1 {steps} ELSE 1 END"


def of_opening(source: str, sizes: Sizes, today: str = TODAY) -> str:
    """SQL: what the attempts in `source`, a table or query, count for by their opening. Needs EDITIONS."""
    return f"""
        SELECT edition_id, day, v.measure, retake, today, v.a, 0 AS b, 0 AS c, sum(n)::int AS n
        FROM (
            SELECT s.edition_id, (s.opened_at AT TIME ZONE 'UTC')::date AS day, s.retake, {today} AS today,
                   s.excluded, s.started_at IS NOT NULL AS started,
                   CASE WHEN s.settled IS NOT NULL THEN s.settled
                        WHEN s.finished_at IS NOT NULL THEN e.questions + 1
                        ELSE least({reached(sizes, "s")}, e.questions) END AS reached,
                   count(*) AS n
            FROM {source} s JOIN edition e ON e.id = s.edition_id
            GROUP BY 1, 2, 3, 4, 5, 6, 7
        ) one CROSS JOIN LATERAL (
            SELECT 'excluded' AS measure, excluded::int AS a WHERE excluded > 0
            UNION ALL SELECT 'opened', 0 WHERE excluded = 0
            UNION ALL SELECT 'started', 0 WHERE excluded = 0 AND started
            UNION ALL SELECT 'reached', question FROM generate_series(1, reached) question WHERE excluded = 0
        ) v
        GROUP BY 1, 2, 3, 4, 5, 6
    """


def of_finishing(source: str, sizes: Sizes, today: str = TODAY) -> str:
    """SQL: what the attempts in `source`, all of them finished, count for by their finishing. Needs EDITIONS."""
    choices = [f"q{place}" for place in range(1, sizes.questions + 1)]
    context = [f"x{place}" for place in range(1, sizes.context + 1)]
    edges = ", ".join(repr(edge) for edge in BUCKET_EDGES)
    return f"""
        SELECT edition_id, day, measure, retake, today, a, b, c, n FROM (
            SELECT edition_id, coalesce(day, month) AS day, retake, today, {_measure(choices, context)} AS measure,
                   {_a(choices, context)} AS a,
                   coalesce({", ".join(["CASE WHEN day IS NULL THEN runner_up END", "points", *choices, *context])}, 0)
                       AS b,
                   CASE WHEN coalesce({", ".join([*choices, *context])}) IS NULL THEN 0 ELSE best END AS c, n
            FROM (
                SELECT edition_id, day, month, retake, today, best, runner_up, outcome, bucket, points, margin, stable,
                       {", ".join([*choices, *context])}, count(*)::int AS n
                FROM (
                    SELECT s.edition_id, s.retake, {today} AS today, s.best::int, s.runner_up::int,
                           (s.finished_at AT TIME ZONE 'UTC')::date AS day,
                           date_trunc('month', s.finished_at AT TIME ZONE 'UTC')::date AS month,
                           CASE WHEN s.flat THEN {FLAT} WHEN s.close THEN {CLOSE} ELSE {CLEAR} END AS outcome,
                           width_bucket(
                               extract(epoch FROM s.finished_at - s.started_at)::float8, ARRAY[{edges}]::float8[]
                           ) AS bucket,
                           s.points[s.best]::int AS points, s.stable::int,
                           least({LAST_BUCKET}, s.margin * {MARGINS_PER_Z} / e.unit) AS margin,
                           {", ".join(_columns(sizes))}
                    FROM {source} s JOIN edition e ON e.id = s.edition_id
                    WHERE s.excluded = 0
                ) one
                GROUP BY GROUPING SETS ({", ".join(_sets(choices, context))})
            ) crossed
        ) named
        WHERE measure IS NOT NULL
    """


def _columns(sizes: Sizes) -> Iterator[str]:
    for place in range(1, sizes.questions + 1):
        yield f"s.answers[{place}]::int AS q{place}"
    for place in range(1, sizes.context + 1):
        yield f"s.context[{place}]::int AS x{place}"


def _sets(choices: list[str], context: list[str]) -> Iterator[str]:
    key = "edition_id, retake, today"
    yield f"({key}, day)"
    for column in ("best", "runner_up", "outcome", "bucket"):
        yield f"({key}, day, {column})"
    for column in ("best, runner_up", "best, points", "margin", "stable"):
        yield f"({key}, month, {column})"
    for column in (*choices, *context):
        yield f"({key}, month, best, {column})"


def _measure(choices: list[str], context: list[str]) -> str:
    """SQL: what a group is a count of, by which columns it has; a shorter edition has none at its last places."""
    in_context = f"WHEN coalesce({', '.join([*context, 'NULL'])}) IS NOT NULL THEN 'context'" if context else ""
    return f"""
        CASE WHEN day IS NOT NULL THEN
            CASE WHEN best IS NOT NULL THEN 'best' WHEN runner_up IS NOT NULL THEN 'runner_up'
                 WHEN outcome IS NOT NULL THEN 'outcome' WHEN bucket IS NOT NULL THEN 'time' ELSE 'completed' END
        ELSE
            CASE WHEN runner_up IS NOT NULL THEN 'pair' WHEN points IS NOT NULL THEN 'points'
                 WHEN margin IS NOT NULL THEN 'margin' WHEN stable IS NOT NULL THEN 'stable'
                 WHEN coalesce({", ".join(choices)}) IS NOT NULL THEN 'choice' {in_context} END
        END
    """


def _a(choices: list[str], context: list[str]) -> str:
    places = " ".join(
        f"WHEN {name} IS NOT NULL THEN {place}" for names in (choices, context) for place, name in enumerate(names, 1)
    )
    by_day = "CASE WHEN day IS NOT NULL THEN coalesce(best, runner_up, outcome, bucket, 0)"
    return f"{by_day} {places} ELSE coalesce(best, margin, stable, 0) END"
