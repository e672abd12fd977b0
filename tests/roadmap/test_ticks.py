"""What a learner says of steps: kept, undone, the last word counts, and nothing that nobody could have meant."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learners.evidence import Refused
from learners.lines import digest_of
from roadmap import holdings, ticks
from roadmap.models import StepProgress
from roadmap.ticks import NOTHING, Tick, UnknownLine, UnknownStep, acceptance, further, tick
from roadmap.walking import State
from tests.factories.learners import LearnerFactory
from tests.factories.progress import NOON, AcceptanceTickFactory, StepProgressFactory
from tests.factories.roadmap import StageFactory, StepFactory

LINE = "At least 100 real requests are stored."


@pytest.fixture
def learner(db):
    return LearnerFactory()


@pytest.fixture
def route(db):
    """A route with the live step `pick`, the draft `draft`, and `hidden` in a stage that is a draft."""
    stage = StageFactory(route__slug="route")
    StepFactory(stage=stage, slug="pick")
    StepFactory(stage=stage, slug="draft", live=False)
    StepFactory(stage=StageFactory(route=stage.route, live=False), slug="hidden")
    return stage.route


def test_a_tick_is_kept_and_undone_by_what_came_before(learner, route):
    assert tick(learner, "route", "pick", State.DOING, "https://a.org", "Begun.") == NOTHING
    before = tick(learner, "route", "pick", State.DONE)
    assert before == Tick(State.DOING, "https://a.org", "Begun.", before.at)

    tick(learner, "route", "pick", before.state, before.evidence, before.note)

    held = ticks.states(learner, "route")["pick"]
    assert (held.state, held.evidence, held.note) == (State.DOING, "https://a.org", "Begun.")
    assert ticks.states(LearnerFactory(), "route") == ticks.states(None, "route") == {}


def test_a_step_put_back_says_nothing_and_keeps_its_note(learner, route):
    tick(learner, "route", "pick", State.DONE, "", "Mine.")

    tick(learner, "route", "pick", None)

    held = ticks.states(learner, "route")
    assert ticks.said(held) == {}
    assert held["pick"].note == "Mine."


def test_the_later_word_wins_whatever_arrives_last(learner, route):
    tick(learner, "route", "pick", State.DONE, at=NOON + timedelta(seconds=1))
    tick(learner, "route", "pick", State.SKIP, at=NOON)
    tick(learner, "route", "pick", None, at=NOON - timedelta(seconds=1))

    assert ticks.said(ticks.states(learner, "route")) == {"pick": State.DONE}


def test_a_tick_is_one_query(learner, route, django_assert_num_queries):
    with django_assert_num_queries(1):
        tick(learner, "route", "pick", State.DONE)
    with django_assert_num_queries(1):
        ticks.states(learner, "route")


@pytest.mark.parametrize(
    ("of", "step"), [("route", "nothing"), ("other", "pick"), ("route", "draft"), ("route", "hidden")]
)
def test_a_step_that_nobody_reads_is_not_ticked(learner, route, of, step):
    with pytest.raises(UnknownStep):
        tick(learner, of, step, State.DONE)

    assert not StepProgress.objects.exists()


def test_a_step_that_went_is_still_ones_own(learner, route):
    StepProgressFactory(learner=learner, step="gone")

    tick(learner, "route", "gone", State.SKIP)

    assert ticks.said(ticks.states(learner, "route")) == {"gone": State.SKIP}


def test_a_hundred_thousand_ticks_are_a_row_a_step(learner, route):
    for step in ("pick", "a", "b", "pick"):
        for state in (*State, None):
            try:
                tick(learner, "route", step, state)
            except UnknownStep:
                assert step != "pick"

    assert StepProgress.objects.count() == 1


def test_who_was_deleted_leaves_nothing_behind(learner, route):
    learner_was = LearnerFactory()
    type(learner_was).objects.filter(pk=learner_was.pk).delete()

    assert tick(learner_was, "route", "pick", State.DONE) == NOTHING
    assert not StepProgress.objects.exists()


def test_evidence_that_runs_is_refused_and_nothing_is_kept(learner, route):
    with pytest.raises(Refused, match="This is not a web address") as refused:
        tick(learner, "route", "pick", State.DONE, "javascript:alert(1)", "x" * 2001)

    assert set(refused.value.errors) == {"evidence", "note"}
    assert not StepProgress.objects.exists()


def test_editors_can_ask_how_many_hold_a_step(learner, route):
    StepProgressFactory.create_batch(2, step="pick")
    StepProgressFactory(step="pick", state="")

    assert ticks.held_by("route", "pick") == 2


def test_what_was_put_back_is_cleared_a_day_later(learner):
    old = NOON - timedelta(days=400)
    StepProgressFactory(state="", at=old)
    kept = [StepProgressFactory(state="", note="Mine.", at=old), StepProgressFactory(at=old)]
    kept.append(StepProgressFactory(state="", at=NOON + timedelta(days=400)))

    assert ticks.clear_put_back() == 1

    assert set(StepProgress.objects.all()) == set(kept)


# Acceptance lists


def test_a_line_is_ticked_once_and_taken_back(learner):
    for _ in range(2):
        ticks.accept(learner, "route", "feature", [LINE], digest_of(LINE), is_met=True)

    held = ticks.accepted(learner, "route")["feature"]
    assert acceptance([LINE, "Another."], held).done == 1
    for _ in range(2):
        ticks.accept(learner, "route", "feature", [LINE], digest_of(LINE), is_met=False)
    assert ticks.accepted(learner, "route") == {}


def test_another_spelling_keeps_the_tick_and_another_meaning_does_not():
    held = [AcceptanceTickFactory.build(words=LINE, learner=None)]

    spelt = acceptance(["At least **100** real  requests are stored"], held)
    meant = acceptance(["At least 200 real requests are stored."], held)

    assert (spelt.done, spelt.reworded) == (1, ())
    assert (meant.done, [line.words for line in meant.reworded]) == (0, [LINE])


def test_a_line_that_is_none_of_the_project_is_not_ticked(learner):
    with pytest.raises(UnknownLine):
        ticks.accept(learner, "route", "feature", [LINE], "0" * 64, is_met=True)

    assert ticks.accepted(learner, "route") == {}


# Two sets made one

TICKS = st.builds(
    Tick,
    st.none() | st.sampled_from(State),
    st.sampled_from(["", "https://a.org", "https://b.org"]),
    st.sampled_from(["", "One.", "Two."]),
    st.integers(0, 9).map(lambda minutes: NOON + timedelta(minutes=minutes)),
)
RANK = {State.DONE: 3, State.DOING: 2, State.SKIP: 1, None: 0}


@given(TICKS, TICKS)
def test_of_two_the_further_state_stands_and_nothing_is_lost(one, other):
    joined = further(one, other)

    assert RANK[joined.state] == max(RANK[one.state], RANK[other.state])
    for tick_ in (one, other):
        assert tick_.note in joined.note
        assert not tick_.evidence or tick_.evidence == joined.evidence or tick_.evidence in joined.note


@given(TICKS, TICKS)
def test_whichever_browser_carries_to_the_other_the_state_is_the_same(one, other):
    assert (further(one, other).state, further(one, other).at) == (further(other, one).state, further(other, one).at)


def test_sets_merge_step_by_step(learner):
    other = LearnerFactory()
    StepProgressFactory(learner=learner, step="both", state=State.DOING, note="Hers.")
    StepProgressFactory(learner=other, step="both", state=State.DONE, note="His.")
    StepProgressFactory(learner=other, step="his")
    StepProgressFactory(learner=learner, step="hers", state=State.SKIP)

    holdings.merge_steps(other, learner)
    other.delete()

    held = ticks.states(learner, "route")
    assert ticks.said(held) == {"both": State.DONE, "his": State.DONE, "hers": State.SKIP}
    assert held["both"].note == "His.\n\nHers."
