"""The preview shows each question, each role's result, a close call and a flat one, and counts nowhere."""

import pytest

from quiz.models import Attempt, Quiz
from tests.factories.quiz import QuizFactory, whole_quiz
from tests.quiz.test_publishing import changed

pytestmark = pytest.mark.django_db


def shown(quiz, mode):
    response = quiz.make_preview_request(preview_mode=mode)
    assert response.status_code == 200
    return response.rendered_content


def test_questions_then_each_roles_result_then_close_and_flat():
    names = [name for name, _ in QuizFactory().preview_modes]

    questions = [f"question-{place}" for place in (1, 2, 3, 4)]
    assert names == [*questions, "role-1", "role-2", "close", "flat"]
    assert Quiz(title="Empty").preview_modes == [("", "No question yet")]


def test_each_mode_of_the_guides_quiz_shows_what_it_is_called_and_no_attempt_is_made(quiz):
    draft = whole_quiz(quiz)

    assert "Question 1 of 10" in shown(draft, "question-1")
    assert "<h1>AI Product Manager</h1>" in shown(draft, "role-1").replace("Ai ", "AI ")
    assert "Too close to call" in shown(draft, "close")
    assert draft.flat_headline in shown(draft, "flat")
    assert not Attempt.objects.exists()


def test_a_result_of_an_unsound_draft_says_why_there_is_none():
    draft = changed(QuizFactory(), weights={})

    assert "must stand behind exactly one choice" in shown(draft, "role-1")


def test_a_mode_that_is_not_there_any_more_shows_that_there_is_nothing():
    draft = QuizFactory()

    assert "No question yet" in shown(draft, "question-9")
    assert "No result to show yet" in shown(draft, "role-9")


def test_the_form_asks_for_the_modes_once_for_each_and_reads_the_draft_once(django_assert_num_queries):
    draft = Quiz.objects.get(pk=QuizFactory().pk)

    modes = draft.preview_modes

    with django_assert_num_queries(0):
        assert draft.default_preview_mode == modes[0][0] and draft.preview_modes == modes
