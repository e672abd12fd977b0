"""Quantization: the weights of `practice.ideas.training` rounded to fewer bits, and what that does to its loss.

Symmetric absmax rounding. With b bits there are m = 2^(b - 1) - 1 marks on each side of zero. A group of weights shares
a scale s = max |w| / m; a weight becomes floor(w / s + 0.5), kept within -m and m, times s. A group is all weights, a
row, or a block of eight in a row. Each scale takes 16 bits, so a weight takes b + 16 · groups / weights bits; a real
model's blocks hold 32 weights (ggml's block_q4_0) and its rows 4,096.

The effect of large weights, and keeping them apart, is that of Dettmers et al. 2022, https://arxiv.org/abs/2208.07339.
The weights are those at rate 10, without decay, after 100 steps. Losses in nats, memory in gigabytes of 10^9 bytes.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from practice.ideas import Table
from practice.ideas.descent import Weights, counts_of, descend, loss, sample, softmax, surprises_of, zeros
from practice.ideas.inputs import Given, choice, number, toggle
from practice.ideas.saying import counted

DATA = ("training.yaml",)
RATE, STEPS = 10.0, 100
BITS = ("8", "6", "4", "3", "2")
BLOCK = 8
SCALE_BITS = 16
REAL_GROUP = {"all": math.inf, "row": 4096, "block": 32}
LARGER = 8
SAME = 9  # decimals; beyond them two weights differ only by the machine's arithmetic
SAMPLES = 3
WORD, SHOWN = "the", 6
END = "(end)"


@dataclass(frozen=True)
class Inputs(Given):
    bits: str = choice("4", *BITS)
    scale: str = choice("row", "all", "row", "block")
    outlier: bool = toggle(False)
    billions: float = number(8, 0.5, 500, 0.5)


@dataclass(frozen=True)
class Width:
    """What one bit width does under the chosen scale."""

    bits: int
    loss: float
    error: float
    kept: int
    bits_per_weight: float


@dataclass(frozen=True)
class Result:
    """The table before and after rounding, its losses, what it writes, and a real model's memory.

    `before` and `after` are the rows of weights in the order of `names`; `largest` is the place of the largest weight.
    `marks` are those of the one ruler, where all weights share it; `widths` are the five bit widths under the same
    scale.
    """

    loss: float
    loss_rounded: float
    held_out: float
    held_out_rounded: float
    rms_error: float
    levels: int
    values_used: int
    top_word_kept: int
    rows: int
    bits_per_weight: float
    the: tuple[tuple[str, float, float], ...]
    samples: tuple[str, ...]
    gigabytes_16: float
    gigabytes: float
    real_bits: float
    names: tuple[str, ...]
    before: tuple[tuple[float, ...], ...]
    after: tuple[tuple[float, ...], ...]
    largest: tuple[int, int]
    marks: tuple[float, ...]
    widths: tuple[Width, ...]


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The counts of the sentences, and the weights after the last step."""
    figure = data["training.yaml"]["figure"]["data"]
    names = figure["vocabulary"]
    counts, held = (counts_of(figure[part], names) for part in ("train", "held_out"))
    weights = zeros(len(names))
    for _ in range(STEPS):
        descend(weights, counts, RATE, 0.0)
    return {"names": names, "counts": counts, "held_out": held, "weights": weights}


def compute(inputs: Inputs, made: Any) -> Result:
    """Round the weights to the bits of the inputs."""
    names, counts, held = made["names"], made["counts"], made["held_out"]
    weights: Weights = [list(row) for row in made["weights"]]
    size = len(weights)
    row, column = max(((r, c) for r in range(size) for c in range(size)), key=lambda at: weights[at[0]][at[1]])
    if inputs.outlier:
        weights[row][column] *= LARGER
    groups = _groups(size, inputs.scale)
    bits = int(inputs.bits)
    rounded = quantized(weights, groups, bits)
    before, after = ([softmax(one) for one in table] for table in (weights, rounded))
    most = max(abs(weight) for one in weights for weight in one)
    real_bits = bits + SCALE_BITS / REAL_GROUP[inputs.scale]
    first = names.index(WORD)
    order = sorted(range(size), key=lambda place: (-round(before[first][place], 12), place))[:SHOWN]
    losses = [_losses(table, counts, held) for table in (weights, rounded)]
    return Result(
        loss=losses[0][0],
        loss_rounded=losses[1][0],
        held_out=losses[0][1],
        held_out_rounded=losses[1][1],
        rms_error=error(weights, rounded),
        levels=2 * marks_beside_zero(bits) + 1,
        values_used=len({round(weight, SAME) for one in rounded for weight in one}),
        top_word_kept=_kept(weights, rounded),
        rows=size,
        bits_per_weight=bits + SCALE_BITS * len(groups) / size**2,
        the=tuple((names[place] if place else END, before[first][place], after[first][place]) for place in order),
        samples=tuple(sample(names, after, Random(dice)) for dice in range(1, SAMPLES + 1)),
        gigabytes_16=inputs.billions * 16 / 8,
        gigabytes=inputs.billions * real_bits / 8,
        real_bits=real_bits,
        names=(END, *names[1:]),
        before=tuple(map(tuple, weights)),
        after=tuple(map(tuple, rounded)),
        largest=(row, column),
        marks=tuple(mark * most / marks_beside_zero(bits) for mark in _marks(bits)) if inputs.scale == "all" else (),
        widths=tuple(_width(int(one), weights, groups, made) for one in BITS),
    )


def quantized(weights: Weights, groups: Sequence[Sequence[tuple[int, int]]], bits: int) -> Weights:
    """The table with each weight on the nearest mark of its group's ruler."""
    m = marks_beside_zero(bits)
    table = zeros(len(weights))
    for group in groups:
        scale = max(abs(weights[r][c]) for r, c in group) / m
        for r, c in group:
            mark = math.floor(weights[r][c] / scale + 0.5) if scale else 0
            table[r][c] = max(-m, min(m, mark)) * scale
    return table


def marks_beside_zero(bits: int) -> int:
    """Marks on each side of zero: 127, 31, 7, 3 or 1."""
    return 2 ** (bits - 1) - 1


def error(weights: Weights, rounded: Weights) -> float:
    """The root of the mean square of what rounding changed."""
    pairs = [pair for rows in zip(weights, rounded, strict=True) for pair in zip(*rows, strict=True)]
    squares = [(before - after) ** 2 for before, after in pairs]
    return math.sqrt(sum(squares) / len(squares))


def sentence(inputs: Inputs, result: Result) -> str:
    """The losses, and the memory of a real model."""
    scale = {"all": "one scale for all", "row": "a scale for each row", "block": "a scale for each block"}[inputs.scale]
    outlier = ", one weight eight times larger" if inputs.outlier else ""
    return (
        f"{inputs.bits} bits, {scale}{outlier}: loss {result.loss_rounded:.3f} from {result.loss:.3f}, "
        f"{result.top_word_kept} of {result.rows} likeliest words kept. A model of {inputs.billions:g} billion weights "
        f"takes {gigabytes(result.gigabytes)} in place of {gigabytes(result.gigabytes_16)}."
    )


def tables(inputs: Inputs, result: Result) -> tuple[Table, ...]:
    """The five bit widths under the chosen scale; the words after "the"; what the rounded table writes."""
    widths = Table(
        "Five bit widths under this scale",
        ("Bits", "Loss", "Error", "Words kept", "Bits a weight"),
        tuple(
            (
                f"{one.bits} (yours)" if str(one.bits) == inputs.bits else str(one.bits),
                f"{one.loss:.4f}",
                f"{one.error:.4f}",
                f"{one.kept} of {result.rows}",
                f"{one.bits_per_weight:.2f}",
            )
            for one in result.widths
        ),
    )
    words = Table(
        f"Probabilities after “{WORD}”",
        ("Word", "Before", "After"),
        tuple((word, f"{before:.4f}", f"{after:.4f}") for word, before, after in result.the),
    )
    said = Table(
        f"{counted(len(result.samples), 'sentence')} from the rounded table",
        ("Dice", "Sentence"),
        tuple((str(dice), one or "(nothing)") for dice, one in enumerate(result.samples, 1)),
    )
    return widths, words, said


def gigabytes(amount: float) -> str:
    """Memory with a decimal where it says something, whole from a hundred on."""
    return f"{amount:,.{0 if amount >= 100 else 1}f}".removesuffix(".0") + " GB"


def _groups(size: int, scale: str) -> list[list[tuple[int, int]]]:
    """The places that share a scale."""
    rows = [[(row, column) for column in range(size)] for row in range(size)]
    if scale == "all":
        return [[place for row in rows for place in row]]
    if scale == "row":
        return rows
    return [row[at : at + BLOCK] for row in rows for at in range(0, size, BLOCK)]


def _marks(bits: int) -> range:
    m = marks_beside_zero(bits)
    return range(-m, m + 1)


def _losses(weights: Weights, counts: Any, held: Any) -> tuple[float, float]:
    """The training loss and the held-out loss of a table."""
    surprises = [surprises_of(row) for row in weights]
    return loss(surprises, counts), loss(surprises, held)


def _kept(weights: Weights, rounded: Weights) -> int:
    """Rows whose likeliest next word is the same; the first in vocabulary order if equal."""
    return sum(_top(before) == _top(after) for before, after in zip(weights, rounded, strict=True))


def _top(row: Sequence[float]) -> int:
    return max(range(len(row)), key=row.__getitem__)


def _width(bits: int, weights: Weights, groups: Sequence[Sequence[tuple[int, int]]], made: Any) -> Width:
    rounded = quantized(weights, groups, bits)
    return Width(
        bits=bits,
        loss=_losses(rounded, made["counts"], made["held_out"])[0],
        error=error(weights, rounded),
        kept=_kept(weights, rounded),
        bits_per_weight=bits + SCALE_BITS * len(groups) / len(weights) ** 2,
    )
