"""Template tags of the shelf."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from cookbooks.highlighting import Marker
from cookbooks.showing import code_of
from cookbooks.slots import Piece

register = template.Library()


@register.filter
def at(table: Mapping[Any, Any], key: Any) -> Any:
    """What `table` has at `key`; nothing where it has none."""
    return table.get(key, "")


@register.filter
def code(literal: str | Iterable[Piece]) -> SafeString:
    """Literal text, or pieces of it, as HTML with its slots told apart."""
    return code_of([Piece(literal)] if isinstance(literal, str) else literal)


@register.filter
def marked(html: SafeString, marker: Marker | None) -> SafeString:
    """`html` with what was looked for marked; as it is where nothing was."""
    return marker.mark(html) if marker else html
