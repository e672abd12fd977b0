"""Template tags for links by name."""

from typing import Any

from django import template
from django.http import HttpRequest

from core.links import Destination
from core.links import doors as doors_of

register = template.Library()


def _request(context: template.Context) -> HttpRequest:
    """The request being answered; `include … only` leaves it on the context alone."""
    return getattr(context, "request", None) or context["request"]


@register.simple_tag(takes_context=True)
def door(context: template.Context, target: str) -> Destination | None:
    """The live destination of `target` (`quiz:`, `role:ai-engineer`), or None: then don't draw the door."""
    return doors_of(_request(context)).get(target)


@register.simple_tag(takes_context=True)
def href(context: template.Context, target: str) -> str:
    """The address of `target`, empty where nothing is live."""
    return doors_of(_request(context)).href(target) or ""


@register.inclusion_tag("components/crumbs.html", takes_context=True)
def crumbs(context: template.Context, here: str) -> dict[str, Any]:
    """The way from the front door to the page that calls itself `here`: the live places above its address."""
    return {"trail": doors_of(_request(context)).trail, "here": here}
