"""Template tags of figures: addresses that set a figure otherwise, and figures in other pages."""

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest

from core.links import Destination, doors
from core.markdown import targets
from practice import elsewhere
from practice.showing import Shown

register = template.Library()
SCHEME = "practice"


@register.simple_tag(takes_context=True)
def figure_url(context: template.Context, **changes: Any) -> str:
    """The address of the figure's own page as it is now, but for `changes`: `{% figure_url word=3 %}`."""
    return context["figure"].url_with(changes)


@register.inclusion_tag("practice/components/files.html", takes_context=True)
def figure_files(context: template.Context) -> dict[str, Any]:
    """What figures in another page need of styles and script: the first time that a page asks."""
    return {"is_first": elsewhere.is_first(_request(context), "figure files")}


@register.inclusion_tag("practice/components/doors.html", takes_context=True)
def figure_doors(context: template.Context) -> dict[str, Any]:
    """What has all of that come when it is needed: the first time that a page asks."""
    return {"is_first": elsewhere.is_first(_request(context), "figure doors")}


@register.inclusion_tag("practice/components/cards.html", takes_context=True)
def playables(context: template.Context, text: str) -> dict[str, Any]:
    """Doors to the live figures that a text links to, each once a page; open where the address sets its figure."""
    request = _request(context)
    cards: list[tuple[Destination, Shown | None]] = []
    for target in dict.fromkeys(targets(str(text or ""))):
        found = doors(request).get(target) if target.startswith(f"{SCHEME}:") else None
        if found and found.slug and elsewhere.is_first(request, found.slug):
            cards.append((found, elsewhere.opened(request, found.path, found.slug)))
    is_open = any(figure for _, figure in cards)
    return {"cards": cards, "is_open": is_open, "request": request, "site": settings.SITE_URL}


def _request(context: template.Context) -> HttpRequest:
    """The request being answered; `include … only` leaves it on the context alone."""
    return getattr(context, "request", None) or context["request"]
