"""Reads commands as their sheets show them: everything of a line in one query, however many lines.

In SQL, since the ORM takes longer to write this query than PostgreSQL to answer it, and someone is typing.
"""

from typing import Any

from django.db import connection
from django.utils import timezone

from cookbooks.models.levels import Level
from cookbooks.models.marks import Mark, Said
from cookbooks.models.recipes import Recipe, RecipeCommand
from cookbooks.models.sheets import Command, Group, Sheet, Slot
from cookbooks.showing import Line, line_of
from learners.models import Learner

COMMAND, GROUP, SHEET, SLOT, LEVEL, MARK = (
    model._meta.db_table for model in (Command, Group, Sheet, Slot, Level, Mark)
)

# The live commands of live groups of live sheets, with what tells their place.
SHOWN = f"""
    SELECT command.id, command.slug, command.command, command.haystack, command.removed_since, command.level,
        groups.slug AS group_slug, sheet.slug AS sheet_slug,
        sheet.sort_order AS sheet_place, groups.sort_order AS group_place, command.sort_order AS own_place
    FROM {COMMAND} AS command
    JOIN {GROUP} AS groups ON groups.id = command.group_id
    JOIN {SHEET} AS sheet ON sheet.id = groups.sheet_id
    WHERE command.live AND groups.live AND sheet.live
"""
# The lines of what a query `answer` names by id, place (whatever they are ordered by), total and is_near. It can read
# `shown`.
_LINES = f"""
    WITH shown AS NOT MATERIALIZED ({SHOWN}), {{answer}}
    SELECT command.slug, command.command, command.what, command.note, command.example, command.level,
        (SELECT name FROM {LEVEL} AS level WHERE level.number = command.level AND level.live) AS level_name,
        command.source, command.since, command.as_of, command.destructive, command.undo, command.removed_since,
        command.replaced_by, groups.title AS group_title, groups.slug AS group_slug, sheet.title AS sheet_title,
        sheet.slug AS sheet_slug,
        coalesce(command.checked, sheet.checked) AS checked,
        coalesce(command.checked + (sheet.review_by - sheet.checked), sheet.review_by) AS due,
        ARRAY(
            SELECT ARRAY[slot.text, slot.name, slot.label, slot.example]
            FROM {SLOT} AS slot WHERE slot.command_id = command.id ORDER BY slot.sort_order
        ) AS slots,
        EXISTS (
            SELECT FROM {MARK} AS mark
            WHERE mark.learner_id = %(learner)s AND mark.about = '{Said.COMMAND}' AND mark.slug = command.slug
        ) AS is_used,
        answer.total, answer.is_near
    FROM answer
    JOIN {COMMAND} AS command ON command.id = answer.id
    JOIN {GROUP} AS groups ON groups.id = command.group_id
    JOIN {SHEET} AS sheet ON sheet.id = groups.sheet_id
    ORDER BY answer.place
"""
_ONE = "answer AS (SELECT id, 1 AS place, 1 AS total, false AS is_near FROM shown WHERE slug = %(slug)s)"
_OF_RECIPE = f"""
    answer AS (
        SELECT shown.id, uses.sort_order AS place, 0 AS total, false AS is_near
        FROM shown
        JOIN {RecipeCommand._meta.db_table} AS uses ON uses.command_id = shown.id
        JOIN {Recipe._meta.db_table} AS recipe ON recipe.id = uses.recipe_id
        WHERE recipe.slug = %(slug)s AND recipe.live
    )
"""


def read(answer: str, learner: Learner | None, **params: Any) -> tuple[list[Line], int, bool]:
    """The lines that `answer` names, how many there are in all, and whether they are only nearly what was asked for.

    1 query. Whether `learner` uses a command is said on its line.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LINES.format(answer=answer), params | {"learner": learner.pk if learner else None})
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    today = timezone.localdate()
    first: dict[str, Any] = rows[0] if rows else {"total": 0, "is_near": False}
    return [line_of(row, today) for row in rows], int(first["total"]), bool(first["is_near"])


def one(slug: str, learner: Learner | None) -> Line | None:
    """The live command of that name, removed or not: 1 query."""
    found, _, _ = read(_ONE, learner, slug=slug)
    return found[0] if found else None


def of_recipe(slug: str, learner: Learner | None) -> list[Line]:
    """The live commands that a live recipe uses, in its order: 1 query."""
    return read(_OF_RECIPE, learner, slug=slug)[0]
