"""What the parts of a report are made of: the counts, the paper they are about, the filter, and what chance gives."""

from dataclasses import dataclass
from functools import cached_property

from quiz.paper import Paper
from quiz.statistics.chance import Chance
from quiz.statistics.filters import Filter
from quiz.statistics.measures import SMALLEST_GROUP
from quiz.statistics.read import Counts, Measure


@dataclass(frozen=True)
class Subject:
    """One filter's counts with all that it takes to name and weigh them."""

    filter: Filter
    counts: Counts
    paper: Paper
    chance: Chance | None = None

    @property
    def retakes(self) -> tuple[bool, ...]:
        return self.filter.which.retakes

    @property
    def questions(self) -> int:
        """How many scored questions there are."""
        return len(self.paper.scored.questions)

    @cached_property
    def completions(self) -> int:
        """How many were completed in the period."""
        return self.counts.total(Measure.COMPLETED, self.retakes)

    @cached_property
    def crossed(self) -> int:
        """How many were completed in the whole months that the period touches."""
        return sum(self.counts.along(Measure.PAIR, self.retakes).values())

    @property
    def in_months(self) -> str:
        """Which months crossed counts are of, as a sentence says it."""
        return f"Whole months: {self.filter.period.months}."

    def role(self, place: int) -> str:
        """The name of the role at `place`, or its slug."""
        return self.paper.role_words(place).name or self.paper.role(place)

    @property
    def roles(self) -> range:
        """The places of the roles."""
        return range(1, len(self.paper.scored.roles) + 1)

    def question(self, place: int) -> str:
        """“3. A free Friday afternoon”: what the question at `place` asks about, or asks."""
        words = self.paper.question_words(place)
        return f"{place}. {words.facet or words.text}"


def too_few(base: int, what: str = "completions") -> str:
    """The sentence in place of a table whose whole base is small; "" where it is not."""
    if not base:
        return f"There are no {what} here yet."
    return f"There are fewer than {SMALLEST_GROUP} {what} here: withheld." if base < SMALLEST_GROUP else ""
