"""Two results side by side: what moved and why; first attempts and retakes apart."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quiz.models import Attempt, Quiz
from quiz.paper import Choice, Paper, Question, Scored
from quiz.papers import paper_of
from quiz.retakes import compare
from quiz.telling import tell
from tests.factories.learners import LearnerFactory, a_browser
from tests.factories.quiz import AttemptFactory, published
from tests.quiz.papers import a_paper, bundle, places
from tests.quiz.test_publishing import changed, reweighed
from tests.quiz.test_taking import own

CASES = {case["slug"]: case for case in bundle()["golden"]}
QUIZ, TOKEN = "/guide/quiz/", "a" * 43


def test_the_answers_that_differ_say_whom_they_pulled(paper):
    before = places(paper, CASES["margin-just-over"]["answers"])
    after = (*before[:6], before[6] % 5 + 1, *before[7:])

    seen = compare((paper, before), (paper, after))

    assert [answer.place for answer in seen.differs] == [7]
    assert (seen.same, seen.is_same_scale, seen.other_questions, seen.other_roles) == (9, True, 0, ())
    was, now = (paper.choice(7, sheet[6]).weights for sheet in (before, after))
    assert [pull.by for pull in seen.differs[0].pulls if pull.by > 0] == sorted(now.values(), reverse=True)[:3]
    assert [pull.by for pull in seen.differs[0].pulls if pull.by < 0] == sorted(-each for each in was.values())[:3]
    fits = {place.slug: place.fit for place in tell(paper, before).places}
    assert all(move.was_fit == fits[move.place.slug] for move in seen.moves)


def test_the_same_answers_move_nothing(paper):
    answers = places(paper, CASES["margin-just-over"]["answers"])

    seen = compare((paper, answers), (paper, answers))

    assert seen.differs == ()
    assert {move.said for move in seen.moves} == {"0"}
    assert seen.in_a_sentence.endswith("unmoved.")


def test_of_two_editions_it_says_what_only_one_of_them_knows():
    old = a_paper([[{0: 3}, {1: 3}], [{0: 1}, {1: 1}]], 2)
    other = Question("q9", (Choice("q9-c1", {"role-0": 2}), Choice("q9-c2", {"role-7": 2})))
    new = Paper(Scored(("role-0", "role-7"), (old.scored.questions[0], other), old.scored.rule))

    seen = compare((old, (1, 1)), (new, (2, 1)))

    assert not seen.is_same_scale
    assert (seen.other_questions, seen.other_roles) == (2, ("role-1", "role-7"))
    assert [answer.place for answer in seen.differs] == [1]
    assert {move.place.slug: move.said for move in seen.moves}["role-7"] == "new"


@pytest.fixture
def twice(page):
    """Two results of the owner of TOKEN, the second a retake with other answers."""
    learner = LearnerFactory(token=TOKEN)
    first = AttemptFactory(learner=learner, edition=page.quiz.edition, done=True)
    later = first.opened_at + timedelta(days=9)
    second = AttemptFactory(
        learner=learner, edition=page.quiz.edition, done=True, answers=[2, 2, 1], opened_at=later, retake=True
    )
    return first, second


def address_of(one, other):
    return f"{QUIZ}result/{one.result_key}/against/{other.result_key}/"


def test_the_earlier_stands_first_whichever_is_named_first(twice, alice):
    first, second = twice

    for address in (address_of(first, second), address_of(second, first)):
        response = alice.get(address)
        assert response.status_code == 200
        assert response.context["before"]["attempt"] == first
        assert [answer.place for answer in response.context["comparison"].differs] == [1, 2]
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert first.key not in response.content.decode()


def test_a_comparison_goes_with_either_result(twice, alice):
    first, second = twice
    Attempt.objects.filter(pk=first.pk).delete()

    assert alice.get(address_of(first, second)).status_code == 410
    assert alice.get(address_of(second, first)).status_code == 410


def test_a_result_against_itself_is_the_result(twice, alice):
    first, _ = twice

    assert alice.get(address_of(first, first))["Location"] == f"{QUIZ}result/{first.result_key}/"


def test_the_owner_finds_the_comparison_on_the_result_and_on_the_quiz(twice, alice):
    first, second = twice
    owner = a_browser(TOKEN)

    assert address_of(first, second) in owner.get(f"{QUIZ}result/{first.result_key}/").content.decode()
    assert address_of(second, first) in owner.get(QUIZ).content.decode()
    assert "/against/" not in alice.get(f"{QUIZ}result/{first.result_key}/").content.decode()
    assert "/against/" not in alice.get(QUIZ).content.decode()


def test_both_results_stand_on_the_page_of_what_is_held(twice):
    words = a_browser(TOKEN).get("/you/").content.decode()

    assert all(f"{QUIZ}result/{attempt.result_key}/" in words for attempt in twice)


def test_results_of_two_editions_compare_and_say_so(page, twice, alice):
    first, _ = twice
    edition = published(changed(reweighed(Quiz.objects.get(pk=page.quiz_id)), text="Other words")).edition
    third = AttemptFactory(learner=first.learner, edition=edition, done=True, opened_at=first.opened_at + timedelta(90))

    words = alice.get(address_of(first, third)).content.decode()

    assert paper_of(edition).digest != paper_of(first.edition).digest
    assert "Two editions of the quiz" in words


@pytest.mark.parametrize("more", (0, 10))
def test_the_owners_result_costs_the_same_however_many_others_there_are(twice, more):
    first, _ = twice
    AttemptFactory.create_batch(more, learner=first.learner, edition=first.edition, done=True)
    address, owner = f"{QUIZ}result/{first.result_key}/", a_browser(TOKEN)
    owner.get(address)

    with CaptureQueriesContext(connection) as queries:
        owner.get(address)

    assert len(own(queries)) == 3  # the result, the learner, their other results
