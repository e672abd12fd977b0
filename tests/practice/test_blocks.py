"""A figure in another page: placed by an editor, started as they say, refused where it can't; doors in a chapter."""

import re

import pytest
from wagtail.blocks import StructBlockValidationError

from guide.models import ChapterPage
from practice.models import Idea
from practice.playable import PlayableBlock
from tests.factories.roles import ChapterFactory, GuideFactory
from tests.practice.test_pages import SEARCH, said, words


@pytest.fixture
def guide(floor):
    return GuideFactory(parent=floor.page.get_parent().specific, slug="guide")


def placed(guide, idea, *start, **values):
    """A chapter with the figure of an idea."""
    value = {"idea": idea, "title": "", "note": "", "start": [{"name": n, "value": v} for n, v in start], **values}
    return ChapterFactory(parent=guide, slug="mindset", body=[("prose", "## One\n\nText."), ("playable", value)])


def cleaned(idea, *start):
    block = PlayableBlock()
    raw = {"idea": idea.pk, "title": "", "note": "", "start": [{"name": n, "value": v} for n, v in start]}
    return block.clean(block.to_python(raw))


def test_a_figure_stands_in_a_chapter_with_its_title_and_start(guide, floor, alice):
    placed(guide, floor.search, ("k1", "3"), title="Turn it", note="Up, then down.")

    page = alice.get("/guide/mindset/")

    assert "Turn it" in words(page) and "Up, then down." in words(page)
    assert re.search(r'name="search.k1"[^>]*value="3"', page.text)
    assert f'<form class="play__dials" action="{SEARCH}"' in page.text
    assert "search.begin" in page.text
    assert page["Cache-Control"] == "public, no-cache"


def test_a_figure_whose_idea_has_no_page_is_left_out(guide, floor, alice):
    placed(guide, floor.search)
    Idea.objects.filter(slug="search").update(live=False)

    page = alice.get("/guide/mindset/")

    assert page.status_code == 200 and "play__dials" not in page.text


def test_a_figure_whose_idea_was_deleted_is_left_out(guide, floor, alice):
    placed(guide, floor.search)
    floor.search.delete()

    assert "play__dials" not in alice.get("/guide/mindset/").text


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        ([("k1", "9")], "“k1” goes from 0 to 3."),
        ([("b", "much")], "“b” needs a number."),
        ([("q", "x" * 81)], "“q” takes 80 characters."),
        ([("stem", "perhaps")], "“stem” is on or off."),
        ([("knob", "1")], "The figure has no control “knob”"),
        ([("k1", "1"), ("k1", "2")], "“k1” stands here twice"),
    ],
)
def test_a_start_that_the_figure_would_not_take_is_refused_with_the_reason(floor, start, sentence):
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned(floor.search, *start)

    assert sentence in str(refused.value.block_errors["start"])


def test_a_start_that_is_no_choice_is_told_the_choices(floor):
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned(floor.cost, ("cache", "big"))

    assert "“cache” is one of none, " in str(refused.value.block_errors["start"])


def test_a_start_that_it_takes_is_kept(floor):
    assert cleaned(floor.search, ("k1", "3"), ("q", "")).settings == {"k1": "3", "q": ""}


def test_the_preview_of_the_block_is_a_figure(floor):
    assert PlayableBlock().get_preview_value()["idea"] == floor.search


def test_a_chapter_has_a_door_to_each_figure_that_it_names_once(guide, floor, alice):
    text = "## One\n\n[Try](practice:search), [again](practice:search), [not there](practice:tokens)."
    ChapterFactory(parent=guide, slug="mindset", body=[("prose", text), ("prose", "## Two\n\n[S](practice:search).")])

    page = alice.get("/guide/mindset/").text

    assert re.findall(r'class="play-card__door" href="([^"]*)" hx-get="([^"]*)" hx-target="([^"]*)"', page) == [
        (SEARCH, SEARCH, "#figure-search")
    ]
    assert page.count("htmx.min.js") == 1


def test_a_figure_stands_once_in_a_page(guide, floor, alice):
    again = {"idea": floor.search, "title": "Once more", "note": "", "start": []}
    body = [
        ("playable", {**again, "title": "Search"}),
        ("prose", "## One\n\n[S](practice:search)."),
        ("playable", again),
    ]
    ChapterFactory(parent=guide, slug="mindset", body=body)

    page = alice.get("/guide/mindset/").text

    assert page.count('id="figure-search"') == 1 and "play-card" not in page
    assert re.search(r'href="#figure-search">Once more: the figure above', page)


def test_a_chapter_without_figures_loads_nothing_for_them(guide, floor, alice):
    ChapterFactory(parent=guide, slug="mindset")

    assert "htmx" not in alice.get("/guide/mindset/").text


def test_a_door_opens_the_figure_that_it_names(guide, floor, alice):
    piece = alice.get(SEARCH, headers={"HX-Request": "true", "HX-Target": "div#figure-search"})

    assert said(piece).startswith("7 notes matched")
    assert 'hx-push-url:inherited="false"' in piece.text


def test_a_chapter_may_hold_a_figure(db):
    assert "playable" in ChapterPage._meta.get_field("body").stream_block.child_blocks


# What the address of another page says


CHAPTER = "/guide/mindset/"


def asked_from(browser, here, address, region="picture-search"):
    """What htmx gets for a figure that stands on the page at `here`."""
    headers = {"HX-Request": "true", "HX-Target": f"div#{region}", "HX-Current-URL": f"http://testserver{here}"}
    return browser.get(address, headers=headers)


def with_a_door(guide):
    return ChapterFactory(parent=guide, slug="mindset", body=[("prose", "## One\n\n[Try](practice:search).")])


def test_the_address_of_a_chapter_opens_its_figure_and_sets_it(guide, floor, alice):
    with_a_door(guide)

    page = alice.get(f"{CHAPTER}?search.k1=9&k1=2&cost.steps=3&lens=x")

    assert re.search(r'name="search.k1"[^>]*value="3"', page.text) and "“The k1” goes from 0 to 3" in words(page)
    assert page.text.count('id="figure-search"') == 1
    assert page["Cache-Control"] == "public, no-cache"


def test_a_chapter_with_a_readers_words_in_its_figure_is_kept_by_no_cache(guide, floor, alice):
    with_a_door(guide)

    page = alice.get(f"{CHAPTER}?search.q=secret")

    assert page["Cache-Control"] == "no-store" and 'value="secret"' in page.text


def test_a_placed_figure_is_set_by_the_address_before_the_editor(guide, floor, alice):
    placed(guide, floor.search, ("k1", "3"), ("b", "0"))

    page = alice.get(f"{CHAPTER}?search.k1=2&k1=1").text

    assert re.search(r'name="search.k1"[^>]*value="2"', page) and re.search(r'name="search.b"[^>]*value="0"', page)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (CHAPTER, f"{CHAPTER}?search.k1=3#figure-search"),
        (f"{CHAPTER}?lens=x&search.b=0&cost.steps=3#one", f"{CHAPTER}?lens=x&cost.steps=3&search.k1=3#figure-search"),
        ("/k%C3%A9/é/?a=%E9", "/k%C3%A9/%C3%A9/?a=%EF%BF%BD&search.k1=3#figure-search"),
    ],
)
def test_a_figure_in_place_leads_the_page_to_the_address_that_sets_it_so(floor, alice, here, there):
    for region in ("picture-search", "figure-search"):
        assert asked_from(alice, here, f"{SEARCH}?search.k1=3", region)["HX-Replace-Url"] == there


def test_a_figure_as_it_began_leaves_the_address_of_its_page_bare(floor, alice):
    answer = asked_from(alice, f"{CHAPTER}?search.k1=3#one", f"{SEARCH}?search.k1=2&search.begin=k1%3D2")

    assert answer["HX-Replace-Url"] == f"{CHAPTER}#one"


@pytest.mark.parametrize("here", ["", "http://x//elsewhere.org/", "javascript:x", "http://[", "about:blank"])
def test_an_address_that_is_none_is_not_led_to(floor, alice, here):
    headers = {"HX-Request": "true", "HX-Target": "div#picture-search", "HX-Current-URL": here}

    assert "HX-Replace-Url" not in alice.get(f"{SEARCH}?search.k1=3", headers=headers)
