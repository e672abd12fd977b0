"""Sampling: what the three dials promise for any setting."""

import math
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from practice.drawings import draw
from practice.ideas import ngrams, sampling
from tests.practice.bundle import made

INPUTS = st.builds(
    sampling.Inputs,
    prompt=st.sampled_from(sampling.PROMPTS),
    temperature=st.floats(0, 2),
    top_k=st.integers(0, 50),
    top_p=st.floats(0.05, 1),
    seed=st.integers(1, 999),
)


def dialed(given: sampling.Inputs) -> list[tuple[str, float]]:
    model = ngrams.Blend(made("sampling"), sampling.ORDER)
    return sampling._dialed(model.after(model.seen(given.prompt.split())), given)


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_what_can_be_drawn_sums_to_one_and_falls(given):
    shares = [share for _, share in dialed(given)]

    assert math.isclose(sum(shares), 1)
    assert all(one >= other - 1e-12 for one, other in pairwise(shares))
    assert not given.top_k or len(shares) <= given.top_k


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sampling.PROMPTS), st.floats(0.05, 2), st.floats(0.05, 2))
def test_temperature_raises_entropy(prompt, one, other):
    low, high = sorted([one, other])

    bits = [
        sampling.entropy(share for _, share in dialed(sampling.Inputs(prompt=prompt, temperature=temperature)))
        for temperature in (0, low, high)
    ]

    assert bits[0] == 0
    assert bits[0] <= bits[1] + 1e-9 <= bits[2] + 2e-9


@settings(max_examples=60, deadline=None)
@given(INPUTS.filter(lambda one: one.top_p < 0.95))
def test_a_larger_share_never_keeps_fewer_words(given):
    assert len(dialed(given)) <= len(dialed(replace(given, top_p=given.top_p + 0.05)))


def test_top_p_keeps_the_word_that_crosses_it():
    assert len(dialed(sampling.Inputs(top_p=0.5))) == 11


def test_the_same_dice_draw_the_same_sentences_and_others_do_not():
    one, same, other = (sampling.compute(sampling.Inputs(seed=seed), made("sampling")) for seed in (5, 5, 6))

    assert one == same
    assert one.sentences[1:] == other.sentences[:-1]
    assert one.sentences != other.sentences


def test_at_zero_every_sentence_is_the_first():
    result = sampling.compute(sampling.Inputs(temperature=0), made("sampling"))

    assert result.repeats == (False, *[True] * 19)
    assert "All 20 sentences are the same." in sampling.sentence(sampling.Inputs(temperature=0), result)
    assert len(result.sentences[0].split()) <= sampling.LONGEST


def test_pictures_stay_in_their_frame():
    for setting in (
        sampling.Inputs(),
        sampling.Inputs(temperature=0),
        sampling.Inputs(temperature=0.1, prompt="the night"),
        sampling.Inputs(temperature=2, top_k=3),
        sampling.Inputs(temperature=1.5, top_p=0.5),
        sampling.Inputs(temperature=1e-9),
    ):
        result = sampling.compute(setting, made("sampling"))
        drawing = draw("sampling", setting, result)
        assert all(piece.end <= 100.1 for bar in drawing.bars for piece in (*bar.before, *bar.after))
        assert [bar.is_last for bar in drawing.bars].count(True) == (result.kept <= sampling.SHOWN)
        assert sampling.sentence(setting, result)
        assert all(len(row) == len(table.heads) for table in sampling.tables(setting, result) for row in table.rows)
