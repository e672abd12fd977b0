"""What leads to a thing: for the admin's confirmations, and for readers at the foot of its page."""

from typing import Any

from django import template
from django.db.models import Model

from core.crossings import Crossing, Shown, leading_to, shown_at
from core.links import doors

register = template.Library()
# Under which names Wagtail's confirmations have the thing they ask about: in lists, then on a page of its own.
NAMES = ("snippet", "page", "object")


@register.simple_tag(takes_context=True)
def what_leads_here(context: template.Context) -> list[Crossing]:
    """What leads to the thing that a confirmation is about, wherever Wagtail put it."""
    found: Any = next((context[name] for name in NAMES if context.get(name)), None) or context["items"][0]
    return leading_to(found["item"] if isinstance(found, dict) else found)


@register.simple_tag(takes_context=True)
def used_by(context: template.Context, thing: Model) -> list[Shown]:
    """What uses `thing` and is live, by heading: 1 query."""
    request = getattr(context, "request", None) or context["request"]
    return shown_at(thing, doors(request))
