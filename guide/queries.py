"""What the pages of the roof show, asked in few queries."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Value

if TYPE_CHECKING:
    from wagtail.models import Page
    from wagtail.query import PageQuerySet

    from guide.models import ArticlePage, ArticlesPage, GuidePage, SeriesHomePage
    from guide.models.pages import LongRead

# What a list of long reads shows; their text stays in the database.
LISTED = ("path", "depth", "title", "slug", "url_path", "heading", "summary", "gives", "words", "content_type")


@dataclass(frozen=True)
class Place:
    """A long read among its neighbours: its number, counted from 1, and the live pages before and after it."""

    number: int
    before: "Page | None"
    after: "Page | None"


def _listed(model: str, *more: str) -> "PageQuerySet":
    return apps.get_model("guide", model).objects.live().only(*LISTED, *more).order_by("path")


def guides_of(home: "SeriesHomePage") -> "list[GuidePage]":
    """The live guides, in the order of the tree: a door each. 1 query."""
    return list(apps.get_model("guide", "GuidePage").objects.child_of(home).live().order_by("path"))


def guide_context(guide: "GuidePage") -> dict[str, Any]:
    """What a guide's home shows besides itself: its chapters and close-ups, and the lenses. 3 queries."""
    return {
        "chapters": list(_listed("ChapterPage").child_of(guide)),
        "articles": list(_listed("ArticlePage").descendant_of(guide)),
        "lenses": list(apps.get_model("roles", "Lens").objects.filter(live=True)),
    }


def guide_over(page: "Page") -> "GuidePage | None":
    """The live guide that `page` belongs to, itself if it is one. 1 query."""
    return apps.get_model("guide", "GuidePage").objects.ancestor_of(page, inclusive=True).live().first()


def texts_of(guide: "GuidePage") -> "list[LongRead]":
    """The live chapters and close-ups of a guide, in the order in which it lists them, with what changed. 2 queries."""
    chapters = _listed("ChapterPage", "changes").child_of(guide)
    return [*chapters, *_listed("ArticlePage", "changes").descendant_of(guide)]


def articles_of(page: "ArticlesPage") -> "list[ArticlePage]":
    """The live close-ups, in order. 1 query."""
    return list(_listed("ArticlePage").child_of(page))


def place_of(page: "LongRead") -> Place:
    """Where a chapter or close-up stands among the live ones beside it. 1 query."""
    siblings = list(_listed(type(page).__name__).sibling_of(page, inclusive=False))
    before = [other for other in siblings if other.path < page.path]
    after = [other for other in siblings if other.path > page.path]
    return Place(len(before) + 1, before[-1] if before else None, after[0] if after else None)


def foot() -> tuple[str, list[str]]:
    """The words at the foot of every page, and the url paths of all live chapters in reading order. 1 query."""
    home = apps.get_model("guide", "SeriesHomePage").objects.live().order_by()
    chapters = apps.get_model("guide", "ChapterPage").objects.live().order_by()
    words = home.values_list(Value("note"), "footer_note", "path")
    places = chapters.values_list(Value("chapter"), "url_path", "path")
    rows = list(words.union(places, all=True).order_by("path"))
    note = next((text for kind, text, _ in rows if kind == "note"), "")
    return note, [url_path for kind, url_path, _ in rows if kind == "chapter"]
