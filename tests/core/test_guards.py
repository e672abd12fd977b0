import pytest
from django.test import RequestFactory

from core.guards import GuardMiddleware

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status"),
    (
        ("/nothing/here/", 404),
        ("/%00", 400),
        ("/roles%00/", 400),
        ("/?q=a%00b", 400),
        ("/" + "x" * 10_000 + "/", 414),
        ("/?q=" + "x" * 10_000, 414),
        ("/" + "x" * 5_000 + "/", 404),
        ("/nothing/?q=%2500", 404),
        ("/%ff%fe/", 404),
        ("/nothing/?q=%ff%fe", 404),
        ("/../../etc/passwd", 404),
        ("/nothing//here/", 404),
        ("/%F0%9F%92%A9/", 404),
        ("/nothing/?" + "&".join(f"a{n}=1" for n in range(700)), 404),
    ),
    ids=lambda value: str(value)[:30],
)
def test_odd_address_gets_a_decided_answer(client, address, status):
    answer = client.get(address)

    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("method", ("TRACE", "CONNECT", "PUT", "PATCH", "DELETE", "PROPFIND", "NONSENSE"))
@pytest.mark.parametrize("address", ("/", "/admin/", "/health/live"))
def test_odd_method_is_not_allowed(client, method, address):
    answer = client.generic(method, address)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("host", ("elsewhere.example", "a b", "[", "x" * 300, "testserver:port", "testserver/..", ""))
def test_host_that_is_not_ours_is_a_bad_request(client, host):
    answer = client.get("/", HTTP_HOST=host, SERVER_NAME="elsewhere.example")

    assert answer.status_code == 400
    assert "makes no sense" in answer.content.decode()


@pytest.mark.parametrize(
    ("cookies", "status"),
    (
        ("sessionid=\0", 400),
        ('sessionid="abcdefgh\\000"', 400),
        ('csrftoken="\\000"', 400),
        ("=; ;;; =a; b", 404),
        ("sessionid", 404),
        ("sessionid=" + "x" * 7_000, 404),
        ('sessionid="unfinished', 404),
        ("csrftoken=<nonsense>", 404),
        ("sessionid=\xff\xfe", 404),
        ("messages=nonsense", 404),
    ),
)
def test_malformed_cookies_get_a_decided_answer(client, cookies, status):
    assert client.get("/nothing/here/", HTTP_COOKIE=cookies).status_code == status


def test_session_cookie_of_nobody_is_asked_to_sign_in(client):
    answer = client.get("/admin/", HTTP_COOKIE="sessionid=" + "x" * 7_000)

    assert answer.status_code == 302


def test_guard_leaves_ordinary_requests_alone():
    request = RequestFactory().get("/roles/?q=100%25", headers={"cookie": 'name="a \\"quoted\\" one"'})

    assert GuardMiddleware(lambda passed: passed)(request) is request
