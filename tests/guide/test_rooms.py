"""Which rooms, lists and first steps a page leads to."""

from types import SimpleNamespace

import pytest

from core.links import Destination, Doors
from guide.blocks import StepsBlock
from guide.rooms import first_steps_of, foot_lists, guide_of, rooms_of, steps_within

GUIDE, OTHER = "/guide/", "/other/"


def doors(here, *open_ones):
    found = Doors("", here)
    found.found = {}
    for target, path in open_ones:
        scheme, _, slug = target.partition(":")
        found.found.setdefault(target, []).append(Destination(scheme, slug, target, path))
    return found


FULL = [
    ("series:", "/"),
    ("guide:guide", GUIDE),
    ("guide:other", OTHER),
    ("explorer:", "/guide/roles/"),
    ("quiz:", "/guide/quiz/"),
    ("chapter:one", "/guide/one/"),
    ("chapter:two", "/guide/two/"),
    ("practice:", "/practice/"),
]


def names(rooms):
    return [room.name for room in rooms]


def test_rooms_are_those_that_are_open():
    assert names(rooms_of(doors(GUIDE, *FULL))) == ["Guide", "Roles", "Quiz", "Practice"]


def test_rooms_of_another_guide_are_not_shown_in_one_that_has_none():
    assert names(rooms_of(doors(OTHER, *FULL))) == ["Guide", "Practice"]


def test_a_single_room_is_no_choice():
    assert rooms_of(doors(GUIDE, ("guide:guide", GUIDE))) == []


def test_without_a_guide_there_are_no_rooms():
    assert rooms_of(doors("/")) == []


@pytest.mark.parametrize(
    ("here", "current"),
    [
        (GUIDE, {"Guide": "page"}),
        ("/guide/one/", {"Guide": "true"}),
        ("/guide/roles/", {"Roles": "page"}),
        ("/guide/roles/a-role/", {"Roles": "true"}),
        ("/practice/tokens/", {"Practice": "true"}),
        ("/", {}),
    ],
)
def test_the_room_one_is_in_is_marked(here, current):
    assert {room.name: room.current for room in rooms_of(doors(here, *FULL)) if room.current} == current


def test_outside_of_all_guides_the_one_with_rooms_counts():
    assert guide_of(doors("/practice/", ("guide:other", "/a/"), *FULL)).path == GUIDE


def test_the_foot_lists_what_is_open_chapters_in_the_order_given():
    lists = foot_lists(doors(GUIDE, *FULL), ["/guide/two/", "/guide/one/", "/guide/gone/"])

    assert [(links.name, [link.target for link in links.links]) for links in lists] == [
        ("Read", ["chapter:two", "chapter:one"]),
        ("Do", ["quiz:", "explorer:", "practice:"]),
        ("About", ["series:", "guide:guide", "guide:other"]),
    ]


def test_an_empty_list_has_no_name_at_the_foot():
    assert [links.name for links in foot_lists(doors("/", ("series:", "/")), [])] == ["About"]


@pytest.mark.parametrize(
    ("open_ones", "words"),
    [
        (FULL, ["Take the quiz", "Read the first chapter"]),
        (FULL[:4], ["Explore the roles"]),
        (FULL[:3], []),
    ],
)
def test_first_steps_are_two_at_most_and_open(open_ones, words):
    chapters = [SimpleNamespace(slug="one")]

    assert [step.words for step in first_steps_of(doors(GUIDE, *open_ones), chapters)] == words


def test_a_guide_that_is_its_home_alone_leads_to_its_lists_of_things_to_do_the_last_first():
    titles = ["Look around", "The first 90 days", "Test your fit"]
    body = [
        SimpleNamespace(block_type="steps", value=StepsBlock().to_python({"title": title, "items": ["Go."]}))
        for title in titles
    ]
    body.insert(1, SimpleNamespace(block_type="paths", value={"title": "Six paths"}))

    found = [(step.words, step.href) for step in steps_within(body)]

    assert found == [("Test your fit", "#do-test-your-fit"), ("The first 90 days", "#do-the-first-90-days")]
    assert steps_within([]) == []


def test_first_steps_never_lead_out_of_the_guide():
    assert first_steps_of(doors(OTHER, *FULL), []) == []
