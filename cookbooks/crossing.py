"""What the shelf has to do with other things: for whoever is about to delete a command, a recipe or a level."""

from collections.abc import Iterator

from cookbooks.models.marks import Mark, Said
from core.crossings import Crossing

# What a mark is about, by the kind of the thing that it names.
ABOUT = {"recipe": Said.STEP}


def held_by_learners(kind: str, slug: str) -> Iterator[Crossing]:
    """How many learners ticked something of a recipe: a query."""
    if kind not in ABOUT:
        return
    people = Mark.objects.filter(about=ABOUT[kind], slug=slug).values("learner").distinct().count()
    if people:
        yield Crossing(
            f"{people} learner{'' if people == 1 else 's'}",
            "Progress",
            how="steps that they did. What they said stays theirs",
        )
