"""What is wrong with what editors write of the Route, in sentences: asked of the database, judged by `sound`."""

from collections.abc import Collection, Iterator, Mapping

from django.db.models import Prefetch

from roadmap import sound
from roadmap.models.paths import Path, PathStep
from roadmap.models.steps import Depth, Step, StepPrerequisite

Rungs = dict[str, sound.Rung]


def rungs_of(draft: Step | None = None, needs: Collection[int] = ()) -> Rungs:
    """Every step by its key (as text), as stored; `draft`, which may not be stored yet, as it stands with `needs`.

    2 queries.
    """
    rows = Step.objects.order_by().values_list("pk", "title", "level", "stage__sort_order", "sort_order")
    found = {pk: (title, level, (stage or 0, place)) for pk, title, level, stage, place in rows}
    needed: dict[int, list[int]] = {}
    for step_id, needs_id in StepPrerequisite.objects.order_by("sort_order").values_list("step_id", "needs_id"):
        needed.setdefault(step_id, []).append(needs_id)
    if draft is not None:
        key = draft.pk or 0
        stage = draft.stage.sort_order if draft.stage else 0
        place = found[key][2][1] if key in found else max((row[2][1] for row in found.values()), default=0) + 1
        found[key] = (draft.title, draft.level, (stage, place))
        needed[key] = list(needs)
    return {
        str(pk): sound.Rung(title, Depth(level).rank if level else 0, place, tuple(map(str, needed.get(pk, ()))))
        for pk, (title, level, place) in found.items()
    }


def against_step(draft: Step, rungs: Rungs) -> Iterator[str]:
    """Why `draft` can't be published, among `rungs` that have it as it stands."""
    key = str(draft.pk or 0)
    if way := sound.circle(_needs(rungs), key):
        yield sound.circle_in_words([rungs[slug].title for slug in way])
    for need in sound.deeper(rungs[key], rungs):
        yield f"“{rungs[need].title}” has a higher level than this step, which needs it. Change one of the two levels."


def about_step(step: Step) -> Iterator[str]:
    """What a published step leaves for somebody to mend: its place, what needs it, paths. 4 queries."""
    rungs = rungs_of()
    key = str(step.pk)
    for need in sound.later(rungs[key], rungs):
        yield f"“{rungs[need].title}” stands after “{step}”, which needs it. Drag one of them to another place."
    for other in rungs.values():
        if key in other.needs and rungs[key].rank > other.rank:
            yield f"“{other.title}” needs “{step}”, which now has a higher level. Change one of the two levels."
    for path in _paths_with(step):
        core = [str(row.step_id) for row in path.steps.all()]
        if lacks := sound.missing(core, _needs(rungs)).get(key):
            yield f"The path {path} holds “{step}” and lacks what it needs: {_titles(lacks, rungs)}. Add it there."


def _paths_with(step: Step) -> list[Path]:
    core = PathStep.objects.filter(optional=False)
    paths = Path.objects.filter(pk__in=core.filter(step=step).values("path")).select_related("role")
    return list(paths.prefetch_related(Prefetch("steps", core)))


def against_path(core: list[int]) -> Iterator[str]:
    """Why a path with these steps, by their keys, can't be published. 2 queries."""
    rungs = rungs_of()
    keys = [str(pk) for pk in core]
    for key, lacks in sound.missing(keys, _needs(rungs)).items():
        yield f"“{rungs[key].title}” needs {_titles(lacks, rungs)}, which this path has not among the steps it needs."
    places = [rungs[key].place for key in keys]
    if places != sorted(places):
        yield "The steps that it needs are not in the order of the descent. Drag them there."


def _needs(rungs: Mapping[str, sound.Rung]) -> dict[str, tuple[str, ...]]:
    return {key: rung.needs for key, rung in rungs.items()}


def _titles(keys: list[str], rungs: Rungs) -> str:
    return sound.in_words([rungs[key].title for key in keys])
