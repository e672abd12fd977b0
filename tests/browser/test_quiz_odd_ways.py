"""What people, networks and editors do to a quiz that is being taken. None of it is a fault of ours."""

import re

import pytest
from playwright.sync_api import Page, expect

from quiz.models import Attempt, Edition, Quiz, QuizPage
from tests.browser.tabs.quiz import ADDRESS, QuizTab
from tests.browser.test_quiz import ANSWERS, CLEAR, fits_of


@pytest.fixture
def quiz_row(live_database):
    """The quiz of the live site; as it was published, it is published again afterwards."""
    quiz = Quiz.objects.get(slug="which-ai-role")
    revision = quiz.live_revision
    yield quiz
    revision.publish()


def test_five_double_clicks_are_five_answers(tab: Page, live_database):
    attempts = Attempt.objects.count()
    quiz = QuizTab(tab).open()
    tab.get_by_role("button", name="Start the quiz").dblclick()

    for place in range(1, 6):
        quiz.is_at(place).choose(place)
        quiz.lead_on.dblclick()

    quiz.is_at(6)
    expect(quiz.alert).to_have_count(0)
    assert Attempt.objects.count() == attempts + 1
    assert Attempt.objects.get(key=quiz.key).answers == [1, 2, 3, 4, 5, 0, 0, 0, 0, 0]


def test_two_tabs_lose_no_answer(tab: Page):
    one = QuizTab(tab).start()
    other = QuizTab(tab.context.new_page()).open(tab.url).is_at(1)

    one.answer(1, 2).is_at(2)
    other.choose(3).go_on().is_at(2).answer(2, 4).is_at(3)
    one.choose(5).go_on().is_at(3).back().is_at(2).has_chosen(5).back().is_at(1).has_chosen(3)


def test_the_browsers_back_and_reload_show_what_was_chosen(tab: Page):
    quiz = QuizTab(tab).start().answer_all(1, 2).is_at(3)

    tab.go_back()
    quiz.is_at(2).has_chosen(2)
    tab.go_back()
    quiz.is_at(1).has_chosen(1)
    tab.go_forward()
    quiz.is_at(2)
    tab.reload()
    quiz.is_at(2).has_chosen(2)


def test_leaving_and_coming_back_goes_on_at_the_first_open_question(tab: Page):
    quiz = QuizTab(tab).start().answer_all(1, 2, 3).is_at(4)

    quiz.open()
    expect(tab.get_by_text("You are at question 4 of 10")).to_be_visible()
    tab.get_by_role("link", name="Go on").click()

    quiz.is_at(4)


def test_without_its_cookie_the_address_still_carries_the_attempt(tab: Page):
    quiz = QuizTab(tab).start().answer_all(*ANSWERS[:4]).is_at(5)

    tab.context.clear_cookies()
    quiz.answer_all(*ANSWERS[4:], since=5).skip_all()

    assert quiz.fits == fits_of(CLEAR)
    expect(tab.get_by_role("link", name="Take the quiz yourself")).to_be_visible()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nonsense/1/", 404),
        (f"{'A' * 22}/1/", 410),
        (f"{'A' * 22}/", 410),
        (f"{'A' * 22}/check/", 410),
        (f"result/{'A' * 22}/", 410),
        ("result/nonsense/", 404),
    ],
)
def test_a_key_that_is_none_or_unknown_is_told(script_tab: Page, address, status):
    response = script_tab.goto(ADDRESS + address)

    assert response.status == status
    expect(script_tab.get_by_role("heading", level=1)).to_have_text(
        "Gone, or never was" if status == 410 else "Nothing is mapped here"
    )


def test_a_question_beyond_the_last_is_not_there(script_tab: Page):
    quiz = QuizTab(script_tab).start()

    assert script_tab.goto(f"{ADDRESS}{quiz.key}/14/").status == 404


def test_anothers_key_may_answer_and_owns_nothing_else(script_tab: Page, profile):
    owner = QuizTab(script_tab).start().answer_all(*ANSWERS[:9]).is_at(10)
    friend = QuizTab(profile().new_page()).open(script_tab.url).answer(10, ANSWERS[9])
    friend.skip_all()

    owner.open(friend.tab.url)

    assert owner.fits == friend.fits == fits_of(CLEAR)
    expect(script_tab.get_by_role("heading", name="Yours to keep")).to_be_visible()
    expect(friend.tab.get_by_role("heading", name="Yours to keep")).to_have_count(0)
    friend.open("/you/")
    expect(friend.tab.get_by_text("Nothing. This browser has no number of ours")).to_be_visible()


def test_a_choice_that_is_none_of_these_is_refused(script_tab: Page):
    quiz = QuizTab(script_tab).start().choose(1)
    quiz.choices.first.evaluate("radio => { radio.value = '99'; }")

    quiz.go_on().is_refused().is_at(1)

    expect(script_tab.get_by_text("That answer is not one of these")).to_be_visible()


def test_an_edition_published_midway_leaves_an_attempt_with_its_own(script_tab: Page, profile, quiz_row):
    quiz = QuizTab(script_tab).start().answer_all(*ANSWERS[:5]).is_at(6)
    edition = Edition.objects.get(pk=quiz_row.edition_id)
    first = quiz_row.questions.get(slug="demo-flaw").choices.order_by("sort_order")[0]
    before = dict(first.weights)
    first.weights = {**before, "ai-platform-engineer": 2}
    first.save()

    Quiz.objects.get(pk=quiz_row.pk).save_revision().publish()

    assert Quiz.objects.get(pk=quiz_row.pk).edition.number == edition.number + 1
    quiz.answer_all(*ANSWERS[5:], since=6).skip_all()
    expect(script_tab.get_by_text(f"Edition {edition.number}, answered on")).to_be_visible()
    assert quiz.fits == fits_of(CLEAR)
    other = QuizTab(profile().new_page()).start().answer_all(*ANSWERS).skip_all()
    expect(other.tab.get_by_text(f"Edition {edition.number + 1}, answered on")).to_be_visible()


@pytest.mark.parametrize("part", ["quiz", "page"])
def test_what_is_unpublished_midway_can_be_finished(script_tab: Page, profile, quiz_row, part):
    quiz = QuizTab(script_tab).start().answer_all(*ANSWERS[:5]).is_at(6)
    unpublished = quiz_row if part == "quiz" else QuizPage.objects.get(quiz=quiz_row)

    unpublished.unpublish()
    try:
        quiz.answer_all(*ANSWERS[5:], since=6).skip_all()
        stranger = profile().new_page()
        assert stranger.goto(script_tab.url).status == 200
    finally:
        unpublished.get_latest_revision().publish() if part == "quiz" else unpublished.save_revision().publish()

    assert quiz.fits == fits_of(CLEAR)


def test_a_learner_deleted_midway_is_told_that_it_is_gone(tab: Page):
    quiz = QuizTab(tab).start().answer(1, 1).is_at(2)
    other = tab.context.new_page()
    other.goto("/you/")
    other.get_by_role("link", name="Delete all of it").click()
    other.get_by_role("button", name="Delete it now").click()
    expect(other.get_by_role("status")).to_contain_text("Everything we held is deleted")

    quiz.choose(2).go_on()

    expect(quiz.heading).to_have_text("Gone, or never was")


def test_its_owner_deletes_a_result_for_everyone(tab: Page, profile):
    quiz = QuizTab(tab).start().answer_all(*ANSWERS).skip_all()
    address = tab.url

    tab.get_by_text("Delete this result", exact=True).first.click()
    tab.get_by_role("button", name="Delete this result").click()

    expect(quiz.heading).to_have_text("Gone, or never was")
    assert profile().new_page().goto(address).status == 410


def test_an_answer_that_finds_no_connection_is_kept_and_sent_when_there_is_one(script_tab: Page):
    quiz = QuizTab(script_tab).start().answer(1, 1).is_at(2).choose(3)

    script_tab.context.set_offline(True)
    quiz.go_on()
    expect(quiz.alert).to_contain_text("Your answer is kept in this tab")
    quiz.is_at(2).has_chosen(3)
    quiz.back()
    quiz.is_at(2).has_chosen(3)
    script_tab.context.set_offline(False)

    quiz.is_at(3).back().is_at(2).has_chosen(3)


def test_an_answer_that_gets_lost_on_the_way_is_sent_again(script_tab: Page):
    quiz = QuizTab(script_tab).start().choose(4)
    nowhere = re.compile(r"/1/$")

    script_tab.route(nowhere, lambda route: route.abort())
    quiz.go_on()
    expect(quiz.alert).to_contain_text("The connection is lost")
    script_tab.unroute(nowhere)
    script_tab.evaluate("window.dispatchEvent(new Event('online'))")

    quiz.is_at(2).back().is_at(1).has_chosen(4)


def test_the_last_answer_waits_for_the_connection_too(script_tab: Page):
    quiz = QuizTab(script_tab).start().answer_all(*ANSWERS).is_at(1, optional=True)
    quiz.open(script_tab.url.replace("/11/", "/13/")).is_at(3, optional=True).choose(1)

    script_tab.context.set_offline(True)
    quiz.go_on()
    expect(quiz.alert).to_contain_text("Your answer is kept in this tab")
    script_tab.context.set_offline(False)

    quiz.has_result()
