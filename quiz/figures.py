"""What is known of a paper's fairness once it is computed, and where the figures should lie.

Plain data, so that pages and the admin read it without numpy; `quiz.balance` computes it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from quiz.paper import read, written


@dataclass(frozen=True)
class Constants:
    """What random answering gives a role: its points in the whole paper, their mean, variance, deviation on a sheet."""

    role: str
    points: int
    mu: float
    var: float
    sigma: float


@dataclass(frozen=True)
class Believer:
    """Who always takes the choice with the highest weight for a role. `margin` is in z, to the role `next`."""

    wins: bool
    clear: bool
    z: float
    margin: float
    next: str
    stable: int


@dataclass(frozen=True)
class Noisy:
    """Who takes that choice six times in ten, and otherwise any: percent of sheets with the role in such a place."""

    first_percent: float
    top_two_percent: float
    mean_best_fit: float


@dataclass(frozen=True)
class Nearest:
    """The role whose points go most with another's."""

    role: str
    correlation: float


@dataclass(frozen=True)
class RoleBalance:
    """One role. A ratio is its share of sheets times the number of roles: 1 is an equal share."""

    role: str
    win_ratio: float
    runner_up_ratio: float
    believer: Believer
    noisy: Noisy
    nearest: Nearest


@dataclass(frozen=True)
class Overall:
    """The paper as a whole; percentages are of all sheets, under uniform answering where no other reader is named."""

    win_ratio: Mapping[str, float]
    runner_up_ratio: Mapping[str, float]
    correlation: Mapping[str, float]
    believers: Mapping[str, float]
    noisy: Mapping[str, float]
    tie_for_first_before_rules_percent: float
    tie_settled_by_percent: Mapping[str, float]
    tie_for_second_before_rules_percent: float
    tie_for_second_left_to_roster_order_percent: float
    close_call_percent: float
    close_call_with_three_or_more_percent: float
    flat_percent: float
    best_fit_below_percent: Mapping[str, float]
    median_best_z: float
    median_margin: float
    winner_changes_percent: Mapping[str, float]
    noisy_readers: Mapping[str, float]
    two_role_readers: Mapping[str, float]
    position_win_ratio: Mapping[str, float]
    same_position_best_z: tuple[float, ...]
    popularity_win_ratio: Mapping[str, float]
    percentile_scale: Mapping[str, float]


@dataclass(frozen=True)
class QuestionBalance:
    """How much a question decides: the percent of changes of its answer that change the best role.

    `choices` has the same for the changes away from each choice, by slug; `idle` are the choices where it is never.
    """

    question: str
    changes_percent: float
    choices: Mapping[str, float]
    idle: tuple[str, ...]


@dataclass(frozen=True)
class Miss:
    """A figure outside its target; `role` is "" for the paper as a whole, a bound that is not set is None."""

    figure: str
    role: str
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Target:
    """The band that a figure should lie in, both ends included."""

    low: float | None = None
    high: float | None = None


TARGETS = {
    "win_ratio": Target(0.6, 1.5),
    "tie_after_rules_percent": Target(high=1.0),
    "close_call_percent": Target(15, 30),
    "flat_percent": Target(3, 8),
    "correlation": Target(high=0.8),
    "believer": Target(low=1),
    "noisy_top_two_percent": Target(low=75),
}


@dataclass(frozen=True)
class Balance:
    """Every figure of a paper, rounded as it is shown; roles, questions and choices by slug.

    `sheets` is how many there are, `judged` how many were judged: fewer when `sampled`. `unreachable` are the roles
    that came first on none of them.
    """

    digest: str
    sheets: int
    judged: int
    sampled: bool
    constants: tuple[Constants, ...]
    roles: tuple[RoleBalance, ...]
    unreachable: tuple[str, ...]
    overall: Overall
    correlations: Mapping[str, tuple[float, ...]]
    questions: tuple[QuestionBalance, ...]

    def to_document(self) -> dict[str, Any]:
        """The figures as JSON can hold them, named as here."""
        document: dict[str, Any] = written(self)
        return document

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The figures in `document`."""
        balance: Self = read(cls, document)
        return balance

    def misses(self, targets: Mapping[str, Target] = TARGETS) -> tuple[Miss, ...]:
        """The figures that lie outside their target: the paper's first, then role by role."""
        return tuple(
            Miss(figure, role, value, target.low, target.high)
            for figure, role, value in self._targeted()
            for target in [targets[figure]]
            if (target.low is not None and value < target.low) or (target.high is not None and value > target.high)
        )

    def _targeted(self) -> Iterator[tuple[str, str, float]]:
        overall = self.overall
        yield "tie_after_rules_percent", "", overall.tie_settled_by_percent.get("roster-order", 0.0)
        yield "close_call_percent", "", overall.close_call_percent
        yield "flat_percent", "", overall.flat_percent
        for role in self.roles:
            yield "win_ratio", role.role, role.win_ratio
            yield "correlation", role.role, role.nearest.correlation
            yield "believer", role.role, role.believer.wins and role.believer.clear
            yield "noisy_top_two_percent", role.role, role.noisy.top_two_percent
