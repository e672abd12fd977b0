"""Attention: what softmax and position promise for any sentence."""

import math
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from practice.drawings import draw
from practice.ideas import attention
from tests.practice.bundle import made

LEXICON = sorted(made("attention")["lexicon"])
INPUTS = st.builds(
    attention.Inputs,
    sentence=st.lists(st.sampled_from([*LEXICON, "spaceship"]), max_size=14).map(" ".join) | st.text(max_size=80),
    head=st.sampled_from(["describes", "doer", "previous"]),
    word=st.integers(1, 12),
    mask=st.booleans(),
    scale=st.booleans(),
    near=st.floats(0, 1),
)


def result_of(given: attention.Inputs) -> attention.Result:
    return attention.compute(given, made("attention"))


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_every_row_of_shares_sums_to_one(given):
    result = result_of(given)

    assert all(math.isclose(sum(row), 1) for row in result.matrix)
    assert all(share >= 0 for row in result.matrix for share in row)
    assert len(result.matrix) == len(result.tokens) <= attention.MOST_WORDS
    assert result == result_of(given)


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_a_mask_leaves_nothing_to_later_words(given):
    matrix = result_of(replace(given, mask=True)).matrix

    assert all(share == 0 for i, row in enumerate(matrix) for share in row[i + 1 :])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(LEXICON), min_size=2, max_size=12), st.sampled_from(["describes", "doer"]), st.integers()
)
def test_a_head_without_position_does_not_see_the_order(said, head, dice):
    shuffled = list(said)
    Random(dice).shuffle(shuffled)

    first, other = (
        result_of(attention.Inputs(sentence=" ".join(order), head=head, word=order.index(said[0]) + 1))
        for order in (said, shuffled)
    )

    assert all(math.isclose(a, b, abs_tol=1e-12) for a, b in zip(first.output, other.output, strict=True))


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_scaling_never_sharpens(given):
    given = replace(given, near=0)
    scaled, bare = (result_of(replace(given, scale=scale)) for scale in (True, False))

    assert all(max(one) <= max(other) + 1e-12 for one, other in zip(scaled.matrix, bare.matrix, strict=True))


def test_looking_from_beyond_the_last_word_means_the_last():
    result = result_of(attention.Inputs(sentence="the dog", word=12))

    assert (result.from_, result.at) == ("dog", 2)


def test_words_after_the_twelfth_are_counted_and_left_out():
    result = result_of(attention.Inputs(sentence="the dog " * 7))

    assert (len(result.tokens), result.left_out) == (12, 2)


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_the_picture_has_a_row_for_each_word(given):
    result = result_of(given)

    drawing = draw("attention", given, result)

    assert [word.text for word in drawing.words] == list(result.tokens)
    assert all(word.y < drawing.height for word in drawing.words)
    assert sum(word.is_from for word in drawing.words) == bool(result.tokens)
    assert all(piece.end <= 100.1 for amount in drawing.output for piece in amount.pieces)
    assert attention.sentence(given, result)
    assert all(len(row) == len(table.heads) for table in attention.tables(given, result) for row in table.rows)
