"""The glossary: what its page shows, how prose links to its terms, and how their first uses in a page do so by
themselves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import CharField, F, QuerySet, TextChoices, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest, HttpResponse

from core import markdown, stamps
from core.links import Destination, Doors, doors, rows_of
from guide import glossing
from guide.rooms import guide_of

if TYPE_CHECKING:
    from guide.models import GlossaryPage, Term

LONGEST_QUERY = 80  # characters of what is looked for
# What is behind a door, by its scheme, in the order in which a reader needs them.
BEHIND = {
    "practice": "Try it",
    "chapter": "Read",
    "article": "Read",
    "skill": "Skill",
    "lens": "Who asks",
    "step": "Do",
    "role": "Role",
    "cookbook": "Cook",
}


def _live() -> QuerySet:
    return apps.get_model("guide", "Term").objects.filter(live=True)


def term_rows() -> QuerySet:
    """Live terms whose glossary is live, as link rows: each is an anchor on its glossary's page."""
    path = Concat(F("glossary__url_path"), Value("#"), Cast(F("slug"), CharField()))
    return rows_of(_live().filter(glossary__live=True), "term", name="name", path=path)


# The page


@dataclass(frozen=True)
class Entry:
    """A term as its page shows it: under what its doors are, those that are open."""

    term: "Term"
    ways: list[tuple[str, list[Destination]]]

    @property
    def letter(self) -> str:
        """What it stands under: its first letter; a digit or sign stands under “#”."""
        first = self.term.name[:1].upper()
        return first if first.isalpha() else "#"


def entry_of(term: "Term", request: HttpRequest) -> Entry:
    """A term with its doors. No query besides that of the page's links."""
    open_doors = doors(request)
    found: dict[str, list[Destination]] = {name: [] for name in BEHIND.values()}
    for target in term.doors or ():
        name, (thing, sign, part) = BEHIND.get(target.partition(":")[0]), target.partition("#")
        if name and (there := open_doors.get(thing)):
            found[name].append(replace(there, path=f"{there.path}{sign}{part}"))
    return Entry(term, [(name, places) for name, places in found.items() if places])


@dataclass(frozen=True)
class Listing:
    """The terms that were asked for, under their letters."""

    entries: list[Entry]
    total: int
    topic: str
    query: str

    @cached_property
    def letters(self) -> list[tuple[str, list[Entry]]]:
        """Each letter with its terms."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.letter, []).append(entry)
        return list(found.items())

    @property
    def is_filtered(self) -> bool:
        return bool(self.topic or self.query)

    @property
    def said(self) -> str:
        """How many there are, in words."""
        if self.is_filtered:
            return f"{len(self.entries)} of {self.total} terms"
        return f"{self.total} term{'' if self.total == 1 else 's'}"


def listed(page: "GlossaryPage", request: HttpRequest, topics: type[TextChoices]) -> dict[str, Any]:
    """What the page shows: the live terms, or those of the topic and with the words that the address asks for: 1 query.

    A topic that there is not is told and has no effect; so is what is too long to be a term.
    """
    terms = sorted(_live().filter(glossary=page.pk), key=lambda term: term.name.casefold())
    asked = request.GET.get("topic", "")
    topic = asked if asked in topics.values else ""
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())
    shown = [term for term in terms if (not topic or term.topic == topic) and _has(term, query[:LONGEST_QUERY])]
    listing = Listing([entry_of(term, request) for term in shown], len(terms), topic, query[:LONGEST_QUERY])
    notes = []
    if asked and not topic:
        notes.append("There is no such topic, so the list shows all of them. Choose one from the list.")
    if len(query) > LONGEST_QUERY:
        notes.append(f"No term is that long: only the first {LONGEST_QUERY} characters were looked for.")
    return {"listing": listing, "topics": topics.choices, "notes": notes, "longest": LONGEST_QUERY}


def _has(term: "Term", query: str) -> bool:
    """Whether a term has all words of `query` in its name, its forms or its definition."""
    text = " ".join([term.name, *term.written, markdown.plain(term.definition)]).casefold()
    return all(word in text for word in query.casefold().split())


# First uses


_glossaries: stamps.Kept[glossing.Glossary] = stamps.Kept()


def glossary_of(open_doors: Doors) -> glossing.Glossary | None:
    """The live terms of the guide that a page is in, else of the main one; None where there are none.

    One query after each publish, for all pages that this process draws until the next.
    """
    guide = guide_of(open_doors)
    slugs = tuple(
        found.slug
        for target, places in open_doors.found.items()
        if target.startswith("term:")
        for found in places
        if guide and found.path.startswith(guide.path)
    )
    if not slugs:
        return None
    return _glossaries.get(slugs, lambda: glossing.Glossary(_terms(slugs)))


def _terms(slugs: Iterable[str]) -> list[glossing.Term]:
    rows = _live().filter(slug__in=slugs).order_by("name").values_list("slug", "name", "written", "definition")
    return [glossing.Term(slug, name, tuple(forms), markdown.inline(said)) for slug, name, forms, said in rows]


class GlossaryMiddleware:
    """Links the first use of each term where a template has marked its prose. Inside of LinksMiddleware, which leads
    the links to their addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        html = response.content.decode(response.charset)
        if glossing.MARK in html and (found := glossary_of(doors(request))):
            response.content = found.gloss(html)
        return response
