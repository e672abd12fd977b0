"""Questions about the shelf and The Claude Cookbook, each with what it costs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest

from cookbooks import finding
from cookbooks.counting import counted
from cookbooks.mastery import LevelFacts, Statement, ToLearn
from cookbooks.models.levels import Level, LevelCommand
from cookbooks.models.recipes import Recipe, RecipeCommand
from cookbooks.models.sheets import Group, RemovedName, Sheet
from cookbooks.models.shelf import CookbookPage
from learners.lines import digest_of

if TYPE_CHECKING:
    from cookbooks.models.pages import ClaudePage, ShelfPage


def books(shelf: "ShelfPage") -> list[CookbookPage]:
    """The live books on `shelf`, in its order: a query, one for each kind of book, and what each takes to count."""
    return list(CookbookPage.objects.child_of(shelf).live().order_by("path").specific())


def counts() -> dict[str, int]:
    """How many live commands, sheets, recipes and levels there are, by name: one query."""
    rows = {
        "commands": finding.shown().filter(removed_since=""),
        "sheets": Sheet.objects.filter(live=True),
        "recipes": Recipe.objects.filter(live=True),
        "levels": Level.objects.filter(live=True),
    }
    return counted(rows)


def size() -> str:
    """What there is, counted, in a line: “188 commands, 2 sheets, 8 recipes, 4 levels”. A query."""
    return ", ".join(f"{number} {name if number != 1 else name[:-1]}" for name, number in counts().items())


@dataclass(frozen=True)
class SheetFacts:
    """A sheet as its readers have it: its words, how fresh it is, and in a list how many commands are on it."""

    slug: str
    title: str
    summary: str
    checked: date
    review_by: date
    tool_version: str
    published: datetime | None
    total: int | None = None


def sheets() -> list[SheetFacts]:
    """The live sheets in order: 1 query."""
    on_it = Q(groups__live=True, groups__commands__live=True, groups__commands__removed_since="")
    rows = (
        Sheet.objects.filter(live=True).annotate(total=Count("groups__commands", filter=on_it)).order_by("sort_order")
    )
    return [_facts(row, row.total) for row in rows]


def sheet(slug: str) -> SheetFacts | None:
    """The live sheet of that name: 1 query."""
    row = Sheet.objects.filter(live=True, slug=slug).first()
    return _facts(row) if row else None


def _facts(row: Sheet, total: int | None = None) -> SheetFacts:
    return SheetFacts(
        row.slug,
        row.title,
        row.summary,
        row.checked,
        row.review_by,
        row.tool_version,
        row.last_published_at,
        total,
    )


@dataclass(frozen=True)
class GroupFacts:
    """A group: its words, its sheet, and how many commands are in it."""

    slug: str
    title: str
    intro: str
    sheet: str
    total: int


def groups(sheet_slug: str = "") -> list[GroupFacts]:
    """The groups of a live sheet, or of all, that hold anything, in order: 1 query."""
    live = Group.objects.filter(live=True, sheet__live=True)
    if sheet_slug:
        live = live.filter(sheet__slug=sheet_slug)
    number = Count("commands", filter=Q(commands__live=True, commands__removed_since=""))
    rows = live.annotate(number=number).filter(number__gt=0).order_by("sheet__sort_order", "sort_order")
    return [GroupFacts(*row) for row in rows.values_list("slug", "title", "intro", "sheet__slug", "number")]


@dataclass(frozen=True)
class Gone:
    """A name that went away, what to write in its place, and since when; `slug` where it has a page of its own."""

    command: str
    replaced_by: str
    since: str
    slug: str = ""


def gone(sheet_slug: str) -> list[Gone]:
    """What went away from a sheet: 2 queries."""
    names = RemovedName.objects.filter(sheet__slug=sheet_slug, sheet__live=True).order_by("sort_order")
    commands = finding.shown().filter(group__sheet__slug=sheet_slug).exclude(removed_since="")
    return [
        *(Gone(row.command, row.replaced_by, row.since) for row in names),
        *(Gone(*row) for row in commands.values_list("command", "replaced_by", "removed_since", "slug")),
    ]


def levels() -> list[Level]:
    """The live levels in order, with the live commands that belong to each: 2 queries."""
    commands = LevelCommand.objects.filter(command__in=finding.shown().filter(removed_since="").order_by())
    in_order = commands.select_related("command").order_by("sort_order")
    live = Level.objects.filter(live=True).order_by("number")
    return list(live.prefetch_related(Prefetch("commands", in_order, to_attr="live_commands")))


def facts_of(found: list[Level]) -> list[LevelFacts]:
    """What has to be known of `levels()` to tell how far someone is."""
    return [
        LevelFacts(
            level.number,
            level.slug,
            level.name,
            tuple(ToLearn(row.command.slug, str(row.command)) for row in level.live_commands),
            tuple(Statement(digest_of(words), words) for words in level.test_yourself),
        )
        for level in found
    ]


@dataclass(frozen=True)
class RecipeFacts:
    """A recipe in a list: its words, its level, how many steps it has."""

    slug: str
    title: str
    level: int
    time: str
    when: str
    steps: int


def recipes(only: Q | None = None) -> list[RecipeFacts]:
    """The live recipes in order, or some of them: 1 query."""
    rows = Recipe.objects.filter(only or Q(), live=True).annotate(number=Count("steps", distinct=True))
    return [
        RecipeFacts(*row)
        for row in rows.order_by("sort_order").values_list("slug", "title", "level", "time", "when", "number")
    ]


def recipes_using(command: str) -> list[RecipeFacts]:
    """The live recipes that use a command: 1 query."""
    using = RecipeCommand.objects.filter(recipe=OuterRef("pk"), command__slug=command)
    return recipes(Q(Exists(using)))


def recipe(slug: str) -> Recipe | None:
    """The live recipe of that name, with its steps and failures: 3 queries."""
    return Recipe.objects.filter(live=True, slug=slug).prefetch_related("steps", "goes_wrong").first()


def sitemap_entries(page: "ClaudePage", request: HttpRequest | None) -> list[dict[str, Any]]:
    """An entry for each live sheet, command and recipe, and for the lists of them: 3 queries."""
    base = page.get_full_url(request)
    commands = finding.shown().order_by(*finding.PLACE)
    rows = [
        *((f"{slug}/", at) for slug, at in Sheet.objects.filter(live=True).values_list("slug", "last_published_at")),
        *((f"commands/{slug}/", at) for slug, at in commands.values_list("slug", "last_published_at")),
        *(
            (f"recipes/{slug}/", at)
            for slug, at in Recipe.objects.filter(live=True).values_list("slug", "last_published_at")
        ),
        *((f"{name}/", page.last_published_at) for name in ("commands", "recipes", "levels")),
    ]
    return [{"location": f"{base}{below}", "lastmod": at} for below, at in rows]
