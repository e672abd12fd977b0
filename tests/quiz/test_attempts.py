"""An attempt from its start to its deletion, each step done as often as one likes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from learners import cookies
from learners.models import Learner
from quiz import attempts
from quiz.models import Attempt, Excluded, Gone
from quiz.papers import paper_for
from quiz.scoring import score
from quiz.uuid7 import uuid7
from tests.factories.learners import BROWSER, LearnerFactory
from tests.factories.quiz import AttemptFactory, QuizFactory, published

pytestmark = pytest.mark.django_db


def started(quiz, learner, **options):
    return attempts.start(quiz, learner, excluded=Excluded.NO, **options)


def days_ago(days):
    return timezone.now() - timedelta(days=days)


def test_ids_are_of_version_7_and_in_the_order_of_time():
    ids = [uuid7() for _ in range(1000)]

    assert {id.version for id in ids} == {7}
    assert {id.variant for id in ids} == {"specified in RFC 4122"}
    assert len(set(ids)) == 1000
    milliseconds = [id.int >> 80 for id in ids]
    assert milliseconds == sorted(milliseconds)
    assert abs(milliseconds[0] / 1000 - timezone.now().timestamp()) < 5


def test_starting_twice_is_one_attempt():
    quiz, learner = published(QuizFactory()), LearnerFactory()

    first, second = started(quiz, learner), started(quiz, learner)

    assert first == second
    assert (first.edition, first.answers, first.context) == (quiz.edition, [0, 0, 0], [0])
    assert len({first.key, first.result_key}) == 2
    assert len(first.key) == len(first.result_key) == 22


def test_starting_goes_on_with_what_is_begun_and_afresh_does_not():
    quiz, learner = published(QuizFactory()), LearnerFactory()
    begun = started(quiz, learner)
    attempts.answer(begun, 1, 2)

    assert started(quiz, learner) == begun

    afresh = started(quiz, learner, afresh=True)
    assert afresh != begun
    assert started(quiz, learner, afresh=True) == afresh


def test_what_is_finished_or_a_month_old_is_not_gone_on_with():
    quiz, learner = published(QuizFactory()), LearnerFactory()
    AttemptFactory(learner=learner, edition=quiz.edition, answers=[1, 0, 0], opened_at=days_ago(31))
    AttemptFactory(learner=learner, edition=quiz.edition, done=True)

    attempt = started(quiz, learner)

    assert attempt.answers == [0, 0, 0]
    assert Attempt.objects.count() == 3


def test_a_second_time_is_a_retake_of_this_quiz_alone():
    quiz, other, learner = published(QuizFactory()), published(QuizFactory()), LearnerFactory()
    AttemptFactory(learner=learner, edition=quiz.edition, done=True)

    assert started(quiz, learner).retake
    assert not started(other, learner).retake


def test_a_quiz_that_is_unpublished_or_never_was_is_not_started():
    draft, quiz, learner = QuizFactory(), published(QuizFactory()), LearnerFactory()
    begun = AttemptFactory(learner=learner, edition=quiz.edition, answers=[1, 0, 0])
    quiz.unpublish()

    for closed in (draft, quiz):
        with pytest.raises(attempts.QuizIsClosed):
            started(closed, LearnerFactory())
    assert started(quiz, learner) == begun


@pytest.mark.parametrize(
    ("is_staff", "user_agent", "why"),
    [
        (False, BROWSER, Excluded.NO),
        (True, BROWSER, Excluded.STAFF),
        (False, "", Excluded.BOT),
        (False, "Mozilla/5.0 (compatible; Googlebot/2.1)", Excluded.BOT),
        (False, "curl/8.5.0", Excluded.BOT),
        (False, "python-requests/2.32", Excluded.BOT),
        (False, "Mozilla/5.0 (Linux; Android 14; CUBOT_X90) Chrome/130.0", Excluded.NO),
    ],
)
def test_who_is_not_counted_is_decided_at_the_start(is_staff, user_agent, why):
    assert attempts.excluded_at_start(is_staff=is_staff, user_agent=user_agent) == why


def test_an_answer_changes_its_place_alone():
    attempt = AttemptFactory(answers=[1, 2, 1])

    assert attempts.answer(attempt, 2, 1)

    assert attempt.answers == [1, 1, 1]
    attempt.refresh_from_db()
    assert attempt.answers == [1, 1, 1]


def test_the_first_answer_starts_and_the_last_is_remembered():
    attempt = AttemptFactory()

    attempts.answer(attempt, 1, 1)
    first = attempt.started_at
    attempts.answer(attempt, 2, 1)

    assert first is not None
    assert attempt.started_at == first
    assert attempt.last_at >= first


@pytest.mark.parametrize("place", (-1, 0, 4, 32767))
def test_a_place_that_is_not_there_takes_no_answer(place):
    attempt = AttemptFactory()

    assert not attempts.answer(attempt, place, 1)
    assert not attempts.answer_context(attempt, place, 1)

    attempt.refresh_from_db()
    assert (attempt.answers, attempt.context, attempt.started_at) == ([0, 0, 0], [0], None)


@pytest.mark.parametrize(
    "values",
    [
        {"answers": []},
        {"answers": [99, 0, 0]},
        {"answers": [-1, 0, 0]},
        {"context": [31]},
        {"answers": [1] * 51},
        {"best": 1},
        {"finished_at": timezone.now()},
        {"last_at": timezone.now()},
    ],
)
def test_the_database_takes_no_attempt_that_makes_no_sense(values):
    attempt = AttemptFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(pk=attempt.pk).update(**values)


def test_finishing_stores_what_the_answers_say_and_happens_once():
    attempt = AttemptFactory(answers=[1, 2, 1], opened_at=days_ago(1))

    assert attempts.finish(attempt)
    first = attempt.finished_at
    again = attempts.by_key(attempt.key)
    assert attempts.finish(again) and attempts.finish(attempt)

    result = score(paper_for(attempt), [1, 2, 1])
    attempt.refresh_from_db()
    assert attempt.finished_at == first
    assert attempt.points == list(result.points)
    assert (attempt.best, attempt.runner_up, attempt.margin) == (result.best, result.runner_up, result.margin)
    assert (attempt.flat, attempt.close, attempt.stable) == (result.flat, result.close_call, result.stable)
    assert attempt.excluded == Excluded.NO


def test_what_is_not_answered_is_not_finished():
    attempt = AttemptFactory(answers=[1, 0, 1])

    assert not attempts.finish(attempt)

    attempt.refresh_from_db()
    assert attempt.finished_at is None


def test_a_finished_attempt_takes_no_answer():
    attempt = AttemptFactory(done=True)

    assert not attempts.answer(attempt, 1, 2)
    assert not attempts.answer_context(attempt, 1, 2)

    attempt.refresh_from_db()
    assert (attempt.answers, attempt.context) == ([1, 1, 1], [0])


def test_finishing_scores_the_answer_that_another_tab_changed_meanwhile():
    attempt = AttemptFactory(answers=[1, 1, 1], opened_at=days_ago(1))
    attempts.answer(attempts.by_key(attempt.key), 1, 2)
    assert attempt.answers == [1, 1, 1]

    assert attempts.finish(attempt)

    attempt.refresh_from_db()
    assert attempt.answers == [2, 1, 1]
    assert attempt.points == list(score(paper_for(attempt), [2, 1, 1]).points)


def test_finishing_what_is_gone_does_no_harm():
    attempt = AttemptFactory(answers=[1, 1, 1])
    attempts.delete(Attempt.objects.all())

    assert not attempts.finish(attempt)


def test_who_answers_faster_than_anyone_reads_is_not_counted():
    quick = AttemptFactory(answers=[1, 1, 1])
    program = AttemptFactory(answers=[1, 1, 1], excluded=Excluded.BOT)

    assert attempts.finish(quick) and attempts.finish(program)

    assert (quick.excluded, program.excluded) == (Excluded.TOO_FAST, Excluded.BOT)


def test_the_role_of_today_is_remembered_of_the_attempts_learner_alone():
    alice, bob = LearnerFactory(token="a" * 43), LearnerFactory(token="b" * 43)
    attempt = AttemptFactory(learner=alice)
    attempts.answer_context(attempt, 1, 1)

    attempts.remember_role_today(attempt, bob.token_hash)
    assert set(Learner.objects.values_list("role_today", flat=True)) == {""}

    attempts.remember_role_today(attempt, cookies.hashed("a" * 43))
    alice.refresh_from_db()
    assert alice.role_today == "backend-engineer"


def test_something_else_is_no_role():
    attempt = AttemptFactory()
    attempts.answer_context(attempt, 1, 2)

    attempts.remember_role_today(attempt, attempt.learner.token_hash)

    assert Learner.objects.get(pk=attempt.learner_id).role_today == ""


def test_purging_takes_what_was_left_unfinished_for_90_days_and_leaves_its_counts():
    edition = AttemptFactory().edition
    old = AttemptFactory(edition=edition, answers=[1, 0, 0], opened_at=days_ago(91))
    kept = [
        AttemptFactory(edition=edition, answers=[1, 0, 0], opened_at=days_ago(89)),
        AttemptFactory(edition=edition, done=True, opened_at=days_ago(900)),
    ]

    assert (attempts.purge(), attempts.purge()) == (1, 0)

    assert not Attempt.objects.filter(pk=old.pk).exists()
    assert Attempt.objects.filter(pk__in=[attempt.pk for attempt in kept]).count() == 2
    assert {gone.measure: gone.n for gone in Gone.objects.all()} == {"opened": 1, "started": 1, "reached": 1}
    assert Gone.objects.filter(measure="reached").count() == 2


@pytest.mark.parametrize("held", (1, 10))
def test_an_answer_costs_one_query(held, django_assert_num_queries):
    learner = LearnerFactory()
    attempt = AttemptFactory.create_batch(held, learner=learner, edition=AttemptFactory().edition)[0]

    with django_assert_num_queries(1):
        attempts.answer(attempt, 1, 1)
