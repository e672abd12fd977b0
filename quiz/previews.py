"""What the preview of a draft can show: each question, each role's result, a close call, nobody standing out.

Answers are made up for it and kept nowhere: a preview counts nowhere.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from quiz import asking, reaching, whatif
from quiz.paper import Paper, reasons_against
from quiz.scoring import believer
from quiz.telling import tell

QUESTION, ROLE, CLOSE, FLAT = "question", "role", "close", "flat"
NOTHING = {
    CLOSE: "No answers were found that are too close to call.",
    FLAT: "No answers were found on which nobody stands out.",
}


def modes(paper: Paper) -> list[tuple[str, str]]:
    """The modes of the preview of a draft with this paper: name and label."""
    return list(_modes(paper)) or [("", "No question yet")]


def _modes(paper: Paper) -> Iterator[tuple[str, str]]:
    sitting = asking.sitting(paper)
    for place in range(1, sitting.places + 1):
        asked = sitting.asked(place)
        yield f"{QUESTION}-{place}", f"Question {place}: {asked.facet or asked.text}"[:60]
    if sitting.scored and len(paper.scored.roles) > 1:
        for place in range(1, len(paper.scored.roles) + 1):
            yield f"{ROLE}-{place}", f"Result: {paper.role_words(place).name}"[:60]
        yield CLOSE, "Result: too close to call"
        yield FLAT, "Result: nobody stands out"


def template(mode: str) -> str:
    """The template of a mode."""
    return "quiz/previews/question.html" if not mode or mode.startswith(QUESTION) else "quiz/previews/result.html"


def context(paper: Paper, mode: str) -> dict[str, Any]:
    """What the template of `mode` shows of `paper`: `asked`, or a result as quiz.views.result has it.

    A result that can't be shown has `told` None and says why in `reasons`.
    """
    kind, _, place = mode.partition("-")
    if kind in ("", QUESTION):
        sitting = asking.sitting(paper)
        return {"asked": sitting.asked(int(place)) if place and int(place) <= sitting.places else None}
    if reasons := [reason.message for reason in reasons_against(paper)]:
        return {"told": None, "reasons": reasons}
    answers = _answers(paper, kind, int(place or 0))
    if not answers:
        return {"told": None, "reasons": [NOTHING.get(kind, "No way to answer leads to this role.")]}
    told = tell(paper, answers)
    return {
        "title": told.headline,
        "told": told,
        "what_if": whatif.look(paper, answers, told, [], ""),
        "words": paper.words,
        "edition": {"number": "not published"},
        "finished_at": timezone.now(),
        "is_owner": False,
    }


def _answers(paper: Paper, kind: str, place: int) -> tuple[int, ...]:
    """Answers that lead to such a result, as places; () where there are none."""
    if kind == CLOSE:
        return reaching.close_sheet(paper)
    if kind == FLAT:
        return reaching.flat_sheet(paper)
    if place > len(paper.scored.roles):
        return ()
    try:
        return reaching.sheet(paper, place)
    except reaching.TooManySheets:
        return believer(paper, place)
