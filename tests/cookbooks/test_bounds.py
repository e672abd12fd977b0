"""Numbers as they are typed, whatever is typed; and as they are read."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookbooks.bounds import Bound, bounded, fixed, written

CONTEXT = Bound("context_tokens", "Context", "tokens", Fraction(512), Fraction(131_072), Fraction(8192))
LAYERS = Bound("layers", "Layers", "layers", Fraction(1), Fraction(256), Fraction(32))
ABOVE = "is above the most, 131,072 tokens. 131,072 was taken."
SIZE = Bound("parameters_b", "Parameters", "billion", Fraction("0.1"), Fraction(2000), Fraction("8.03"), is_whole=False)


@pytest.mark.parametrize(
    ("asked", "bound", "taken", "sentence"),
    [
        ("-1", CONTEXT, 512, "Context: “-1” is below the least, 512 tokens. 512 was taken."),
        ("−1", CONTEXT, 512, "Context: “-1” is below the least, 512 tokens. 512 was taken."),
        (
            str(10**12),
            CONTEXT,
            131_072,
            "Context: “1000000000000” is above the most, 131,072 tokens. 131,072 was taken.",
        ),
        ("1e12", CONTEXT, 131_072, f"Context: “1e12” {ABOVE}"),
        ("0", LAYERS, 1, "Layers: “0” is below the least, 1 layer. 1 was taken."),
        ("8192.5", CONTEXT, 8192, "Context: “8192.5” is not whole. 8,192 was taken."),
        ("many", CONTEXT, 8192, "Context: “many” is no number. 8,192 was taken."),
        (
            "9" * 9000,
            CONTEXT,
            131_072,
            f"Context: “9999999999999999999…” {ABOVE}",
        ),
        ("1e-9", SIZE, Fraction("0.1"), "Parameters: “1e-9” is below the least, 0.1 billion. 0.1 was taken."),
        (".", SIZE, Fraction("8.03"), "Parameters: “.” is no number. 8.03 was taken."),
        ("٣", LAYERS, 32, "Layers: “٣” is no number. 32 was taken."),
    ],
)
def test_what_is_out_of_bounds_becomes_the_bound_and_is_named(asked, bound, taken, sentence):
    number, note = bounded(asked, bound)

    assert number == taken
    assert (note.name, note.sentence) == (bound.name, sentence)


@pytest.mark.parametrize(
    ("asked", "bound", "taken"),
    [
        ("", CONTEXT, 8192),
        (None, CONTEXT, 8192),
        ("  \u200f ", CONTEXT, 8192),
        ("32,768", CONTEXT, 32_768),
        (" 32 768 ", CONTEXT, 32_768),
        ("+4096.0", CONTEXT, 4096),
        ("7.5", SIZE, Fraction("7.5")),
        (".5", SIZE, Fraction("0.5")),
    ],
)
def test_what_is_within_bounds_is_taken_without_a_note(asked, bound, taken):
    assert bounded(asked, bound) == (taken, None)


def test_the_most_may_say_what_sets_it():
    _, note = bounded("200000", CONTEXT, ", as long as Llama 3.1 8B was made for")

    assert note.sentence.endswith("the most, 131,072 tokens, as long as Llama 3.1 8B was made for. 131,072 was taken.")


@given(st.text(max_size=60), st.sampled_from([CONTEXT, LAYERS, SIZE]))
def test_whatever_is_typed_a_number_within_bounds_comes_out(text, bound):
    number, note = bounded(text, bound)

    assert bound.least <= number <= bound.most
    assert note is None or note.sentence.endswith(" was taken.")


@pytest.mark.parametrize(
    ("number", "plain", "column"),
    [
        (8_030_261_248, "8,030,261,248", "8,030,261,248.000"),
        (Fraction("4.8944"), "4.894", "4.894"),
        (Fraction("-0.0825"), "−0.082", "−0.082"),
        (Fraction(-1, 10**6), "0", "0.000"),
        (Fraction(1100), "1,100", "1,100.000"),
    ],
)
def test_numbers_are_written_for_readers(number, plain, column):
    assert (written(number), fixed(number, 3)) == (plain, column)
