"""Had an answer been another: the whole result moves, the stored one does not."""

import pytest

from quiz.models import Attempt
from quiz.telling import tell
from quiz.whatif import look
from tests.factories.learners import LearnerFactory, a_browser
from tests.factories.quiz import AttemptFactory
from tests.quiz.papers import bundle, places

CASES = {case["slug"]: case for case in bundle()["golden"]}
CLEAR = "margin-just-over"
QUIZ, TOKEN = "/guide/quiz/", "a" * 43


@pytest.fixture
def answers(paper):
    return places(paper, CASES[CLEAR]["answers"])


def looked(paper, answers, *wanted, shown=""):
    return look(paper, answers, tell(paper, answers), wanted, shown)


def other_than(answers, place):
    return 1 if answers[place - 1] != 1 else 2


def test_without_a_change_it_is_the_result_as_it_is(paper, answers):
    seen = looked(paper, answers)

    assert seen.changes == seen.kept == seen.ignored == ()
    assert seen.told == tell(paper, answers)
    assert {move.said for move in seen.moves} == {"0"}


def test_each_choice_says_what_would_come_first(paper, answers):
    seen = looked(paper, answers, shown="7")

    assert seen.shown == 7
    for choice, alternative in enumerate(seen.alternatives, 1):
        told = tell(paper, (*answers[:6], choice, *answers[7:]))
        assert alternative.fit == told.best.fit
        assert alternative.best in ("Nobody stands out", told.best.words.name)
        assert alternative.is_given == alternative.is_taken == (choice == answers[6])


def test_several_answers_change_together_and_each_is_put_back_alone(paper, answers):
    first, second = other_than(answers, 3), other_than(answers, 9)

    seen = looked(paper, answers, f"9:{second}", f"3:{first}")

    changed = list(answers)
    changed[2], changed[8] = first, second
    assert seen.told == tell(paper, changed)
    assert [change.place for change in seen.changes] == [3, 9]
    assert seen.kept == (f"3:{first}", f"9:{second}")
    assert seen.changes[0].query == f"if=9:{second}&question=3"
    fits = {place.slug: place.fit for place in tell(paper, answers).places}
    for move in seen.moves:
        assert move.was_fit == fits[move.place.slug]


def test_of_one_question_the_last_word_counts_and_the_answer_given_changes_nothing(paper, answers):
    given = answers[6]
    others = [choice for choice in (1, 2, 3) if choice != given]

    assert looked(paper, answers, f"7:{others[0]}", f"7:{others[1]}").kept == (f"7:{others[1]}",)
    assert looked(paper, answers, f"7:{others[0]}", f"7:{given}").kept == ()


@pytest.mark.parametrize(
    "wild",
    ["", "7", "7:", ":2", "0:1", "11:1", "7:0", "7:99", "-1:2", "x:y", "７:２", "7:2:3", "9" * 5000, "7:" + "9" * 4000],
)
def test_what_makes_no_sense_is_left_out_and_named(paper, answers, wild):
    seen = looked(paper, answers, wild)

    assert seen.changes == ()
    assert len(seen.ignored) == 1
    assert len(seen.ignored[0]) <= 25
    assert looked(paper, answers, shown="99").ignored == ("question=99",)


def test_of_much_that_makes_no_sense_a_few_are_named(paper, answers):
    seen = looked(paper, answers, *["x"] * 9)

    assert len(seen.ignored) == 6
    assert seen.ignored[-1] == "and 4 more"


def test_it_says_in_a_sentence_what_would_come_first(paper):
    sheets = {slug: places(paper, CASES[slug]["answers"]) for slug in (CLEAR, "tie-more-threes", "all-first")}
    start = sheets[CLEAR]

    def towards(slug):
        return looked(paper, start, *(f"{at}:{choice}" for at, choice in enumerate(sheets[slug], 1))).headline

    assert towards("all-first") == "Then nobody would stand out"
    assert towards("tie-more-threes").startswith("Then it would be too close to call: ")
    assert towards(CLEAR) == f"Then {tell(paper, start).best.words.name} would still come first"


@pytest.fixture
def owned(page):
    """A finished attempt whose owner's browser has TOKEN; every answer is the first."""
    return AttemptFactory(learner=LearnerFactory(token=TOKEN), edition=page.quiz.edition, done=True)


def test_the_page_shows_it_by_its_address_and_stores_nothing(owned, alice):
    before = Attempt.objects.values().get()
    address = f"{QUIZ}result/{owned.result_key}/"

    response = alice.get(f"{address}?if=2:2&if=nonsense&question=2")

    words = response.content.decode()
    assert response.status_code == 200
    assert response.context["what_if"].kept == ("2:2",)
    assert "<h3>Then " in words
    assert "if=nonsense" in words
    assert response.context["told"] == alice.get(address).context["told"]
    assert "<h3>Then " not in alice.get(address).content.decode()
    assert Attempt.objects.values().get() == before


def test_whose_answer_it_is_depends_on_who_looks(owned, alice):
    address = f"{QUIZ}result/{owned.result_key}/"

    assert "your answer</small>" in a_browser(TOKEN).get(address).content.decode()
    assert "the answer given</small>" in alice.get(address).content.decode()


def test_htmx_gets_the_region_alone(owned, alice):
    region = {"HX-Request": "true", "HX-Target": "div#what-if"}

    response = alice.get(f"{QUIZ}result/{owned.result_key}/?if=2:2", headers=region)

    words = response.content.decode()
    assert words.lstrip().startswith("<title>")
    assert 'id="what-if"' in words
    assert "<html" not in words and "Delete this result" not in words
    assert response.headers["Cache-Control"] == "no-store"


def test_markup_in_the_address_stays_words(owned, alice):
    response = alice.get(f"{QUIZ}result/{owned.result_key}/?if=<b>x")

    assert "<b>x" not in response.content.decode()
    assert "if=&lt;b&gt;x" in response.content.decode()
