"""The guide and its ideas as someone meets them: read, set, share, in parts and whole; what is kept and what is not."""

import json
import re
from html import unescape

import pytest

from core import stamps
from practice.models import Idea
from tests.factories import indexed
from tests.factories.learners import a_browser
from tests.factories.practice import IdeaFactory
from tests.factories.roles import (
    ChapterFactory,
    GuideFactory,
    LensesPageFactory,
    LensFactory,
    RoleFactory,
    SkillFactory,
)

HERE = "/practice/"
SEARCH, COST = f"{HERE}search/", f"{HERE}cost/"
HTMX = {"HX-Request": "true"}


def asks(browser, address, region, tag="section"):
    """What htmx gets that asks for a region of a page."""
    return browser.get(address, headers={**HTMX, "HX-Target": f"{tag}#{region}"})


def words(response) -> str:
    """What an answer says, on one line."""
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split()))


def said(response) -> str:
    """The sentence of a figure."""
    return unescape(re.search(r'class="play__said">([^<]*)<', response.content.decode())[1])


# Read


def test_the_front_lists_the_ideas_of_its_parts_with_their_numbers(floor, alice):
    page = alice.get(HERE)

    assert re.findall(r'class="num"[^>]*>(\d*)</span>\s*<h3><a class="ideas__name" href="([^"]*)"', page.text) == [
        ("1", SEARCH),
        ("2", COST),
    ]
    assert "2 ideas, 12 minutes in all" in words(page)


def test_an_idea_that_is_not_live_is_left_out_everywhere(floor, alice):
    Idea.objects.filter(slug="cost").update(live=False)

    assert COST not in alice.get(HERE).text
    assert COST not in alice.get(SEARCH).text
    assert alice.get(COST).status_code == 404


@pytest.mark.parametrize("address", ["nothing/", "search-x/", "%F0%9F%9A%A2/", "search/x/"])
def test_what_is_no_idea_is_not_there(floor, alice, address):
    assert alice.get(f"{HERE}{address}").status_code == 404


def test_an_idea_says_its_question_its_guess_its_figure_and_what_is_beside_it(floor, alice):
    page = alice.get(SEARCH)

    assert "Idea 1 of 2, 6 minutes" in words(page)
    assert "Which comes first?" in words(page)
    assert said(page).startswith("7 notes matched")
    assert f'rel="next" href="{COST}"' in page.text
    assert "Guess above, and it answers. A picture. Look without a guess" in words(page)


def test_an_idea_leads_to_what_it_names_and_is_led_to_from_there(floor, alice):
    guide = GuideFactory(parent=floor.page.get_parent().specific, slug="guide")
    ChapterFactory(parent=guide, slug="mindset", title="The mindset")
    role, skill = RoleFactory(slug="searcher", title="Searcher"), SkillFactory(slug="relevance", name="Relevance")
    Idea.objects.filter(slug="cost").delete()
    IdeaFactory(
        slug="cost",
        roles=[role],
        skills=[skill],
        reads=[("read", "chapter:mindset")],
        leans=[("idea", "practice:search")],
    )

    assert {"The mindset", "Search: what it is"} <= set(
        re.findall(r"<li><a [^>]*>([^<]*)</a></li>", alice.get(COST).text)
    )
    assert COST in alice.get("/guide/mindset/").text


def test_an_idea_leads_to_the_passages_that_it_shows_and_to_who_asks_for_them(floor, alice):
    guide = GuideFactory(parent=floor.page.get_parent().specific, slug="guide")
    LensesPageFactory(parent=guide)
    lens, alone = LensFactory(name="The room", slug="room"), LensFactory(name="Alone", slug="alone")
    words = {"old": "Once.", "new": "Ten times.", "body": "Text."}
    body = [
        ("shift", {"title": "1. A draw", **words, "lenses": [lens], "practice": ["practice:cost"]}),
        ("shift", {"title": "2. A sample", **words, "lenses": [alone], "practice": ["practice:search"]}),
    ]
    with indexed():
        ChapterFactory(parent=guide, slug="mindset", title="The mindset", body=body)

    page = alice.get(COST).text

    assert '<li><a href="/guide/mindset/#a-draw">A draw</a></li>' in page and "A sample" not in page
    assert '<a href="/guide/lenses/room/">The room</a>' in page and "Alone" not in page
    assert COST in alice.get("/guide/lenses/room/").text


def test_an_idea_says_to_machines_what_it_teaches_and_how_long_it_takes(floor, alice):
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', alice.get(SEARCH).text, re.DOTALL)[1]
    crumbs, resource = json.loads(data)["@graph"]

    assert crumbs["itemListElement"][-1]["item"].endswith(SEARCH)
    assert resource["@type"] == "LearningResource" and resource["url"].endswith(SEARCH)
    assert (resource["description"], resource["teaches"]) == ("How does it work?", "You will see.")
    assert resource["timeRequired"] == "PT6M"


# Set


def test_the_address_sets_the_figure_and_says_what_it_had_to_change(floor, alice):
    page = alice.get(f"{SEARCH}?k1=99&b=much&stem=on&q=deploy")

    assert "“The k1” goes from 0 to 3: 3 is used." in words(page)
    assert "“The b” needs a number: 0.75 is used." in words(page)
    assert 'name="stem" value="on" checked' in page.text
    assert "Look without a guess" not in words(page)


def test_the_controls_get_the_picture_and_the_address_that_leads_to_it(floor, alice):
    piece = asks(alice, f"{SEARCH}?q=deploy+payment&k1=3&b=0.75&stem=off", "picture", "div")

    assert piece.text.lstrip().startswith('<div class="play__picture" id="picture">')
    assert piece["HX-Replace-Url"] == f"{SEARCH}?k1=3"
    assert "<html" not in piece.text
    assert piece["Cache-Control"] == "no-store"


def test_a_link_gets_the_figure_with_its_controls(floor, alice):
    piece = asks(alice, f"{SEARCH}?k1=3", "figure")

    assert piece.text.lstrip().startswith('<section class="play" id="figure"')
    assert re.search(r'name="k1"[^>]*value="3"', piece.text)


def test_whoever_asks_for_no_part_of_it_gets_the_page(floor, alice):
    assert "<html" in asks(alice, SEARCH, "main").text
    assert "<html" in asks(alice, SEARCH, "figure-cost").text


def test_in_place_on_another_page_ids_and_names_carry_the_idea(floor, alice):
    piece = asks(alice, f"{SEARCH}?search.k1=3&search.begin=k1%3D2", "figure-search")

    assert 'id="figure-search"' in piece.text and 'id="picture-search"' in piece.text
    assert re.search(r'name="search.k1"[^>]*value="3"', piece.text)
    assert f'href="{SEARCH}?k1=2">Reset' in piece.text
    assert "HX-Replace-Url" not in asks(alice, f"{SEARCH}?search.k1=3", "picture-search", "div")


def test_the_form_of_another_page_leads_to_the_same_figure(floor, alice):
    assert said(alice.get(f"{SEARCH}?search.q=undo")) == said(alice.get(f"{SEARCH}?q=undo"))


def test_an_experiment_sets_the_figure(floor, alice):
    assert f'href="{SEARCH}?k1=3#figure"' in alice.get(SEARCH).text


def test_what_someone_types_is_shown_as_text(floor, alice):
    page = alice.get(SEARCH, {"q": "<b>Undo</b><script>x"})

    assert "<script>x" not in page.text and "<b>Undo</b>" not in page.text
    assert page.context["figure"].inputs.q == "<b>Undo</b><script>x"


# Kept


def test_a_page_is_the_same_for_everyone_unless_someone_typed(floor, alice):
    assert alice.get(SEARCH)["Cache-Control"] == "public, no-cache"
    assert alice.get(f"{SEARCH}?k1=3&predict=1")["Cache-Control"] == "public, no-cache"
    assert alice.get(f"{SEARCH}?q=mine")["Cache-Control"] == "no-store"
    assert alice.get(HERE)["Cache-Control"] == "public, no-cache"


def test_an_idea_and_the_front_cost_few_queries(floor, django_assert_num_queries):
    stamps.change()
    alice = a_browser()
    alice.get(SEARCH), alice.get(HERE)
    wagtail = 8  # the transaction's two, the site, two a level of the tree, the page's ancestors and who may see them

    # The idea, links by name, the foot, the passages that show it, and the two of what uses it.
    with django_assert_num_queries(wagtail + 6):
        alice.get(f"{SEARCH}?q=x")
    with django_assert_num_queries(wagtail + 1):
        asks(alice, f"{SEARCH}?q=xy", "picture", "div")


def test_the_sitemap_lists_the_ideas(floor, alice):
    found = alice.get("/sitemap.xml").text

    assert f"{SEARCH}</loc>" in found and f"{COST}</loc>" in found


def test_the_front_takes_no_post(floor, alice):
    assert alice.post(HERE).status_code == 405
