"""What the Route has to do with other things: for whoever is about to delete one, and for readers of their pages."""

from collections.abc import Iterator

from django.db.models import Count, QuerySet

from core.crossings import Crossing, Uses, uses
from roadmap.models.progress import StepProgress
from roadmap.models.steps import Step
from roadmap.walking import State

HEADING = "Steps of the Route"
# How a step names what it uses, by the kind of the thing.
USES = {"skill": "skills__skill__slug", "lens": "lenses__lens__slug"}
READS = {"reads": ("chapter", "article", "role", "skill", "lens", "quiz", "cookbook"), "practice": ("practice",)}
# What goes with a thing when it goes, by its kind.
STEPS_OF = {"step": "slug", "stage": "stage__slug"}
SAID = {State.DONE: "done by", State.DOING: "being done by", State.SKIP: "skipped by"}


def held_by_learners(kind: str, slug: str) -> Iterator[Crossing]:
    """How many learners have something to say of a step, or of the steps of a stage: at most 3 queries."""
    if kind not in STEPS_OF:
        return
    steps = list(Step.objects.filter(**{STEPS_OF[kind]: slug}).values_list("slug", flat=True))
    held = StepProgress.objects.filter(step__in=steps).exclude(state="")
    said = dict(held.order_by().values_list("state").annotate(number=Count("pk")))
    if not said:
        return
    people = held.aggregate(people=Count("learner", distinct=True))["people"]
    parts = [f"{SAID[state]} {said[state]}" for state in State if state in said]
    yield Crossing(
        f"{people} learner{'' if people == 1 else 's'}",
        "Progress",
        how=f"what is theirs: {', '.join(parts)}. It stays theirs, under its last title",
    )


def steps_using(kind: str, slug: str) -> Uses | None:
    """The live steps that train a skill, answer a lens, or send a reader to a page or playable."""
    steps = _using(kind, slug)
    order = ("stage__route__sort_order", "stage__sort_order", "sort_order")
    return None if steps is None else uses(HEADING, steps, scheme="step", note="evidence", order=order)


def _using(kind: str, slug: str) -> QuerySet[Step] | None:
    live = Step.objects.filter(live=True, stage__live=True)
    if kind in USES:
        return live.filter(**{USES[kind]: slug})
    for field, kinds in READS.items():
        if kind in kinds:
            return live.filter(**{f"{field}__contains": [f"{kind}:{slug}"]})
    return None
