"""The agent's loop: formulas, runs, and words for what happened."""

from math import isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from practice.drawings import draw
from practice.ideas.agent_loop import Inputs, at_least, compute, sentence, tables
from tests.practice.any_inputs import inputs_of
from tests.practice.bundle import made

MADE = made("agent-loop")


@settings(max_examples=40, deadline=None)
@given(inputs_of("agent-loop"))
def test_any_inputs_give_a_run_a_picture_and_words(inputs):
    result = compute(inputs, MADE)

    assert 0 <= result.formula_once <= 1 and 0 <= result.formula_look <= 1
    assert len(result.trail) == result.steps + 1 <= inputs.budget + 1
    assert result.runs_done + result.runs_false_done <= result.runs == len(result.outcomes)
    assert not (inputs.check and result.runs_false_done)
    assert set(result.trail) <= set(result.bare) - set(result.crates)
    assert compute(inputs, MADE) == result
    assert sentence(inputs, result) and draw("agent-loop", inputs, result) and len(tables(inputs, result)) == 2


@given(st.integers(0, 40), st.integers(0, 60), st.floats(0, 1))
def test_the_chance_of_enough_successes_falls_with_each_one_wanted_and_rises_with_each_try(wanted, tries, p):
    chance = at_least(wanted, tries, p)

    assert at_least(wanted + 1, tries, p) <= chance + 1e-9 <= at_least(wanted, tries + 1, p) + 2e-9


def test_as_many_tries_as_steps_is_the_plan_without_eyes():
    assert isclose(at_least(24, 24, 0.95), 0.95**24)


def test_an_agent_that_never_slips_gets_through_in_the_length_of_its_ways():
    blind = compute(Inputs(mode="once", reliability=1, crates=False), MADE)
    looking = compute(Inputs(reliability=1, budget=36), MADE)

    assert (blind.steps, blind.runs_done, blind.formula_once) == (24, 200, 1)
    assert (looking.steps, looking.runs_done, looking.seen) == (36, 200, looking.crates)


def test_a_run_is_one_of_the_two_hundred():
    for seed in (1, 7, 200):
        result = compute(Inputs(mode="once", crates=False, check=False, seed=seed), MADE)

        assert result.outcomes[seed - 1] == ("done" if result.really_done else "false")


def test_a_budget_that_ends_with_the_plan_is_said_to_be_done():
    assert compute(Inputs(mode="once", crates=False, reliability=1, budget=24), MADE).end == "said done"
    assert compute(Inputs(mode="once", crates=False, reliability=1, budget=23), MADE).end == "budget"


def test_the_claim_and_the_state_stand_apart_in_the_sentence_and_the_picture():
    inputs = Inputs(mode="once", check=False)
    result = compute(inputs, MADE)
    drawing = draw("agent-loop", inputs, result)

    assert "said done, and not done" in sentence(inputs, result)
    assert (drawing.claim, drawing.truth, drawing.is_true) == ("“Done.”", "It holds nothing.", False)
    assert drawing.events[0].step == 3


def test_seen_crates_are_drawn_as_seen_and_no_others():
    blind, looking, bare = Inputs(mode="once"), Inputs(), Inputs(crates=False)

    assert [crate.is_seen for crate in draw("agent-loop", blind, compute(blind, MADE)).crates] == [False, False]
    assert [crate.is_seen for crate in draw("agent-loop", looking, compute(looking, MADE)).crates] == [True, True]
    assert draw("agent-loop", bare, compute(bare, MADE)).crates == ()
