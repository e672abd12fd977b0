"""Questions about the shelf, each with what it costs."""

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet, Subquery, Value

from cookbooks.models.levels import Level
from cookbooks.models.recipes import Recipe
from cookbooks.models.sheets import Command, Sheet
from cookbooks.models.shelf import CookbookPage

if TYPE_CHECKING:
    from cookbooks.models.pages import ShelfPage


def books(shelf: "ShelfPage") -> list[CookbookPage]:
    """The live books on `shelf`, in its order: 2 queries, and what each takes to count itself."""
    return [book.specific for book in CookbookPage.objects.child_of(shelf).live().public().order_by("path")]


def counts() -> dict[str, int]:
    """How many live commands, sheets, recipes and levels there are, by name: one query."""
    shown = Command.objects.filter(live=True, removed_since="", group__live=True, group__sheet__live=True)
    rows = {
        "commands": shown,
        "sheets": Sheet.objects.filter(live=True),
        "recipes": Recipe.objects.filter(live=True),
        "levels": Level.objects.filter(live=True),
    }
    each = {name: Subquery(_count_of(found)) for name, found in rows.items()}
    return ContentType.objects.annotate(**each).values(*each)[:1].get()


def _count_of(rows: QuerySet) -> QuerySet:
    return rows.order_by().annotate(all=Value(1)).values("all").annotate(number=Count("pk")).values("number")


def size() -> str:
    """What there is, counted, in a line: “188 commands, 2 sheets, 8 recipes, 4 levels”. A query."""
    return ", ".join(
        f"{number or 0} {name if number != 1 else name.removesuffix('s')}" for name, number in counts().items()
    )
