"""What the pages of the roof show, asked in few queries."""

from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from guide.models import ArticlePage, ArticlesPage, GuidePage, SeriesHomePage
    from guide.models.pages import LongRead


def guides_of(home: "SeriesHomePage") -> "list[GuidePage]":
    """The live guides, in the order of the tree: a door each."""
    return list(apps.get_model("guide", "GuidePage").objects.child_of(home).live().public())


def guide_context(guide: "GuidePage") -> dict[str, Any]:
    """What a guide's home shows besides itself: its chapters and close-ups, and the lenses."""
    chapters = apps.get_model("guide", "ChapterPage").objects.child_of(guide).live()
    articles = apps.get_model("guide", "ArticlePage").objects.descendant_of(guide).live()
    lenses = apps.get_model("roles", "Lens").objects.filter(live=True)
    return {"chapters": [*chapters, *articles], "lenses": lenses}


def reading_context(page: "LongRead") -> dict[str, Any]:
    """What a long read shows besides its text: the page before and after it."""
    return {}


def articles_of(page: "ArticlesPage") -> "list[ArticlePage]":
    """The live close-ups, in order."""
    return list(apps.get_model("guide", "ArticlePage").objects.child_of(page).live())
