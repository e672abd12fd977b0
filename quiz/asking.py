"""What is asked at a place: the scored questions first, then those for context. Places are counted from 1."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quiz.paper import ContextQuestion, Paper, Reason

ROLE_TODAY = "role-today"  # the slug of the context question whose answer is a learner's role of today


@dataclass(frozen=True)
class Option:
    """A choice as it is shown: its place and its words."""

    place: int
    text: str


@dataclass(frozen=True)
class Asked:
    """One question as a reader meets it.

    `place` counts through the whole sitting, `number` of `total` within its kind: scored, or for context. `facet` is
    what a scored one asks about, in a few words.
    """

    place: int
    number: int
    total: int
    scored: bool
    slug: str
    text: str
    help: str
    used_for: str
    options: tuple[Option, ...]
    facet: str = ""

    @property
    def numbered(self) -> str:
        """“Question 4 of 10”; for context “Optional question 1 of 3”."""
        return f"{'Question' if self.scored else 'Optional question'} {self.number} of {self.total}"

    @property
    def title(self) -> str:
        """“Question 4 of 10: What do colleagues come to you for?”"""
        return f"{self.numbered}: {self.text}"


@dataclass(frozen=True)
class Answered:
    """A question with the choice taken; `chosen` is its place, 0 for none, `answer` its words, "" for none."""

    asked: Asked
    chosen: int
    answer: str


@dataclass(frozen=True)
class Sitting:
    """A paper as one attempt takes it: `optional` is how many of its context questions there were when it began."""

    paper: Paper
    optional: int

    @property
    def scored(self) -> int:
        """How many questions are scored."""
        return len(self.paper.scored.questions)

    @property
    def places(self) -> int:
        """How many questions there are, context included."""
        return self.scored + self.optional

    def asked(self, place: int) -> Asked:
        """The question at `place`. Raises IndexError where there is none."""
        if not 1 <= place <= self.places:
            raise IndexError(f"There is no question {place}.")
        return self._scored(place) if place <= self.scored else self._optional(place)

    def answered(self, answers: Sequence[int], context: Sequence[int]) -> tuple[Answered, ...]:
        """Every question with the choice taken, in the order of the sitting."""
        taken = [*answers, *context[: self.optional]]
        return tuple(_answered(self.asked(place), choice) for place, choice in enumerate(taken, 1))

    def _scored(self, place: int) -> Asked:
        words, question = self.paper.question_words(place), self.paper.question(place)
        choices = range(1, len(question.choices) + 1)
        options = tuple(Option(choice, self.paper.choice_words(place, choice).text) for choice in choices)
        return Asked(place, place, self.scored, True, question.slug, words.text, words.help, "", options, words.facet)

    def _optional(self, place: int) -> Asked:
        number = place - self.scored
        context = self.paper.words.context[number - 1]
        options = tuple(Option(choice, words.text) for choice, words in enumerate(context.choices, 1))
        return Asked(
            place, number, self.optional, False, context.slug, context.text, context.help, context.used_for, options
        )


def sitting(paper: Paper, context: Sequence[int] | None = None) -> Sitting:
    """The sitting of an attempt with these context answers; without any, that of an attempt which begins now."""
    known = len(paper.words.context)
    return Sitting(paper, known if context is None else min(known, len(context)))


def _answered(question: Asked, chosen: int) -> Answered:
    return Answered(question, chosen, question.options[chosen - 1].text if chosen else "")


def first_open(answers: Sequence[int]) -> int:
    """The place of the first scored question without an answer; 0 when there is none."""
    return next((place for place, answer in enumerate(answers, 1) if not answer), 0)


def role_today(paper: Paper, context: Sequence[int]) -> tuple[int, str]:
    """The place of the answer about the present job and the slug of its role: (0, "") where it was not given."""
    for question, chosen in zip(paper.words.context, context, strict=False):
        if question.slug == ROLE_TODAY and 0 < chosen <= len(question.choices):
            return chosen, question.choices[chosen - 1].role
    return 0, ""


def reasons_against_moving(before: Sequence[ContextQuestion], now: Sequence[ContextQuestion]) -> Iterator[Reason]:
    """Why the context questions of an edition can't be replaced by others: answers are kept as places.

    They may be reworded, and what is new goes to the end.
    """
    slugs = [question.slug for question in now]
    if slugs[: len(before)] != [question.slug for question in before]:
        yield Reason("context-moved", "Context questions that were asked already keep their order; new ones go last.")
        return
    for old, new in zip(before, now, strict=False):
        if [choice.slug for choice in new.choices][: len(old.choices)] != [choice.slug for choice in old.choices]:
            yield Reason(
                "context-moved",
                f"“{new.text}”: choices that were taken already keep their order; new ones go last.",
            )
