"""Template tags for Markdown.

`{% prose text %}` is for texts with headings, sources or tables: what it draws is told apart from the other texts of
the page. `{{ text|markdown }}` and `{{ text|inline }}` are for a few words that stand alone.
"""

from django import template
from django.utils.safestring import SafeString, mark_safe

from core import markdown as texts

register = template.Library()


def anchors_of(context: template.Context) -> texts.Anchors:
    """The ids given out so far in the answer to this request; without a request, none."""
    request = context.get("request") or getattr(context, "request", None)
    if request is None:
        return texts.Anchors()
    if not hasattr(request, "_anchors"):
        request._anchors = texts.Anchors()
    return request._anchors


@register.simple_tag(takes_context=True)
def prose(context: template.Context, text: str) -> SafeString:
    """`text` as HTML, its anchors unique on the page."""
    return texts.render(str(text or ""), anchors_of(context))


@register.simple_tag(takes_context=True)
def references(context: template.Context, source: int) -> list[str]:
    """The ids of the references to a source in the texts that the page has set so far, each a way back."""
    return anchors_of(context).notes(source)


@register.filter
def markdown(text: str) -> SafeString:
    """`text` as HTML."""
    return texts.render(str(text)) if text else mark_safe("")


@register.filter
def inline(text: str) -> SafeString:
    """`text` as the inside of a paragraph."""
    return texts.inline(str(text)) if text else mark_safe("")


@register.filter
def plain(text: str) -> str:
    """The words of `text` and nothing else, on one line."""
    return " ".join(texts.plain(str(text)).split()) if text else ""
