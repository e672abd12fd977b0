"""What random answering would give, from the balance of an edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from quiz.figures import Balance


@dataclass(frozen=True)
class Chance:
    """Shares under uniform random answering, by slug.

    `decides[question][choice]` is the share of the changes away from that choice that change the best fit.
    """

    best: Mapping[str, float]
    runner_up: Mapping[str, float]
    close: float
    flat: float
    decides: Mapping[str, Mapping[str, float]]

    @classmethod
    def of(cls, balance: Balance) -> Self:
        """What a balance says of chance. Its ratios are shares times the number of roles."""
        roles = len(balance.roles)
        return cls(
            best={role.role: role.win_ratio / roles for role in balance.roles},
            runner_up={role.role: role.runner_up_ratio / roles for role in balance.roles},
            close=balance.overall.close_call_percent / 100,
            flat=balance.overall.flat_percent / 100,
            decides={
                question.question: {choice: percent / 100 for choice, percent in question.choices.items()}
                for question in balance.questions
            },
        )
