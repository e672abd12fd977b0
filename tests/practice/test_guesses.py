"""The two questions of an idea: answered, compared, counted once; and what is not counted."""

import pytest
from django.conf import settings
from django.utils import timezone

from practice import guesses
from practice.guesses import Learned, Share
from practice.models import GuessTally
from tests.factories.learners import a_browser
from tests.factories.practice import GuessTallyFactory
from tests.practice.test_pages import SEARCH, words


def counted():
    return {(row.which, row.choice, row.right): row.count for row in GuessTally.objects.all()}


def test_a_guess_leads_to_its_comparison_and_is_counted(floor, alice):
    answer = alice.post(f"{SEARCH}?k1=3", {"predict": "1"})

    assert answer.status_code == 303
    assert answer["Location"] == f"{SEARCH}?k1=3&predict=1#predict"
    assert counted() == {("predict", 1, False): 1}
    page = alice.get(f"{SEARCH}?predict=1")
    assert "Not this time: The other." in words(page) and "Since it is rarer." in words(page)


def test_a_guess_leads_to_where_the_figure_shows_the_answer(floor, alice):
    floor.search.predict_set = [("set", {"name": "k1", "value": "3"}), ("set", {"name": "b", "value": "0.75"})]
    floor.search.save()

    assert "See it in the figure" not in words(alice.get(SEARCH))
    assert 'href="?k1=3&amp;predict=2#figure"' in alice.get(f"{SEARCH}?predict=2").text
    assert "See it in the figure" not in words(alice.get(f"{SEARCH}?after=1"))


def test_the_right_answer_is_said_to_be_right(floor, alice):
    alice.post(SEARCH, {"after": "1"})

    assert counted() == {("after", 1, True): 1}
    assert "Yes: This." in words(alice.get(f"{SEARCH}?after=1"))


def test_a_question_to_oneself_is_compared_and_not_counted(floor, alice):
    answer = alice.post(SEARCH, {"check-1": "1"})

    assert answer["Location"] == f"{SEARCH}?check-1=1#check-1"
    assert "Not this time: No." in words(alice.get(f"{SEARCH}?check-1=1"))
    assert counted() == {}


def test_htmx_gets_the_question_alone(floor, alice):
    piece = alice.get(f"{SEARCH}?predict=2", headers={"HX-Request": "true", "HX-Target": "section#predict"})

    assert piece.text.lstrip().startswith('<section class="ask-me" id="predict"')
    assert "Yes: The other." in words(piece) and "<html" not in piece.text


@pytest.mark.parametrize("choice", ["", "0", "4", "99999999999", "-1", "1.5", "x", "²"])
def test_what_is_no_choice_asks_again_and_counts_nothing(floor, alice, choice):
    answer = alice.post(SEARCH, {"predict": choice})

    assert answer.status_code == 303
    assert counted() == {}
    assert 'name="predict"' in alice.get(f"{SEARCH}?predict={choice}").text


def test_a_post_of_nothing_leads_back(floor, alice):
    assert alice.post(SEARCH, {"other": "1"})["Location"] == SEARCH


def test_a_double_click_counts_once_and_another_choice_again(floor, alice):
    for choice in ("1", "1", "2"):
        alice.post(SEARCH, {"predict": choice})

    assert counted() == {("predict", 1, False): 1, ("predict", 2, True): 1}


def test_the_same_answer_from_two_browsers_counts_twice(floor):
    for name in ("Firefox/140.0", "Firefox/141.0"):
        a_browser(**{"user-agent": f"Mozilla/5.0 {name}"}).post(SEARCH, {"predict": "1"})

    assert counted() == {("predict", 1, False): 2}


def test_programs_and_people_who_are_signed_in_are_not_counted(floor, alice):
    a_browser(**{"user-agent": "Googlebot/2.1"}).post(SEARCH, {"predict": "1"})
    alice.cookies[settings.SESSION_COOKIE_NAME] = "something"
    alice.post(SEARCH, {"predict": "1"})

    assert counted() == {}


def test_nothing_of_who_answered_is_kept(floor, alice):
    answer = alice.post(SEARCH, {"predict": "1"})

    assert not answer.cookies
    assert {field.name for field in GuessTally._meta.fields} == {
        "id", "idea", "day", "which", "words", "choice", "right", "count",
    }  # fmt: skip


def test_more_answers_than_anyone_gives_by_hand_are_refused(floor, alice, monkeypatch):
    monkeypatch.setattr(guesses, "MOST_AN_ADDRESS", 1)
    alice.post(SEARCH, {"predict": "1"})

    answer = alice.post(SEARCH, {"predict": "2"})

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "this answer was not counted" in words(answer)
    assert counted() == {("predict", 1, False): 1}


def test_shares_are_of_the_words_that_are_asked_now(db):
    day = timezone.now().date()
    for which, choice, right, count, worded in [
        ("predict", 1, False, 6, "now"),
        ("predict", 2, True, 4, "now"),
        ("predict", 2, True, 5, "before"),
        ("after", 1, True, 8, "later"),
    ]:
        GuessTallyFactory(which=which, choice=choice, right=right, count=count, words=worded, day=day)

    found = guesses.learned({"search": ("now", "later"), "cost": ("x", "y")})

    assert found["search"] == Learned(Share(4, 10), Share(8, 8), otherwise=5)
    assert found["search"].gain.low > 0
    assert found["cost"] == Learned() and found["cost"].gain is None


def test_a_question_in_other_words_is_another_question(floor):
    before = floor.search.predict.words
    floor.search.predict_choices = ["The one", "The other", "None of them"]

    assert floor.search.predict.words != before
