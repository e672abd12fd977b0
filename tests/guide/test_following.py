"""What is next for a reader of a guide, and what is news to them."""

from datetime import UTC, date, datetime

import pytest

from guide.following import Line, Mark, Next, Note, Route, Standing, Text, Trail, Way

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
OLD, SAME_DAY, NEW = (Note(date(2026, 11, day), f"New figures, {day}.") for day in (1, 3, 20))
HOME = Way("all of it", "The guide", "/")
ROUTE = Route("The Route", "/route/")
STEP = Next("Your next step", "1.2 Second, 2 to 4 hours.", "/route/2/", "Go on", "1.2 Second")


def text(pk, *notes, kind="Chapter"):
    return Text(pk, f"Text {pk}", f"/{pk}/", 12, kind, notes)


def trail(*read, of=3, route=None, notes=None):
    """A trail of texts 1, 2, …, of which `read` were read in this order, an hour apart."""
    marks = {pk: Mark(NOON.replace(hour=hour)) for hour, pk in enumerate(read)}
    return Trail([Line(text(pk, *(notes or {}).get(pk, ())), marks.get(pk)) for pk in range(1, of + 1)], HOME, route)


def test_news_is_what_was_noted_on_the_day_or_later_and_did_not_stand_there():
    mark = Mark(NOON, frozenset({SAME_DAY.digest}))

    assert mark.news([NEW, SAME_DAY, OLD]) == (NEW,)
    assert Mark(NOON).news([NEW, SAME_DAY, OLD]) == (NEW, SAME_DAY)
    assert Line(text(1, NEW), mark).standing is Standing.CHANGED
    assert Line(text(1, OLD), mark).standing is Standing.READ
    assert Line(text(1, NEW)).standing is Standing.UNREAD


def test_a_note_whose_spelling_is_mended_is_no_news():
    assert not Mark(NOON, frozenset({Note(NEW.day, "**New** figures: 20").digest})).news([NEW])


@pytest.mark.parametrize(
    ("found", "here", "name", "said"),
    (
        (trail(), 0, "Your next chapter", "Text 1, 12 minutes."),
        (trail(1), 0, "Your next chapter", "Text 2, 12 minutes. 1 of 3 read."),
        (trail(2), 1, "Your next chapter", "Text 3, 12 minutes. 1 of 3 read."),
        (trail(2, 3), 3, "Your next chapter", "Text 1, 12 minutes. 2 of 3 read."),
        (trail(1, 2, 3, notes={2: [NEW]}), 0, "Text 2 has changed", "on 20 November 2026, since you read it."),
        (
            trail(1, 2, 3, route=ROUTE),
            0,
            "You have read all of it.",
            "Next, do it, step by step.",
        ),
        (trail(1, route=Route("The Route", "/route/", STEP, is_begun=True)), 0, "Your next step", STEP.said),
    ),
)
def test_there_is_one_next_thing(found, here, name, said):
    following = found.next(here)

    assert (following.name, following.said) == (name, said)


@pytest.mark.parametrize(
    ("found", "here"),
    (
        (trail(), 1),  # what is next is being read
        (trail(2), 3),
        (trail(1, 2, 3, notes={2: [NEW]}), 2),
        (trail(1, 2, 3), 0),
        (trail(1, 2, 3, route=Route("The Route", "/route/", is_begun=True)), 0),
        (Trail([], HOME, ROUTE), 0),
    ),
)
def test_there_may_be_no_next_thing(found, here):
    assert found.next(here) is None


def test_the_way_on_is_to_the_next_that_is_not_read_then_from_the_start():
    assert trail().after(1).title == "Text 2"
    assert trail(2).after(1).title == "Text 3"
    assert (trail(2, 3).after(3).title, trail(2, 3).after(3).why) == ("Text 1", "next that you have not read")
    assert trail(1, 2, 3).after(1) is None
    assert trail(2, 3, route=ROUTE).after(1).title == "The Route"
    assert trail(1, 2, 3, route=Route("The Route", "/route/", STEP)).after(1).title == "1.2 Second"


def test_the_way_back_is_to_what_was_read_before():
    assert trail().before(1) == trail(1).before(1) == HOME
    assert trail(3, 1).before(2).title == "Text 1"
    assert trail(3, 1).before(1).title == "Text 3"
    assert trail(3, 1).before(3) == HOME


def test_chapters_are_read_before_close_ups_wherever_one_began():
    lines = [Line(text(1)), Line(text(2), Mark(NOON)), Line(text(3, kind="Close-up")), Line(text(4, kind="Close-up"))]

    assert Trail(lines).after(2).title == "Text 1"
    assert Trail(lines).next().said.startswith("Text 1,")
    assert Trail(lines).after(3).title == "Text 4"
