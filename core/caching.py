"""Whole responses, kept in the memory of this process while the site's stamp stays what it was.

Only what its view declares to be the same for everyone is kept: compressed once, answered before any other work. When
the stamp changes is not known here: an entry holds the one that was read before it was drawn, and is valid under no
other.
"""

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import parse_qsl

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from core import stampfile

Key = tuple[str, str, str, str]
Response = TypeVar("Response", bound=HttpResponse)

BROTLI_QUALITY = 5  # 11 saves a seventh of the bytes for a hundred times the work
ENTRY_OVERHEAD = 4096  # bytes an entry takes besides its bodies: headers, keys, objects
_REFUSED = re.compile(r"q=0(\.0*)?$")


@dataclass(frozen=True)
class Shared:
    """That a response is the same for everyone: for these query parameters, and unless one of these cookies came."""

    params: frozenset[str]
    unless: frozenset[str]

    def is_for(self, request: HttpRequest) -> bool:
        return not self.unless or self.unless.isdisjoint(request.COOKIES)

    def reads_all_of(self, query: str) -> bool:
        return {name for name, _ in parse_qsl(query, keep_blank_values=True)} <= self.params


def cacheable(response: Response, *, params: Collection[str] = (), unless: Collection[str] = ()) -> Response:
    """Declare `response` the same for everyone: it may be kept whole and sent to anyone until something is published.

    `params` are the query parameters it depends on: an address with others is drawn each time, so that made-up ones
    don't fill the memory. `unless` are cookies that make it personal: whoever sends one gets an answer of their own.
    """
    response.shared = Shared(frozenset(params), frozenset(unless))  # type: ignore[attr-defined]
    return response


@dataclass(frozen=True)
class Entry:
    """One response in all its encodings, and the stamp it is valid under."""

    stamp: str
    shared: Shared
    etag: str
    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]
    content_type: str
    turn: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @classmethod
    def of(cls, response: HttpResponse, shared: Shared, stamp: str) -> "Entry":
        body = response.content
        made_here = {"content-type", "content-length", "cache-control", "vary", "etag"}
        etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        headers = [(name, value) for name, value in response.items() if name.lower() not in made_here]
        headers += [("Cache-Control", _cache_control(shared)), ("Vary", "Accept-Encoding"), ("ETag", etag)]
        compressed = {"br": brotli.compress(body, quality=BROTLI_QUALITY), "gzip": gzip.compress(body, 6, mtime=0)}
        bodies = {"": body} | {coding: made for coding, made in compressed.items() if len(made) < len(body)}
        return cls(stamp, shared, etag, tuple(headers), bodies, response.headers["Content-Type"])

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        return ENTRY_OVERHEAD + sum(map(len, self.bodies.values()))

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The response to `request`: in the encoding it prefers, without a body for HEAD, or 304."""
        if "HTTP_IF_NONE_MATCH" in request.META and self._is_known_to(request):
            response = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
            del response.headers["Content-Type"]
        else:
            coding = _coding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""), *self.bodies)
            body = self.bodies[coding]
            response = HttpResponse(b"" if request.method == "HEAD" else body, content_type=self.content_type)
            response.headers["Content-Length"] = str(len(body))
            if coding:
                response.headers["Content-Encoding"] = coding
        for name, value in self.headers:
            response.headers[name] = value
        return response

    def _is_known_to(self, request: HttpRequest) -> bool:
        known = parse_etags(request.META["HTTP_IF_NONE_MATCH"])
        return known == ["*"] or self.etag.removeprefix("W/") in (tag.removeprefix("W/") for tag in known)


class Store:
    """Entries by key, within a bound of bytes: the one not asked for longest goes first."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Entry | None:
        with self._lock:
            if entry := self._entries.get(key):
                self._entries.move_to_end(key)
            return entry

    def put(self, key: Key, entry: Entry) -> None:
        with self._lock:
            self._drop(key)
            self._entries[key] = entry
            self.size += entry.size
            while self.size > self.limit:
                self._drop(next(iter(self._entries)))

    def drop(self, key: Key) -> None:
        with self._lock:
            self._drop(key)

    def _drop(self, key: Key) -> None:
        if entry := self._entries.pop(key, None):
            self.size -= entry.size


class PageCacheMiddleware:
    """Answers from memory what everyone may have, and keeps what views declare to be so.

    Stands outside of what sets headers, so that they are kept too, and of what compresses. A request with a session
    cookie, or from htmx, passes by: an editor sees the page with its user bar, a fragment is never kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.store = Store(settings.PAGE_CACHE_BYTES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_for_everyone(request):
            return _for_one(self.get_response(request))
        stamp = stampfile.read()
        key = _key(request)
        kept = self.store.get(key)
        if kept is None or not kept.shared.is_for(request):
            return self._draw(request, key, stamp)
        if kept.stamp == stamp != "":
            return kept.answer(request)
        with kept.turn:  # after a publish one thread draws the page, the others wait for it
            fresh = self.store.get(key)
            if fresh and fresh.stamp == stamp != "":
                return fresh.answer(request)
            return self._draw(request, key, stamp)

    def _draw(self, request: HttpRequest, key: Key, stamp: str) -> HttpResponse:
        response = self.get_response(request)
        shared: Shared | None = getattr(response, "shared", None)
        if shared and not shared.is_for(request):
            return _for_one(response)
        if not shared or not _may_be_kept(response):
            self.store.drop(key)
            return response
        entry = Entry.of(response, shared, stamp)
        # With DEBUG a changed template shows at once.
        if request.method == "GET" and stamp and not settings.DEBUG and shared.reads_all_of(key[-1]):
            self.store.put(key, entry)
        return entry.answer(request)


def _is_for_everyone(request: HttpRequest) -> bool:
    meta = request.META
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in meta.get("HTTP_COOKIE", "")
        and "HTTP_HX_REQUEST" not in meta
        and "HTTP_AUTHORIZATION" not in meta
        and not hasattr(request, "is_dummy")  # Wagtail's preview passes through all middleware
    )


def _key(request: HttpRequest) -> Key:
    """Raises DisallowedHost."""
    query = request.META.get("QUERY_STRING", "")
    return request.scheme or "", request.get_host().lower(), request.path, "&".join(sorted(query.split("&")))


def _may_be_kept(response: HttpResponse) -> bool:
    """Whether nothing about `response` says that it was made for one person after all."""
    control = response.get("Cache-Control", "")
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and "private" not in control
        and "no-store" not in control
        and "Content-Encoding" not in response
        and response.get("Vary", "Accept-Encoding").lower() == "accept-encoding"
    )


def _for_one(response: HttpResponse) -> HttpResponse:
    """Keep caches along the way from an answer that would have been everyone's had this person not asked."""
    if hasattr(response, "shared") and "Cache-Control" not in response:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def _cache_control(shared: Shared) -> str:
    if shared.unless:  # a cache along the way can't tell whose cookie came
        return "private, no-cache"
    if settings.CDN_S_MAXAGE:  # `no-cache` would make the CDN ask each time, too
        return f"public, max-age=0, must-revalidate, s-maxage={settings.CDN_S_MAXAGE}"
    return "public, no-cache"


@lru_cache(64)
def _coding_for(accepted: str, *codings: str) -> str:
    """The smallest of `codings` that a client takes which sent `accepted`; "" is the plain body."""
    offers = [offer.replace(" ", "").lower().partition(";") for offer in accepted.split(",")]
    taken = {name for name, _, weight in offers if not _REFUSED.match(weight)}
    return next((coding for coding in ("br", "gzip") if coding in codings and coding in taken), "")
