"""Training: what gradient descent promises, and that the kept losses are those of the weights that are drawn."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice.drawings import draw
from practice.ideas import descent, training
from tests.practice.bundle import made

INPUTS = st.builds(
    training.Inputs,
    rate=st.sampled_from(training.RATES),
    steps=st.integers(0, training.STEPS),
    row=st.sampled_from(training.ROWS),
    decay=st.booleans(),
)


def result_of(given: training.Inputs) -> training.Result:
    return training.compute(given, made("training"))


@settings(max_examples=30, deadline=None)
@given(INPUTS)
def test_guesses_are_shares_and_fall(given):
    result = result_of(given)

    shares = [round(share, 12) for _, share, _ in result.guesses]
    assert shares == sorted(shares, reverse=True) and sum(shares) <= 1 + 1e-9
    assert result == result_of(given)


@pytest.mark.parametrize("rate", ["1", "10", "50"])
def test_a_careful_step_never_raises_the_loss(rate):
    result = result_of(training.Inputs(rate=rate, steps=200))

    assert result.rises == 0
    assert result.floor < result.loss < result.start


def test_knowing_nothing_costs_the_logarithm_of_the_words():
    assert math.isclose(result_of(training.Inputs(steps=0)).loss, math.log(16))


def test_decay_keeps_the_weights_smaller():
    free, held = (result_of(training.Inputs(steps=200, decay=decay)) for decay in (False, True))

    assert held.largest_weight < free.largest_weight


def test_the_kept_losses_are_those_of_the_weights():
    made_ = made("training")
    result = result_of(training.Inputs(steps=37, decay=True))

    surprises = [descent.surprises_of(row) for row in result.matrix]

    assert math.isclose(descent.loss(surprises, made_["counts"]), result.loss)


def test_the_numbers_in_the_text_of_the_idea_are_those_of_the_figure():
    at = {rate: result_of(training.Inputs(rate=rate, steps=100)).loss for rate in ("1", "10", "50")}

    assert {rate: round(loss, 2) for rate, loss in at.items()} == {"1": 1.12, "10": 0.71, "50": 0.69}


@settings(max_examples=30, deadline=None)
@given(INPUTS)
def test_the_picture_stays_in_its_frame(given):
    result = result_of(given)

    drawing = draw("training", given, result)

    assert all(piece.end <= 100.1 for guess in drawing.guesses for piece in (*guess.pieces, *guess.true))
    assert 30 <= drawing.here[0] <= 350 and all(14 <= y <= 190 for y in (*drawing.here[1:], drawing.best[1]))
    assert bool(drawing.positive) == bool(given.steps)
    assert training.sentence(given, result)
    assert all(len(row) == len(table.heads) for table in training.tables(given, result) for row in table.rows)
