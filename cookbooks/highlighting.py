"""Marks what was looked for in what was found.

Pure: HTML in, the same HTML out with `<mark>` round every occurrence of a word in its text. A word may begin in one
element and end in another: it is marked piece by piece. Tags, attributes and references (`&amp;`) stay whole.
"""

import re
from collections.abc import Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_BETWEEN = re.compile(r"(<[^>]*>)")
_REFERENCE = r"&(?:#\w+|\w+);"


class Marker:
    """Marks the same words in one text after another, in capital or small letters.

    A letter or digit by itself stands nearly everywhere: it is not marked. A sign by itself is.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = [str(escape(word)).lower() for word in words if len(word) > 1 or not word.isalnum()]
        # The longest first, and a reference whole: “amp” does not stand in “&amp;”, and “&” does.
        wanted = sorted((re.escape(word) for word in set(self._words)), key=len, reverse=True)
        self._found = re.compile("|".join([*(f"({word})" for word in wanted), _REFERENCE]), re.IGNORECASE)

    def mark(self, html: SafeString) -> SafeString:
        """`html` with the words marked; itself where none stands in it."""
        parts = _BETWEEN.split(html)
        text = "".join(parts[::2])
        if not (spans := list(self._spans(text))):
            return html
        parts[::2] = _cut(parts[::2], spans)
        return mark_safe("".join(parts))

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        low = text.lower()
        if any(word in low for word in self._words):
            yield from (match.span() for match in self._found.finditer(text) if match.lastindex)


def _cut(texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Each of `texts` with marks; `spans` are places in all of them put together."""
    begin = 0
    for text in texts:
        end, at, pieces = begin + len(text), 0, []
        for first, last in spans:
            first, last = max(first, begin) - begin, min(last, end) - begin
            if first < last:
                pieces += [text[at:first], "<mark>", text[first:last], "</mark>"]
                at = last
        yield "".join([*pieces, text[at:]])
        begin = end
