import gzip
import threading

import brotli
import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test import Client, RequestFactory

from core import stampfile
from core.caching import Entry, Shared, Store, cacheable
from tests.core import urls
from tests.core.urls import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.urls"), pytest.mark.usefixtures("stamp")]


@pytest.fixture(autouse=True)
def drawn():
    """The addresses that a view was really asked for, in order."""
    urls.drawn.clear()
    return urls.drawn


def test_page_for_everyone_is_drawn_once(client, drawn):
    first = client.get("/shared/")

    second = client.get("/shared/")

    assert drawn == ["/shared/"]
    assert second.content == first.content == WORDS.encode()
    assert dict(second.items()) == dict(first.items())


def test_kept_page_costs_no_query(client, django_assert_num_queries):
    client.get("/shared/")

    with django_assert_num_queries(0):
        client.get("/shared/")


def test_new_stamp_draws_the_page_anew(client, drawn):
    client.get("/shared/")

    stampfile.write("another-stamp")
    client.get("/shared/")

    assert drawn == ["/shared/", "/shared/"]


def test_stamp_that_changes_while_a_page_is_drawn_leaves_it_stale(client, drawn, monkeypatch):
    class PublishingWhileDrawn(list):
        def append(self, address):
            super().append(address)
            stampfile.write(f"stamp-{len(self)}")

    monkeypatch.setattr(urls, "drawn", PublishingWhileDrawn())
    client.get("/shared/")

    client.get("/shared/")

    assert urls.drawn == ["/shared/", "/shared/"]


def test_without_a_stamp_nothing_is_kept(client, drawn):
    stampfile.path().unlink()
    client.get("/shared/")

    client.get("/shared/")

    assert drawn == ["/shared/", "/shared/"]


@pytest.mark.parametrize(
    "address",
    (
        "/undeclared/",
        "/private/",
        "/no-store/",
        "/varying/",
        "/with-cookie/",
        "/reads-session/",
        "/streaming/",
        "/missing/",
    ),
)
def test_what_is_not_everyones_is_never_kept(client, drawn, address):
    Client().get(address)
    client.get(address)
    client.cookies.clear()

    client.get(address)

    assert drawn[-2:] == [address, address]


def test_request_with_a_session_cookie_passes_by_and_leaves_nothing(client, drawn):
    editor = {"HTTP_COOKIE": "sessionid=abcdefgh"}
    own = client.get("/shared/", **editor)

    client.get("/shared/")
    client.get("/shared/", **editor)

    assert drawn == ["/shared/"] * 3
    assert own.headers["Cache-Control"] == "private, no-cache"


def test_htmx_passes_by(client, drawn):
    client.get("/shared/")

    client.get("/shared/", headers={"HX-Request": "true"})

    assert drawn == ["/shared/"] * 2


def test_preview_passes_by(drawn):
    handler = BaseHandler()
    handler.load_middleware()
    preview = RequestFactory().get("/shared/")
    preview.is_dummy = True
    handler.get_response(preview)

    handler.get_response(RequestFactory().get("/shared/"))

    assert drawn == ["/shared/"] * 2


def test_post_passes_by(client, drawn):
    client.get("/shared/")

    client.post("/shared/")

    assert drawn == ["/shared/"] * 2


def test_query_parameters_are_part_of_the_address_in_any_order(client, drawn):
    client.get("/shared/?view=list&view=map")
    client.get("/shared/?view=map")

    client.get("/shared/?view=map&view=list")

    assert drawn == ["/shared/?view=list&view=map", "/shared/?view=map"]


def test_undeclared_parameter_is_answered_and_not_kept(client, drawn):
    answer = client.get("/shared/?utm_source=letter")
    client.get("/shared/?utm_source=letter")

    assert answer.content == WORDS.encode()
    assert drawn == ["/shared/?utm_source=letter"] * 2


def test_hosts_and_schemes_have_pages_of_their_own(client, drawn, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    client.get("/shared/", headers={"host": "one.example"})
    client.get("/shared/", headers={"host": "two.example"})
    client.get("/shared/", headers={"host": "two.example", "x-forwarded-proto": "https"})

    assert len(drawn) == 3


def test_cookie_that_makes_a_page_personal_passes_by(client, drawn):
    everyones = client.get("/personal/")

    mine = client.get("/personal/", HTTP_COOKIE="token=me")
    again = client.get("/personal/")

    assert drawn == ["/personal/"] * 2
    assert mine.content.endswith(b"me")
    assert mine.headers["Cache-Control"] == "private, no-cache"
    assert again.content.endswith(b"nobody")
    assert everyones.headers["Cache-Control"] == "private, no-cache"


def test_personal_page_asked_for_first_is_not_shown_to_the_next(client):
    client.get("/personal/", HTTP_COOKIE="token=me")

    assert client.get("/personal/").content.endswith(b"nobody")


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    (
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("br;q=nonsense", "br", brotli.decompress),
        ("identity", "", bytes),
        ("", "", bytes),
    ),
)
@pytest.mark.parametrize("asked_before", (False, True))
def test_page_comes_in_the_encoding_the_client_takes(client, accepted, coding, unpack, asked_before):
    if asked_before:
        client.get("/shared/")

    answer = client.get("/shared/", headers={"accept-encoding": accepted})

    assert answer.headers.get("Content-Encoding", "") == coding
    assert unpack(answer.content) == WORDS.encode()
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_page_is_sent_to_be_asked_for_again(client):
    assert client.get("/shared/").headers["Cache-Control"] == "public, no-cache"


def test_cdn_may_keep_a_page_only_where_one_is_configured(client, settings):
    settings.CDN_S_MAXAGE = 3600

    answer = client.get("/shared/")

    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate, s-maxage=3600"


@pytest.mark.parametrize("form", ("{}", 'W/"other", {}', "*"))
@pytest.mark.parametrize("encoding", ("", "br"))
def test_known_page_is_not_sent_again(client, form, encoding):
    known = client.get("/shared/").headers["ETag"]

    answer = client.get("/shared/", headers={"if-none-match": form.format(known), "accept-encoding": encoding})

    assert answer.status_code == 304
    assert answer.content == b""
    assert answer.headers["ETag"] == known
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Content-Type" not in answer.headers


def test_other_etag_gets_the_page(client):
    answer = client.get("/shared/", headers={"if-none-match": 'W/"other", nonsense'})

    assert answer.content == WORDS.encode()


@pytest.mark.parametrize("asked_before", (False, True))
def test_head_says_what_get_would(client, asked_before):
    if asked_before:
        client.get("/shared/")

    head = client.head("/shared/")

    assert head.content == b""
    assert dict(head.items()) == dict(client.get("/shared/").items())


def test_security_headers_are_kept_with_the_page(client):
    first = client.get("/shared/")

    second = client.get("/shared/")

    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"):
        assert second.headers[name] == first.headers[name] != ""


def test_debug_draws_each_time_and_says_the_same(client, drawn, settings):
    settings.DEBUG = True

    answers = [client.get("/shared/") for _ in range(2)]

    assert drawn == ["/shared/"] * 2
    assert {answer.headers["Cache-Control"] for answer in answers} == {"public, no-cache"}


def test_page_that_stops_being_everyones_is_let_go(client, drawn, monkeypatch):
    client.get("/shared/")
    monkeypatch.setattr(urls, "cacheable", lambda response, **kwargs: response)
    stampfile.write("another-stamp")
    client.get("/shared/")
    stampfile.write("a-stamp")

    client.get("/shared/")

    assert drawn == ["/shared/"] * 3


def test_after_a_publish_one_thread_draws_and_the_others_wait(drawn, monkeypatch):
    handler = BaseHandler()
    handler.load_middleware()
    handler.get_response(RequestFactory().get("/shared/"))
    stampfile.write("another-stamp")
    together, slow = threading.Barrier(4), threading.Event()
    monkeypatch.setattr(urls, "cacheable", lambda *args, **kwargs: (slow.wait(0.2), cacheable(*args, **kwargs))[1])

    def ask():
        together.wait()
        handler.get_response(RequestFactory().get("/shared/"))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert drawn == ["/shared/"] * 2


def an_entry(length: int) -> Entry:
    return Entry("a-stamp", Shared(frozenset(), frozenset()), "", (), {"": b"x" * length}, "text/html")


def key(name: str) -> tuple[str, str, str, str]:
    return ("https", "example.com", name, "")


def test_store_stays_within_its_bytes_and_lets_the_idle_go_first():
    store = Store(limit=3 * an_entry(1000).size)
    for name in ("one", "two", "three"):
        store.put(key(name), an_entry(1000))
    store.get(key("one"))

    store.put(key("four"), an_entry(1000))

    assert [name for name in ("one", "two", "three", "four") if store.get(key(name))] == ["one", "three", "four"]
    assert store.size == 3 * an_entry(1000).size


def test_store_takes_no_entry_larger_than_itself():
    store = Store(limit=1000)

    store.put(key("huge"), an_entry(10_000))

    assert store.get(key("huge")) is None
    assert store.size == 0


def test_store_counts_a_replaced_entry_once():
    store = Store(limit=100_000)
    store.put(key("one"), an_entry(1000))

    store.put(key("one"), an_entry(2000))

    assert store.size == an_entry(2000).size
