"""What this floor holds of a learner: the ideas that they marked as played."""

from django.http import HttpRequest

from core.links import doors
from learners import holdings
from learners.holdings import Held, Holding, named
from learners.models import Learner
from practice import playing


def register() -> None:
    """Let it be held; called once, when the app is ready."""
    holdings.register(
        Holding(
            name="Ideas you have played",
            kept="Which ideas of AI in Practice you marked as played, and when. Not what you set or typed there.",
            how_long="Until you take the mark back or delete everything.",
            shown=_played,
            merge=playing.merge,
        )
    )


def _played(learner: Learner, request: HttpRequest) -> list[Held]:
    held = []
    for slug, at in playing.of(learner).items():
        found = doors(request).get(f"practice:{slug}")
        held.append(Held(found.name if found else named(slug), found.path if found else "", at))
    return held
