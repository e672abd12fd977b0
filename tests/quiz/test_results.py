"""A result: what it says, to whom, and for how long."""

import pytest

from learners.models import Learner
from quiz.models import Attempt, Edition, Quiz
from quiz.papers import paper_of
from tests.factories.learners import LearnerFactory, a_browser
from tests.factories.quiz import AttemptFactory, QuizFactory, QuizPageFactory, a_role, published
from tests.factories.roles import CounterpartFactory
from tests.quiz.test_publishing import changed, reweighed

pytestmark = pytest.mark.usefixtures("page")
QUIZ, TOKEN = "/guide/quiz/", "a" * 43


@pytest.fixture
def owned(page):
    """A finished attempt whose owner's browser has TOKEN, and who is a backend engineer today."""
    return AttemptFactory(learner=LearnerFactory(token=TOKEN), edition=page.quiz.edition, done=True, context=[1])


def words_of(response):
    return response.content.decode()


def test_a_result_says_every_role_in_order(owned, alice):
    response = alice.get(f"{QUIZ}result/{owned.result_key}/")

    told = response.context["told"]
    assert response.status_code == 200
    assert [place.rank for place in told.places] == [1, 2]
    for place in told.places:
        assert place.words.name in words_of(response)
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in words_of(response)


def test_what_is_personal_shows_to_the_owner_alone(owned):
    CounterpartFactory(software=a_role("backend-engineer"), first_move="Draw one box.")
    address = f"{QUIZ}result/{owned.result_key}/"

    hers, others = a_browser(TOKEN).get(address), a_browser("b" * 43).get(address)

    assert (hers.context["is_owner"], hers.context["role_today"]) == (True, "backend-engineer")
    assert hers.context["counterpart"].first_move == "Draw one box."
    personal = [others.context[name] for name in ("is_owner", "role_today", "counterpart")]
    assert personal == [False, "", None]
    assert "Draw one box." not in words_of(others)
    assert owned.key not in words_of(others)


def test_the_role_of_today_that_was_said_elsewhere_will_do(owned):
    Attempt.objects.update(context=[0])
    Learner.objects.update(role_today="backend-engineer")

    assert a_browser(TOKEN).get(f"{QUIZ}result/{owned.result_key}/").context["role_today"] == "backend-engineer"


def test_a_second_edition_leaves_the_results_of_the_first_as_they_were(page, owned, alice):
    address = f"{QUIZ}result/{owned.result_key}/"
    before = alice.get(address)

    published(changed(reweighed(Quiz.objects.get(pk=page.quiz_id)), text="Other words"))
    after = alice.get(address)

    assert Edition.objects.count() == 2
    assert after.context["told"] == before.context["told"]
    assert after.context["edition"].number == 1


def test_a_result_reads_when_its_role_is_gone(owned, alice):
    name = paper_of(owned.edition).role_words(owned.best).name
    for result in Quiz.objects.get().results.all():
        result.role.delete()

    response = alice.get(f"{QUIZ}result/{owned.result_key}/")

    assert response.status_code == 200
    assert name in words_of(response)
    assert "role:" not in words_of(response)


def test_a_key_works_on_the_page_of_another_quiz(page, owned, alice):
    other = QuizPageFactory(parent=page.get_parent(), slug="other", quiz=published(QuizFactory()))

    assert alice.get(f"{other.url}result/{owned.result_key}/").context["told"].places


@pytest.mark.parametrize("roles", (2, 14))
def test_a_result_costs_the_same_however_many_roles_there_are(page, alice, roles, django_assert_num_queries):
    attempt = AttemptFactory(edition=published(QuizFactory(roles=roles, choices=roles)).edition, done=True)
    address = f"{QUIZ}result/{attempt.result_key}/"
    alice.get(address)

    with django_assert_num_queries(13):
        alice.get(address)
