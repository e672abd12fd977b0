import pytest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from core.fragments import template_for

ROLE = {"HX-Request": "true", "HX-Target": "section#role"}


def asking(**headers: str):
    request = RequestFactory().get("/", headers=headers)
    request.htmx = HtmxDetails(request)
    return request


@pytest.fixture
def sample(settings):
    """The template of `page_or_region`: a page with one region."""
    source = "<html>{% partialdef role inline %}<section id=role>{{ words }}</section>{% endpartialdef role %}</html>"
    loaders = [
        ("template_partials.loader.Loader", [("django.template.loaders.locmem.Loader", {"sample.html": source})])
    ]
    [templates] = settings.TEMPLATES
    settings.TEMPLATES = [{**templates, "OPTIONS": {**templates["OPTIONS"], "loaders": loaders}}]


def test_region_is_drawn_for_the_control_that_asks_for_it():
    assert template_for(asking(**ROLE), "roles.html", {"role"}) == "roles.html#role"


@pytest.mark.parametrize(
    "headers",
    (
        {},
        {"HX-Target": "section#role"},
        {**ROLE, "HX-Boosted": "true"},
        {**ROLE, "HX-History-Restore-Request": "true"},
        {**ROLE, "HX-Target": "section#elsewhere"},
        {**ROLE, "HX-Target": "section"},
        {**ROLE, "HX-Target": "#role#"},
        {**ROLE, "HX-Target": ""},
        {"HX-Request": "true"},
    ),
    ids=str,
)
def test_whatever_else_asks_gets_the_page(headers):
    assert template_for(asking(**headers), "roles.html", {"role"}) == "roles.html"


def test_request_made_by_hand_gets_the_page():
    assert template_for(RequestFactory().get("/", headers=ROLE), "roles.html", {"role"}) == "roles.html"


@pytest.mark.django_db
@pytest.mark.urls("tests.core.urls")
@pytest.mark.usefixtures("sample", "stamp")
class TestOneAddressTwoAnswers:
    def test_fragment_is_led_by_its_title_and_kept_by_no_one(self, client):
        answer = client.get("/page/", headers=ROLE)

        fragment = answer.content.decode()
        assert fragment.startswith("<title>Roles &amp; skills · Next Layer</title><section id=role>The same words")
        assert "<html" not in fragment
        assert answer.headers["Cache-Control"] == "no-store"
        assert "HX" not in answer.headers.get("Vary", "")

    def test_fragment_never_takes_the_place_of_its_page(self, client):
        before = client.get("/page/")
        client.get("/page/", headers=ROLE)

        after = client.get("/page/")

        assert after.content == before.content
        assert after.content.startswith(b"<html>")

    def test_fragment_asked_for_first_is_not_shown_as_the_page(self, client):
        client.get("/page/", headers=ROLE)

        assert client.get("/page/").content.startswith(b"<html>")

    def test_fragment_is_drawn_though_the_page_is_kept(self, client):
        client.get("/page/")

        assert b"<html" not in client.get("/page/", headers=ROLE).content
