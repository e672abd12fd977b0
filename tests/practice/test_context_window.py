"""Context window: exact bookkeeping for any setting."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from practice.drawings import draw
from practice.ideas import context_window
from tests.practice.bundle import made, words

INPUTS = st.builds(
    context_window.Inputs,
    window=st.integers(300, 1000),
    reserve=st.integers(0, 300),
    strategy=st.sampled_from(context_window.STRATEGIES),
    tools=st.booleans(),
    margin=st.integers(0, 12),
)


def result_of(given: context_window.Inputs) -> context_window.Result:
    return context_window.compute(given, made("context-window"))


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_what_is_sent_never_outgrows_its_room(given):
    result = result_of(given)

    assert result.used <= max(0, result.room) if result.state == "ok" else result.used == 0
    assert sorted([*result.kept, *result.dropped]) == list(range(1, len(result.sizes) + 1))
    assert result == result_of(given)


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_the_newest_turns_are_kept_without_a_hole(given):
    kept = [turn for turn in result_of(given).kept if given.strategy != "first" or turn > context_window.FIRST]

    assert kept == list(range(27 - len(kept), 27))


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_nothing_is_known_when_nothing_fits(given):
    result = result_of(given)

    if result.state != "ok":
        assert set(result.answers.values()) == {"lost"} and result.kept == ()
    if len(result.kept) == 26:
        assert result.known == 6


@settings(max_examples=60, deadline=None)
@given(st.integers(300, 950), st.sampled_from(["slide", "notes"]))
def test_a_larger_window_never_keeps_less(window, strategy):
    small, large = (result_of(context_window.Inputs(window=size, strategy=strategy)) for size in (window, window + 50))

    assert set(small.kept) <= set(large.kept)
    assert small.known <= large.known


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 12))
def test_a_share_thins_with_length_and_grows_with_the_margin(margin):
    shares = [share for _, share in result_of(context_window.Inputs(margin=margin)).dilution]

    assert shares == sorted(shares, reverse=True)
    assert math.isclose(shares[0], math.exp(margin) / (math.exp(margin) + 9))


def test_a_token_is_a_run_of_letters_and_digits_or_a_mark():
    assert context_window.tokens("Don't: 22:40, KELP-204!") == 12


def test_the_published_numbers_name_their_table():
    figure = words("context-window.yaml")["figure"]

    assert figure["data"]["measured"] == [[1, 75.8], [5, 57.2], [10, 53.8], [15, 55.4], [20, 63.2]]
    assert "table 6" in figure["data"]["measured_source"]


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_the_picture_stays_in_its_frame(given):
    result = result_of(given)

    drawing = draw("context-window", given, result)

    assert all(block.x + block.width <= 360 for block in drawing.blocks)
    assert all(block.y + block.height <= drawing.height for block in drawing.blocks)
    assert [block.name for block in drawing.blocks if block.name.isdigit()] == [str(turn) for turn in range(1, 27)]
    assert all(piece.end <= 100.1 for piece in drawing.window)
    assert context_window.sentence(given, result)
    assert all(len(row) == len(table.heads) for table in context_window.tables(given, result) for row in table.rows)
