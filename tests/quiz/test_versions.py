"""Publishing says which edition is in force and what the one before keeps; a draft is compared with it."""

from dataclasses import replace

import pytest

from quiz import comparing
from quiz.models import Quiz
from quiz.viewsets import told_of_edition
from tests.factories.quiz import AttemptFactory, QuizFactory, published
from tests.quiz.papers import bundle_paper, places
from tests.quiz.test_publishing import changed, reweighed


@pytest.mark.django_db
def test_publishing_says_what_became_of_editions():
    quiz = QuizFactory()
    earlier = quiz.save_revision()
    first = published(quiz).edition
    AttemptFactory.create_batch(2, edition=first)
    second = published(reweighed(Quiz.objects.get())).edition

    assert told_of_edition(first, [], None) == ["Edition 1 is in force."]
    assert told_of_edition(first, [first], first) == ["Edition 1 stays in force: what is scored has not changed."]
    assert told_of_edition(second, [first], first) == [
        "Edition 2 is in force: what is scored has changed.",
        "Edition 1 keeps its 2 attempts, and their results.",
    ]
    earlier.publish()
    assert Quiz.objects.get().edition == first
    assert told_of_edition(first, [first, second], second) == [
        "Edition 1 is in force again: it scores as this draft does.",
        "Edition 2 keeps its 0 attempts, and their results.",
    ]


@pytest.mark.django_db
def test_what_is_scored_otherwise_is_said_question_by_question():
    quiz = QuizFactory()
    then = quiz.paper()
    role = then.scored.roles[0]

    now = reweighed(quiz).paper()

    assert comparing.changes(then, then) == []
    assert comparing.changes(then, now) == [f"Question 1, “q1-c1”: {role} 3 → 1."]
    assert comparing.changes(then, changed(quiz, slug="other").paper())[0] == (
        "Question 1: its choices are others, or in another order."
    )


def cases_of(quiz):
    return [comparing.Case(case["covers"], case["answers"], case["best"]) for case in quiz["golden"]]


def test_golden_answers_are_replayed_then_and_now(quiz, paper):
    moved = comparing.golden(cases_of(quiz), paper, paper)

    assert [case.name for case in moved] == [case["covers"] for case in quiz["golden"]]
    assert not any(case.has_moved or case.trouble for case in moved)
    for case, shown in zip(quiz["golden"], moved, strict=True):
        best = paper.role_words(paper.scored.roles.index(case["best"]) + 1).name
        assert best in shown.now
        assert places(paper, case["answers"])


def test_golden_answers_that_can_not_be_given_any_more_say_so(quiz, paper):
    questions = [{**question, "slug": f"{question['slug']}-new"} for question in quiz["questions"]]
    now = bundle_paper({**quiz, "questions": questions})

    moved = comparing.golden(cases_of(quiz), paper, now)

    assert all(case.has_moved and case.now.startswith("Can't be given") and case.trouble for case in moved)


def test_golden_answers_that_lead_elsewhere_than_they_have_to_say_so(quiz, paper):
    first, *_ = cases_of(quiz)
    meant, others = first.best, [role for role in paper.scored.roles if role != first.best]
    elsewhere = [replace(first, best=best) for best in (meant, "", others[0], "nobody")]

    right, unwatched, wrong, unknown = comparing.golden(elsewhere, None, paper)

    assert not right.trouble and not unwatched.trouble and not wrong.then
    names = [paper.role_words(paper.scored.roles.index(role) + 1).name for role in (others[0], meant)]
    assert wrong.trouble == f"They have to lead to {names[0]}, and lead to {names[1]}."
    assert unknown.trouble == "They have to lead to “nobody”, which is no role of this quiz."


def test_the_matrix_has_each_role_once_a_question(paper):
    rows = comparing.matrix(paper)

    assert len(rows) == 10
    assert all(weight in (1, 2, 3) and letter in "ABCDE" for row in rows for weight, letter in row.cells)
