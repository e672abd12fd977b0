"""The golden answers of the bundle, given over HTTP to the whole quiz, lead to the results that the bundle states."""

import pytest
from django.db import transaction
from wagtail.models import Site

from quiz.models import Attempt
from quiz.papers import paper_for
from quiz.scoring import Outcome
from quiz.telling import tell
from tests.factories.learners import a_browser
from tests.factories.quiz import QuizPageFactory, published, whole_quiz
from tests.quiz.papers import bundle, places

CASES = {case["slug"]: case for case in bundle()["golden"]}


@pytest.fixture(scope="module")
def page(django_db_setup, django_db_blocker, quiz):
    """The page of the whole quiz, published once for all cases."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield QuizPageFactory(quiz=published(whole_quiz(quiz)))
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture(autouse=True)
def undone(page, django_db_blocker):
    """What a case writes is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("slug", CASES)
def test_golden_answers_lead_to_their_result(page, paper, slug):
    case, browser = CASES[slug], a_browser()
    answers = places(paper, case["answers"])

    at = browser.post("/guide/quiz/", follow=True).redirect_chain[-1][0]
    for choice in answers:
        at = browser.post(at, {"choice": choice})["Location"]
    for _ in paper.words.context:
        at = browser.post(at, {"skip": 1})["Location"]
    response = browser.get(at)

    attempt = Attempt.objects.get()
    told = tell(paper_for(attempt), attempt.answers)
    assert tuple(attempt.answers) == answers
    assert [place.slug for place in told.places] == case["order"]
    assert {place.slug: place.points for place in told.places} == case["scores"]
    assert {place.slug: float(place.z) for place in told.places} == case["z"]
    assert {place.slug: place.fit for place in told.places} == case["fit"]
    roles = paper.scored.roles
    assert (roles[attempt.best - 1], roles[attempt.runner_up - 1]) == (case["best"], case["runner_up"])
    assert attempt.points == [case["scores"][role] for role in roles]
    assert (attempt.margin, attempt.close, attempt.flat, attempt.stable) == (
        round(case["margin"] * 10_000),
        case["close_call"],
        case["flat"],
        case["stable"],
    )
    assert [place.slug for place in told.first] == (
        [] if case["flat"] else case["close_set"] if case["close_call"] else [case["best"]]
    )
    outcome = Outcome.FLAT_PROFILE if case["flat"] else Outcome.CLOSE_CALL if case["close_call"] else Outcome.CLEAR
    assert told.outcome == outcome
    assert response.status_code == 200
    assert (told.headline if case["flat"] else told.best.words.name) in response.content.decode()
    assert "{" not in told.headline + told.body + told.if_three
