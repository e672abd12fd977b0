"""Answer sheets of a paper in bulk: every one there is, or a sample of them, judged by the paper's rule.

The same rule as in `quiz.scoring`, over arrays; here roles, questions and choices are counted from 0. Only
`quiz.balance` uses this; no other module imports numpy.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import partial, reduce
from itertools import accumulate
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from quiz.paper import Paper
from quiz.scoring import STRONGEST, Scale, scale

CHUNK = 2**17  # sheets at a time: what numpy works on stays in the processor's cache
SAMPLE = 2**17  # sheets that stand for all of a larger paper
SAMPLE_OF_A_READER = 2**14
NEVER = -(10**9)  # below every Z: the third place of a paper with two roles

Array = NDArray[Any]
Reader = Sequence[Array]  # for each question the probability of each choice; questions are independent
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Judged:
    """Sheets with their results, one element a sheet; `z` and the margins, to second and third place, are integers.

    `first_by` and `second_by` name the tie rule, counted from 1, that gave the place; 0 where Z alone did.
    `percentile` is the highest of the roles' percentiles, as its place in `Judge.percentiles`; `disagrees` says that
    another role than the best has it, or has it too and stands before the best in the roster.
    """

    best: Array
    second: Array
    z: Array
    margin: Array
    third_margin: Array
    first_by: Array
    second_by: Array
    percentile: Array
    disagrees: Array

    @classmethod
    def blank(cls, sheets: int) -> Self:
        """Room for so many sheets: 21 bytes each."""
        kinds = (np.int16, np.int16, np.int32, np.int32, np.int32, np.int8, np.int8, np.int16, np.bool_)
        return cls(*(np.empty(sheets, kind) for kind in kinds))

    def put(self, start: int, part: "Judged") -> None:
        """Copy `part` to where it belongs."""
        for known in fields(self):
            values = getattr(part, known.name)
            getattr(self, known.name)[start : start + len(values)] = values


@dataclass(frozen=True)
class Means:
    """A reader's sheets on average: shares of changes that change the best, of close and of flat; Z of the best."""

    changed: float
    close: float
    flat: float
    z: float


class Judge:
    """The rule of one paper, applied to many sheets at once."""

    def __init__(self, paper: Paper):
        known = scale(paper.scored)
        self.rule = paper.scored.rule
        self.roles = len(known.z)
        self.weights = [np.array(question, np.int16) for question in known.weights]  # [choice, role]
        self.shape = tuple(len(question) for question in known.weights)
        self.changes = paper.scored.single_changes
        self.keys = [
            np.array([z * self.roles + self.roles - 1 - role for z in table], np.int32)
            for role, table in enumerate(known.z)
        ]
        percentiles = [_percentiles(known, role) for role in range(self.roles)]
        self.percentiles = np.unique(np.concatenate(percentiles))
        self.ranks = [np.searchsorted(self.percentiles, table).astype(np.int16) for table in percentiles]
        numbers = self.rule.parameters
        self.flat_below = math.ceil(numbers.flat_below * numbers.unit)
        self.close_below = math.ceil(numbers.close_call_margin * numbers.unit)

    def points(self, choices: Array) -> Array:
        """[role, sheet] from `choices[question, sheet]`."""
        total = np.zeros((self.roles, choices.shape[1]), np.int16)
        for weights, taken in zip(self.weights, choices, strict=True):
            total += weights.T[:, taken]
        return total

    def judge(self, points: Array, choices_of: Callable[[Array], Array]) -> Judged:
        """The results of sheets with these `points[role, sheet]`; `choices_of` gives the choices on some, by number."""
        first, second, third = (np.full(points.shape[1], NEVER, np.int32) for _ in range(3))
        for table, total in zip(self.keys, points, strict=True):
            key = table[total]
            lower = np.minimum(first, key)
            np.maximum(first, key, out=first)
            lowest = np.minimum(second, lower)
            np.maximum(second, lower, out=second)
            np.maximum(third, lowest, out=third)
        (z, best), (second_z, runner_up), (third_z, _) = (self._unpacked(key) for key in (first, second, third))
        first_by, second_by = (np.zeros(len(z), np.int8) for _ in range(2))
        tied = np.flatnonzero((z == second_z) | (second_z == third_z))
        if len(tied):
            settled = self._settled(points[:, tied], choices_of(tied))
            best[tied], first_by[tied], runner_up[tied], second_by[tied] = settled
        ranks = np.stack([table[total] for table, total in zip(self.ranks, points, strict=True)])
        percentile, disagrees = ranks.max(axis=0), ranks.argmax(axis=0) != best
        return Judged(best, runner_up, z, z - second_z, z - third_z, first_by, second_by, percentile, disagrees)

    def flat(self, judged: Judged) -> Array:
        """Whether nobody stands out."""
        return judged.z < self.flat_below

    def close(self, judged: Judged) -> Array:
        """Whether it is too close to call, by the margin to the second."""
        return (judged.margin < self.close_below) & ~self.flat(judged)

    def features(self, judged: Judged, changed: Array) -> Array:
        """[feature, sheet], in the order of Means."""
        return np.stack([changed / self.changes, self.close(judged), self.flat(judged), judged.z]).astype(np.float64)

    def _unpacked(self, key: Array) -> tuple[Array, Array]:
        """Z and the role from a key, in which the earlier of two roles with equal Z is the greater."""
        z, rest = np.divmod(key, self.roles)
        return z, self.roles - 1 - rest

    def _settled(self, points: Array, choices: Array) -> tuple[Array, Array, Array, Array]:
        """The best and the second of tied sheets, each with the tie rule that gave it its place."""
        z = np.stack([table[total] // self.roles for table, total in zip(self.keys, points, strict=True)])
        gained = np.stack([weights.T[:, taken] for weights, taken in zip(self.weights, choices, strict=True)])
        running = np.ones(z.shape, np.bool_)
        best, first_by = self._first(z, gained, running)
        np.put_along_axis(running, best[None], False, 0)
        return best, first_by, *self._first(z, gained, running)

    def _first(self, z: Array, gained: Array, running: Array) -> tuple[Array, Array]:
        left = running & (z == np.where(running, z, NEVER).max(axis=0))
        by = np.zeros(z.shape[1], np.int8)
        for number, slug in enumerate(self.rule.tie_rules, 1):
            by[left.sum(axis=0) > 1] = number
            for key in self._tie_keys(slug, gained):
                left &= key == np.where(left, key, -1).max(axis=0)
        return left.argmax(axis=0), by

    def _tie_keys(self, slug: str, gained: Array) -> Iterator[Array]:
        """What a tie rule compares, most telling first: arrays [role, sheet], from 0; the greater comes first."""
        if slug == "more-threes":
            yield (gained == STRONGEST).sum(axis=0)
        elif slug == "latest-difference":
            yield from gained[::-1]
        else:
            yield np.broadcast_to(np.arange(self.roles)[::-1, None], gained.shape[1:])


class Sheets(Protocol):
    """Sheets under uniform answering, and what other readers would fill in.

    `changed` counts, a sheet, the single changes that change the best; `decided[question][from, to]` is the share of
    sheets with the one choice on which going over to the other changes it.
    """

    judge: Judge
    judged: Judged
    changed: Array
    decided: list[Array]

    def pairs(self, readers: Sequence[Reader], progress: Progress) -> Array:
        """[reader, best, second]: the shares of each reader's sheets."""

    def means(self, readers: Sequence[Reader]) -> list[Means]:
        """What each reader's sheets show on average."""


class Every:
    """All sheets of a paper, numbered as an odometer counts: the last question's choice turns fastest.

    The questions are parted into two halves, so that a sheet is a row (a way to answer the first half) and a column
    (one to answer the second), and its points and probability are a sum and a product of two.
    """

    def __init__(self, judge: Judge, progress: Progress):
        self.judge = judge
        self.half = len(judge.shape) // 2
        self.left, self.right = math.prod(judge.shape[: self.half]), math.prod(judge.shape[self.half :])
        self.judged = Judged.blank(self.left * self.right)
        left, right = (self._points_of_half(half) for half in (slice(0, self.half), slice(self.half, None)))
        for rows in self._rows():
            points = (left[:, rows, None] + right[:, None, :]).reshape(judge.roles, -1)
            start = rows.start * self.right
            self.judged.put(start, judge.judge(points, partial(self._choices, start)))
            progress(rows.stop / self.left)
        self.changed, self.decided = self._changes()

    def pairs(self, readers: Sequence[Reader], progress: Progress) -> Array:
        """See Sheets."""
        kinds = self.judge.roles**2
        left, right = self._probabilities(readers)
        shares = np.zeros((len(readers), kinds))
        for rows in self._rows():
            part = slice(rows.start * self.right, rows.stop * self.right)
            code = self.judged.best[part].astype(np.intp) * self.judge.roles + self.judged.second[part]
            for reader in range(len(readers)):
                weight = left[reader, rows, None] * right[reader]
                shares[reader] += np.bincount(code, weight.ravel(), kinds)
            progress(rows.stop / self.left)
        return shares.reshape(len(readers), self.judge.roles, self.judge.roles)

    def means(self, readers: Sequence[Reader]) -> list[Means]:
        """See Sheets."""
        left, right = self._probabilities(readers)
        total = np.zeros((len(readers), len(fields(Means))))
        for rows in self._rows():
            part = slice(rows.start * self.right, rows.stop * self.right)
            judged = Judged(*(getattr(self.judged, known.name)[part] for known in fields(Judged)))
            features = self.judge.features(judged, self.changed[part]).reshape(total.shape[1], -1, self.right)
            total += ((left[:, rows] @ features) * right).sum(axis=2).T
        return [Means(*each) for each in total.tolist()]

    def _rows(self) -> Iterator[slice]:
        step = max(1, CHUNK // self.right)
        for start in range(0, self.left, step):
            yield slice(start, min(start + step, self.left))

    def _choices(self, start: int, numbers: Array) -> Array:
        return np.stack(np.unravel_index(start + numbers, self.judge.shape))

    def _points_of_half(self, half: slice) -> Array:
        """[role, way to answer the half]."""
        weights = self.judge.weights[half]
        ways = np.indices([len(each) for each in weights]).reshape(len(weights), math.prod(map(len, weights)))
        points = np.zeros((self.judge.roles, ways.shape[1]), np.int16)
        for each, taken in zip(weights, ways, strict=True):
            points += each.T[:, taken]
        return points

    def _probabilities(self, readers: Sequence[Reader]) -> tuple[Array, Array]:
        """[reader, way to answer], for each half."""
        halves = (slice(0, self.half), slice(self.half, None))
        left, right = (
            np.stack([reduce(np.multiply.outer, reader[half], np.ones(())).ravel() for reader in readers])
            for half in halves
        )
        return left, right

    def _changes(self) -> tuple[Array, list[Array]]:
        changed = np.zeros(len(self.judged.best), np.int16)
        decided = []
        for question, choices in enumerate(self.judge.shape):
            cut = (math.prod(self.judge.shape[:question]), choices, -1)
            best, count = self.judged.best.reshape(cut), changed.reshape(cut)
            shares = np.zeros((choices, choices))
            for one in range(choices):
                for other in range(one):
                    differs = best[:, one] != best[:, other]
                    count[:, one] += differs
                    count[:, other] += differs
                    shares[one, other] = shares[other, one] = differs.mean()
            decided.append(shares)
        return changed, decided


class Sample:
    """Sheets drawn at random, for a paper that has too many: the same figures, near the truth."""

    def __init__(self, judge: Judge, progress: Progress, seed: int):
        self.judge = judge
        self.random = np.random.default_rng(seed)
        choices = self._drawn([np.full(size, 1 / size) for size in judge.shape], SAMPLE)
        self.judged, self.changed = Judged.blank(SAMPLE), np.zeros(SAMPLE, np.int16)
        self.decided = [np.zeros((size, size)) for size in judge.shape]
        for start in range(0, SAMPLE, SAMPLE_OF_A_READER):
            some = choices[:, start : start + SAMPLE_OF_A_READER]
            part = judge.judge(judge.points(some), partial(np.take, some, axis=1))
            self.judged.put(start, part)
            self.changed[start : start + SAMPLE_OF_A_READER] = self._changes(some, part.best, self.decided)
            progress(start / SAMPLE)
        for shares, taken in zip(self.decided, choices, strict=True):
            shares /= np.bincount(taken, minlength=len(shares))[:, None]

    def pairs(self, readers: Sequence[Reader], progress: Progress) -> Array:
        """See Sheets."""
        shape = (self.judge.roles, self.judge.roles)
        shares = np.empty((len(readers), *shape))
        for number, reader in enumerate(readers):
            _, judged = self._met(reader)
            code = judged.best.astype(np.intp) * self.judge.roles + judged.second
            shares[number] = np.bincount(code, minlength=math.prod(shape)).reshape(shape) / len(code)
            progress((number + 1) / len(readers))
        return shares

    def means(self, readers: Sequence[Reader]) -> list[Means]:
        """See Sheets."""
        means = []
        for reader in readers:
            choices, judged = self._met(reader)
            unused = [np.zeros((size, size)) for size in self.judge.shape]
            changed = self._changes(choices, judged.best, unused)
            means.append(Means(*self.judge.features(judged, changed).mean(axis=1).tolist()))
        return means

    def _drawn(self, reader: Reader, sheets: int) -> Array:
        return np.stack([self.random.choice(len(shares), sheets, p=shares) for shares in reader])

    def _met(self, reader: Reader) -> tuple[Array, Judged]:
        choices = self._drawn(reader, SAMPLE_OF_A_READER)
        return choices, self.judge.judge(self.judge.points(choices), partial(np.take, choices, axis=1))

    def _changes(self, choices: Array, best: Array, decided: list[Array]) -> Array:
        """How many single changes change the best of each sheet; adds to `decided` how often they did."""
        changed = np.zeros(len(best), np.int16)
        points = self.judge.points(choices)
        for question, weights in enumerate(self.judge.weights):
            without = points - weights.T[:, choices[question]]
            for other, gains in enumerate(weights):
                moved = self.judge.judge(without + gains[:, None], partial(_changed, choices, question, other))
                differs = moved.best != best
                changed += differs
                decided[question][:, other] += np.bincount(choices[question], differs, len(weights))
        return changed


def _changed(choices: Array, question: int, other: int, some: Array) -> Array:
    """The choices on some sheets, with one question answered otherwise."""
    taken = choices[:, some]
    taken[question] = other
    return taken


def _percentiles(known: Scale, role: int) -> list[float]:
    """For every number of points, the share of all sheets on which `role` gets fewer, and half of those with as many.

    From exact counts, so that equal percentiles of two roles are equal floats.
    """
    sheets = [1]
    for question in known.weights:
        column = [choice[role] for choice in question]
        longer = [0] * (len(sheets) + max(column))
        for weight in column:
            for points, count in enumerate(sheets):
                longer[points + weight] += count
        sheets = longer
    up_to = list(accumulate(sheets))
    return [(2 * total - count) / (2 * up_to[-1]) for total, count in zip(up_to, sheets, strict=True)]
