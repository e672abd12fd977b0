"""What leads to a thing, for the admin's confirmations."""

from typing import Any

from django import template

from core.crossings import Crossing, leading_to

register = template.Library()
# Under which names Wagtail's confirmations have the thing they ask about: in lists, then on a page of its own.
NAMES = ("snippet", "page", "object")


@register.simple_tag(takes_context=True)
def what_leads_here(context: template.Context) -> list[Crossing]:
    """What leads to the thing that a confirmation is about, wherever Wagtail put it."""
    found: Any = next((context[name] for name in NAMES if context.get(name)), None) or context["items"][0]
    return leading_to(found["item"] if isinstance(found, dict) else found)
