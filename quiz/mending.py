"""Where in a quiz's form a reason against publishing is mended."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.paper import Reason

if TYPE_CHECKING:
    from quiz.models.draft import Quiz

# Reasons that lie with the quiz as a whole: the field to mend them at.
FIELDS = {"question-count": "answers_needed", "strength-order": "flat_below"}


@dataclass(frozen=True)
class Mend:
    """A reason in words, and the id of the element of the form to go to."""

    message: str
    anchor: str


def mends(quiz: "Quiz", reasons: "tuple[Reason, ...] | list[Reason]") -> list[Mend]:
    """Each reason against the draft `quiz` with where to mend it, in the form that its latest revision makes."""
    rows = list(quiz.questions.all())
    scored = [row for row, question in enumerate(rows) if question.scored]
    roster = [result.role.slug for result in quiz.results.all()]
    return [Mend(reason.message, _anchor(reason, scored, roster)) for reason in reasons]


def _anchor(reason: Reason, scored: list[int], roster: list[str]) -> str:
    """`scored` holds the rows of the scored questions, in the order of their places; `roster` the roles row by row."""
    if reason.code in FIELDS:
        return f"id_{FIELDS[reason.code]}"
    if reason.question:
        row = f"questions-{scored[reason.question - 1]}"
        if reason.code == "too-few-choices":
            return f"id_{row}-choices-ADD"
        if reason.code in ("no-slug", "same-question", "same-choice"):
            return f"id_{row}-choices-{reason.choice - 1}-slug" if reason.choice else f"id_{row}-slug"
        return f"weights-{row}"
    if reason.role in roster:
        return f"inline_child_results-{roster.index(reason.role)}"
    return "id_results-ADD" if "role" in reason.code else "id_questions-ADD"
