"""What learners say of a Route, and tick on the launch checklist."""

from datetime import UTC, date, datetime

import factory

from learners.lines import digest_of
from roadmap.models import AcceptanceTick, Plan, StepProgress
from roadmap.walking import State
from roles.models import CheckTick
from tests.factories import Factory
from tests.factories.learners import LearnerFactory

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class StepProgressFactory(Factory):
    """A step that is done, said at noon; no route need have it."""

    class Meta:
        model = StepProgress

    learner = factory.SubFactory(LearnerFactory)
    route = "route"
    step = factory.Sequence(lambda n: f"step-{n}")
    state = State.DONE
    at = NOON


class AcceptanceTickFactory(Factory):
    """A line that is ticked."""

    class Meta:
        model = AcceptanceTick

    learner = factory.SubFactory(LearnerFactory)
    route = "route"
    project = "project"
    words = factory.Sequence(lambda n: f"At least {n} requests are stored.")
    line = factory.LazyAttribute(lambda made: digest_of(made.words))
    at = NOON


class CheckTickFactory(Factory):
    """A line of the checklist that is ticked; no lens need have it."""

    class Meta:
        model = CheckTick

    learner = factory.SubFactory(LearnerFactory)
    lens = "finops"
    words = factory.Sequence(lambda n: f"Count {n} requests.")
    line = factory.LazyAttribute(lambda made: digest_of(made.words))
    at = NOON


class PlanFactory(Factory):
    """A way down the whole route; `dated`: four hours a week from December on."""

    class Meta:
        model = Plan

    class Params:
        dated = factory.Trait(hours=4, starts_on=date(2026, 12, 1), planned_at=NOON)

    learner = factory.SubFactory(LearnerFactory)
    route = "route"
    at = NOON
