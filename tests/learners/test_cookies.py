"""A browser is known by its token, and by nothing that nobody asked for."""

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import RequestFactory

from learners import cookies
from learners.models import Learner
from tests.factories.learners import LearnerFactory, a_browser

pytestmark = pytest.mark.django_db


def answer_to(view, **sent):
    """The answer of `view` to a browser with these cookies, through the middleware."""
    request = RequestFactory().get("/")
    request.COOKIES.update(sent)
    return cookies.LearnerMiddleware(view)(request)


def reading(request):
    return HttpResponse(str(cookies.learner_of(request)))


def keeping(request):
    return HttpResponse(str(cookies.keep(request).pk))


def test_who_asks_for_nothing_gets_no_cookie(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = answer_to(lambda request: HttpResponse(), learner="x" * 43)

    assert not response.cookies
    assert "Cache-Control" not in response


def test_a_browser_without_a_cookie_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = answer_to(reading)

    assert response.content == b"None"
    assert not response.cookies


def test_keeping_makes_a_learner_known_by_a_hash():
    response = answer_to(keeping)

    learner = Learner.objects.get()
    token = response.cookies["learner"].value
    assert learner.token_hash == cookies.hashed(token)
    assert token not in learner.token_hash
    assert response.headers["Cache-Control"] == "no-store"


def test_the_token_is_for_the_browser_alone_and_the_marker_says_nothing():
    sent = answer_to(keeping).cookies

    token, marker = sent["learner"], sent["has-learner"]
    assert (token["httponly"], token["samesite"], token["max-age"]) == (True, "Lax", 400 * 24 * 3600)
    assert (marker["httponly"], marker["samesite"], marker.value) == ("", "Lax", "1")


@pytest.mark.parametrize("https", (True, False))
def test_cookies_are_secure_where_the_site_is(settings, https):
    settings.HTTPS = https

    sent = answer_to(keeping).cookies

    assert [bool(cookie["secure"]) for cookie in sent.values()] == [https, https]


def test_cookies_are_renewed_when_the_learner_is_read():
    learner = LearnerFactory(token="t" * 43)

    response = answer_to(reading, learner="t" * 43)

    assert response.content.decode() == str(learner)
    assert response.cookies["learner"].value == "t" * 43
    assert response.cookies["learner"]["max-age"] == 400 * 24 * 3600


@pytest.mark.parametrize("token", ("", "short", "t" * 44, "ü" * 43, "'; drop table", "t" * 43))
def test_a_cookie_that_is_no_learners_is_taken_away(token):
    response = answer_to(reading, learner=token)

    assert response.content == b"None"
    assert response.cookies["learner"]["max-age"] == 0


def test_keeping_with_a_cookie_that_is_no_learners_makes_another_token():
    response = answer_to(keeping, learner="t" * 43)

    assert response.cookies["learner"].value != "t" * 43
    assert Learner.objects.count() == 1


def test_keeping_twice_is_one_learner():
    answer_to(lambda request: HttpResponse(f"{cookies.keep(request)}{cookies.keep(request)}"))

    assert Learner.objects.count() == 1


def test_a_learner_holds_nothing_that_says_who_they_are():
    assert {field.name for field in Learner._meta.concrete_fields} == {"id", "token_hash", "made_on", "role_today"}


def test_learners_has_its_migrations():
    call_command("makemigrations", "learners", check=True, dry_run=True, verbosity=0)


def test_no_page_sets_a_cookie_by_itself():
    for address in ("/you/", "/privacy/"):
        assert not a_browser().get(address).cookies
