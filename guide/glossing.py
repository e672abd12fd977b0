"""Links the first use of each term in a page to its definition, which then stands in the page. Knows no database.

Where terms are looked for, a template says: in the elements that have `data-terms`. Not in headings, links, code,
labels and the like, where a link would break what stands there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html
from django.utils.safestring import SafeString

MARK = "data-terms"
_MARKED = re.compile(rf"<(?P<name>[a-z][\w-]*)\b[^>]*\s{MARK}[\s>]")
_TAG = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL
)
_WORD = re.compile(r"[^\W_][\w-]*")
_APART = re.compile(r'\bclass="[^"]*\b(?:eyebrow|unseen)\b')
# What holds no prose of ours, or what a link would break.
_CLOSED = {
    *("a", "blockquote", "button", "code", "dt", "form", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "legend"),
    *("nav", "pre", "samp", "script", "select", "style", "sub", "summary", "sup", "svg", "template", "textarea", "th"),
}


@dataclass(frozen=True)
class Term:
    """A term: how it is written in prose, each way in full, and what it means, as the inside of a paragraph."""

    slug: str
    name: str
    written: tuple[str, ...]
    said: SafeString


@dataclass(frozen=True)
class _Form:
    """One way in which a term is written."""

    words: str
    term: Term

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The words, however far apart; the first letter large or small unless the first word is all of large ones."""
        first, *rest = (re.escape(word) for word in self.words.split())
        if self.words[1:2].islower():
            first = f"[{self.words[0].upper()}{self.words[0].lower()}]{first[1:]}"
        return re.compile(r"\s+".join([first, *rest]) + r"(?![\w-])")


class Glossary:
    """The terms of a guide, ready to be found in its pages."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._forms: dict[str, list[_Form]] = {}
        forms = [_Form(words, term) for term in terms for words in term.written]
        for form in sorted(forms, key=lambda form: -len(form.words)):
            if first := _WORD.match(form.words):
                self._forms.setdefault(first[0].lower(), []).append(form)

    def gloss(self, html: str) -> str:
        """`html` with the first use of each term linked by name, and what it means at the end of the part it is in.

        A link leads to the glossary, so that it works by itself; what it means lies beside it as a popover.
        """
        used: dict[str, Term] = {}
        parts, end = [], 0
        while marked := _MARKED.search(html, end):
            parts.append(html[end : marked.start()])
            part, end = self._part(html, marked, used)
            parts.append(part)
        return "".join([*parts, html[end:]])

    def _part(self, html: str, marked: re.Match[str], used: dict[str, Term]) -> tuple[str, int]:
        """The marked element with its terms, which `used` gets, and where it ends in `html`."""
        parts, end, before = [], marked.end(), len(used)
        for piece, is_prose, at in _pieces(html, marked):
            end = at + len(piece)
            parts.append(self._linked(piece, used) if is_prose else piece)
        if not parts:  # a tag that never ends
            return marked[0], end
        closing = parts.pop() if len(parts) > 1 else ""
        return "".join([*parts, *map(_popover, [*used.values()][before:]), closing]), end

    def _linked(self, text: str, used: dict[str, Term]) -> str:
        parts, done = [], 0
        for word in _WORD.finditer(text):
            if word.start() < done or not (forms := self._forms.get(word[0].lower())):
                continue
            for form in forms:
                if form.term.slug not in used and (found := form.pattern.match(text, word.start())):
                    used[form.term.slug] = form.term
                    parts += [text[done : found.start()], _link(form.term, found[0])]
                    done = found.end()
                    break
        return "".join([*parts, text[done:]])


def _pieces(html: str, marked: re.Match[str]) -> Iterator[tuple[str, bool, int]]:
    """The marked element, piece by piece, its closing tag last: the piece, whether it is prose, where it stands."""
    depth, closed, inside = 0, "", 0
    at = marked.start()
    for tag in _TAG.finditer(html, at):
        if tag.start() > at:
            yield html[at : tag.start()], not closed, at
        yield tag[0], False, tag.start()
        at = tag.end()
        name = (tag["name"] or "").lower()
        step = -1 if tag["end"] else 1
        if name == marked["name"]:
            depth += step
        if closed and name == closed:
            inside += step
            closed = closed if inside else ""
        elif not closed and step == 1 and (name in _CLOSED or _APART.search(tag["rest"] or "")):
            closed, inside = name, 1
        if name == marked["name"] and not depth:
            return


def _link(term: Term, words: str) -> str:
    # `words` were HTML before: as they stand, they are escaped.
    return f'<a class="term" href="term:{term.slug}" aria-describedby="term-{term.slug}">{words}</a>'


def _popover(term: Term) -> SafeString:
    return format_html(
        '<div class="term-said" id="term-{slug}" popover tabindex="-1"><p><b>{name}.</b> {said}</p>'
        '<p><a href="term:{slug}">More in the glossary</a></p></div>',
        slug=term.slug,
        name=term.name,
        said=term.said,
    )
