"""Template tags of figures: addresses that set a figure otherwise, and figures in other pages."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def figure_url(context: template.Context, **changes: Any) -> str:
    """The address of the figure's own page as it is now, but for `changes`: `{% figure_url word=3 %}`."""
    return context["figure"].url_with(changes)
