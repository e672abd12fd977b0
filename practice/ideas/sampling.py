"""Sampling: temperature, top-k and top-p on the distribution of the next-word model, and what is drawn from it.

    p′(w) = exp(ln p(w) / T) / sum over v of exp(ln p(v) / T);  at T = 0 the likeliest word gets 1

Then the k likeliest are kept (Fan, Lewis, Dauphin, 2018), then the likeliest whose sum reaches p, the word that crosses
it included (Holtzman et al., 2019). Entropy is −sum of p log2 p, in bits. Sentences are drawn with `random.Random(s)`
and its `.random()` alone, whose sequence Python guarantees across versions.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Any

from practice.ideas import Table, inputs, ngrams
from practice.ideas.inputs import Given
from practice.ideas.words import words

DATA = ("data/harbor.yaml",)
ORDER = 3
SHOWN = 12
DRAWN = 20
READ = 5
LONGEST = 14
PROMPTS = ("the captain", "in 2026 the", "the engineer starts the", "the old", "the night")
END = "(end)"

Shares = list[tuple[str, float]]


@dataclass(frozen=True)
class Inputs(Given):
    prompt: str = inputs.choice("in 2026 the", *PROMPTS)
    temperature: float = inputs.number(1.0, 0, 2, 0.1)
    top_k: int = inputs.number(0, 0, 50)
    top_p: float = inputs.number(1.0, 0.05, 1, 0.05)
    seed: int = inputs.number(1, 1, 999)


@dataclass(frozen=True)
class Result:
    """`before` and `after` are words with probabilities, likeliest first; `sentences` go on from the prompt;

    `repeats` says of each of the twenty whether an earlier one is the same."""

    before: tuple[tuple[str, float], ...]
    after: tuple[tuple[str, float], ...]
    kept: int
    all: int
    share_kept: float
    entropy_before: float
    entropy_after: float
    sentences: tuple[str, ...]
    distinct: int
    drawn: int
    repeats: tuple[bool, ...]


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    worlds = data["data/harbor.yaml"]["worlds"]
    return ngrams.count([line for lines in worlds.values() for line in lines])


def compute(given: Inputs, made: Mapping[str, Any]) -> Result:
    said = words(given.prompt)
    model = ngrams.Blend(made, ORDER)
    before = model.after(model.seen(said))
    after = _dialed(before, given)
    sentences = _sentences(model, said, given)
    return Result(
        before=_named(before),
        after=_named(after),
        kept=len(after),
        all=len(before),
        share_kept=sum(share for _, share in before[: len(after)]),
        entropy_before=entropy(share for _, share in before),
        entropy_after=entropy(share for _, share in after),
        sentences=tuple(sentences[:READ]),
        distinct=len(set(sentences)),
        drawn=len(sentences),
        repeats=tuple(said in sentences[:place] for place, said in enumerate(sentences)),
    )


def entropy(shares: Any) -> float:
    """−sum of p log2 p, in bits."""
    return -sum(share * math.log2(share) for share in shares if share) + 0.0


def sentence(given: Inputs, result: Result) -> str:
    was = dict(result.before)
    best = ", ".join(
        f"{word} {share:.2f} (was {was[word]:.2f})" if word in was else f"{word} {share:.2f}"
        for word, share in result.after[:3]
    )
    return f"At temperature {given.temperature:g}: {best}. {differing(result)}. First: {result.sentences[0] or END}."


def differing(result: Result) -> str:
    """How many of the sentences are different ones, in words."""
    if result.distinct == 1:
        return f"All {result.drawn} sentences are the same"
    return f"{result.distinct} of {result.drawn} sentences differ"


def tables(given: Inputs, result: Result) -> tuple[Table, ...]:
    after = dict(result.after)
    return (
        Table(
            "The likeliest next words, before and after the dials",
            ("Word", "Before", "After"),
            tuple((word, f"{share:.4f}", f"{after.get(word, 0):.4f}") for word, share in result.before),
        ),
        Table(
            "The distribution",
            ("Measure", "Before", "After"),
            (
                ("Words that can be drawn", str(result.all), str(result.kept)),
                ("Their share before the dials", "1", f"{result.share_kept:.4f}"),
                ("Entropy in bits", f"{result.entropy_before:.4f}", f"{result.entropy_after:.4f}"),
            ),
        ),
        Table(
            f"Five of {result.drawn} sentences",
            ("Dice", "Sentence"),
            tuple((str(given.seed + place), f"{given.prompt} {said}") for place, said in enumerate(result.sentences)),
        ),
    )


def _dialed(before: Shares, given: Inputs) -> Shares:
    """The same after temperature, then top-k, then top-p: the words that can still be drawn; sums to 1."""
    if given.temperature == 0:
        return [(before[0][0], 1.0)]
    if given.temperature == 1:
        shares = before
    else:
        highest, power = before[0][1], 1 / given.temperature  # exp(ln p / T) is p to the power of 1 / T
        shares = _whole([(word, (share / highest) ** power) for word, share in before])
    if given.top_k:
        shares = _whole(shares[: given.top_k])
    if given.top_p < 1:
        reached = list(accumulate(share for _, share in shares))
        cut = next((place for place, sum_ in enumerate(reached) if sum_ >= given.top_p), len(shares) - 1)
        shares = _whole(shares[: cut + 1])
    return shares


def _whole(shares: Shares) -> Shares:
    whole = sum(share for _, share in shares)
    return [(word, share / whole) for word, share in shares]


def _named(shares: Shares) -> tuple[tuple[str, float], ...]:
    return tuple((END if word == ngrams.END else word, share) for word, share in shares[:SHOWN])


def _sentences(model: ngrams.Blend, said: list[str], given: Inputs) -> list[str]:
    """The continuations for twenty dice from the seed on. What may follow a context is worked out once."""
    dials: dict[tuple[str, ...], tuple[list[str], list[float]]] = {}

    def after(context: list[str]) -> tuple[list[str], list[float]]:
        seen = model.seen(context)
        if seen not in dials:
            shares = _dialed(model.after(seen), given)
            dials[seen] = ([word for word, _ in shares], list(accumulate(share for _, share in shares)))
        return dials[seen]

    return [_drawn(after, said, Random(given.seed + place)) for place in range(DRAWN)]


def _drawn(after: Callable[[list[str]], tuple[list[str], list[float]]], said: list[str], dice: Random) -> str:
    """One continuation: each word is the first at which the running sum exceeds the draw."""
    drawn: list[str] = []
    while len(drawn) < LONGEST:
        names, sums = after([*said, *drawn])
        word = names[min(bisect_right(sums, dice.random()), len(names) - 1)]
        if word == ngrams.END:
            break
        drawn.append(word)
    return " ".join(drawn)
