"""A learner's way down a Route: begun, chosen, dated, moved, merged."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from roadmap import holdings, plans
from roadmap.choosing import Choice
from roadmap.models import Plan
from roadmap.planning import Pace, Refused
from roadmap.ticks import Tick
from roadmap.walking import Leg, State
from tests.factories.learners import LearnerFactory
from tests.factories.progress import NOON, PlanFactory

pytestmark = pytest.mark.django_db
WAY = Choice(start="tester", to="evaluator", level="solid")
DECEMBER = date(2026, 12, 1)
LEGS = [Leg("pick", "daylight", "Pick", 7, 7), Leg("price", "daylight", "Price", 7, 7)]


@pytest.fixture
def learner():
    return LearnerFactory()


def test_a_way_is_begun_once_and_chosen_again(learner, django_assert_num_queries):
    with django_assert_num_queries(1):
        plans.begin(learner, "route", WAY, ["pick"])
    plans.begin(learner, "route", Choice(to="other"), ["pick", "price"])
    assert plans.choice_of(plans.of(learner, "route")) == WAY

    plans.choose(learner, "route", Choice(to="other"), ["pick", "price"])

    held = plans.of(learner, "route")
    assert (plans.choice_of(held), held.seen) == (Choice(to="other"), ["pick", "price"])
    assert plans.of(None, "route") is None and plans.of(learner, "elsewhere") is None


def test_what_is_new_is_told_of_the_way_one_walks_and_of_no_other(learner):
    plans.begin(learner, "route", WAY, ["pick"])
    held = plans.of(learner, "route")

    assert plans.seen_of(held, WAY) == ["pick"]
    assert plans.seen_of(held, Choice(to="other", level="solid")) is None
    assert plans.seen_of(None, WAY) is None


def test_dates_are_kept_changed_and_dropped_and_keep_their_name(learner):
    plans.set_dates(learner, "route", WAY, [], DECEMBER, Decimal("4.5"), [(DECEMBER, DECEMBER)])
    first = plans.of(learner, "route")
    plans.choose(learner, "route", Choice(), [])
    plans.set_dates(learner, "route", WAY, [], DECEMBER, Decimal(7))
    second = plans.of(learner, "route")

    assert (first.hours, first.away) == (Decimal("4.5"), [(DECEMBER, DECEMBER)])
    assert (second.hours, second.away, second.uid) == (7, [], first.uid)
    for _ in range(2):
        plans.drop_dates(learner, "route")
    assert not plans.of(learner, "route").has_dates
    assert Plan.objects.count() == 1


def test_what_no_plan_can_be_made_of_is_refused_and_nothing_is_kept(learner):
    with pytest.raises(Refused, match="half an hour at least"):
        plans.set_dates(learner, "route", WAY, [], DECEMBER, Decimal(0))
    with pytest.raises(Refused, match="between 2020 and 2099"):
        plans.set_dates(learner, "route", WAY, [], date(9999, 12, 31), Decimal(4))

    assert not Plan.objects.exists()


def test_what_was_done_before_the_plan_was_made_is_not_in_it(learner):
    plan = PlanFactory.build(dated=True, learner=learner, hours=Decimal(7))
    before = {"pick": Tick(State.DONE, at=NOON - timedelta(days=1))}
    after = {"pick": Tick(State.DONE, at=NOON + timedelta(days=1))}

    assert plans.schedule_of(plan, LEGS, before).ends == DECEMBER + timedelta(days=6)
    assert plans.schedule_of(plan, LEGS, after).ends == DECEMBER + timedelta(days=13)
    assert plans.standing_of(plan, LEGS, before, DECEMBER).pace is Pace.WITHIN
    assert plans.standing_of(plan, LEGS, after, DECEMBER).pace is Pace.AHEAD


def test_the_dates_move_with_the_day(learner):
    plan = PlanFactory.build(dated=True, learner=learner, hours=Decimal(7))
    today = DECEMBER + timedelta(days=30)

    standing = plans.standing_of(plan, LEGS, {}, today)

    assert (standing.pace, standing.schedule.start) == (Pace.BEHIND, today)


def test_a_plan_has_all_of_its_dates_or_none(learner):
    with pytest.raises(IntegrityError, match="plan_has_all_of_its_dates_or_none"):
        PlanFactory(learner=learner, hours=4)


def test_of_two_ways_the_later_stands_with_the_dates_there_are(learner):
    other = LearnerFactory()
    PlanFactory(learner=other, dated=True, role_to="evaluator")
    PlanFactory(learner=learner, role_to="architect", at=NOON + timedelta(days=1))
    PlanFactory(learner=other, route="elsewhere")

    holdings.merge_plans(other, learner)
    other.delete()

    held = plans.of(learner, "route")
    assert (held.role_to, held.starts_on) == ("architect", DECEMBER)
    assert plans.of(learner, "elsewhere")
