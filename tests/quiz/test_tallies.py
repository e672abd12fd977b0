"""What an attempt counts for, and that its counts stay when it goes."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from quiz import attempts
from quiz.models import Attempt, Excluded, Gone, Tally
from quiz.models.tallies import ANY_TODAY
from quiz.papers import paper_for
from quiz.statistics.reconcile import months
from quiz.statistics.rollup import roll_up
from quiz.tallies import BUCKETS, Count, bucket, counts
from tests.factories.quiz import AttemptFactory, EditionFactory
from tests.quiz.readership import FIRST_DAY, attempts_at, rolled_up_to

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_a_longer_time_is_in_no_lower_bucket(one, other):
    shorter, longer = sorted((one, other))

    assert 0 <= bucket(shorter) <= bucket(longer) < BUCKETS


def test_the_buckets_reach_from_seconds_to_hours():
    assert [bucket(seconds) for seconds in (0, 7.99, 8, 10.01, 120, 86_400)] == [0, 0, 1, 2, 13, 39]


def summed(attempt):
    """How often each measure is counted."""
    found = [count.measure for count in counts(attempt, paper_for(attempt))]
    return {measure: found.count(measure) for measure in found}


@pytest.mark.django_db
def test_what_is_opened_begun_and_finished_counts_for_so_much():
    edition = EditionFactory()

    def counted(**values):
        return summed(AttemptFactory(edition=edition, opened_at=NOON, **values))

    assert counted() == {"opened": 1, "reached": 1}
    assert counted(answers=[1, 0, 0]) == {"opened": 1, "started": 1, "reached": 2}
    assert counted(answers=[0, 0, 1]) == {"opened": 1, "started": 1, "reached": 3}
    opening = {"opened": 1, "started": 1, "reached": 4}
    by_day = dict.fromkeys(("completed", "best", "runner_up", "outcome", "time"), 1)
    by_month = {"pair": 1, "points": 1, "margin": 1, "stable": 1, "choice": 3, "context": 1}
    assert counted(done=True) == opening | by_day | by_month
    assert counted(done=True, excluded=Excluded.TOO_FAST) == {"excluded": 1}


@pytest.mark.django_db
def test_crossed_counts_know_the_month_and_no_day():
    attempt = AttemptFactory(opened_at=NOON, done=True, context=[2])

    days = {(count.measure, count.day) for count in counts(attempt, paper_for(attempt))}

    crossed = ("pair", "points", "margin", "stable", "choice", "context")
    assert {day for measure, day in days if measure in crossed} == {date(2026, 11, 1)}
    assert {day for measure, day in days if measure not in crossed} == {date(2026, 11, 24)}
    assert {count.today for count in counts(attempt, paper_for(attempt))} == {2}


@pytest.mark.django_db
def test_deleting_leaves_every_count_and_adds_to_what_is_there():
    edition = EditionFactory()
    first = AttemptFactory.create_batch(2, edition=edition, opened_at=NOON, done=True)
    AttemptFactory(edition=edition, opened_at=NOON + timedelta(days=1), done=True)

    assert attempts.delete(Attempt.objects.filter(pk__in=[attempt.pk for attempt in first])) == 2
    assert attempts.delete(Attempt.objects.all()) == 1
    assert attempts.delete(Attempt.objects.all()) == 0

    completed = Gone.objects.filter(measure=Gone.Measure.COMPLETED)
    assert {gone.day.day: gone.n for gone in completed} == {24: 2, 25: 1}
    assert sum(Gone.objects.filter(measure=Gone.Measure.CHOICE).values_list("n", flat=True)) == 9
    assert {gone.n for gone in Gone.objects.filter(measure=Gone.Measure.PAIR)} == {3}


@pytest.mark.django_db
def test_what_stays_holds_nothing_that_belongs_together():
    fields = {field.name for field in Gone._meta.concrete_fields}

    assert fields == {"id", "edition", "day", "measure", "retake", "today", "a", "b", "c", "n"}


def said_of_each():
    """What every attempt counts for, one by one, under its own answer about the job and under any."""
    found = Counter()
    for attempt in Attempt.objects.select_related("edition"):
        for count in counts(attempt, paper_for(attempt)):
            found[count] += 1
            found[replace(count, today=ANY_TODAY)] += 1
    return found


def tallied():
    """What the tally holds, as said_of_each."""
    fields = ("edition_id", "day", "measure", "retake", "today", "a", "b", "c", "n")
    return Counter({Count(*row[:-1]): row[-1] for row in Tally.objects.values_list(*fields)})


@pytest.fixture
def readers():
    """A hundred attempts at two editions of different sizes, none of them younger than a month."""
    attempts_at(EditionFactory(roles=3, questions=5, choices=3), 70)
    attempts_at(EditionFactory(), 40, seed=2)


@pytest.mark.django_db
def test_many_attempts_count_for_what_each_of_them_does(readers):
    rolled_up_to(datetime(2027, 3, 1, tzinfo=UTC))

    assert tallied() == said_of_each()
    assert set(Tally.objects.values_list("measure", flat=True)) == set(Gone.Measure.values)


@pytest.mark.django_db
def test_rolling_up_in_any_steps_and_again_counts_everything_once(readers):
    for day in range(0, 200, 11):
        rolled_up_to(FIRST_DAY + timedelta(days=day))
        rolled_up_to(FIRST_DAY + timedelta(days=day))

    assert tallied() == said_of_each()


@pytest.mark.django_db
def test_what_happens_after_an_attempt_settled_changes_nothing_that_was_counted():
    attempt = AttemptFactory(edition=EditionFactory(), opened_at=NOON, answers=[1, 0, 0])
    rolled_up_to(NOON + timedelta(days=31))
    assert Attempt.objects.get().settled == 2
    with time_machine.travel(NOON + timedelta(days=40)):
        for place in (2, 3):
            attempts.answer(attempt, place, 1)
        assert attempts.finish(Attempt.objects.get())
    rolled_up_to(NOON + timedelta(days=41))

    assert tallied() == said_of_each()
    reached = Tally.objects.filter(measure="reached", today=ANY_TODAY)
    assert {(tally.a, tally.n) for tally in reached} == {(1, 1), (2, 1)}
    assert Tally.objects.get(measure="completed", today=ANY_TODAY).day == (NOON + timedelta(days=40)).date()


@pytest.mark.django_db
@pytest.mark.parametrize("days", (10, 35, 200))
def test_deleting_changes_no_count_whenever_it_happens(readers, days):
    expected = said_of_each()
    rolled_up_to(FIRST_DAY + timedelta(days=days))
    some = Attempt.objects.order_by("pk")[:80].values_list("pk", flat=True)
    attempts.delete(Attempt.objects.filter(pk__in=list(some)))
    rolled_up_to(datetime(2027, 3, 1, tzinfo=UTC))

    assert tallied() == expected
    assert all(month.count == 0 for month in months())


@pytest.mark.django_db
def test_purging_keeps_every_published_count(readers):
    rolled_up_to(datetime(2027, 3, 1, tzinfo=UTC))
    expected = tallied()

    with time_machine.travel(datetime(2027, 3, 1, tzinfo=UTC)):
        assert attempts.purge() > 10

    assert tallied() == expected
    assert all(month.count == 0 for month in months())


@pytest.mark.django_db
def test_what_is_a_minute_old_waits():
    edition = EditionFactory()
    now = timezone.now()
    for seconds in (50, 70):
        at = now - timedelta(seconds=seconds)
        AttemptFactory(edition=edition, opened_at=at - timedelta(minutes=2), done=True, finished_at=at)

    roll_up()

    assert Tally.objects.get(measure="completed", today=ANY_TODAY).n == 1


def test_attempts_at_midnight_count_for_the_day_in_utc(db):
    edition = EditionFactory()
    midnight = datetime(2026, 11, 1, tzinfo=UTC)
    for at in (midnight - timedelta(microseconds=1), midnight):
        AttemptFactory(edition=edition, opened_at=at - timedelta(minutes=2), done=True, finished_at=at)
    rolled_up_to(midnight + timedelta(days=1))

    completed = Tally.objects.filter(measure="completed", today=ANY_TODAY)
    assert {tally.day.isoformat(): tally.n for tally in completed} == {"2026-10-31": 1, "2026-11-01": 1}
    assert set(Tally.objects.filter(measure="pair").values_list("day", flat=True)) == {
        date(2026, 10, 1),
        date(2026, 11, 1),
    }
