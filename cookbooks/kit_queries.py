"""What The AI Field Kit shows, read off the database."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import HttpRequest
from wagtail.models import Page

from cookbooks.counting import counted
from cookbooks.models.kit import Prompt
from core import blocks

if TYPE_CHECKING:
    from cookbooks.models.kit_pages import KitPage, PromptsPage, RulePage


def _model(name: str) -> Any:
    """A page type, which leads here and so can't be imported."""
    return apps.get_model("cookbooks", name)


def parts_of_the_kit(book: Page) -> list[Page]:
    """The live pages of the kit, in order. A query, and one for each type."""
    return list(book.get_children().live().order_by("path").specific(defer=True))


def front(book: "KitPage") -> dict[str, Any]:
    """What the front shows: `anatomy`, `prompts_page`, `rule`, each None where it is not live; `prompts`, `parts`."""
    pages = {
        name: _model(name).objects.child_of(book).live().first() for name in ("AnatomyPage", "PromptsPage", "RulePage")
    }
    anatomy = pages["AnatomyPage"]
    return {
        "anatomy": anatomy,
        "prompts_page": pages["PromptsPage"],
        "rule": pages["RulePage"],
        "parts": list(anatomy.parts.all()) if anatomy else [],
        "prompts": live_prompts(),
    }


def size(book: Page) -> str:
    """What is in the book, counted. A query."""
    anatomy = _model("AnatomyPage").objects.child_of(book).live()
    rows = {
        "part": _model("Part").objects.filter(page__in=anatomy),
        "prompt": Prompt.objects.filter(live=True),
        "rule": _model("RulePage").objects.child_of(book).live(),
    }
    said = {
        "part": ("part of a prompt", "parts of a prompt"),
        "prompt": ("prompt", "prompts"),
        "rule": ("rule", "rules"),
    }
    return ", ".join(f"{count} {said[name][count != 1]}" for name, count in counted(rows).items())


def live_prompts() -> list[Prompt]:
    """The live prompts in order. A query."""
    return list(Prompt.objects.filter(live=True))


def prompt_of(slug: str) -> Prompt | None:
    """A live prompt with its placeholders and follow-ups: 3 queries."""
    return Prompt.objects.filter(live=True, slug=slug).prefetch_related("placeholders", "follow_ups").first()


def sitemap_entries(page: "PromptsPage", request: HttpRequest | None) -> list[dict[str, Any]]:
    """The addresses of the live prompts, for the sitemap. A query."""
    base = page.get_full_url(request)
    return [
        {"location": f"{base}{prompt.slug}/", "lastmod": prompt.last_published_at}
        for prompt in Prompt.objects.filter(live=True)
    ]


def sibling(page: Page, name: str) -> Page | None:
    """The live page of type `name` beside `page`. A query, and one for the parent."""
    return _model(name).objects.sibling_of(page).live().first()


def rule_context(page: "RulePage") -> dict[str, Any]:
    """What the rule's page shows besides itself: `outline`, `description`, `prompts_page`."""
    return {
        "outline": [heading for heading in blocks.outline(page.body) if heading.level == 2],
        "description": page.search_description or page.summary,
        "prompts_page": sibling(page, "PromptsPage"),
    }
