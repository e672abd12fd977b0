"""The bill: what must hold whatever is bought, and the points where it turns."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice.drawings import draw
from practice.ideas.cost import Inputs, compute, sentence, tables
from tests.practice.any_inputs import inputs_of
from tests.practice.bundle import made

MADE = made("cost")


def bill(inputs):
    return compute(inputs, MADE)


@settings(max_examples=100, deadline=None)
@given(inputs_of("cost"))
def test_any_inputs_give_a_bill_a_picture_and_words(inputs):
    result = bill(inputs)

    assert result.per_thousand == pytest.approx(sum(result.parts_per_thousand.values()))
    assert 0 <= result.run <= result.run_uncapped and result.run_tokens <= result.run_tokens_uncapped
    assert not inputs.cap or result.run <= inputs.cap
    assert result.run_stopped == (result.run_steps < inputs.steps)
    assert all(tokens <= result.window for _, tokens in result.sends) and len(result.sends) <= 25
    assert (result.breakeven_hit is None) == (inputs.cache == "none")
    assert bill(inputs) == result
    assert sentence(inputs, result) and draw("cost", inputs, result) and tables(inputs, result)


@settings(max_examples=60, deadline=None)
@given(inputs_of("cost"), st.sampled_from(["price_in", "price_out", "requests", "steps", "growth", "output", "fresh"]))
def test_a_bill_never_falls_when_a_price_or_a_use_rises(inputs, name):
    inputs = replace(inputs, cap=0, cache="none")
    more = replace(inputs, **{name: getattr(inputs, name) + 1})

    assert bill(more).per_month >= bill(inputs).per_month
    assert bill(more).run >= bill(inputs).run - 1e-12


@settings(max_examples=40, deadline=None)
@given(inputs_of("cost"), st.sampled_from(["10", "5", "50"]), st.integers(0, 95))
def test_more_hits_never_cost_more_and_from_the_turning_point_on_a_cache_saves(inputs, cache, hit):
    cached = replace(inputs, cache=cache, hit=hit)
    result = bill(cached)

    assert bill(replace(cached, hit=hit + 5)).per_thousand <= result.per_thousand + 1e-9
    if hit > result.breakeven_hit:
        assert result.per_thousand <= bill(replace(inputs, cache="none")).per_thousand + 1e-9


def test_twice_the_steps_is_three_and_a_half_times_the_bill():
    result = bill(Inputs())

    assert (round(result.run, 2), round(result.twice, 3)) == (1.25, 4.375)
    assert bill(Inputs(steps=50)).run == pytest.approx(result.twice)
    assert "3.5 times" in draw("cost", Inputs(), result).twice_says.says


def test_a_cache_saves_on_a_run_until_the_window_is_full_and_loses_on_a_runaway():
    short, long = Inputs(cache="10"), Inputs(cache="10", steps=1800)

    assert bill(short).run < bill(short).plain_curve[-1][1]
    assert bill(long).run > bill(long).plain_curve[-1][1]
    assert "more than $702 without" in draw("cost", long, bill(long)).run_says


def test_a_cap_below_the_first_step_stops_before_it():
    inputs = Inputs(prefix=100_000, fresh=200_000, price_in=100, cap=0.5)
    result = bill(inputs)

    assert (result.run, result.run_steps, result.last_step, result.run_stopped) == (0, 0, 0, True)
    assert "stops the run after 0 steps at $0.00" in sentence(inputs, result)


def test_what_costs_nothing_is_drawn_all_the_same():
    inputs = Inputs(prefix=0, fresh=0, output=0, growth=0, price_in=0, price_out=0, steps=1)
    drawing = draw("cost", inputs, bill(inputs))

    assert drawing.per_month == "$0.00"
    assert [part.width for part in drawing.parts] == [0, 0, 0]
