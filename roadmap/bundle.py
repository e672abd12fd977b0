"""How the Route of a guide stands in files: route.yaml, and its part of indexes.yaml for the page.

Sums stand in the file for whoever reads it there; tests check them, and the site works them out.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from core.bundle import Bundle, Item, Kind, Node, Ref, register
from core.bundle.shapes import Key, each, group, key, list_of, markdown, month, of, record, ref, slug, target, whole
from roadmap import sound
from roadmap.models import (
    Already,
    Depth,
    Milestone,
    Path,
    Preset,
    Project,
    Route,
    RoutePage,
    Stage,
    Start,
    Step,
    StepResource,
)
from roadmap.sums import stretch
from roles.bundle import INDEXES, guides
from roles.models import Lens, Role, Skill

FILE = "route.yaml"


def anything(node: Node) -> None:
    """What tests read and the site works out."""


def playable(node: Node) -> str | None:
    """The link by name to something to try."""
    name = slug(node)
    if name:
        node.source.bundle.links.append((f"practice:{name}", node))
    return f"practice:{name}" if name else None


def _hours(low: str, high: str) -> Key:
    return group({"low": key(whole, low), "high": key(whole, high)})


def _ignored(*names: str) -> dict[str, Key]:
    return {name: Key(anything, f"_{name}", required=False) for name in names}


PRESET = record(of(Preset, "slug", "name", "hours_per_week", "advice") | _ignored("weeks"))
MILESTONE = record(of(Milestone, "what", "role", "through", "without") | _ignored("steps", "hours"))
STAGE = record(
    of(Stage, "slug", "name", "depth", "narrative", "you_arrive_with", "you_leave_with", "gate", "detour")
    | {"order": key(whole, "_order")}
)
RESOURCE = record(
    of(StepResource, "title", "publisher", "year", "url", "kind", "minutes")
    | {"free": Key(of(StepResource, "free")["free"].shape, "free"), "checked": key(month, "checked")}
)
STEP = record(
    of(Step, "slug", "title", "why", "evidence", "level", "pitfalls")
    | {
        "stage": key(ref(Stage), "stage"),
        "order": key(whole, "_order"),
        "do": key(list_of(markdown(), fewest=1), "do"),
        "hours": _hours("hours_low", "hours_high"),
        "prerequisites": key(each("needs", ref(Step)), "prerequisites"),
        "skills": key(each("skill", ref(Skill)), "skills"),
        "lenses": key(each("lens", ref(Lens)), "lenses"),
        "practice": key(list_of(playable), "practice"),
        "reads": key(list_of(target()), "reads"),
        "resources": key(list_of(RESOURCE), "resources"),
    }
)
PATH = record(
    {
        "role": key(ref(Role), "role"),
        "core": key(list_of(ref(Step), fewest=1), "_core"),
        "optional": key(list_of(ref(Step)), "_optional"),
    }
    | of(Path, "note")
    | _ignored("hours", "weeks_at_5h")
)
START = record(
    {"from": key(ref(Role), "role"), "already": key(list_of(record(of(Already, "step", "why"))), "already")}
    | of(Start, "lean_on", "watch")
)
PROJECT = record(
    of(Project, "slug", "title", "depth", "brief")
    | {
        "order": key(whole, "_order"),
        "steps": key(each("step", ref(Step), fewest=1), "steps"),
        "acceptance": key(list_of(markdown(), fewest=1), "acceptance"),
        "time": group({"hours": _hours("hours_low", "hours_high"), "note": key(markdown(), "hours_note")}),
    }
)
ROUTE = record(
    of(Route, "slug", "title", "standfirst", "how_to_walk", "as_of", "review_by")
    | {
        "pace": group(
            of(Route, basis="pace_basis", waiting="pace_waiting", slack="pace_slack", money="pace_money")
            | {"presets": key(list_of(PRESET), "presets"), "totals": key(list_of(MILESTONE), "milestones")}
        ),
        "stages": key(list_of(STAGE), "stages"),
        "steps": key(list_of(STEP), "steps"),
        "paths": group({"to": key(list_of(PATH), "to"), "from": key(list_of(START), "from")}),
        "projects": key(list_of(PROJECT), "projects"),
    }
)
PARTS = ("stages", "steps", "to", "from", "projects")


def _routes(bundle: Bundle) -> Iterator[tuple[str, Node, dict[str, Any], Ref]]:
    """The slug of each guide that has a route, its file, what is in it, and the route by name."""
    for folder in guides(bundle):
        if bundle.files(f"{folder}/{FILE}") and (root := bundle.yaml(f"{folder}/{FILE}")):
            values = ROUTE(root)
            yield PurePosixPath(folder).name, root, values, Ref("route", values.get("slug") or "", root.key("slug"))


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """The values without what stays in the file."""
    return {name: value for name, value in values.items() if not name.startswith("_")}


def _listed(root: Node, values: dict[str, Any], *names: str) -> Iterator[tuple[Node, dict[str, Any]]]:
    """The entries of a list of the file, which is at the last of `names`: where each stands, and its values."""
    node = root
    for name in names:
        node = node.key(name)
    yield from ((node.item(at), one) for at, one in enumerate(values.get(names[-1]) or []))


def read_routes(bundle: Bundle) -> Iterator[Item]:
    for _, root, values, route in _routes(bundle):
        judge(root, values)
        rows = {name: [_kept(row) for row in values.get(name) or []] for name in ("presets", "milestones")}
        yield Item("route", route.slug, root, {name: one for name, one in values.items() if name not in PARTS} | rows)


def read_stages(bundle: Bundle) -> Iterator[Item]:
    for _, root, values, route in _routes(bundle):
        for node, stage in _listed(root, values, "stages"):
            yield Item("stage", stage.get("slug") or "", node, _kept(stage) | {"route": route})


def read_steps(bundle: Bundle) -> Iterator[Item]:
    for _, root, values, _ in _routes(bundle):
        for node, step in _listed(root, values, "steps"):
            yield Item("step", step.get("slug") or "", node, _kept(step))


def read_paths(bundle: Bundle) -> Iterator[Item]:
    for _, root, values, route in _routes(bundle):
        for node, path in _listed(root, values, "paths", "to"):
            rows = [{"step": step, "optional": False} for step in path.get("_core") or []]
            rows += [{"step": step, "optional": True} for step in path.get("_optional") or []]
            name = f"{route.slug}-to-{path['role'].slug if path.get('role') else ''}"
            yield Item("path", name, node, _kept(path) | {"slug": name, "route": route, "steps": rows})


def read_starts(bundle: Bundle) -> Iterator[Item]:
    for _, root, values, route in _routes(bundle):
        for node, start in _listed(root, values, "paths", "from"):
            name = f"{route.slug}-from-{start['role'].slug if start.get('role') else ''}"
            yield Item("start", name, node, start | {"slug": name, "route": route})


def read_projects(bundle: Bundle) -> Iterator[Item]:
    for _, root, values, route in _routes(bundle):
        for node, project in _listed(root, values, "projects"):
            yield Item("project", project.get("slug") or "", node, _kept(project) | {"route": route})


def judge(root: Node, values: dict[str, Any]) -> None:
    """Note what is wrong with a route as a whole: its order, what its steps need, its paths and its milestones."""
    stages = [stage.get("slug") for stage in values.get("stages") or []]
    steps = {step.get("slug") or "": step for step in values.get("steps") or []}
    _judge_order(root, values, stages)
    rungs = {name: _rung(step, at, stages) for at, (name, step) in enumerate(steps.items())}
    needs = {name: rung.needs for name, rung in rungs.items()}
    places = dict(zip(steps, (node for node, _ in _listed(root, values, "steps")), strict=False))
    for way in sound.circles(needs):
        words = sound.circle_in_words([rungs[name].title for name in way])
        places[way[0]].key("prerequisites").refuse(words, near=way[1])
    for name, rung in rungs.items():
        node = places[name].key("prerequisites")
        for need in sound.deeper(rung, rungs):
            node.refuse(f"“{need}” has a higher level than “{name}”, which needs it.", near=need)
        for need in sound.later(rung, rungs):
            node.refuse(f"“{need}” stands after “{name}”, which needs it.", near=need)
    cores = _judge_paths(root, values, rungs)
    totals = root.key("pace").key("totals")
    for at, milestone in enumerate(values.get("milestones") or []):
        role = milestone["role"].slug if milestone.get("role") else ""
        counted = cores.get(role, []) if role else list(steps)
        if stretch(counted, milestone.get("through") or "", milestone.get("without") or []) is None:
            totals.item(at).refuse("A step that this names is not among those that it counts.")


def _judge_order(root: Node, values: dict[str, Any], stages: list[str | None]) -> None:
    """Note each stage, step and project whose number is not its place in the file."""
    for name in ("stages", "projects"):
        for at, (node, one) in enumerate(_listed(root, values, name), 1):
            if one.get("_order") not in (None, at):
                node.key("order").refuse(f"This is number {at} in the file.")
    seen: dict[str | None, int] = {}
    deepest = 0
    for node, step in _listed(root, values, "steps"):
        stage = step["stage"].slug if step.get("stage") else None
        seen[stage] = seen.get(stage, 0) + 1
        if step.get("_order") not in (None, seen[stage]):
            node.key("order").refuse(f"This is number {seen[stage]} of its stage in the file.")
        at = stages.index(stage) if stage in stages else deepest
        if at < deepest:
            node.key("stage").refuse("This stage stands above that of the step before it.")
        deepest = max(deepest, at)


def _rung(step: dict[str, Any], at: int, stages: list[str | None]) -> sound.Rung:
    stage = step["stage"].slug if step.get("stage") else None
    level = step.get("level")
    return sound.Rung(
        title=step.get("title") or "",
        rank=Depth(level).rank if level else 0,
        place=(stages.index(stage) if stage in stages else 0, at),
        needs=tuple(row["needs"].slug for row in step.get("prerequisites") or [] if row["needs"]),
    )


def _judge_paths(root: Node, values: dict[str, Any], rungs: dict[str, sound.Rung]) -> dict[str, list[str]]:
    """Note each path out of order or without what its steps need. The core of each, by its role."""
    needs = {name: rung.needs for name, rung in rungs.items()}
    cores = {}
    for node, path in _listed(root, values, "paths", "to"):
        core = [step.slug for step in path.get("_core") or [] if step]
        known = [rungs[name].place for name in core if name in rungs]
        if known != sorted(known):
            node.key("core").refuse("The core is not in the order of the descent.")
        for name, lacks in sound.missing(core, needs).items():
            node.key("core").refuse(f"“{name}” needs {sound.in_words(lacks)}, and the core lacks it.", near=name)
        if path.get("role"):
            cores[path["role"].slug] = core
    return cores


def read_pages(bundle: Bundle) -> Iterator[Item]:
    for guide, _, _, route in _routes(bundle):
        if indexes := bundle.yaml(f"guides/{guide}/indexes.yaml"):
            node = indexes.key("route")
            values = {**(INDEXES(indexes).get("route") or {}), "slug": "route", "the_route": route}
            yield Item("route-page", f"{guide}/route", node, values, Ref("guide", guide, node))


register(
    Kind("route", Route, read_routes),
    Kind("stage", Stage, read_stages, scheme="stage"),
    Kind("step", Step, read_steps, scheme="step"),
    Kind("path", Path, read_paths),
    Kind("start", Start, read_starts),
    Kind("project", Project, read_projects, scheme="project"),
    Kind("route-page", RoutePage, read_pages),
)
