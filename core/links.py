"""Links by name: `role:evaluation-engineer`, `chapter:mindset`, `quiz:`.

Prose and templates name a thing by its scheme and slug. What is live has an address; what is not (unpublished, or not
there yet) has none, and its words stand as plain text until the day it is published. Everything a page may link to is
read in one query, the first time the page asks.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from os.path import commonpath
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, PageViewRestriction, Site

from core import stamps
from core.markdown import TARGET, is_name, may_follow

_ANCHOR = re.compile(
    r"<a\b(?P<before>[^>]*?)\shref=\"(?P<target>[a-z]+:[a-z0-9-]*)(?P<fragment>#[^\"]*)?\"(?P<after>[^>]*)>(?P<words>.*?)</a>",
    re.DOTALL,
)
# Schemes of the web that have the shape of a name of ours.
_OTHERS = ("http:", "https:", "mailto:", "tel:")


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


@dataclass(frozen=True)
class Kind:
    """What a scheme names: rows of `model`, told apart by the field `slug`, or by none where a guide has only one."""

    scheme: str
    model: type[Model]
    slug: str

    @property
    def name(self) -> str:
        """The kind in a word or two, as an editor knows it."""
        return str(self.model._meta.verbose_name)

    def named(self, slug: str) -> QuerySet:
        """The things of this kind that `slug` names, live or not."""
        return self.model._default_manager.filter(**{self.slug: slug} if self.slug else {})


_sources: dict[str, Callable[[], QuerySet]] = {}
_slugs: dict[str, str] = {}
_promised: set[str] = set()


def register(scheme: str, rows: Callable[[], QuerySet], *, slug: str = "slug") -> None:
    """Let prose link by `scheme`. `rows` gives the live things as a queryset annotated by `rows_of`, of the model
    whose field `slug` the scheme goes by."""
    kinds.cache_clear()
    _question.cache_clear()
    _sources[scheme] = rows
    _slugs[scheme] = slug


def promise(*names: str) -> None:
    """Let prose use schemes that nothing answers to yet: the words of such a link stand as plain text."""
    _promised.update(names)


def rows_of(queryset: QuerySet, scheme: str, *, slug: str = "slug", name: str, path: Any) -> QuerySet:
    """`queryset` as rows of (scheme, slug, name, path). `path` is an expression: a url path from Wagtail's root."""
    as_text = CharField()
    return queryset.order_by().values_list(
        Value(scheme, as_text), Cast(F(slug), as_text), Cast(F(name), as_text), Cast(path, as_text)
    )


def page_schemes() -> dict[str, Any]:
    """The page types that prose can link to, by scheme. Types made from such a type go by its scheme."""
    pages: list[Any] = [model for model in apps.get_models() if issubclass(model, Page)]
    return {model.scheme: model for model in pages if vars(model).get("scheme")}


def _content_types(model: type[Model]) -> list[ContentType]:
    """The content types of `model` and of what is made from it."""
    types = [model, *(other for other in apps.get_models() if issubclass(other, model) and other is not model)]
    return list(ContentType.objects.get_for_models(*types).values())


@cache
def kinds() -> dict[str, Kind]:
    """What each scheme that something answers to names."""
    pages = {
        scheme: Kind(scheme, model, "" if model.scheme_is_whole else "slug") for scheme, model in page_schemes().items()
    }
    return pages | {scheme: Kind(scheme, rows().model, _slugs[scheme]) for scheme, rows in _sources.items()}


@cache
def _wholes() -> dict[str, Kind]:
    """The page types that a scheme names without a slug. With one, the scheme may name what stands on the page."""
    return {scheme: Kind(scheme, model, "") for scheme, model in page_schemes().items() if model.scheme_is_whole}


def _kind_named(scheme: str, slug: str) -> Kind | None:
    return (None if slug else _wholes().get(scheme)) or kinds().get(scheme)


def schemes() -> list[str]:
    """Every scheme that prose may use and something answers to."""
    return [*page_schemes(), *_sources]


def named_by(target: str) -> QuerySet | None:
    """What `target` names, live or not; in two guides, both. None: no scheme of ours, or one only promised."""
    match = TARGET.fullmatch(target)
    kind = _kind_named(match["scheme"], match["slug"]) if match else None
    return kind.named(match["slug"]) if kind and match else None


def references(targets: Iterable[str]) -> Iterator[tuple[type[Model], str, str, str]]:
    """What `targets` name, in the form in which Wagtail's reference index asks for it."""
    for target in dict.fromkeys(target.partition("#")[0] for target in targets):
        named = named_by(target)
        if named is not None:
            yield from ((named.model, str(pk), "", "") for pk in named.values_list("pk", flat=True))


def target_of(thing: Model) -> str:
    """The name by which prose links to `thing`, or an empty string if it can't."""
    for kind in (*kinds().values(), *_wholes().values()):
        if isinstance(thing, kind.model):
            return f"{kind.scheme}:{getattr(thing, kind.slug) if kind.slug else ''}"
    return ""


def trouble_with(href: str) -> str:
    """Why `href` leads nowhere, in a sentence for who wrote it; empty if it is fine. One query for a link by name.

    What exists and is not published is fine: its link wakes when it is.
    """
    if not may_follow(href):
        return f"“{href}” is no web address, no path and no name such as “chapter:mindset”."
    if not is_name(href):
        return ""
    scheme, _, slug = href.partition("#")[0].partition(":")
    kind = _kind_named(scheme, slug)
    if kind is None:
        if scheme in _promised:
            return ""
        return f"“{href}”: nothing goes by “{scheme}:”. These do: {', '.join(sorted({*kinds(), *_promised}))}."
    if not kind.named(slug).exists():
        return f"“{href}”: there is no {kind.name} of that name."
    return ""


def _page_rows() -> Iterable[QuerySet]:
    # As Wagtail's `public()`, which asks first which pages are private: a query of its own, on every page.
    below = ExpressionWrapper(OuterRef("path"), CharField())
    private = PageViewRestriction.objects.annotate(path=below).filter(path__startswith=F("page__path"))
    open_to_all = Page.objects.live().exclude(Exists(private))
    for scheme, model in page_schemes().items():
        pages = open_to_all.filter(content_type__in=_content_types(model))
        if model.scheme_is_whole:
            pages = pages.annotate(no_slug=Value("", CharField()))
        yield rows_of(
            pages,
            scheme,
            slug="no_slug" if model.scheme_is_whole else "slug",
            name="title",
            path=F("url_path"),
        )


@cache
def _question() -> tuple[str, tuple[Any, ...]]:
    """What asks for every live destination, as SQL. It is the same for every page, and takes longer to put together
    from its twenty parts than to answer."""
    first, *others = [*_page_rows(), *(rows() for rows in _sources.values())]
    return first.union(*others, all=True).order_by().query.sql_with_params()


Found = dict[str, list[Destination]]
_kept: stamps.Kept[Found] = stamps.Kept()


class Doors:
    """Where each link scheme leads, as seen from one address of one site.

    Where `is_kept`, one query after each publish answers for all addresses that this process draws until the next.
    """

    def __init__(self, root_path: str = "", here: str = "/", *, is_kept: bool = False) -> None:
        self.root_path = root_path
        self.here = here
        self.is_kept = is_kept

    @cached_property
    def found(self) -> Found:
        """Every live destination by target. Reads them at first use: one query, or none."""
        return _kept.get(self.root_path, self._read) if self.is_kept else self._read()

    def _read(self) -> Found:
        with connection.cursor() as cursor:
            cursor.execute(*_question())
            rows = cursor.fetchall()
        by_target: Found = {}
        for scheme, slug, name, path in rows:
            if path and path.startswith(self.root_path):
                found = Destination(scheme, slug, name, path[len(self.root_path) :] or "/")
                by_target.setdefault(found.target, []).append(found)
        return by_target

    @property
    def trail(self) -> list[Destination]:
        """The live places above the address we are at, the nearest last; not the front door, which all pages have."""
        places = {found.path: found for same in self.found.values() for found in same}
        above = [path for path in places if path != "/" and path != self.here and self.here.startswith(path)]
        return [places[path] for path in sorted(above, key=len)]

    def get(self, target: str, *, seen_from: str = "") -> Destination | None:
        """The destination of `target`; where two guides have one, that of the guide we are in. None: not live.

        With a fragment, `target` leads to that part of it. `seen_from`: as if we were at that address.
        """
        name, sign, part = target.partition("#")
        nearest = max(
            sorted(self.found.get(name, ()), key=lambda found: found.path),
            key=lambda found: len(commonpath([found.path, seen_from or self.here])),
            default=None,
        )
        return replace(nearest, path=f"{nearest.path}{sign}{part}") if nearest and part else nearest

    def href(self, target: str) -> str | None:
        """The address of `target` (a scheme and slug, with or without a fragment), or None where nothing is live.

        An address that is no scheme of ours (`https://…`, `/…`) is its own answer.
        """
        if not TARGET.fullmatch(target):
            return target if may_follow(target) else None
        found = self.get(target)
        return found.path if found else None


def doors(request: HttpRequest) -> Doors:
    """The doors of the site that `request` came to, read once a request; kept where the request can write nothing."""
    if not hasattr(request, "_doors"):
        found = doors_of(Site.find_for_request(request), request.path, is_kept=request.method in ("GET", "HEAD"))
        request._doors = found  # type: ignore[attr-defined]
    return request._doors  # type: ignore[attr-defined]


def doors_of(site: Site | None, here: str = "/", *, is_kept: bool = False) -> Doors:
    """The doors of `site`, as seen from the address `here`."""
    root = next((path.root_path for path in Site.get_site_root_paths() if site and path.site_id == site.pk), "")
    return Doors(root.rstrip("/"), here, is_kept=is_kept)


def settle(html: str, open_doors: Doors) -> str:
    """`html` with each link by name led to its address; a link to nothing live leaves its words."""

    def lead(match: re.Match[str]) -> str:
        if match["target"].startswith(_OTHERS):
            return match[0]
        href = open_doors.href(match["target"] + (match["fragment"] or ""))
        return f'<a{match["before"]} href="{href}"{match["after"]}>{match["words"]}</a>' if href else match["words"]

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
