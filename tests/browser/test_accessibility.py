"""axe-core finds nothing: every page of the quiz in each of its states, light and dark, on a phone and on a desk."""

from http import HTTPStatus

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from quiz import limits
from quiz.models import Quiz
from tests.browser.accessibility import violations
from tests.browser.tabs.quiz import ADDRESS, QuizTab
from tests.browser.test_quiz import ANSWERS, CASES, PAPER
from tests.factories.learners import LearnerFactory
from tests.factories.quiz import AttemptFactory
from tests.quiz.papers import places


@pytest.fixture
def looked_at(profile) -> Page:
    """A tab in which axe may set styles, as it does to see what is hidden; our own pages may not."""
    return profile(bypass_csp=True).new_page()


@pytest.mark.long
def test_the_way_through_the_quiz_is_accessible(looked_at: Page):
    quiz = QuizTab(looked_at).open()
    found = violations(looked_at)
    quiz.start()
    found += violations(looked_at)
    quiz.go_on().is_refused()
    found += violations(looked_at)
    quiz.choose(ANSWERS[0]).go_on().is_at(2).review()
    found += violations(looked_at)
    looked_at.get_by_role("link", name="Go on").click()
    quiz.answer_all(*ANSWERS[1:], since=2).is_at(1, optional=True)
    found += violations(looked_at)
    quiz.skip_all()
    for fold in looked_at.get_by_role("main").locator("summary").all():
        fold.click()
    found += violations(looked_at)
    looked_at.goto(f"{looked_at.url}?if=1:1&if=1:2&if=none&question=1")
    found += violations(looked_at)
    quiz.open()
    expect(looked_at.get_by_role("heading", name="Your results")).to_be_visible()
    found += violations(looked_at)
    for address in ("/you/", "/you/delete/", "/privacy/", f"{ADDRESS}{'A' * 22}/1/"):
        looked_at.goto(address)
        found += violations(looked_at)

    assert found == []


@pytest.mark.parametrize("slug", ["tie-more-threes", "flat-just-under"])
def test_a_result_without_one_best_fit_is_accessible(looked_at: Page, slug):
    QuizTab(looked_at).start().answer_all(*places(PAPER, CASES[slug]["answers"])).skip_all()

    assert violations(looked_at) == []


@pytest.fixture
def twice(live_database):
    """The addresses, below the quiz, of two results of one learner."""
    learner, edition = LearnerFactory(), Quiz.objects.get(slug="which-ai-role").edition
    sheets = [[*places(PAPER, CASES[slug]["answers"])] for slug in ("margin-just-over", "flat-just-under")]
    keys = [AttemptFactory(learner=learner, edition=edition, answers=sheet, done=True).result_key for sheet in sheets]
    yield f"result/{keys[0]}/against/{keys[1]}/"
    learner.delete()


def test_two_results_compared_and_a_loop_that_is_stopped_are_accessible(looked_at: Page, twice, monkeypatch):
    assert looked_at.goto(ADDRESS + twice).status == HTTPStatus.OK
    found = violations(looked_at)

    monkeypatch.setattr(limits, "wait", lambda request, key: 40)
    stopped = Client().get(ADDRESS + twice)
    looked_at.route(f"**{twice}", lambda route: route.fulfill(status=stopped.status_code, body=stopped.content))
    assert looked_at.goto(ADDRESS + twice).status == HTTPStatus.TOO_MANY_REQUESTS
    found += violations(looked_at)

    assert found == []
