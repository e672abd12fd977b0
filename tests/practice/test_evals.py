"""Intervals, the coin, kappa and the number of cases: known values, and what must hold for all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice.drawings import draw
from practice.ideas.evals import Inputs, cases_needed, compute, kappa, mcnemar, sentence, tables, wilson
from tests.practice.any_inputs import inputs_of
from tests.practice.bundle import made

MADE = made("evals")
COUNTS = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
MARKS = st.integers(1, 60).flatmap(
    lambda n: st.tuples(*[st.lists(st.booleans(), min_size=n, max_size=n) for _ in range(2)])
)


@settings(max_examples=80, deadline=None)
@given(inputs_of("evals"))
def test_any_inputs_give_rates_a_test_and_words(inputs):
    result = compute(inputs, MADE)

    for rate, (low, high) in ((result.a_rate, result.a_interval), (result.b_rate, result.b_interval)):
        assert 0 <= low <= rate + 1e-12 and rate - 1e-12 <= high <= 1
    assert result.b_pass - result.a_pass == result.only_b - result.only_a
    assert 0 <= result.p_value <= 1 and 0 <= result.agreement <= 1 and -1 <= result.kappa <= 1
    assert sum(result.tosses) == pytest.approx(1)
    assert compute(inputs, MADE) == result
    assert sentence(inputs, result) and draw("evals", inputs, result) and len(tables(inputs, result)) == 2


@given(COUNTS, st.floats(0.5, 3))
def test_an_interval_holds_the_rate_and_grows_with_confidence_and_shrinks_with_cases(counts, z):
    k, n = counts
    low, high = wilson(k, n, z)
    wider, more = wilson(k, n, z + 0.5), wilson(4 * k, 4 * n, z)

    assert 0 <= low <= k / n + 1e-12 and k / n - 1e-12 <= high <= 1
    assert wider[1] - wider[0] >= high - low - 1e-12 >= more[1] - more[0] - 2e-12


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_coin_does_not_care_who_is_who_and_finds_a_more_uneven_split_rarer(a, b):
    p = mcnemar(a, b)

    assert 0 < p <= 1 and p == mcnemar(b, a)
    assert mcnemar(max(a, b) + 1, min(a, b)) <= p or a == b


@given(MARKS)
def test_kappa_is_one_for_the_same_marks_and_never_above(marks):
    ours, theirs = marks

    assert kappa(ours, ours) == pytest.approx(1)
    assert kappa(ours, theirs) == pytest.approx(kappa(theirs, ours))
    assert kappa(ours, theirs) <= 1 + 1e-12


@pytest.mark.parametrize(("aim", "cases"), [(0.75, 1248), (0.8, 291), (0.9, 59), (0.71, 32644)])
def test_half_the_gain_takes_four_times_the_cases(aim, cases):
    assert cases_needed(0.7, aim, 1.959964) == cases


def test_a_split_of_two_tosses_to_one_side_comes_up_half_of_the_time():
    assert (mcnemar(2, 0), mcnemar(0, 0)) == (0.5, 1)


def test_a_gain_past_ninety_nine_is_held_there_and_named():
    inputs, notes = Inputs.read({"base": "95", "gain": "30"}, labels={"gain": "Gain"})

    assert (inputs.gain, notes) == (4, ("“Gain” can't pass 99 %: 4 points are used.",))
    assert Inputs.read({"base": "95", "gain": "4"})[1] == ()


def test_a_biased_judge_makes_certainty_and_the_picture_doubts_the_judge():
    inputs = Inputs(judge="long")
    drawing = draw("evals", inputs, compute(inputs, MADE))

    assert drawing.verdict.endswith("Whether the judge is right is another question.")
    assert (drawing.too_kind, drawing.too_hard) == ("6 marks", "20 marks")
    assert sum(mark.differs for mark in drawing.marks) == 26


def test_thirty_cases_do_not_rank_the_two():
    inputs = Inputs()
    drawing = draw("evals", inputs, compute(inputs, MADE))

    assert drawing.verdict == "B is ahead, and that may well be luck."
    assert sum(mark.kind == "alone" for mark in drawing.marks) == 15


def test_cases_that_are_not_used_carry_no_mark():
    inputs = Inputs(cases=10, judge="strict")
    drawing = draw("evals", inputs, compute(inputs, MADE))

    assert sum(mark.kind == "unused" for mark in drawing.marks) == 40
    assert not any(mark.differs for mark in drawing.marks if mark.kind == "unused")
