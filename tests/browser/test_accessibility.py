"""axe-core finds nothing: every page of the quiz in each of its states, light and dark, on a phone and on a desk."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.tabs.quiz import ADDRESS, QuizTab
from tests.browser.test_quiz import ANSWERS, CASES, PAPER
from tests.quiz.papers import places


def test_the_way_through_the_quiz_is_accessible(script_tab: Page):
    quiz = QuizTab(script_tab).open()
    found = violations(script_tab)
    quiz.start()
    found += violations(script_tab)
    quiz.go_on().is_refused()
    found += violations(script_tab)
    quiz.choose(ANSWERS[0]).go_on().is_at(2).review()
    found += violations(script_tab)
    script_tab.get_by_role("link", name="Go on").click()
    quiz.answer_all(*ANSWERS[1:], since=2).is_at(1, optional=True)
    found += violations(script_tab)
    quiz.skip_all()
    for fold in script_tab.get_by_role("main").locator("summary").all():
        fold.click()
    found += violations(script_tab)
    quiz.open()
    expect(script_tab.get_by_role("heading", name="Your results")).to_be_visible()
    found += violations(script_tab)
    for address in ("/you/", "/you/delete/", "/privacy/", f"{ADDRESS}{'A' * 22}/1/"):
        script_tab.goto(address)
        found += violations(script_tab)

    assert found == []


@pytest.mark.parametrize("slug", ["tie-more-threes", "flat-just-under"])
def test_a_result_without_one_best_fit_is_accessible(script_tab: Page, slug):
    QuizTab(script_tab).start().answer_all(*places(PAPER, CASES[slug]["answers"])).skip_all()

    assert violations(script_tab) == []
