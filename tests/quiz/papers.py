"""Papers for tests: the bundle's own, and small ones of any shape."""

from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from quiz.paper import UNIFORM_Z, Choice, Paper, Question, Scored, Words, read
from quiz.scoring import UNANSWERED

BUNDLE = Path(__file__).parents[2] / "content/guides/engineer-to-ai-engineer/quiz.yaml"


def bundle() -> dict[str, Any]:
    """The quiz of the guide, as its file has it."""
    return yaml.safe_load(BUNDLE.read_text(encoding="utf-8"))


def bundle_paper(quiz: dict[str, Any]) -> Paper:
    """The paper that the bundle's quiz makes, with the words of its questions and results."""
    scoring = quiz["scoring"]
    rule = {**scoring, "tie_rules": [rule["slug"] for rule in scoring["tie_rules"]]}
    words = {
        **{key: quiz[key] for key in ("title", "short_title", "standfirst", "minutes", "instruction")},
        **quiz["reading_the_fit"],
        "questions": {
            question["slug"]: {**question, "choices": {choice["slug"]: choice for choice in question["choices"]}}
            for question in quiz["questions"]
        },
        "context": quiz["context_questions"],
        "roles": {result["role"]: result for result in quiz["results"]},
        "outcomes": quiz["outcomes"],
    }
    scored = {"roles": scoring["roles"], "questions": quiz["questions"], "rule": rule}
    return Paper.from_document({"scored": scored, "words": words})


def places(paper: Paper, answers: dict[str, str]) -> tuple[int, ...]:
    """`answers`, question slug to choice slug, as places counted from 1."""
    return tuple(
        [choice.slug for choice in question.choices].index(answers[question.slug]) + 1
        for question in paper.scored.questions
    )


def a_paper(weights: list[list[dict[int, int]]], roles: int, words: Words | None = None) -> Paper:
    """A paper from `weights[question][choice]`, a mapping of the role, counted from 0, to its weight."""
    questions = tuple(
        Question(
            f"q{place}",
            tuple(
                Choice(f"q{place}-c{at}", {f"role-{role}": weight for role, weight in choice.items()})
                for at, choice in enumerate(choices, 1)
            ),
        )
        for place, choices in enumerate(weights, 1)
    )
    names = tuple(f"role-{role}" for role in range(roles))
    rule = read(type(UNIFORM_Z), {"answers_needed": len(questions)})
    return Paper(Scored(names, questions, rule), words or Words())


@st.composite
def papers(draw: st.DrawFn, most_roles: int = 6, most_questions: int = 5, most_choices: int = 4) -> Paper:
    """Sound papers: in each question every role stands behind one choice, with a weight of 1, 2 or 3."""
    roles = draw(st.integers(2, most_roles))
    weights = []
    for _ in range(draw(st.integers(1, most_questions))):
        choices: list[dict[int, int]] = [{} for _ in range(draw(st.integers(2, most_choices)))]
        for role in range(roles):
            choices[draw(st.integers(0, len(choices) - 1))][role] = draw(st.integers(1, 3))
        weights.append(choices)
    return a_paper(weights, roles)


@st.composite
def sittings(draw: st.DrawFn, lowest: int = 1) -> tuple[Paper, tuple[int, ...]]:
    """A sound paper and a sheet of answers to it, complete unless `lowest` is UNANSWERED."""
    assert lowest in (UNANSWERED, 1)
    paper = draw(papers())
    return paper, tuple(draw(st.integers(lowest, len(question.choices))) for question in paper.scored.questions)
