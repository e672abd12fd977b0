"""Template tags of The AI Field Kit: prompts, sign by sign."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cookbooks.prompting import Paragraph, Piece

register = template.Library()


@register.filter
def pieces(found: Iterable[Piece]) -> SafeString:
    """A prompt in pieces as HTML, its placeholders marked; its text is what is copied, and nothing else."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in found))


@register.filter
def paragraphs(found: Iterable[Paragraph]) -> SafeString:
    """A prompt paragraph by paragraph as HTML, those that are new marked."""
    return format_html_join("", "{}", ((_paragraph(one),) for one in found))


def _paragraph(one: Paragraph) -> SafeString:
    return format_html("<ins>{}</ins>", pieces(one.pieces)) if one.is_new else pieces(one.pieces)


def _piece(piece: Piece) -> str | SafeString:
    if not piece.name:
        return piece.text
    return format_html('<span class="slot" data-slot="ours" data-name="{}">{}</span>', piece.name, piece.text)
