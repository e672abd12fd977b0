"""A figure on a page that is not its own: that page's address says how it is set, by names with the idea's slug before.

So whoever sends the address on, or loads it again, gets the page with the figure open and set so; without script, too.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from django.http import HttpRequest, QueryDict

from practice.figures import figure, words_of
from practice.ideas import SLUGS, idea
from practice.ideas.inputs import Text
from practice.models.ideas import Idea
from practice.showing import Place, Shown

OWN = "/%:@!$&'()*+,;=~"  # what an address may hold as it is, before its parameters


def said(query: QueryDict, slug: str) -> QueryDict:
    """What the address of another page sets of the figure of `slug`."""
    names = {f"{slug}.{name}" for name in idea(slug).Inputs.kinds()}
    found = QueryDict(mutable=True)
    found.update({name: str(query[name]) for name in names & query.keys()})
    return found


def has_words(query: QueryDict) -> bool:
    """Whether a reader's own words for a figure stand in the address of another page."""
    slugs = {name.partition(".")[0] for name in query if "." in name}
    return any(
        f"{slug}.{name}" in query
        for slug in slugs.intersection(SLUGS)
        for name, kind in idea(slug).Inputs.kinds().items()
        if isinstance(kind, Text)
    )


def opened(request: HttpRequest, path: str, slug: str) -> Shown | None:
    """The figure whose own page is at `path`, as the address of `request` sets it; None where it sets nothing: 1 query.

    Of an address that sets nothing nothing is asked.
    """
    asked = said(request.GET, slug)
    entry = Idea.objects.filter(slug=slug, live=True).first() if asked else None
    return figure(words_of(entry), Place(path, slug, is_elsewhere=True), asked) if entry else None


def is_first(request: HttpRequest, what: str) -> bool:
    """Whether the page drawn for `request` has had no `what` yet: a figure, by its slug, or what figures need."""
    drawn: set[str] = request.__dict__.setdefault("_drawn", set())
    before = len(drawn)
    drawn.add(what)
    return len(drawn) > before


def address_on(request: HttpRequest, shown: Shown) -> str:
    """The address of the page that htmx asked from, with the figure there as it is shown; empty where it does not say.

    What the address says of other figures and of the page itself stays.
    """
    try:
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:
        return ""
    if not page.path.startswith("/") or page.path.startswith("//"):
        return ""
    own = {shown.place.prefix + name for name in shown.inputs.kinds()}
    kept = [(name, value) for name, value in parse_qsl(page.query, keep_blank_values=True) if name not in own]
    settings = _prefixed(shown.place.prefix, shown.inputs.settings(shown.start))
    query = urlencode([*kept, *settings.items()])
    anchor = shown.region if settings else page.fragment
    return quote(page.path, OWN) + (f"?{query}" if query else "") + (f"#{quote(anchor, OWN)}" if anchor else "")


def _prefixed(prefix: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    return {prefix + name: value for name, value in settings.items()}
