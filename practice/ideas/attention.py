"""Attention: one head, one layer, scaled dot-product, exact, on matrices made by hand.

    s_ij = q_i · k_j / √4 − near · |i − j|;  a_ij = exp(s_ij) / sum over j of exp(s_ij);  o_i = sum over j of a_ij v_j

with q_i = x_i W_Q, k_i = x_i W_K, v_i = x_i W_V. x_i has ten numbers: the word's eight, then cos(iθ) and sin(iθ), with
θ = 2π / 16. Vaswani et al. (2017), "Attention Is All You Need"; the preference for near words is ALiBi's (Press, Smith,
Lewis, 2021). A trained head finds its matrices; these were written to be read.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from practice.ideas import Table, inputs
from practice.ideas.inputs import Given
from practice.ideas.saying import percent
from practice.ideas.words import words

DATA: tuple[str, ...] = ()
MOST_WORDS = 12
TURN = 2 * math.pi / 16
SCALE = 2
AXES = ("alive", "person", "place", "machine")

Vector = Sequence[float]


@dataclass(frozen=True)
class Inputs(Given):
    sentence: str = inputs.text("the dog did not cross the road because it was tired", 80)
    head: str = inputs.choice("describes", "describes", "doer", "previous")
    word: int = inputs.number(11, 1, MOST_WORDS)
    mask: bool = inputs.toggle(False)
    scale: bool = inputs.toggle(True)
    near: float = inputs.number(0, 0, 1, 0.1)


@dataclass(frozen=True)
class Result:
    """`from_` is the word looked from and `at` its number, from 1. A score is None where later words are hidden.

    `most` is the word, number and share of the largest share; the first of equals.
    """

    state: str
    tokens: tuple[str, ...]
    unknown: tuple[str, ...]
    left_out: int
    from_: str
    at: int
    q: tuple[float, ...]
    keys: tuple[tuple[float, ...], ...]
    scores: tuple[float | None, ...]
    weights: tuple[float, ...]
    matrix: tuple[tuple[float, ...], ...]
    most: tuple[str, int, float] | None
    output: tuple[float, ...]
    lexicon: tuple[str, ...]
    sentences: tuple[str, ...]


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    figure = data["figure"]
    return {name: figure[name] for name in ("lexicon", "sentences", "w_q", "w_k", "w_v")}


def compute(given: Inputs, made: Mapping[str, Any]) -> Result:
    lexicon = made["lexicon"]
    said = words(given.sentence)
    known = [word for word in said if word in lexicon]
    tokens = known[:MOST_WORDS]
    vectors = [[*lexicon[word], math.cos(place * TURN), math.sin(place * TURN)] for place, word in enumerate(tokens)]
    queries = [_times(x, made["w_q"][given.head]) for x in vectors]
    keys = [_times(x, made["w_k"][given.head]) for x in vectors]
    values = [_times(x, made["w_v"]) for x in vectors]
    scores = [[_score(given, queries[i], keys[j], i, j) for j in range(len(tokens))] for i in range(len(tokens))]
    matrix = [softmax(row) for row in scores]
    at = min(given.word, len(tokens))
    weights = matrix[at - 1] if tokens else ()
    top = max(range(len(tokens)), key=lambda place: (round(weights[place], 12), -place)) if tokens else None
    return Result(
        state="ok" if tokens else "empty",
        tokens=tuple(tokens),
        unknown=tuple(dict.fromkeys(word for word in said if word not in lexicon)),
        left_out=len(known) - len(tokens),
        from_=tokens[at - 1] if tokens else "",
        at=at,
        q=queries[at - 1] if tokens else (),
        keys=tuple(keys),
        scores=tuple(scores[at - 1]) if tokens else (),
        weights=weights,
        matrix=tuple(matrix),
        most=None if top is None else (tokens[top], top + 1, weights[top]),
        output=tuple(
            sum(weight * value[axis] for weight, value in zip(weights, values, strict=True))
            for axis in range(len(AXES))
        ),
        lexicon=tuple(lexicon),
        sentences=tuple(made["sentences"]),
    )


def softmax(scores: Sequence[float | None]) -> tuple[float, ...]:
    """Shares that sum to 1; none where there is no score."""
    highest = max(score for score in scores if score is not None)
    powers = [0.0 if score is None else math.exp(score - highest) for score in scores]
    whole = sum(powers)
    return tuple(power / whole for power in powers)


def sentence(given: Inputs, result: Result) -> str:
    if result.most is None:
        return "No arcs: type a sentence with words of the list."
    others = [
        weight
        for place, (weight, score) in enumerate(zip(result.weights, result.scores, strict=True), 1)
        if place != result.most[1] and score is not None
    ]
    output = ", ".join(f"{axis} {value:.2f}" for axis, value in zip(AXES, result.output, strict=True))
    return f"From {result.from_}: {_shares(result, others)}. Output: {output}."


def tables(given: Inputs, result: Result) -> tuple[Table, ...]:
    if result.most is None:
        return ()
    named = [f"{place}. {word}" for place, word in enumerate(result.tokens, 1)]
    return (
        Table(
            f"Looking from {result.at}. {result.from_}, whose query is {_numbers(result.q)}",
            ("Word", "Key", "Score", "Share"),
            tuple(
                (name, _numbers(key), "hidden" if score is None else f"{score:.2f}", f"{weight:.4f}")
                for name, key, score, weight in zip(named, result.keys, result.scores, result.weights, strict=True)
            ),
        ),
        Table(
            "The output",
            ("Of", "Amount"),
            tuple((axis, f"{value:.4f}") for axis, value in zip(AXES, result.output, strict=True)),
        ),
        Table(
            "Every word's shares, a row for each word that looks",
            ("From", *named),
            tuple((name, *(f"{weight:.3f}" for weight in row)) for name, row in zip(named, result.matrix, strict=True)),
        ),
    )


def _score(given: Inputs, query: Vector, key: Vector, i: int, j: int) -> float | None:
    if given.mask and j > i:
        return None
    product = sum(a * b for a, b in zip(query, key, strict=True))
    return product / (SCALE if given.scale else 1) - given.near * abs(i - j)


def _times(x: Vector, matrix: Sequence[Vector]) -> tuple[float, ...]:
    """The row vector times the matrix."""
    return tuple(sum(a * row[column] for a, row in zip(x, matrix, strict=True)) for column in range(len(matrix[0])))


def _shares(result: Result, others: Sequence[float]) -> str:
    """The largest share, and the others in a phrase: all alike, or how far they reach."""
    assert result.most is not None
    word, _, share = result.most
    if not others:
        return f"{word} {percent(1)}"
    low, high = min(others), max(others)
    if round(high - share, 9) == 0 and round(low - share, 9) == 0:
        return f"every word {percent(share, 1)}"
    if round(high - low, 4) == 0:
        return f"{word} {percent(share, 1)}, every other word {percent(high, 1)}"
    return f"{word} {percent(share, 1)}, the other words {percent(low, 1)} to {percent(high, 1)}"


def _numbers(vector: Vector) -> str:
    return "(" + ", ".join(f"{value:.3g}" for value in vector) + ")"
