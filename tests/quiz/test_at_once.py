"""Several tabs, or several clicks, at the very same time: each in a transaction of its own."""

from threading import Thread

import pytest
from django.db import connection, connections

from quiz import attempts
from quiz.models import Edition, Excluded
from tests import databases
from tests.factories.learners import LearnerFactory
from tests.factories.quiz import AttemptFactory, QuizFactory, published


@pytest.fixture(autouse=True)
def committed(django_db_setup, django_db_blocker):
    """What a test writes is there for every connection; a new database takes its place afterwards."""
    with django_db_blocker.unblock():
        yield
        connections.close_all()
        databases.clone(databases.migrated(), connection.settings_dict["NAME"])


def test_two_tabs_that_answer_at_once_lose_nothing():
    attempt = AttemptFactory(edition=published(QuizFactory(questions=20)).edition)

    def tab(places):
        for place in places:
            attempts.answer(attempts.by_key(attempt.key), place, 1)
        connection.close()

    tabs = [Thread(target=tab, args=[range(start, 21, 4)]) for start in (1, 2, 3, 4)]
    for thread in tabs:
        thread.start()
    for thread in tabs:
        thread.join()

    attempt.refresh_from_db()
    assert attempt.answers == [1] * 20
    assert Edition.objects.count() == 1


def test_many_starts_at_once_are_one_attempt():
    quiz, learner = published(QuizFactory()), LearnerFactory()
    keys = []

    def start():
        keys.append(attempts.start(quiz, learner, excluded=Excluded.NO).key)
        connection.close()

    posts = [Thread(target=start) for _ in range(5)]
    for thread in posts:
        thread.start()
    for thread in posts:
        thread.join()

    assert len(keys) == 5
    assert len(set(keys)) == 1
