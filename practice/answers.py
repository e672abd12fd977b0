"""The questions of an idea, and what a reader answered, as the address says it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from practice.ideas import idea
from practice.judging import Asked
from practice.models.guesses import Which
from practice.showing import address

if TYPE_CHECKING:
    from practice.models.ideas import Idea

MOST_CHECKS = 6
CHECK = "check-"
EYEBROWS = {Which.PREDICT.value: "// Predict first", Which.AFTER.value: "// And now"}
# The parameters by which an address says what was answered.
PARAMS = frozenset({*Which.values, *(f"{CHECK}{number}" for number in range(1, MOST_CHECKS + 1))})


@dataclass(frozen=True)
class Option:
    """A choice as it is shown: its place, counted from 1, its words, and how it stands to the answer."""

    place: int
    words: str
    is_taken: bool
    is_right: bool


@dataclass(frozen=True)
class Answered:
    """A question of the page: the parameter that answers it, and the choice taken; 0: none yet.

    `seen_at` is the address, on its page, at which the figure shows the answer; empty where it does as it starts.
    """

    name: str
    asked: Asked
    taken: int
    seen_at: str = ""

    @property
    def eyebrow(self) -> str:
        """The small line over it."""
        return EYEBROWS.get(self.name, f"// Question {self.name.removeprefix(CHECK)}")

    @property
    def button(self) -> str:
        """The words of the button that answers it."""
        return "Guess" if self.name == Which.PREDICT else "Answer"

    @property
    def verdict(self) -> str:
        """How the choice taken stands to the answer, in a sentence."""
        return f"{'Yes' if self.is_right else 'Not this time'}: {self.asked.answer}."

    @property
    def options(self) -> list[Option]:
        """The choices, in order."""
        return [
            Option(place, words, place == self.taken, place == self.asked.place)
            for place, words in enumerate(self.asked.choices, 1)
        ]

    @property
    def is_right(self) -> bool:
        """Whether the choice taken is the answer."""
        return self.taken == self.asked.place


def answers(entry: "Idea", said: Mapping[str, str]) -> dict[str, Answered]:
    """Every question of an idea by its parameter, as far as `said` answers it. What is no choice answers nothing."""
    found = {name: Answered(name, asked, _place(said.get(name, ""), asked)) for name, asked in _questions(entry)}
    first = found[Which.PREDICT]
    if first.taken and entry.reveals:
        settings, _ = idea(entry.slug).Inputs.read(entry.reveals)
        seen_at = address("", settings.settings() | {first.name: str(first.taken)})
        found[Which.PREDICT] = replace(first, seen_at=seen_at)
    return found


def _questions(entry: "Idea") -> Iterator[tuple[str, Asked]]:
    yield Which.PREDICT.value, entry.predict
    for number, one in enumerate(entry.checks, 1):
        value = one.value
        yield f"{CHECK}{number}", Asked(value["question"], tuple(value["choices"]), value["answer"], value["why"])
    yield Which.AFTER.value, entry.after


def _place(text: str, asked: Asked) -> int:
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    return place if place <= len(asked.choices) else 0
