import re

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.urls")]
POSTED = {"choice": ["2"], "skill": ["evals", "<data> & more"], "empty": [""]}
DONE = repr(sorted(POSTED.items())).encode()
LOGIN = {"username": "alice", "password": "wrong"}


@pytest.fixture
def browser():
    """A client that is checked, as a browser is."""
    return Client(enforce_csrf_checks=True)


def hidden_inputs(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page):
        found.setdefault(name, []).append(value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    return found


@pytest.mark.parametrize(
    "headers",
    (
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"sec-fetch-site": "none"},
        {"origin": "http://testserver"},
        {"origin": "https://testserver"},
        {"sec-fetch-site": "cross-site", "origin": "https://friend.example"},
    ),
    ids=str,
)
def test_post_that_says_it_is_ours_needs_no_token(browser, settings, headers):
    settings.CSRF_TRUSTED_ORIGINS = ["https://friend.example"]

    assert browser.post("/form/", POSTED, headers=headers).content == DONE


@pytest.mark.parametrize(
    "headers",
    (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"sec-fetch-site": "nonsense"},
        {"origin": "https://elsewhere.example"},
        {"origin": "http://testserver.elsewhere.example"},
        {"origin": "http://testserver:8080"},
        {"origin": "null"},
        {"origin": "http://[nonsense"},
        {"origin": ""},
    ),
    ids=str,
)
def test_post_from_elsewhere_is_refused(browser, headers):
    answer = browser.post("/form/", POSTED, headers=headers)

    assert answer.status_code == 403
    assert b"choice" not in answer.content


def test_post_from_elsewhere_is_refused_though_it_has_a_token(browser):
    form = browser.post("/form/", POSTED)
    token = hidden_inputs(form.content.decode())["csrfmiddlewaretoken"][0]

    answer = browser.post("/form/", POSTED | {"csrfmiddlewaretoken": token}, headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 403


def test_post_that_does_not_say_is_repeated_with_nothing_lost(browser):
    asked = browser.post("/form/?next=%2Fhome&n=1", POSTED)
    repeated = hidden_inputs(asked.content.decode())

    done = browser.post("/form/?next=%2Fhome&n=1", repeated)

    assert asked.status_code == 403
    assert asked.headers["Cache-Control"] == "no-store"
    assert b'action="/form/?next=%2Fhome&amp;n=1"' in asked.content
    token = repeated.pop("csrfmiddlewaretoken")
    assert len(token) == 1
    assert repeated == POSTED
    assert done.content == repr(sorted((POSTED | {"csrfmiddlewaretoken": token}).items())).encode()


def test_repeated_post_without_its_cookie_is_asked_for_again(browser):
    repeated = hidden_inputs(browser.post("/form/", POSTED).content.decode())
    browser.cookies.clear()

    again = browser.post("/form/", repeated)

    assert again.status_code == 403
    assert hidden_inputs(again.content.decode())["choice"] == POSTED["choice"]


def test_post_that_is_no_form_is_refused(browser):
    answer = browser.post("/form/", {"choice": 2}, content_type="application/json")

    assert answer.status_code == 403
    assert b"<form" not in answer.content


def test_looking_needs_nothing(browser):
    assert browser.get("/form/", headers={"sec-fetch-site": "cross-site"}).status_code == 200


def test_admin_wants_its_token_even_from_our_own_pages(browser):
    answer = browser.post("/admin/login/", LOGIN, headers={"sec-fetch-site": "same-origin"})

    assert answer.status_code == 403


def test_admin_takes_its_token(browser):
    browser.get("/admin/login/")
    token = browser.cookies["csrftoken"].value

    answer = browser.post("/admin/login/", LOGIN | {"csrfmiddlewaretoken": token})

    assert answer.status_code == 200
