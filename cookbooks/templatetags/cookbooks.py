"""Template tags of the shelf."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(table: Mapping[Any, Any], key: Any) -> Any:
    """What `table` has at `key`; nothing where it has none."""
    return table.get(key, "")
