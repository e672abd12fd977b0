"""A learner's way down a Route, kept for them: from where to where, how deep, and when. One row a route."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import IntegrityError
from django.utils import timezone

from learners.models import Learner
from roadmap import planning
from roadmap.choosing import Choice
from roadmap.models.progress import Plan
from roadmap.planning import Holidays, Schedule, Standing
from roadmap.ticks import Tick, said
from roadmap.walking import Leg, State

_WAY = ("role_from", "role_to", "level", "seen", "at")
_DATES = ("hours", "starts_on", "holidays", "planned_at")


def of(learner: Learner | None, route: str) -> Plan | None:
    """What is kept of the way of `learner` down `route`. One query, none for nobody."""
    return Plan.objects.filter(learner=learner, route=route).first() if learner else None


def choice_of(plan: Plan | None) -> Choice:
    """The choice that is kept; an empty one where none is."""
    if plan is None:
        return Choice()
    return Choice(plan.role_from, plan.role_to, plan.level, int(plan.hours or 0))


def seen_of(plan: Plan | None, choice: Choice) -> list[str] | None:
    """The steps on the way of `choice` when its learner last looked; None where they walk another, or none."""
    return plan.seen if plan and (plan.role_to, plan.level) == (choice.to, choice.level) else None


def begin(learner: Learner, route: str, choice: Choice, steps: Iterable[str]) -> None:
    """Keep `choice`, and that `learner` has seen its `steps`, where no way is kept yet. One query; for a first tick."""
    _keep(_row(learner, route, choice, steps), ignore_conflicts=True)


def choose(learner: Learner, route: str, choice: Choice, steps: Iterable[str]) -> None:
    """Keep `choice` instead of another, and that `learner` has seen its `steps`; dates stay. One query.

    Choosing the same again says that what was new has been seen.
    """
    _keep(_row(learner, route, choice, steps), _WAY)


def set_dates(
    learner: Learner,
    route: str,
    choice: Choice,
    steps: Iterable[str],
    starts_on: date,
    hours: Decimal,
    away: Holidays = (),
) -> None:
    """Keep `choice`, and when it is walked: hours a week, first day, times away. One query. Raises planning.Refused."""
    planning.check(hours, starts_on, away)
    row = _row(learner, route, choice, steps)
    row.hours, row.starts_on, row.holidays, row.planned_at = hours, starts_on, [list(pair) for pair in away], row.at
    _keep(row, (*_WAY, *_DATES))


def drop_dates(learner: Learner, route: str) -> None:
    """Keep no dates any more. One query."""
    Plan.objects.filter(learner=learner, route=route).update(
        hours=None, starts_on=None, holidays=[], planned_at=None, at=timezone.now()
    )


def planned(plan: Plan, legs: Sequence[Leg], ticks: Mapping[str, Tick]) -> list[Leg]:
    """The legs that `plan` laid dates for: without those that were done or skipped when it was made."""
    over = (State.DONE, State.SKIP)
    before = {
        slug
        for slug, tick in ticks.items()
        if tick.state in over and tick.at and tick.at < (plan.planned_at or tick.at)
    }
    return [leg for leg in legs if leg.slug not in before]


def schedule_of(plan: Plan, legs: Sequence[Leg], ticks: Mapping[str, Tick]) -> Schedule:
    """The dates of a plan with dates as they were when it was made. Raises planning.Refused."""
    return planning.plan(planned(plan, legs, ticks), plan.hours or 0, plan.starts_on or date.min, plan.away)


def standing_of(plan: Plan, legs: Sequence[Leg], ticks: Mapping[str, Tick], today: date) -> Standing:
    """How the learner of a plan with dates stands to them `today`, and the dates as they are from then on.

    Raises planning.Refused: what is left may not fit into this century any more.
    """
    mine = planned(plan, legs, ticks)
    return planning.standing(mine, said(ticks), today, plan.hours or 0, plan.starts_on or date.min, plan.away)


def _row(learner: Learner, route: str, choice: Choice, steps: Iterable[str]) -> Plan:
    return Plan(
        learner=learner,
        route=route,
        role_from=choice.start,
        role_to=choice.to,
        level=choice.level,
        seen=list(steps),
        at=timezone.now(),
    )


def _keep(row: Plan, columns: Sequence[str] = (), *, ignore_conflicts: bool = False) -> None:
    """Write `row`; where its learner has one, only its `columns`."""
    try:
        Plan.objects.bulk_create(
            [row],
            ignore_conflicts=ignore_conflicts,
            update_conflicts=not ignore_conflicts,
            unique_fields=None if ignore_conflicts else ["learner", "route"],
            update_fields=None if ignore_conflicts else columns,
        )
    except IntegrityError:
        # The learner was deleted meanwhile: nothing is to be kept of them.
        if Learner.objects.filter(pk=row.learner_id).exists():
            raise
