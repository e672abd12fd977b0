import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from wagtail.models import Site

from core import links, stampfile
from core.links import Destination, Doors, LinksMiddleware, doors, settle
from guide.models import ChapterPage
from roles.models import Skill
from tests.core.things import a_chapter, a_guide, a_series, a_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    """The series home; its address is forgotten with it."""
    yield a_series()
    Site.clear_site_root_paths_cache()


def test_a_live_page_has_an_address_and_an_unpublished_one_has_none(series):
    guide = a_guide(series, "one")
    a_chapter(guide, "mindset")
    a_chapter(guide, "later", live=False)
    doors = Doors("/series", "/one/")

    assert doors.get("chapter:mindset") == Destination("chapter", "mindset", "Mindset", "/one/mindset/")
    assert doors.get("chapter:mindset#cost") == Destination("chapter", "mindset", "Mindset", "/one/mindset/#cost")
    assert doors.href("chapter:mindset#cost") == "/one/mindset/#cost"
    assert doors.href("chapter:later") is None


def test_of_two_guides_the_one_we_are_in_answers(series):
    for slug in ("one", "two"):
        a_chapter(a_guide(series, slug), "mindset")

    assert Doors("/series", "/one/roles/").href("chapter:mindset") == "/one/mindset/"
    assert Doors("/series", "/two/roles/").href("chapter:mindset") == "/two/mindset/"


def test_a_link_becomes_one_when_its_page_is_published(series):
    chapter = a_chapter(a_guide(series, "one"), "mindset", live=False)
    html = '<p><a class="x" href="chapter:mindset#cost">the <em>words</em></a></p>'

    assert settle(html, Doors("/series")) == "<p>the <em>words</em></p>"
    chapter.save_revision().publish()
    assert settle(html, Doors("/series")) == '<p><a class="x" href="/one/mindset/#cost">the <em>words</em></a></p>'


@pytest.mark.parametrize("href", ["nobody:knows", "quiz:", "role:not-there"])
def test_a_name_that_leads_nowhere_leaves_its_words(series, href):
    assert settle(f'<a href="{href}">words</a>', Doors("/series")) == "words"


@pytest.mark.parametrize("href", ["https://a.b/", "/one/", "#cost", "mailto:someone", "tel:123"])
def test_other_links_stay(series, href):
    assert settle(f'<a href="{href}">words</a>', Doors("/series")) == f'<a href="{href}">words</a>'


def test_all_links_of_a_page_cost_one_query_and_none_are_asked_for_without_links(series, django_assert_num_queries):
    guide = a_guide(series, "one")
    for slug in "abcdefghij":
        a_chapter(guide, slug)
    html = "".join(f'<a href="chapter:{slug}">{slug}</a>' for slug in "abcdefghij")
    doors = Doors("/series")
    doors.href("chapter:a")  # content types and private pages are asked for once a process and once a view

    with django_assert_num_queries(0):
        settle("<p>No links.</p>", Doors("/series"))
        settle(html, doors)


def test_doors_are_kept_until_the_next_publish_where_nothing_is_written(series, rf, django_assert_num_queries):
    guide = a_guide(series, "one")
    a_chapter(guide, "a")

    def asked(request):
        return tuple(target in doors(request).found for target in ("chapter:a", "chapter:b"))

    stampfile.write("before")
    asked(rf.get("/"))
    a_chapter(guide, "b")  # as in a transaction that is not committed yet
    with django_assert_num_queries(1):  # which site it is
        assert asked(rf.get("/")) == (True, False)
    assert asked(rf.post("/")) == (True, True)
    stampfile.write("after")
    assert asked(rf.get("/")) == (True, True)


def test_the_middleware_settles_html_alone(series):
    a_chapter(a_guide(series, "one"), "mindset")
    link = b'<a href="chapter:mindset">m</a>'

    def answer(response):
        return LinksMiddleware(lambda request: response)(RequestFactory().get("/", headers={"host": "localhost"}))

    assert answer(HttpResponse(link)).content == b'<a href="/one/mindset/">m</a>'
    assert answer(HttpResponse(link, content_type="text/plain")).content == link
    assert b"".join(answer(StreamingHttpResponse([link]))) == link


def test_references_name_what_exists_live_or_not_each_once(series):
    chapter = a_chapter(a_guide(series, "one"), "mindset", live=False)
    skill = a_skill("evals")

    found = list(links.references(["skill:evals", "chapter:mindset#a", "chapter:mindset", "skill:none", "no:thing"]))

    assert found == [(Skill, str(skill.pk), "", ""), (ChapterPage, str(chapter.pk), "", "")]


@pytest.mark.parametrize(
    ("href", "trouble"),
    [
        ("skill:evals", ""),
        ("chapter:mindset#cost", ""),
        ("https://example.org/", ""),
        ("/one/", ""),
        ("skill:evalz", "“skill:evalz”: there is no skill of that name."),
        ("javascript:a", "“javascript:a” is no web address, no path and no name such as “chapter:mindset”."),
        ("one/two", "“one/two” is no web address, no path and no name such as “chapter:mindset”."),
    ],
)
def test_trouble_with_a_link(series, href, trouble):
    a_chapter(a_guide(series, "one"), "mindset", live=False)
    a_skill("evals", live=False)

    assert links.trouble_with(href) == trouble


def test_a_scheme_that_nobody_knows_is_trouble_and_one_that_is_promised_is_not(series, monkeypatch):
    monkeypatch.setattr(links, "_promised", set())

    assert "nothing goes by “hall:”. These do: " in links.trouble_with("hall:commands")
    links.promise("hall")
    assert links.trouble_with("hall:commands") == ""


def test_target_of_is_what_prose_would_write(series):
    guide = a_guide(series, "one")

    assert links.target_of(a_chapter(guide, "mindset")) == "chapter:mindset"
    assert links.target_of(series) == "series:"
    assert links.target_of(a_skill("evals")) == "skill:evals"
    assert links.target_of(Site.objects.get()) == ""
