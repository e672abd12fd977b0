"""A result: what it says, to whom, and for how long."""

import pytest

from core import links
from learners import claims
from learners.models import Learner
from quiz.models import Attempt, Edition, Quiz
from quiz.papers import paper_of
from roles.models import Kind, Role, RoleSkill
from tests.factories.learners import LearnerFactory, a_browser
from tests.factories.quiz import AttemptFactory, QuizFactory, QuizPageFactory, a_role, published
from tests.factories.roles import CounterpartFactory, ExplorerFactory, SkillFactory
from tests.quiz.test_publishing import changed, reweighed

pytestmark = pytest.mark.usefixtures("page")
QUIZ, TOKEN = "/guide/quiz/", "a" * 43


@pytest.fixture
def owned(page):
    """A finished attempt whose owner's browser has TOKEN, and who is a backend engineer today."""
    return AttemptFactory(learner=LearnerFactory(token=TOKEN), edition=page.quiz.edition, done=True, context=[1])


@pytest.fixture
def clear(page):
    """As `owned`, with answers that put one role clearly first."""
    learner = LearnerFactory(token=TOKEN)
    return AttemptFactory(learner=learner, edition=page.quiz.edition, done=True, answers=[1, 2, 1], context=[1])


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


def test_the_skills_that_one_brings_show_to_the_owner_with_those_they_claim(clear):
    role = Role.objects.get(slug=paper_of(clear.edition).role(clear.best))
    mine, new = SkillFactory.create_batch(2, kind=Kind.DEEPENS)
    for place, skill in enumerate((mine, new)):
        RoleSkill.objects.create(role=role, skill=skill, sort_order=place, why="Why.")
    claims.claim(clear.learner, mine.slug, "", "I ran it for two years.")
    address = f"{QUIZ}result/{clear.result_key}/"

    hers, others = a_browser(TOKEN).get(address), a_browser("b" * 43).get(address)

    skills = hers.context["skills"]
    assert [need.slug for need in skills.brings] == [mine.slug]
    assert [need.slug for need in skills.deepens] == [new.slug]
    assert hers.context["claimed"] == 1
    assert mine.name in words_of(hers)
    assert "What you bring" not in words_of(others)


def test_the_way_to_the_route_and_to_a_comparison_wakes_with_them(page, clear, alice, monkeypatch):
    """Both come through the doors of the site: a stub of the Route, which is another app's, stands in for its page."""
    address = f"{QUIZ}result/{clear.result_key}/"
    best, second = (paper_of(clear.edition).role(place) for place in (clear.best, clear.runner_up))
    before = words_of(alice.get(address))
    get = links.Doors.get

    def opened(self, target):
        if target == "route:":
            return links.Destination("route", "", "Route", "/guide/route/")
        return get(self, target)

    lifecycles = [Role.objects.get(slug=slug).lifecycle for slug in (best, second)]
    explorer = ExplorerFactory(parent=page.get_parent(), from_lifecycle=lifecycles[0], to_lifecycle=lifecycles[1])
    monkeypatch.setattr(links.Doors, "get", opened)
    hers, others = (words_of(browser.get(address)) for browser in (a_browser(TOKEN), alice))

    assert "/route/?" not in before and "/compare/" not in before
    assert f"/guide/route/?to={best}" in others
    assert f"/guide/route/?from=backend-engineer&amp;to={best}" in hers
    assert f"{explorer.url}compare/{best}/{second}/" in others


@pytest.mark.parametrize("roles", (2, 14))
def test_a_result_costs_the_same_however_many_roles_there_are(page, alice, roles, django_assert_num_queries):
    attempt = AttemptFactory(edition=published(QuizFactory(roles=roles, choices=roles)).edition, done=True)
    address = f"{QUIZ}result/{attempt.result_key}/"
    alice.get(address)

    with django_assert_num_queries(13):
        alice.get(address)


def test_what_nobody_has_written_leaves_no_empty_section(page, clear, alice):
    address = f"{QUIZ}result/{clear.result_key}/"
    assert 'id="stay"' not in words_of(alice.get(address)) and 'id="rule"' not in words_of(alice.get(address))

    page.quiz.stay_body, page.quiz.how_it_is_scored = "Where you are needed.", "By points."
    published(page.quiz)

    assert 'id="stay"' in words_of(alice.get(address)) and 'id="rule"' in words_of(alice.get(address))
