"""The rule uniform-z: from the answers taken to every role's fit, exactly.

Roles, questions and choices are named by their place in the paper, counted from 1. `Result` keeps points, z and fit in
the order of the paper's roles, so the role at place p has `result.points[p - 1]`. Every number is an integer: z is kept
as Z, that is z times 10 to the power of `z_decimals`, rounded, and all comparisons are made on Z.

The papers scored here are sound (`quiz.paper.check`). What random answering does to a whole paper is `quiz.balance`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import floor, isqrt

from quiz.paper import RULES, Paper, PaperIsUnsound, Reason, Rule, Scored

UNANSWERED = 0
STRONGEST = 3

Gained = tuple[tuple[int, ...], ...]  # [question][role]: what the answer taken gives, both counted from 0


class AnswersDoNotFit(ValueError):
    """The answers are no complete sheet of this paper. `questions`: the places that fail; () for a wrong length."""

    def __init__(self, message: str, questions: tuple[int, ...] = ()):
        super().__init__(message)
        self.questions = questions


class Outcome(StrEnum):
    """What kind of result it is; the value is the key of its words."""

    CLEAR = "clear"
    CLOSE_CALL = "close_call"
    FLAT_PROFILE = "flat_profile"


@dataclass(frozen=True)
class Contribution:
    """An answer that spoke for a role: the places of question and choice, and the weight it gave."""

    question: int
    choice: int
    weight: int


@dataclass(frozen=True)
class Standing:
    """Where one role ended; `role` is its place in the paper, `z` is Z."""

    role: int
    points: int
    z: int
    fit: int


@dataclass(frozen=True)
class Result:
    """What a complete sheet of answers says.

    `points`, `z` (Z) and `fit` (0 to 100) run in the paper's order of roles; `order` and `close_set` hold the places of
    roles, best first; `close_set` is empty unless `close_call`. `margin` is Z of the best minus Z of the runner-up.
    `strength` is the slug of a band. `stable` counts the single-answer changes that keep the best. `tie` is the slug of
    the rule that put the best before a runner-up with the same Z, "" where they differ.
    """

    answers: tuple[int, ...]
    points: tuple[int, ...]
    z: tuple[int, ...]
    fit: tuple[int, ...]
    order: tuple[int, ...]
    margin: int
    flat: bool
    close_call: bool
    close_set: tuple[int, ...]
    strength: str
    stable: int
    tie: str
    gained: Gained

    @property
    def best(self) -> int:
        """The place of the best role."""
        return self.order[0]

    @property
    def runner_up(self) -> int:
        """The place of the second role."""
        return self.order[1]

    @property
    def third(self) -> int | None:
        """The place of the third role; None when the paper has two."""
        return self.order[2] if len(self.order) > 2 else None

    @property
    def outcome(self) -> Outcome:
        """Flat before close: when nobody stands out, a small margin means nothing."""
        if self.flat:
            return Outcome.FLAT_PROFILE
        return Outcome.CLOSE_CALL if self.close_call else Outcome.CLEAR

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Every role with its numbers, best first."""
        return tuple(Standing(p, self.points[p - 1], self.z[p - 1], self.fit[p - 1]) for p in self.order)

    def contributions(self, role: int) -> tuple[Contribution, ...]:
        """The answers that spoke for the role at this place, by weight descending, then by question."""
        spoke = [
            Contribution(question, choice, gains[role - 1])
            for question, (choice, gains) in enumerate(zip(self.answers, self.gained, strict=True), 1)
            if gains[role - 1]
        ]
        return tuple(sorted(spoke, key=lambda contribution: -contribution.weight))


@dataclass(frozen=True)
class Scale:
    """A paper's weights and what they make of points, all counted from 0.

    `weights[question][choice][role]`; `mean` and `variance` of each role's points under uniform random answering;
    `z[role][points]` is Z for every number of points from 0 to the most that the role can reach.
    """

    weights: tuple[Gained, ...]
    mean: tuple[Fraction, ...]
    variance: tuple[Fraction, ...]
    z: tuple[tuple[int, ...], ...]


@lru_cache(maxsize=32)
def scale(scored: Scored) -> Scale:
    """The scale of `scored`. Raises PaperIsUnsound for a rule that is not known here."""
    rule = scored.rule
    if (rule.name, rule.version) not in RULES:
        raise PaperIsUnsound((Reason("rule-unknown", f"There is no rule “{rule.name}”, version {rule.version}."),))
    weights = tuple(
        tuple(tuple(choice.weights.get(role, 0) for role in scored.roles) for choice in question.choices)
        for question in scored.questions
    )
    means, variances, zs = [], [], []
    for role in range(len(scored.roles)):
        mean = variance = Fraction(0)
        most = 0
        for question in weights:
            column = [choice[role] for choice in question]
            share = Fraction(sum(column), len(column))
            mean += share
            variance += Fraction(sum(weight * weight for weight in column), len(column)) - share**2
            most += max(column)
        means.append(mean)
        variances.append(variance)
        zs.append(tuple(_z(Fraction(points) - mean, variance, rule.parameters.unit) for points in range(most + 1)))
    return Scale(weights, tuple(means), tuple(variances), tuple(zs))


def _z(above: Fraction, variance: Fraction, unit: int) -> int:
    """`unit * above / sqrt(variance)` rounded, halves away from zero, without a float; 0 where nothing varies."""
    if not variance:
        return 0
    doubled = isqrt(floor(4 * unit**2 * above**2 / variance))  # floor(2x) is all that rounding x needs
    size = (doubled + 1) // 2
    return size if above > 0 else -size


def fit(rule: Rule, z: int) -> int:
    """The fit that Z stands for, rounded down, within the rule's bounds."""
    numbers = rule.parameters
    return min(numbers.fit_max, max(numbers.fit_min, floor(numbers.fit_at_zero + numbers.fit_per_z * z / numbers.unit)))


def strength(rule: Rule, z: int) -> str:
    """The slug of the first band that ends above Z."""
    unit = rule.parameters.unit
    return next((band.slug for band in rule.strength if z < band.below_z * unit), rule.strength[-1].slug)


def _threes(gained: Gained, role: int) -> int:
    return sum(gains[role] == STRONGEST for gains in gained)


def _latest_first(gained: Gained, role: int) -> tuple[int, ...]:
    return tuple(gains[role] for gains in reversed(gained))


def _roster(gained: Gained, role: int) -> int:
    return -role


TIE_BREAKERS: dict[str, Callable[[Gained, int], int | tuple[int, ...]]] = {
    "more-threes": _threes,
    "latest-difference": _latest_first,
    "roster-order": _roster,
}


def points(paper: Paper, answers: Sequence[int]) -> tuple[int, ...]:
    """Each role's points from `answers`, which may leave questions UNANSWERED. Raises AnswersDoNotFit."""
    return _summed(paper, _gained(paper, answers))


def score(paper: Paper, answers: Sequence[int]) -> Result:
    """What `answers` say by the paper's rule.

    `answers[i]` is the place, counted from 1, of the choice taken at the question at place i + 1. Raises
    AnswersDoNotFit for a wrong length, a choice that is not there, or a question UNANSWERED.
    """
    gained = _gained(paper, answers)
    if missing := tuple(place for place, answer in enumerate(answers, 1) if answer == UNANSWERED):
        raise AnswersDoNotFit(f"No result before every question is answered; missing: {missing}.", missing)
    rule, numbers = paper.scored.rule, paper.scored.rule.parameters
    total = _summed(paper, gained)
    z = _placed(paper, total)
    order = sorted(range(len(z)), key=lambda role: (z[role], *_tie_keys(rule, gained, role)), reverse=True)
    best, runner_up = order[:2]
    margin = z[best] - z[runner_up]
    flat = z[best] < numbers.flat_below * numbers.unit
    close_below = numbers.close_call_margin * numbers.unit
    close_call = not flat and margin < close_below
    close_set = [role for role in order if z[best] - z[role] < close_below] if close_call else []
    return Result(
        answers=tuple(answers),
        points=total,
        z=z,
        fit=tuple(fit(rule, each) for each in z),
        order=tuple(role + 1 for role in order),
        margin=margin,
        flat=flat,
        close_call=close_call,
        close_set=tuple(role + 1 for role in close_set),
        strength=strength(rule, z[best]),
        stable=sum(_best(paper, changed) == best for changed in _single_changes(paper, answers, gained)),
        tie="" if margin else _settled_by(rule, gained, best, runner_up),
        gained=gained,
    )


def believer(paper: Paper, role: int) -> tuple[int, ...]:
    """The answers of someone who always takes the choice with the highest weight for the role at this place."""
    columns = ([choice[role - 1] for choice in question] for question in scale(paper.scored).weights)
    return tuple(column.index(max(column)) + 1 for column in columns)


def _gained(paper: Paper, answers: Sequence[int]) -> Gained:
    weights = scale(paper.scored).weights
    if len(answers) != len(weights):
        raise AnswersDoNotFit(f"{len(answers)} answers to {len(weights)} questions.")
    answered = list(enumerate(zip(answers, weights, strict=True), 1))
    if wrong := tuple(place for place, (answer, choices) in answered if not UNANSWERED <= answer <= len(choices)):
        raise AnswersDoNotFit(f"No such choice at question {wrong}.", wrong)
    nothing = (0,) * len(paper.scored.roles)
    return tuple(choices[answer - 1] if answer else nothing for _, (answer, choices) in answered)


def _summed(paper: Paper, gained: Gained) -> tuple[int, ...]:
    return tuple(sum(gains[role] for gains in gained) for role in range(len(paper.scored.roles)))


def _placed(paper: Paper, total: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(table[each] for table, each in zip(scale(paper.scored).z, total, strict=True))


def _best(paper: Paper, gained: Gained) -> int:
    """The best role of a complete sheet, counted from 0, without ranking the others."""
    z = _placed(paper, _summed(paper, gained))
    highest = max(z)
    first = [role for role, each in enumerate(z) if each == highest]
    return max(first, key=lambda role: _tie_keys(paper.scored.rule, gained, role)) if len(first) > 1 else first[0]


def _single_changes(paper: Paper, answers: Sequence[int], gained: Gained) -> Iterator[Gained]:
    """The sheets that differ from this one in exactly one answer."""
    for at, (answer, choices) in enumerate(zip(answers, scale(paper.scored).weights, strict=True)):
        for other, gains in enumerate(choices, 1):
            if other != answer:
                yield (*gained[:at], gains, *gained[at + 1 :])


def _tie_keys(rule: Rule, gained: Gained, role: int) -> tuple[int | tuple[int, ...], ...]:
    """What the tie rules compare, in their order; the greater comes first."""
    return tuple(TIE_BREAKERS[slug](gained, role) for slug in rule.tie_rules)


def _settled_by(rule: Rule, gained: Gained, first: int, second: int) -> str:
    for slug in rule.tie_rules:
        if TIE_BREAKERS[slug](gained, first) != TIE_BREAKERS[slug](gained, second):
            return slug
    return ""
