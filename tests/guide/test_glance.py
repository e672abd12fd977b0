"""The reflexes of a chapter at a glance."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Site

from core import stamps
from guide.reading import glances
from tests.factories.roles import ChapterFactory, GuideFactory, LensesPageFactory, LensFactory
from tests.roles.test_pages import a_shift, words

PAGE = "/guide/mindset/at-a-glance/"


@pytest.fixture
def chapter(db):
    home = GuideFactory(slug="guide")
    LensesPageFactory(parent=home)
    lens = LensFactory(slug="room", name="The room")
    body = [("prose", "## A draw"), a_shift(title="1. A draw", lenses=[lens]), a_shift(title="2. A sample")]
    yield ChapterFactory(parent=home, slug="mindset", title="Mindset", body=body)
    Site.clear_site_root_paths_cache()


def test_each_pair_stands_with_its_doors_and_leads_to_its_place_in_the_chapter(chapter, client):
    page = BeautifulSoup(client.get(PAGE).content, "html.parser").find("main")

    assert [h2.a["href"] for h2 in page.find_all("h2")] == ["/guide/mindset/#a-draw-2", "/guide/mindset/#a-sample"]
    assert page.find("a", string="The room")["href"] == "/guide/lenses/room/"
    first = glances(chapter.body)[0].value
    assert first["old"] in page.get_text() and first["new"] in page.get_text()


def test_the_chapter_leads_there_and_the_sitemap_too(chapter, client):
    html = client.get("/guide/mindset/").content.decode()

    assert "All 2 on one page" in words(html) and f'href="{PAGE}"' in html
    assert f"{PAGE}</loc>" in client.get("/sitemap.xml").content.decode()


def test_a_chapter_without_pairs_has_no_such_page(chapter, client):
    ChapterFactory(parent=chapter.get_parent(), slug="plain", title="Plain")

    assert client.get("/guide/plain/at-a-glance/").status_code == 404
    assert "on one page" not in words(client.get("/guide/plain/").content.decode())
    assert "plain/at-a-glance" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("address", [PAGE, "/guide/mindset/"])
def test_both_are_the_same_for_everyone_and_take_no_post(chapter, client, address):
    stamps.heal()  # without a stamp nothing may be kept

    assert client.get(address)["Cache-Control"] == "public, no-cache"
    assert client.post(address).status_code == 405
