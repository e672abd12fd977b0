"""Template tags of Run AI Locally: commands and prose with what the reader runs in them."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from cookbooks import filling
from cookbooks.local_blocks import LANGUAGES, PLATFORMS
from core import markdown
from core.templatetags.prose import anchors_of

register = template.Library()


@register.simple_tag(takes_context=True)
def commands(context: template.Context, variant: Mapping[str, Any]) -> SafeString:
    """The code of a variant, coloured, each slot of the episode (context: `slots`) filled and marked."""
    return filling.shown(variant["code"], variant["language"], context.get("slots") or {})


@register.simple_tag(takes_context=True)
def filled_prose(context: template.Context, text: str) -> SafeString:
    """Prose as HTML, its slots filled and marked, its anchors unique on the page."""
    return filling.filled_in(markdown.render(str(text or ""), anchors_of(context)), context.get("slots") or {})


@register.filter
def takes_yours(variant: Mapping[str, Any], slots: Mapping[str, filling.Filled]) -> bool:
    """Whether a variant has a slot that the reader's own setup filled."""
    return any(one in slots and slots[one].is_yours for one in filling.SLOT.findall(variant["code"]))


@register.filter
def platform(variant: Mapping[str, Any]) -> str:
    """The name of a variant's platform, “Every platform” for none."""
    return dict(PLATFORMS).get(variant["platform"], "Every platform")


@register.filter
def language(variant: Mapping[str, Any]) -> str:
    """The name of a variant's language."""
    return dict(LANGUAGES)[variant["language"]]
