"""Ten answers lead to the right result, however the quiz is taken."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.tabs.quiz import QuizTab
from tests.quiz.papers import bundle, bundle_paper, places

QUIZ = bundle()
PAPER = bundle_paper(QUIZ)
CASES = {case["slug"]: case for case in QUIZ["golden"]}
CLEAR = CASES["margin-just-over"]
ANSWERS = places(PAPER, CLEAR["answers"])


def name_of(role: str) -> str:
    """As result pages have it: “AI Engineer” for `ai-engineer`."""
    return role.replace("-", " ").title().replace("Ai ", "AI ").replace("Ml ", "Machine Learning ")


def fits_of(case: dict) -> list[str]:
    """Every role with its fit, best first, as the case states them."""
    return [f"{name_of(role)} {case['fit'][role]}" for role in case["order"]]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_ten_answers_lead_to_the_right_result(tab: Page, size):
    tab.set_viewport_size(size)
    quiz = QuizTab(tab).start().answer_all(*ANSWERS).skip_all()

    expect(quiz.heading).to_have_text(name_of(CLEAR["best"]))
    expect(tab.get_by_text(f"{CLEAR['stable']} would leave it first")).to_be_visible()
    assert quiz.fits == fits_of(CLEAR)


def reach(tab: Page, control: Locator) -> None:
    """Press Tab until `control` has the focus."""
    for _ in range(60):
        if control.evaluate("element => element === document.activeElement"):
            return
        tab.keyboard.press("Tab")
    pytest.fail(f"Tab does not lead to {control}")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_keyboard_alone_takes_the_quiz(tab: Page, size):
    tab.set_viewport_size(size)
    quiz = QuizTab(tab).open()
    reach(tab, tab.get_by_role("button", name="Start the quiz"))
    tab.keyboard.press("Enter")

    for place, choice in enumerate(ANSWERS, 1):
        quiz.is_at(place)
        address = tab.url
        reach(tab, quiz.choices.first)
        tab.keyboard.press("Space")
        for _ in range(choice - 1):
            tab.keyboard.press("ArrowDown")
        quiz.has_chosen(choice)
        assert tab.url == address, "arrow keys only choose"
        tab.keyboard.press("Enter")
    for number in (1, 2, 3):
        quiz.is_at(number, optional=True)
        reach(tab, tab.get_by_role("button", name="Skip this question"))
        tab.keyboard.press("Enter")

    quiz.has_result()
    assert quiz.fits == fits_of(CLEAR)


def test_number_keys_choose_and_enter_goes_on(script_tab: Page):
    quiz = QuizTab(script_tab).start()

    script_tab.keyboard.press("3")
    quiz.has_chosen(3)
    script_tab.keyboard.press("2")
    quiz.has_chosen(2)
    script_tab.keyboard.press("Enter")

    quiz.is_at(2)
    script_tab.keyboard.press("9")
    expect(quiz.choices.and_(script_tab.locator(":checked"))).to_have_count(0)


def test_a_question_comes_as_a_fragment_with_title_and_focus(script_tab: Page):
    quiz = QuizTab(script_tab).start().choose(2)

    with script_tab.expect_response(re.compile(r"/2/$")) as answer:
        quiz.go_on()
    quiz.is_at(2)

    fragment = answer.value.text()
    assert fragment.startswith("<title>Question 2 of 10: ")
    assert "<html" not in fragment
    assert answer.value.headers["cache-control"] == "no-store"
    expect(quiz.heading).to_be_focused()
    assert script_tab.url.endswith("/2/")


def test_back_shows_the_choice_and_changing_it_changes_no_other(tab: Page):
    quiz = QuizTab(tab).start().answer_all(1, 2, 3)

    quiz.is_at(4).back().is_at(3).has_chosen(3).back().is_at(2).has_chosen(2)
    quiz.choose(5).go_on().is_at(3).has_chosen(3).review()

    change = tab.get_by_role("link", name=re.compile("^(Change|Answer) question"))
    rows = tab.get_by_role("listitem").filter(has=change)
    texts = [PAPER.choice_words(place, choice).text for place, choice in enumerate((1, 5, 3), 1)]
    expect(rows).to_contain_text([*texts, *["Not answered yet"] * 7])


def test_a_missing_choice_is_refused_with_a_way_to_mend_it(tab: Page):
    quiz = QuizTab(tab).start().answer(1, 1).is_at(2).go_on().is_refused().is_at(2)
    expect(quiz.alert).to_be_focused()

    tab.get_by_role("link", name="Choose an answer to question 2").click()
    expect(quiz.choices.first).to_be_focused()

    quiz.choose(4).go_on().is_at(3).back().is_at(2).has_chosen(4)
    expect(quiz.alert).to_have_count(0)


def test_an_answer_is_changed_from_the_answers_so_far(tab: Page):
    quiz = QuizTab(tab).start().answer_all(*ANSWERS).is_at(1, optional=True).review()

    tab.get_by_role("link", name="Change question 10 of 10").click()
    quiz.is_at(10).has_chosen(ANSWERS[-1]).choose(ANSWERS[-1] % 5 + 1).go_on()
    expect(quiz.heading).to_have_text("Your answers so far")
    tab.get_by_role("link", name="Change question 10 of 10").click()
    quiz.is_at(10).choose(ANSWERS[-1]).go_on()
    tab.get_by_role("button", name="See your result").click()

    quiz.has_result()
    assert quiz.fits == fits_of(CLEAR)


def test_answers_still_missing_lead_back_to_their_question(tab: Page):
    quiz = QuizTab(tab).start().answer_all(1, 1).is_at(3).review()

    expect(quiz.alert).to_contain_text("8 questions still open")
    tab.get_by_role("link", name="Go on").click()

    quiz.is_at(3)


@pytest.mark.parametrize("slug", ["tie-more-threes", "flat-just-under"])
def test_close_calls_and_even_profiles_are_told(script_tab: Page, slug):
    case = CASES[slug]
    quiz = QuizTab(script_tab).start().answer_all(*places(PAPER, case["answers"])).skip_all()

    expect(quiz.heading).to_contain_text("Nobody stands out" if case["flat"] else "Too close to call")
    for role in case["close_set"] or case["order"][:3]:
        expect(script_tab.get_by_role("main")).to_contain_text(name_of(role))
    assert quiz.fits == fits_of(case)


def test_the_role_of_today_shows_its_counterpart_to_its_owner_alone(script_tab: Page, profile):
    quiz = QuizTab(script_tab).start().answer_all(*ANSWERS).is_at(1, optional=True)
    script_tab.get_by_label("Backend Engineer").check()
    quiz.go_on().is_at(2, optional=True)
    for number in (2, 3):
        quiz.is_at(number, optional=True)
        script_tab.get_by_role("button", name="Skip this question").click()
    quiz.has_result()
    stranger = profile().new_page()
    stranger.goto(script_tab.url)

    for tab, is_owner in ((script_tab, True), (stranger, False)):
        expect(tab.get_by_role("heading", name="Your counterpart")).to_have_count(int(is_owner))
        expect(tab.get_by_role("button", name="Delete this result")).to_have_count(0)
        expect(tab.get_by_text("Delete this result")).to_have_count(2 if is_owner else 0)


def test_another_answer_moves_the_whole_result_and_not_the_stored_one(tab: Page):
    quiz = QuizTab(tab).start().answer_all(*ANSWERS).skip_all()
    address = tab.url
    headline, fits = quiz.heading.inner_text(), quiz.fits

    tab.get_by_label("Question", exact=True).select_option("1")
    tab.get_by_role("button", name="Show its answers").click()
    tab.get_by_role("region", name="Answers to question 1 ").get_by_role("link").first.click()
    expect(tab.get_by_role("heading", name=re.compile("^Then "))).to_be_visible()
    shown = tab.url
    tab.get_by_role("link", name="Put back question 1").click()
    expect(tab.get_by_role("heading", name=re.compile("^Then "))).to_be_hidden()
    tab.go_back()
    expect(tab.get_by_role("heading", name=re.compile("^Then "))).to_be_visible()

    assert tab.url == shown
    assert (quiz.heading.inner_text(), quiz.fits) == (headline, fits)
    tab.goto(address)
    assert quiz.fits == fits


def test_the_link_is_copied_and_where_nothing_may_copy_it_is_selected(script_tab: Page):
    QuizTab(script_tab).start().answer_all(*ANSWERS).skip_all()
    link, copy = script_tab.get_by_label("Link to this result"), script_tab.get_by_role("button", name="Copy the link")

    script_tab.evaluate("() => void (navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')))")
    copy.click()
    expect(script_tab.get_by_text("Copied.", exact=True)).to_be_visible()
    script_tab.evaluate("() => void (document.execCommand = () => false)")
    copy.click()

    expect(script_tab.get_by_text("The link is selected")).to_be_visible()
    assert link.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == link.input_value()
    assert link.input_value().endswith(script_tab.url.split("/quiz/")[1])
