"""What the pages of the Route show, asked in few queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import HttpRequest

from core import stampfile
from core.links import Destination, doors
from learners.holdings import named
from roadmap.facts import Facts, Goal, Mile, ProjectFacts, Reckoning, StageFacts, StepFacts
from roadmap.facts import Preset as Pace
from roadmap.facts import Start as From
from roadmap.models.kept import RetiredStep
from roadmap.models.paths import Already, Path, PathStep, Project, ProjectStep, Start
from roadmap.models.routes import Milestone, Preset, Route
from roadmap.models.steps import Stage, Step, StepLens, StepPrerequisite, StepResource, StepSkill
from roadmap.showing import Holder, Kept
from roadmap.ticks import Tick
from roadmap.walking import Retired

if TYPE_CHECKING:
    from roadmap.models.pages import RoutePage


def facts(route_id: int | None) -> Facts | None:
    """Everything public of a Route, or None where it is not live: 5 queries, and none while nothing is published."""
    stamp = stampfile.read()
    return _kept(route_id, stamp) if stamp else _found(route_id)


@lru_cache(maxsize=8)
def _kept(route_id: int | None, stamp: str) -> Facts | None:
    return _found(route_id)


def _rows(rows: Any, **fields: str) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**fields)), output_field=None)


def _found(route_id: int | None) -> Facts | None:
    presets = Preset.objects.filter(route=OuterRef("pk")).order_by("sort_order")
    miles = Milestone.objects.filter(route=OuterRef("pk")).order_by("sort_order")
    projects = Project.objects.filter(route=OuterRef("pk"), live=True).order_by("sort_order")
    route = (
        Route.objects.filter(pk=route_id, live=True)
        .annotate(
            paces=_rows(presets, hours="hours_per_week", name="name", advice="advice"),
            stretches=_rows(miles, what="what", role="role__slug", through="through", without="without"),
            works=_rows(projects, slug="slug", title="title", depth="depth", low="hours_low", high="hours_high"),
        )
        .first()
    )
    if route is None:
        return None
    return Facts(
        slug=route.slug,
        title=route.title,
        standfirst=route.standfirst,
        how_to_walk=route.how_to_walk,
        stages=_stages(route),
        steps=_steps(route),
        goals=_goals(route),
        starts=_starts(route),
        presets=tuple(Pace(**row) for row in route.paces),
        miles=tuple(
            Mile(row["what"], row["role"] or "", row["through"], tuple(row["without"])) for row in route.stretches
        ),
        reckoning=Reckoning(route.pace_basis, route.pace_waiting, route.pace_slack, route.pace_money),
        projects=tuple(ProjectFacts(**row) for row in route.works),
    )


def _stages(route: Route) -> tuple[StageFacts, ...]:
    fields = ("slug", "name", "depth", "narrative", "you_arrive_with", "you_leave_with", "gate", "detour")
    rows = Stage.objects.filter(route=route, live=True).order_by("sort_order").values_list(*fields)
    return tuple(StageFacts(*row) for row in rows)


def _steps(route: Route) -> tuple[StepFacts, ...]:
    needs = StepPrerequisite.objects.filter(step=OuterRef("pk"), needs__live=True, needs__stage__live=True)
    rows = (
        Step.objects.filter(stage__route=route, stage__live=True, live=True)
        .annotate(all_needs=ArraySubquery(needs.order_by("sort_order").values("needs__slug")))
        .order_by("stage__sort_order", "sort_order")
    )
    fields = ("slug", "stage__slug", "title", "why", "hours_low", "hours_high", "level", "all_needs")
    return tuple(
        StepFacts(slug, stage, title, why, low, high, level, tuple(needed))
        for slug, stage, title, why, low, high, level, needed in rows.values_list(*fields)
    )


def _goals(route: Route) -> tuple[Goal, ...]:
    steps = PathStep.objects.filter(path=OuterRef("pk")).order_by("sort_order")
    rows = (
        Path.objects.filter(route=route, live=True, role__live=True)
        .annotate(
            core=ArraySubquery(steps.filter(optional=False).values("step__slug")),
            beside=ArraySubquery(steps.filter(optional=True).values("step__slug")),
        )
        .order_by("sort_order")
    )
    return tuple(
        Goal(slug, name, note, frozenset(core), frozenset(beside))
        for slug, name, note, core, beside in rows.values_list("role__slug", "role__title", "note", "core", "beside")
    )


def _starts(route: Route) -> tuple[From, ...]:
    already = Already.objects.filter(start=OuterRef("pk")).order_by("sort_order")
    rows = (
        Start.objects.filter(route=route, live=True, role__live=True)
        .annotate(can_show=_rows(already, step="step__slug", why="why"))
        .order_by("sort_order")
    )
    return tuple(
        From(slug, name, lean_on, watch, tuple((row["step"], row["why"]) for row in can_show))
        for slug, name, lean_on, watch, can_show in rows.values_list(
            "role__slug", "role__title", "lean_on", "watch", "can_show"
        )
    )


def holder(said: Mapping[str, Tick], shown: Facts, seen: Iterable[str] | None) -> Holder:
    """What a learner holds, from what they said of steps. One query where something of it is no longer there."""
    kept = {slug: Kept(tick.state, tick.at, tick.evidence, tick.note) for slug, tick in said.items()}
    gone = {slug for slug, one in kept.items() if one.state} - {step.slug for step in shown.steps}
    retired: tuple[Retired, ...] = ()
    if gone:
        rows = RetiredStep.objects.filter(route=shown.slug, step__in=gone).values_list("step", "title")
        titles = dict(rows)
        retired = tuple(Retired(slug, titles.get(slug, named(slug))) for slug in sorted(gone))
    return Holder(kept, frozenset(seen) if seen is not None else None, retired)


@dataclass(frozen=True)
class Named:
    """A skill or a lens: its slug and name."""

    slug: str
    name: str


@dataclass(frozen=True)
class Resource:
    """Something elsewhere, and in a line what it is, how long it takes, what it costs and when it was last checked."""

    title: str
    url: str
    said: str


@dataclass(frozen=True)
class Detail:
    """What only a step's own page shows of it. `plays` and `reads` are live places of this site."""

    evidence: str
    do: list[str]
    pitfalls: str
    skills: list[Named]
    lenses: list[Named]
    resources: list[Resource]
    plays: list[Destination]
    reads: list[Destination]


def detail(slug: str, request: HttpRequest) -> Detail | None:
    """A live step in full, or None: 1 query, and the one that all links of a page share."""
    skills = StepSkill.objects.filter(step=OuterRef("pk"), skill__live=True).order_by("sort_order")
    lenses = StepLens.objects.filter(step=OuterRef("pk"), lens__live=True).order_by("sort_order")
    resources = StepResource.objects.filter(step=OuterRef("pk")).order_by("sort_order")
    fields = ("title", "publisher", "year", "url", "kind", "free", "minutes", "checked")
    step = (
        Step.objects.filter(slug=slug, live=True)
        .annotate(
            all_skills=_rows(skills, slug="skill__slug", name="skill__name"),
            all_lenses=_rows(lenses, slug="lens__slug", name="lens__name"),
            all_resources=_rows(resources, **{name: name for name in fields}),
        )
        .first()
    )
    if step is None:
        return None
    return Detail(
        evidence=step.evidence,
        do=step.do,
        pitfalls=step.pitfalls,
        skills=[Named(**row) for row in step.all_skills],
        lenses=[Named(**row) for row in step.all_lenses],
        resources=[_resource(row) for row in step.all_resources],
        plays=_live(step.practice, request),
        reads=_live(step.reads, request),
    )


def _resource(row: dict[str, Any]) -> Resource:
    one = StepResource(**row)
    checked = StepResource._meta.get_field("checked").to_python(row["checked"])
    minutes = f"{one.minutes} minute{'' if one.minutes == 1 else 's'}"
    parts = [one.kind_of.label, one.publisher, str(one.year), minutes, "free" if one.free else "paid"]
    return Resource(one.title, one.url, f"{', '.join(parts)}; checked {checked:%B %Y}")


def _live(targets: Sequence[str], request: HttpRequest) -> list[Destination]:
    return [found for target in targets if (found := doors(request).get(target))]


@dataclass(frozen=True)
class ProjectDetail(ProjectFacts):
    """A project in full, with the slugs of the steps it rests on, in order."""

    brief: str
    hours_note: str
    acceptance: list[str]
    steps: list[str]


def project(slug: str, route_id: int | None) -> ProjectDetail | None:
    """A live project of a Route, or None. 1 query."""
    steps = ProjectStep.objects.filter(project=OuterRef("pk"), step__live=True).order_by("sort_order")
    found = (
        Project.objects.filter(slug=slug, route=route_id, live=True)
        .annotate(rests_on=ArraySubquery(steps.values("step__slug")))
        .first()
    )
    if found is None:
        return None
    return ProjectDetail(
        slug=found.slug,
        title=found.title,
        depth=found.depth,
        brief=found.brief,
        low=found.hours_low,
        high=found.hours_high,
        hours_note=found.hours_note,
        acceptance=found.acceptance,
        steps=found.rests_on,
    )


def sitemap_entries(page: "RoutePage", request: HttpRequest | None) -> list[dict[str, Any]]:
    """An entry for each live stage, step and project of a page's Route: 3 queries."""
    base = page.get_full_url(request)
    stages = Stage.objects.filter(route=page.the_route_id, live=True, route__live=True)
    steps = Step.objects.filter(stage__in=stages, live=True)
    works = Project.objects.filter(route=page.the_route_id, live=True, route__live=True)
    rows = [
        *((f"{slug}/", at) for slug, at in stages.values_list("slug", "last_published_at")),
        *(
            (f"{stage}/{slug}/", at)
            for stage, slug, at in steps.values_list("stage__slug", "slug", "last_published_at")
        ),
        *((f"projects/{slug}/", at) for slug, at in works.values_list("slug", "last_published_at")),
    ]
    return [{"location": f"{base}{below}", "lastmod": at} for below, at in rows]
