"""Sums over what is stored: how long a path takes, and how far its milestones are."""

from dataclasses import dataclass

from roadmap.models.paths import Path, PathStep
from roadmap.models.routes import Milestone, Route
from roadmap.models.steps import Step
from roadmap.sums import Span, hours, stretch


@dataclass(frozen=True)
class Reached:
    """A milestone in numbers: its words, how many steps it takes, and how many hours."""

    what: str
    steps: int
    hours: Span


def of_path(path: Path) -> str:
    """“26 steps, 75–147 hours”: of the live steps that a path needs. 1 query."""
    needed = PathStep.objects.filter(path=path, optional=False, step__live=True, step__stage__live=True)
    steps = [row.step for row in needed.select_related("step")]
    return f"{len(steps)} step{'' if len(steps) == 1 else 's'}, {hours(steps)} hours"


def milestones_of(route: Route) -> list[Reached]:
    """The milestones of `route` over its live steps, without those that name what is not there: 3 queries."""
    steps = {step.slug: step for step in _steps(route)}
    core: dict[int | None, list[str]] = {None: list(steps)}
    needed = PathStep.objects.filter(path__route=route, path__live=True, optional=False).order_by("sort_order")
    for role_id, slug in needed.values_list("path__role_id", "step__slug"):
        if slug in steps:
            core.setdefault(role_id, []).append(slug)
    reached = []
    for milestone in Milestone.objects.filter(route=route):
        counted = stretch(core.get(milestone.role_id, []), milestone.through, milestone.without)
        if counted:
            reached.append(Reached(milestone.what, len(counted), hours(steps[slug] for slug in counted)))
    return reached


def _steps(route: Route) -> list[Step]:
    live = Step.objects.filter(live=True, stage__live=True, stage__route=route)
    return list(live.order_by("stage__sort_order", "sort_order"))
