"""Routes and what belongs to them: live, whole, and with nothing that a test did not ask for."""

import datetime
from collections.abc import Sequence
from typing import Any

import factory

from roadmap.models import (
    Already,
    Depth,
    Path,
    PathStep,
    Preset,
    Project,
    ProjectStep,
    ResourceKind,
    RetiredStep,
    Route,
    RoutePage,
    Stage,
    Start,
    Step,
    StepLens,
    StepPrerequisite,
    StepResource,
    StepSkill,
)
from roles.models import Lens, Skill
from tests.factories import Factory
from tests.factories.roles import GuideFactory, PageFactory, RoleFactory


class RouteFactory(Factory):
    """A route with one pace: four hours a week."""

    class Meta:
        model = Route
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Route {n}")
    slug = factory.Sequence(lambda n: f"route-{n}")
    sort_order = factory.Sequence(int)
    standfirst = how_to_walk = pace_basis = "Words."
    as_of = datetime.date(2026, 11, 24)
    review_by = datetime.date(2027, 5, 31)

    @factory.post_generation
    def presets(self, create: bool, extracted: Sequence[tuple[str, int]] | None, **kwargs: Any) -> None:
        found = [("four-hours", 4)] if extracted is None else extracted
        for place, (slug, hours) in enumerate(found):
            Preset.objects.create(
                route=self, slug=slug, name=slug.title(), hours_per_week=hours, advice="Words.", sort_order=place
            )


class StageFactory(Factory):
    class Meta:
        model = Stage

    route = factory.SubFactory(RouteFactory)
    name = factory.Sequence(lambda n: f"Stage {n}")
    slug = factory.Sequence(lambda n: f"stage-{n}")
    sort_order = factory.Sequence(int)
    depth = "A spade's depth"
    narrative = you_arrive_with = you_leave_with = gate = detour = "Words."


class StepFactory(Factory):
    """A step of two to four hours that needs, trains and leads to nothing; `needs`, `skills` and `lenses` name some."""

    class Meta:
        model = Step
        skip_postgeneration_save = True

    stage = factory.SubFactory(StageFactory)
    title = factory.Sequence(lambda n: f"Step {n}")
    slug = factory.Sequence(lambda n: f"step-{n}")
    sort_order = factory.Sequence(int)
    why = evidence = pitfalls = "Words."
    do = ["Do this.", "Then that."]
    hours_low = 2
    hours_high = 4
    level = Depth.START

    @factory.post_generation
    def needs(self, create: bool, extracted: Sequence[Step] | None, **kwargs: Any) -> None:
        for place, step in enumerate(extracted or []):
            StepPrerequisite.objects.create(step=self, needs=step, sort_order=place)

    @factory.post_generation
    def trains(self, create: bool, extracted: Sequence[Skill] | None, **kwargs: Any) -> None:
        for place, skill in enumerate(extracted or []):
            StepSkill.objects.create(step=self, skill=skill, sort_order=place)

    @factory.post_generation
    def seen_by(self, create: bool, extracted: Sequence[Lens] | None, **kwargs: Any) -> None:
        for place, lens in enumerate(extracted or []):
            StepLens.objects.create(step=self, lens=lens, sort_order=place)


class StepResourceFactory(Factory):
    class Meta:
        model = StepResource

    step = factory.SubFactory(StepFactory)
    title = factory.Sequence(lambda n: f"Resource {n}")
    publisher = "arXiv"
    year = 2024
    url = factory.Sequence(lambda n: f"https://example.org/{n}")
    kind = ResourceKind.PAPER
    free = True
    minutes = 30
    checked = datetime.date(2026, 11, 1)
    sort_order = factory.Sequence(int)


class PathFactory(Factory):
    """A path to a new role; `core` and `optional` name its steps."""

    class Meta:
        model = Path
        skip_postgeneration_save = True

    route = factory.SubFactory(RouteFactory)
    role = factory.SubFactory(RoleFactory, phases=[], skills=[])
    slug = factory.LazyAttribute(lambda made: f"{made.route.slug}-to-{made.role.slug}")
    sort_order = factory.Sequence(int)
    note = "Words."

    @factory.post_generation
    def core(self, create: bool, extracted: Sequence[Step] | None, **kwargs: Any) -> None:
        for place, step in enumerate(extracted or []):
            PathStep.objects.create(path=self, step=step, sort_order=place)

    @factory.post_generation
    def optional(self, create: bool, extracted: Sequence[Step] | None, **kwargs: Any) -> None:
        for place, step in enumerate(extracted or [], 1000):
            PathStep.objects.create(path=self, step=step, optional=True, sort_order=place)


class StartFactory(Factory):
    """A start from a new role; `already` names the steps that it can tick."""

    class Meta:
        model = Start
        skip_postgeneration_save = True

    route = factory.SubFactory(RouteFactory)
    role = factory.SubFactory(RoleFactory, phases=[], skills=[])
    slug = factory.LazyAttribute(lambda made: f"{made.route.slug}-from-{made.role.slug}")
    sort_order = factory.Sequence(int)
    lean_on = watch = "Words."

    @factory.post_generation
    def already(self, create: bool, extracted: Sequence[Step] | None, **kwargs: Any) -> None:
        for place, step in enumerate(extracted or []):
            Already.objects.create(start=self, step=step, why=f"Why {step.title}.", sort_order=place)


class ProjectFactory(Factory):
    """A project with two lines to accept it by; `rests_on` names its steps."""

    class Meta:
        model = Project
        skip_postgeneration_save = True

    route = factory.SubFactory(RouteFactory)
    title = factory.Sequence(lambda n: f"Project {n}")
    slug = factory.Sequence(lambda n: f"project-{n}")
    sort_order = factory.Sequence(int)
    depth = "From daylight to the trench"
    brief = hours_note = "Words."
    hours_low = 15
    hours_high = 25
    acceptance = ["This holds.", "And that."]

    @factory.post_generation
    def rests_on(self, create: bool, extracted: Sequence[Step] | None, **kwargs: Any) -> None:
        for place, step in enumerate(extracted or []):
            ProjectStep.objects.create(project=self, step=step, sort_order=place)


class RetiredStepFactory(Factory):
    class Meta:
        model = RetiredStep

    route = "route"
    step = factory.Sequence(lambda n: f"retired-{n}")
    title = factory.Sequence(lambda n: f"Retired {n}")


class RoutePageFactory(PageFactory):
    """The page of a new route, in a guide of its own."""

    class Meta:
        model = RoutePage

    parent = factory.SubFactory(GuideFactory, slug="guide")
    title = "The Route"
    slug = "route"
    standfirst = "Words."
    the_route = factory.SubFactory(RouteFactory)
