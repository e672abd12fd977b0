"""Tokens: what byte-pair encoding promises for any text, and that the chips show every byte of it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from practice.drawings import draw
from practice.ideas import tokens
from tests.practice.bundle import made, words

INPUTS = st.builds(
    tokens.Inputs,
    text=st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=160),
    merges=st.integers(0, tokens.MOST),
    mix=st.sampled_from(tokens.MIXES),
    digits=st.sampled_from(tokens.DIGITS),
)


def result_of(given: tokens.Inputs) -> tokens.Result:
    return tokens.compute(given, made("tokens"))


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_tokens_hold_every_byte_of_the_text_in_order(given):
    result = result_of(given)

    shown = b"".join(
        token.encode() if whole else bytes.fromhex(token)
        for token, whole in zip(result.tokens, result.whole, strict=True)
    )
    assert shown == given.text.encode()
    assert result.count == len(result.tokens) <= result.bytes
    assert result == result_of(given)


@settings(max_examples=60, deadline=None)
@given(INPUTS.filter(lambda one: one.merges < tokens.MOST))
def test_another_merge_never_lengthens_a_text(given):
    assert result_of(replace(given, merges=given.merges + 1)).count <= result_of(given).count


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_without_merges_a_token_is_a_byte(given):
    assert result_of(replace(given, merges=0)).count == len(given.text.encode())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.sampled_from(tokens.DIGITS))
def test_pieces_are_the_text_cut_up(text, digits):
    assert "".join(tokens.cut(text, digits)) == text


def test_pieces_take_one_space_along_and_keep_kinds_apart():
    assert list(tokens.cut("In  2026, a-b ", "runs")) == ["In", " ", " 2026", ",", " a", "-", "b", " "]
    assert list(tokens.cut(" 48000", "threes")) == [" ", "480", "00"]
    assert list(tokens.cut("a  ", "runs")) == ["a", "  "]


def test_merges_are_learned_from_the_most_frequent_pair_on():
    learned = made("tokens")["merges"]["english runs"]

    assert learned[:3] == [["h", "e", 342], [" ", "t", learned[1][2]], [" t", "he", learned[2][2]]]
    assert len(learned) == tokens.MOST + 1


def test_joined_emoji_take_four_bytes_for_each_part_and_three_for_each_joiner():
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"

    assert result_of(tokens.Inputs(text=family)).count == 3 * 4 + 2 * 3


def test_the_curve_of_the_text_says_what_the_experiment_says():
    counts = dict(result_of(tokens.Inputs()).curve)

    assert (counts[0], counts[100], counts[300]) == (52, 30, 18)
    assert "52 at 0 to 30 at 100 and 18 at 300" in words("tokens.yaml")["try_this"][0]["notice"]


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_the_picture_has_a_chip_for_each_token_and_stays_in_its_frame(given):
    result = result_of(given)

    drawing = draw("tokens", given, result)

    assert len(drawing.chips) == result.count
    assert all(piece.end <= 100.1 for language in drawing.languages for piece in language.pieces)
    assert 34 <= drawing.here[0] <= 348 and 16 <= drawing.here[1] <= 158
    assert tokens.sentence(given, result)
    assert all(len(row) == len(table.heads) for table in tokens.tables(given, result) for row in table.rows)
