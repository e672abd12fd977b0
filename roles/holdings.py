"""What this floor holds of a learner: lines of the launch checklist; as words for them, and joined with another set."""

from django.http import HttpRequest

from core.links import doors
from learners import holdings
from learners.holdings import Held, Holding, named
from learners.models import Learner
from roles import ticks
from roles.models.ticks import CheckTick


def register() -> None:
    """Let the checklist hold things; called once, when the app is ready."""
    holdings.register(
        Holding(
            name="The launch checklist",
            kept="Which lines of the launch checklist you ticked, in the words that they had, and when.",
            how_long="Until you take the tick back or delete everything.",
            shown=_shown,
            merge=ticks.merge,
        )
    )


def _shown(learner: Learner, request: HttpRequest) -> list[Held]:
    """What `learner` ticked, the latest first: 1 query."""
    held = []
    for row in CheckTick.objects.filter(learner=learner).order_by("-at", "pk"):
        found = doors(request).get(f"lens:{row.lens}")
        name = found.name if found else named(row.lens)
        held.append(Held(f"{name}: {row.words}", found.path if found else "", row.at))
    return held
