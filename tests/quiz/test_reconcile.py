"""That the tally is what it was made from; that the command says where it is not; that a crash harms nothing."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from core import publishing
from quiz import attempts
from quiz.models import Attempt, Reconciliation, Tally, Watermark
from quiz.models.tallies import ANY_TODAY
from quiz.statistics import reconcile, rollup
from tests.factories.quiz import EditionFactory
from tests.quiz.readership import FIRST_DAY, attempts_at, rolled_up_to

LATER = datetime(2027, 3, 1, tzinfo=UTC)


def said(expected=None):
    """What the command prints; it fails where `expected` is in what it says at last."""
    out = StringIO()
    if expected:
        with pytest.raises(CommandError, match=expected):
            call_command("reconcile_statistics", stdout=out)
    else:
        call_command("reconcile_statistics", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_command_says_that_they_agree_and_remembers_when():
    assert said() == "Nothing counted.\n"
    attempts_at(EditionFactory(), 40)
    rolled_up_to(FIRST_DAY + timedelta(days=60))

    words = said()

    assert "October 2026: agrees" in words
    assert words.endswith("The tally is what the attempts and the deleted ones make.\n")
    kept = Reconciliation.objects.get()
    assert kept.agreed_at == kept.at and not kept.differences


@pytest.mark.django_db
def test_the_command_says_what_differs_and_when_it_last_agreed():
    edition = EditionFactory()
    attempts_at(edition, 40)
    rolled_up_to(LATER)
    said()
    agreed = Reconciliation.objects.get().agreed_at
    wrong = Tally.objects.filter(measure="completed", today=ANY_TODAY).first()
    Tally.objects.filter(pk=wrong.pk).update(n=wrong.n + 2)
    Tally.objects.filter(measure="pair").first().delete()

    words = said(expected="2 counts differ. They last agreed at")

    assert f"{wrong.day}, edition {edition.pk}, " in words
    assert f"completed 0/0/0: the tally has {wrong.n + 2}, attempts {wrong.n} and deleted ones 0." in words
    assert "the tally has 0, attempts" in words
    kept = Reconciliation.objects.get()
    assert (kept.agreed_at, kept.count, len(kept.differences)) == (agreed, 2, 2)


@pytest.mark.django_db
def test_the_scheduler_rolls_up_each_minute_and_compares_each_day():
    every = {job.run: job.every for job in publishing.jobs}

    assert every[rollup.roll_up] == timedelta(minutes=1)
    assert every[reconcile.reconcile] == timedelta(days=1)
    assert reconcile.reconcile().count == 0


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_any_two_statements_loses_and_doubles_nothing():
    attempts_at(EditionFactory(), 40)
    rolled_up_to(FIRST_DAY + timedelta(days=20))
    attempts.delete(Attempt.objects.filter(pk__in=list(Attempt.objects.values_list("pk", flat=True)[:5])))
    asked = []

    def counting(execute, sql, *rest):
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(counting):
        rolled_up_to(FIRST_DAY + timedelta(days=22))
    assert any("INSERT INTO quiz_tally" in sql for sql in asked)
    for moment in range(len(asked) + 1):
        before = (Watermark.objects.get().at, Tally.objects.count())
        done = []

        def dying(execute, sql, *rest, moment=moment, done=done):
            if len(done) == moment:
                connection.connection.close()
            done.append(sql)
            return execute(sql, *rest)

        end = FIRST_DAY + timedelta(days=24 + 2 * moment)
        if moment < len(asked):
            with pytest.raises(OperationalError), connection.execute_wrapper(dying):
                rolled_up_to(end)
            connection.close()
            assert (Watermark.objects.get().at, Tally.objects.count()) == before
        rolled_up_to(end)
        assert Watermark.objects.get().at == end
        assert not sum(month.count for month in reconcile.months())
    rolled_up_to(LATER)
    assert not sum(month.count for month in reconcile.months())
