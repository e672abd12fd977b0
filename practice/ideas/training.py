"""Training: full-batch gradient descent on a bigram softmax model, from zero weights, without chance.

    L = (1/n) · sum of C(a,b) · (−ln p(b | a)),  p(· | a) = softmax of row a of W
    W(a,b) ← W(a,b) − rate · ((r(a) · p(b | a) − C(a,b)) / n + λ · W(a,b)),  λ = 0.001 with decay, else 0

C counts the n pairs of neighbors, r(a) those that begin with a. The floor is the conditional entropy of the pairs,
which counting reaches at once. Goodfellow, Bengio and Courville, "Deep Learning" (2016), chapters 4, 7 and 8; the
smallest relative of Bengio et al. (2003), "A Neural Probabilistic Language Model". At rates 100 and 300 the weights
jump about, and after some steps the last digits depend on the machine's exp().
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Any

from practice.ideas import Table, inputs
from practice.ideas.descent import Counts, counts_of, descend, loss, sample, softmax, surprises_of, zeros
from practice.ideas.inputs import Given

DATA: tuple[str, ...] = ()
RATES = ("1", "10", "50", "100", "300")
ROWS = ("the", "captain", "driver", "leaves", "at")
STEPS = 200
DECAY = 0.001
EVERY = 5
SHOWN = 6
SAMPLES = 4
END = "(end)"
LISTED = (0, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True)
class Inputs(Given):
    rate: str = inputs.choice("10", *RATES)
    steps: int = inputs.number(20, 0, STEPS)
    row: str = inputs.choice("the", *ROWS)
    decay: bool = inputs.toggle(False)


@dataclass(frozen=True)
class Result:
    """Losses are in nats. `curve` has the two losses at every fifth step, `listed` at a few of them.

    `guesses` are the likeliest words after the chosen one: word, probability, true share. `matrix` is every weight, a
    row for each of `names`, which is the order of the columns too.
    """

    loss: float
    held_out: float
    start: float
    floor: float
    best_step: int
    best_held_out: float
    worst: float
    final: float
    curve: tuple[tuple[float, float], ...]
    listed: tuple[tuple[int, float, float], ...]
    rises: int
    guesses: tuple[tuple[str, float, float], ...]
    largest_weight: float
    samples: tuple[str, ...]
    words: int
    weights: int
    names: tuple[str, ...]
    matrix: tuple[tuple[float, ...], ...]


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The pairs, and both losses at every step of each of the ten runs."""
    figure = data["figure"]
    names = figure["vocabulary"]
    counts, held = (counts_of(figure[part], names) for part in ("train", "held_out"))
    return {
        "vocabulary": names,
        "counts": counts,
        "runs": {
            f"{rate} {decay}": _run(counts, held, float(rate), decay) for rate in RATES for decay in ("off", "on")
        },
    }


def compute(given: Inputs, made: Mapping[str, Any]) -> Result:
    names, counts = made["vocabulary"], made["counts"]
    run = made["runs"][f"{given.rate} {'on' if given.decay else 'off'}"]
    training, held = run["training"], run["held_out"]
    weights = zeros(len(names))
    for _ in range(given.steps):
        descend(weights, counts, float(given.rate), DECAY if given.decay else 0.0)
    shares = [softmax(row) for row in weights]
    best = min(range(len(held)), key=held.__getitem__)
    return Result(
        loss=training[given.steps],
        held_out=held[given.steps],
        start=training[0],
        floor=_floor(counts),
        best_step=best,
        best_held_out=held[best],
        worst=max(training),
        final=training[-1],
        curve=tuple((training[step], held[step]) for step in range(0, STEPS + 1, EVERY)),
        listed=tuple((step, training[step], held[step]) for step in LISTED),
        rises=sum(after > before for before, after in pairwise(training)),
        guesses=_guesses(names, shares[names.index(given.row)], counts[names.index(given.row)]),
        largest_weight=max(abs(weight) for row in weights for weight in row),
        samples=tuple(sample(names, shares, Random(dice)) for dice in range(1, SAMPLES + 1)),
        words=len(names),
        weights=len(names) ** 2,
        names=(END, *names[1:]),
        matrix=tuple(map(tuple, weights)),
    )


def sentence(given: Inputs, result: Result) -> str:
    return (
        f"Rate {given.rate}, step {given.steps}: training loss {result.loss:.2f}, held-out {result.held_out:.2f}, "
        f"floor {result.floor:.2f}. Held-out loss was lowest at step {result.best_step}. "
        f"First sample: {result.samples[0] or '(nothing)'}."
    )


def tables(given: Inputs, result: Result) -> tuple[Table, ...]:
    here = (given.steps, result.loss, result.held_out)
    rows = sorted({*result.listed, here})
    return (
        Table(
            f"Loss in nats; {result.words} words, {result.weights} weights, floor {result.floor:.4f}",
            ("Step", "Training loss", "Held-out loss"),
            tuple((str(step), f"{training:.4f}", f"{held:.4f}") for step, training, held in rows),
        ),
        Table(
            f"Guesses after “{given.row}”",
            ("Word", "Probability", "True share"),
            tuple((word, f"{share:.4f}", f"{true:.4f}") for word, share, true in result.guesses),
        ),
        Table(
            "Four sentences that it writes",
            ("Dice", "Sentence"),
            tuple((str(dice), said or "(nothing)") for dice, said in enumerate(result.samples, 1)),
        ),
    )


def _run(counts: Counts, held: Counts, rate: float, decay: str) -> dict[str, list[float]]:
    """Both losses before the first step and after each."""
    weights = zeros(len(counts))
    losses: dict[str, list[float]] = {"training": [], "held_out": []}
    for step in range(STEPS + 1):
        if step:
            descend(weights, counts, rate, DECAY if decay == "on" else 0.0)
        surprises = [surprises_of(row) for row in weights]
        losses["training"].append(loss(surprises, counts))
        losses["held_out"].append(loss(surprises, held))
    return losses


def _floor(counts: Counts) -> float:
    """The conditional entropy of the pairs, in nats."""
    total = sum(count * math.log(count / sum(seen)) for seen in counts for count in seen if count)
    return -total / sum(map(sum, counts))


def _guesses(
    names: Sequence[str], shares: Sequence[float], seen: Sequence[int]
) -> tuple[tuple[str, float, float], ...]:
    began = sum(seen)
    order = sorted(range(len(names)), key=lambda place: (-round(shares[place], 12), place))[:SHOWN]
    return tuple((names[place] if place else END, shares[place], seen[place] / began) for place in order)
