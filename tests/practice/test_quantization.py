"""Rounding: errors are bounded by the ruler, and what one large weight does to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice.drawings import draw
from practice.ideas.quantization import (
    BITS,
    Inputs,
    compute,
    error,
    gigabytes,
    marks_beside_zero,
    quantized,
    sentence,
    tables,
)
from tests.practice.any_inputs import inputs_of
from tests.practice.bundle import made

MADE = made("quantization")
TABLES = st.lists(st.lists(st.floats(-1e6, 1e6), min_size=4, max_size=4), min_size=4, max_size=4)
ROWS = [[(row, column) for column in range(4)] for row in range(4)]


@settings(max_examples=60, deadline=None)
@given(inputs_of("quantization"))
def test_any_inputs_give_a_rounded_table_and_words(inputs):
    result = compute(inputs, MADE)

    assert result.values_used <= result.levels * (1 if inputs.scale == "all" else result.rows**2)
    assert all(0 <= share <= 1 for _, before, after in result.the for share in (before, after))
    assert 0 <= result.top_word_kept <= result.rows
    assert result.gigabytes < result.gigabytes_16
    assert result.bits_per_weight >= int(inputs.bits) <= result.real_bits
    assert compute(inputs, MADE) == result
    assert sentence(inputs, result) and draw("quantization", inputs, result) and len(tables(inputs, result)) == 3


@given(TABLES, st.sampled_from(BITS))
def test_no_weight_moves_more_than_half_a_mark(weights, bits):
    rounded = quantized(weights, ROWS, int(bits))

    for before, after in zip(weights, rounded, strict=True):
        scale = max(map(abs, before)) / marks_beside_zero(int(bits))
        assert all(abs(x - y) <= scale / 2 * (1 + 1e-9) for x, y in zip(before, after, strict=True))


@given(TABLES, st.sampled_from(BITS))
def test_a_rounded_table_is_rounded_to_itself(weights, bits):
    once = quantized(weights, ROWS, int(bits))

    assert quantized(once, ROWS, int(bits)) == [pytest.approx(row) for row in once]


def test_nothing_but_zeros_stays_so():
    assert quantized([[0.0] * 4] * 4, ROWS, 4) == [[0.0] * 4] * 4


@pytest.mark.parametrize("scale", ["all", "row", "block"])
@pytest.mark.parametrize("outlier", [False, True])
def test_on_our_weights_more_bits_never_err_more(scale, outlier):
    errors = [one.error for one in compute(Inputs(scale=scale, outlier=outlier), MADE).widths]

    assert errors == sorted(errors)


def test_a_smaller_group_of_weights_errs_less():
    errors = [compute(Inputs(scale=scale), MADE).rms_error for scale in ("all", "row", "block")]

    assert errors == sorted(errors, reverse=True)


def test_one_large_weight_does_more_harm_than_half_of_the_bits_of_all_others():
    outlier = compute(Inputs(scale="all", outlier=True), MADE)
    coarse = compute(Inputs(bits="2", scale="all"), MADE)
    held = compute(Inputs(scale="row", outlier=True), MADE)

    assert outlier.loss_rounded > coarse.loss_rounded > held.loss_rounded
    assert round(held.loss_rounded, 2) == 0.72


def test_the_error_is_the_root_of_the_mean_square():
    assert error([[3.0, 0.0]], [[0.0, 4.0]]) == pytest.approx((25 / 2) ** 0.5)


@pytest.mark.parametrize(("amount", "said"), [(16.0, "16 GB"), (4.5, "4.5 GB"), (4.0039, "4 GB"), (1000, "1,000 GB")])
def test_memory_is_said_as_short_as_it_can_be(amount, said):
    assert gigabytes(amount) == said


def test_the_weight_that_was_made_larger_is_ringed_and_left_out_of_the_falls():
    plain, outlier = Inputs(), Inputs(outlier=True)

    assert draw("quantization", plain, compute(plain, MADE)).largest is None
    drawing = draw("quantization", outlier, compute(outlier, MADE))
    assert drawing.largest and drawing.falls.count("M") == 255
    assert sum(bar.is_yours for bar in drawing.bars) == 1
