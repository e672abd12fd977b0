"""For whom the Route is drawn: from which role, to which, how deep, how fast; what is unknown is named."""

import re

import pytest

from roadmap.choosing import Choice, choice, is_asked
from tests.factories.learners import a_browser
from tests.factories.roadmap import PathFactory, StartFactory, StepFactory
from tests.roadmap.test_pages import FIRST, HERE, send, words


@pytest.fixture
def roles(way):
    """A path to `goal`, on which `first` and `third` lie and `extra` is optional; from `start`, `first` is shown."""
    way.extra = StepFactory(stage=way.deep, slug="extra", title="Extra")
    way.deeper = StepFactory(stage=way.deep, slug="deeper", title="Deeper", level="deep")
    PathFactory(
        route=way.route, role__slug="goal", role__title="Evaluation Engineer", note="You measure.",
        core=[way.first, way.third, way.deeper], optional=[way.extra],
    )  # fmt: skip
    StartFactory(
        route=way.route, role__slug="start", role__title="QA Engineer", lean_on="Cases.", watch="Flakes.",
        already=[way.first],
    )  # fmt: skip
    return way


def get(query: str = "") -> str:
    return words(a_browser().get(f"{HERE}{query}"))


def test_without_a_choice_it_is_the_whole_route(roles):
    said = get()

    assert "5 steps, 10 to 20 hours" in said
    assert "The whole Route, no role chosen." in said
    assert "Not on your path" not in said


def test_to_a_role_the_steps_it_needs_and_those_it_may_take(roles):
    page = a_browser().get(f"{HERE}?to=goal").content.decode()

    assert "<h2>To Evaluation Engineer</h2>" in page
    assert "You measure." in page
    assert re.findall(r'<li class="step" id="step-(\w+)"[^>]*?( data-optional)?>', page) == [
        ("first", ""),
        ("third", ""),
        ("extra", " data-optional"),
        ("deeper", ""),
    ]
    assert re.findall(r"Not on your path: <a[^>]*>([^<]*)", page) == ["1.2 Second"]


def test_from_a_role_what_it_can_tick_on_the_first_day(roles):
    said = get("?from=start&to=goal")

    assert "Lean on Cases. Watch Flakes." in said
    assert "with the evidence in hand 1.1 First Why First." in said
    assert "1 of them you could show on the first day, as a QA Engineer." in said


def test_a_level_hides_what_is_deeper_and_counts_it(roles):
    page = a_browser().get(f"{HERE}?to=goal&level=solid").content.decode()

    assert "step-deeper" not in page
    assert "1 step hidden:" in page
    assert "Show all levels" in page


def test_hours_say_how_many_weeks_it_takes(roles):
    assert "At 4 hours a week, 1 to 2 weeks" in get("?to=goal&level=solid&hours=4&from=none")
    assert "At this pace Words." in get("?hours=4")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?to=king", "There is no role to go to “king”, so it has no effect."),
        ("?from=goal", "There is no role to come from “goal”, so it has no effect."),
        ("?level=deepest", "There is no level “deepest”, so it has no effect."),
        ("?hours=0", "“0” is no number of hours a week from 1 to 60"),
        ("?hours=many", "“many” is no number of hours a week"),
        ("?to=%3Cscript%3E", "There is no role to go to “&lt;script&gt;”"),
    ],
)
def test_what_is_unknown_is_named_and_ignored(roles, query, sentence):
    said = get(query)

    assert sentence in said
    assert "5 steps, 10 to 20 hours" in said


def test_the_choice_goes_along_and_is_kept_with_the_first_tick(roles):
    alice = a_browser()
    page = alice.get(f"{HERE}?from=start&to=goal").content.decode()
    assert f'href="{HERE}daylight/first/?from=start&amp;to=goal"' in page

    send(alice, f"{FIRST}?from=start&to=goal", state="done")

    assert "1 of 3 steps done" in words(alice.get(HERE))
    assert "1 of 5 steps done" in words(alice.get(f"{HERE}?to="))


def test_another_path_is_looked_at_until_it_is_made_ones_own(roles):
    alice = a_browser()
    send(alice, FIRST, state="done")

    assert "This is a path to look at." in words(alice.get(f"{HERE}?to=goal"))
    assert "1 of 5 steps done" in words(alice.get(HERE))
    response = send(alice, f"{HERE}?to=goal", keep="1")
    assert response["Location"] == HERE
    assert "1 of 3 steps done" in words(alice.get(HERE))


def test_what_is_said_of_a_choice_is_cut_to_size():
    made, notes = choice({"to": ["x" * 200], "from": ["", "start"], "utm": ["1"]}, ["start"], ["goal"])

    assert made == Choice(start="start")
    assert notes == [f"There is no role to go to “{'x' * 39}…”, so it has no effect."]


def test_an_address_that_names_no_role_asks_for_all_of_it():
    assert is_asked({"to": ""})
    assert not is_asked({"ticked": "first"})
