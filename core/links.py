"""Links by name: `role:evaluation-engineer`, `chapter:mindset`, `quiz:`.

Prose and templates name a thing by its scheme and slug. What is live has an address; what is not (unpublished, or not
there yet) has none, and its words stand as plain text until the day it is published. Everything a page may link to is
read in one query, the first time the page asks.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from os.path import commonprefix

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, Site

TARGET = re.compile(r"(?P<scheme>[a-z]+):(?P<slug>[a-z0-9-]*)(?P<fragment>#[^\s\"]*)?")
_ANCHOR = re.compile(
    r"<a\b(?P<before>[^>]*?)\shref=\"(?P<target>[a-z]+:[a-z0-9-]*)(?P<fragment>#[^\"]*)?\"(?P<after>[^>]*)>(?P<words>.*?)</a>",
    re.DOTALL,
)
_COLUMNS = ("scheme", "slug", "name", "path")


@dataclass(frozen=True)
class Destination:
    """A live thing that can be linked to: its scheme and slug, its name, and its path from the site's root."""

    scheme: str
    slug: str
    name: str
    path: str

    @property
    def target(self) -> str:
        return f"{self.scheme}:{self.slug}"


_sources: dict[str, Callable[[], QuerySet]] = {}


def register(scheme: str, rows: Callable[[], QuerySet]) -> None:
    """Let prose link by `scheme`. `rows` gives the live things as a queryset annotated by `rows_of`."""
    _sources[scheme] = rows


def rows_of(queryset: QuerySet, scheme: str, *, slug: str = "slug", name: str, path: object) -> QuerySet:
    """`queryset` as rows of (scheme, slug, name, path). `path` is an expression: a url path from Wagtail's root."""
    as_text = CharField()
    return queryset.order_by().values_list(
        Value(scheme, as_text), Cast(F(slug), as_text), Cast(F(name), as_text), Cast(path, as_text)
    )


def page_schemes() -> dict[str, type[Page]]:
    """The page types that prose can link to, by scheme."""
    return {
        model.scheme: model
        for model in apps.get_models()
        if issubclass(model, Page) and getattr(model, "scheme", "")
    }


def schemes() -> list[str]:
    """Every scheme that prose may use."""
    return [*page_schemes(), *_sources]


def _page_rows() -> Iterable[QuerySet]:
    for scheme, model in page_schemes().items():
        pages = Page.objects.live().public().filter(content_type=ContentType.objects.get_for_model(model))
        if model.scheme_is_whole:  # type: ignore[attr-defined]
            pages = pages.annotate(no_slug=Value("", CharField()))
        yield rows_of(
            pages, scheme, slug="no_slug" if model.scheme_is_whole else "slug", name="title", path=F("url_path")  # type: ignore[attr-defined]
        )


class Doors:
    """Where each link scheme leads, as seen from one address of one site."""

    def __init__(self, root_path: str = "", here: str = "/") -> None:
        self.root_path = root_path
        self.here = here
        self._found: dict[str, list[Destination]] | None = None

    @property
    def found(self) -> dict[str, list[Destination]]:
        """Every live destination by target. Reads them at first use: one query, and one for private pages."""
        if self._found is None:
            first, *others = [*_page_rows(), *(rows() for rows in _sources.values())]
            self._found = {}
            for scheme, slug, name, path in first.union(*others, all=True).order_by():
                if path and path.startswith(self.root_path):
                    found = Destination(scheme, slug, name, path[len(self.root_path) :] or "/")
                    self._found.setdefault(found.target, []).append(found)
        return self._found

    def get(self, target: str) -> Destination | None:
        """The destination of `target`; where two guides have one, that of the guide we are in. None: not live."""
        candidates = self.found.get(target, ())
        return max(
            sorted(candidates, key=lambda found: found.path),
            key=lambda found: len(commonprefix([found.path, self.here])),
            default=None,
        )

    def href(self, target: str) -> str | None:
        """The address of `target` (a scheme and slug, with or without a fragment), or None where nothing is live.

        An address that is no scheme of ours (`https://…`, `/…`) is its own answer.
        """
        match = TARGET.fullmatch(target)
        if not match or match["scheme"] not in schemes():
            return target if target.startswith(("https://", "http://", "mailto:", "/", "#")) else None
        found = self.get(f"{match['scheme']}:{match['slug']}")
        return found.path + (match["fragment"] or "") if found else None


def doors(request: HttpRequest) -> Doors:
    """The doors of the site that `request` came to, read once a request."""
    if not hasattr(request, "_doors"):
        site = Site.find_for_request(request)
        root = next((path.root_path for path in Site.get_site_root_paths() if site and path.site_id == site.pk), "")
        request._doors = Doors(root.rstrip("/"), request.path)  # type: ignore[attr-defined]
    return request._doors  # type: ignore[attr-defined]


def settle(html: str, open_doors: Doors) -> str:
    """`html` with each link by name led to its address; a link to nothing live leaves its words."""

    def lead(match: re.Match[str]) -> str:
        scheme = match["target"].partition(":")[0]
        if scheme not in known:
            return match[0]
        href = open_doors.href(match["target"] + (match["fragment"] or ""))
        return f'<a{match["before"]} href="{href}"{match["after"]}>{match["words"]}</a>' if href else match["words"]

    known = set(schemes())
    return _ANCHOR.sub(lead, html)


class LinksMiddleware:
    """Settles the links by name of every HTML answer, previews included: one place, one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        html = response.content.decode(response.charset)
        if _ANCHOR.search(html):
            response.content = settle(html, doors(request))
        return response
