"""`/you/` says what is held and deletes it; `/privacy/` says what is stored of anyone."""

import pytest
from wagtail.models import Site

from learners import cookies, holdings
from learners.models import Learner
from quiz.models import Attempt, Gone
from tests.factories.learners import LearnerFactory, a_browser
from tests.factories.quiz import AttemptFactory, QuizPageFactory

pytestmark = pytest.mark.django_db
TOKEN = "a" * 43


@pytest.fixture
def alice():
    """A learner, whose browser has TOKEN."""
    return LearnerFactory(token=TOKEN)


@pytest.fixture(autouse=True)
def page():
    """The page of a quiz, so that results have an address."""
    yield QuizPageFactory()
    Site.clear_site_root_paths_cache()


def test_you_says_that_nothing_is_held_of_a_stranger():
    response = a_browser().get("/you/")

    assert response.context["held"] == []
    assert "Nothing" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_you_shows_results_unfinished_attempts_and_the_role_of_today(alice, page):
    Learner.objects.update(role_today="backend-engineer")
    done = AttemptFactory(learner=alice, edition=page.quiz.edition, done=True)
    begun = AttemptFactory(learner=alice, edition=page.quiz.edition, answers=[1, 0, 0])
    others = AttemptFactory(edition=page.quiz.edition, done=True)

    shown = a_browser(TOKEN).get("/you/").content.decode()

    assert f"/guide/quiz/result/{done.result_key}/" in shown
    assert f"/guide/quiz/{begun.key}/" in shown
    assert "unfinished, at question 2 of 3" in shown
    assert "backend engineer" in shown.lower()
    assert others.result_key not in shown


@pytest.mark.parametrize("attempts", (1, 10))
def test_you_costs_the_same_however_much_is_held(alice, page, attempts, django_assert_num_queries):
    AttemptFactory.create_batch(attempts, learner=alice, edition=page.quiz.edition, done=True)
    a_browser(TOKEN).get("/you/")

    with django_assert_num_queries(19):
        a_browser(TOKEN).get("/you/")


def test_deleting_asks_first_and_says_what_stays(alice, page):
    AttemptFactory(learner=alice, edition=page.quiz.edition, done=True)

    response = a_browser(TOKEN).get("/you/delete/")

    assert "Quiz results" in response.content.decode()
    assert "counts" in " ".join(response.context["stays"])
    assert Attempt.objects.count() == 1


def test_deleting_takes_everything_the_cookies_too(alice, page):
    attempt = AttemptFactory(learner=alice, edition=page.quiz.edition, done=True)
    browser = a_browser(TOKEN)

    response = browser.post("/you/delete/", follow=True)

    assert response.context["deleted"]
    assert not Learner.objects.exists() and not Attempt.objects.exists()
    assert browser.cookies["learner"].value == ""
    assert browser.get(f"/guide/quiz/result/{attempt.result_key}/").status_code == 410
    assert Gone.objects.filter(measure=Gone.Measure.COMPLETED).get().n == 1


def test_deleting_twice_and_without_a_learner_does_no_harm(alice):
    browser = a_browser(TOKEN)

    for _ in range(2):
        assert browser.post("/you/delete/").status_code == 302

    assert browser.get("/you/delete/")["Location"] == "/you/"


def test_privacy_says_everything_that_is_registered_and_is_the_same_for_everyone(alice):
    strangers, hers = a_browser().get("/privacy/"), a_browser(TOKEN).get("/privacy/")

    words = strangers.content.decode()
    for holding in holdings.holdings:
        assert holding.kept in words and holding.how_long in words
    for cookie in cookies.COOKIES:
        assert cookie.name in words
    assert "400 days" in words
    assert hers.content == strangers.content
    assert strangers.headers["Cache-Control"].startswith("public")
