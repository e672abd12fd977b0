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
        ([("k1", "9")], "“k1” goes from 0 to 3"),
        ([("b", "much")], "“b” needs a number"),
        ([("knob", "1")], "The figure has no control “knob”"),
        ([("k1", "1"), ("k1", "2")], "“k1” stands here twice"),
    ],
)
def test_a_start_that_the_figure_would_not_take_is_refused_with_the_reason(floor, start, sentence):
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned(floor.search, *start)

    assert sentence in str(refused.value.block_errors["start"])


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


def test_a_chapter_without_figures_loads_nothing_for_them(guide, floor, alice):
    ChapterFactory(parent=guide, slug="mindset")

    assert "htmx" not in alice.get("/guide/mindset/").text


def test_a_door_opens_the_figure_that_it_names(guide, floor, alice):
    piece = alice.get(SEARCH, headers={"HX-Request": "true", "HX-Target": "div#figure-search"})

    assert said(piece).startswith("7 notes matched")
    assert 'hx-push-url:inherited="false"' in piece.text


def test_a_chapter_may_hold_a_figure(db):
    assert "playable" in ChapterPage._meta.get_field("body").stream_block.child_blocks
