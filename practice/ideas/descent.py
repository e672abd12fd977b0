"""The smallest language model, which training shows and quantization rounds: a row of weights for each word.

The first name of its vocabulary is the mark before and after every sentence. The probabilities of the next word are the
softmax of a row; the gradient of the mean surprise is (r(a) · p(b | a) − C(a,b)) / n, where C counts the n pairs of
neighbors and r(a) those that begin with a.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

LONGEST = 9

Weights = list[list[float]]
Counts = Sequence[Sequence[int]]


def counts_of(lines: Sequence[str], names: Sequence[str]) -> list[list[int]]:
    """How often each word follows each, with the mark before and after every sentence."""
    place = {name: number for number, name in enumerate(names)}
    counts = [[0] * len(names) for _ in names]
    for line in lines:
        for before, after in pairwise([0, *(place[word] for word in line.split()), 0]):
            counts[before][after] += 1
    return counts


def descend(weights: Weights, counts: Counts, rate: float, decay: float) -> None:
    """One step of all weights at once, in place; a row's gradient needs no other row."""
    n = sum(map(sum, counts))
    for row, seen in zip(weights, counts, strict=True):
        began = sum(seen)
        row[:] = [
            weight - rate * ((began * share - count) / n + decay * weight)
            for weight, share, count in zip(row, softmax(row), seen, strict=True)
        ]


def softmax(row: Sequence[float]) -> list[float]:
    highest = max(row)
    powers = [math.exp(weight - highest) for weight in row]
    whole = sum(powers)
    return [power / whole for power in powers]


def surprises_of(row: Sequence[float]) -> list[float]:
    """−ln p for each next word, exact also where p is too small for a number."""
    highest = max(row)
    whole = highest + math.log(sum(math.exp(weight - highest) for weight in row))
    return [whole - weight for weight in row]


def loss(surprises: Weights, counts: Counts) -> float:
    """The mean surprise over the pairs."""
    total = sum(
        count * surprise
        for row, seen in zip(surprises, counts, strict=True)
        for surprise, count in zip(row, seen, strict=True)
        if count
    )
    return total / sum(map(sum, counts))


def sample(names: Sequence[str], shares: Weights, dice: Random) -> str:
    """A sentence from the mark on, one draw a word against the running sum in the vocabulary's order."""
    said: list[str] = []
    place = 0
    while len(said) < LONGEST:
        place = _drawn(shares[place], dice.random())
        if not place:
            break
        said.append(names[place])
    return " ".join(said)


def _drawn(shares: Sequence[float], draw: float) -> int:
    sum_ = 0.0
    for place, share in enumerate(shares):
        sum_ += share
        if sum_ > draw:
            return place
    return len(shares) - 1


def zeros(size: int) -> Weights:
    return [[0.0] * size for _ in range(size)]
