"""Template tags for links by name."""

from django import template

from core.links import Destination
from core.links import doors as doors_of

register = template.Library()


@register.simple_tag(takes_context=True)
def door(context: template.Context, target: str) -> Destination | None:
    """The live destination of `target` (`quiz:`, `role:ai-engineer`), or None: then don't draw the door."""
    return doors_of(context["request"]).get(target)


@register.simple_tag(takes_context=True)
def href(context: template.Context, target: str) -> str:
    """The address of `target`, empty where nothing is live."""
    return doors_of(context["request"]).href(target) or ""
