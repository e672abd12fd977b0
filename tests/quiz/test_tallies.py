"""What an attempt counts for, and that its counts stay when it goes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz import attempts
from quiz.models import Attempt, Excluded, Gone
from quiz.papers import paper_for
from quiz.tallies import BUCKETS, bucket, counts
from tests.factories.quiz import AttemptFactory, EditionFactory

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
    whole = {"opened": 1, "started": 1, "completed": 1, "reached": 3, "best": 1, "time": 1, "pair": 1, "choice": 3}
    assert counted(done=True) == whole
    assert counted(done=True, excluded=Excluded.TOO_FAST) == {"excluded": 1}


@pytest.mark.django_db
def test_crossed_counts_know_the_month_and_no_day():
    attempt = AttemptFactory(opened_at=NOON, done=True, context=[2])

    days = {(count.measure, count.day) for count in counts(attempt, paper_for(attempt))}

    assert {day for measure, day in days if measure in ("pair", "choice")} == {date(2026, 11, 1)}
    assert {day for measure, day in days if measure not in ("pair", "choice")} == {date(2026, 11, 24)}
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
