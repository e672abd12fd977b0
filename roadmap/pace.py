"""What the list of paths says of each: how long it takes."""

from roadmap.models.paths import Path, PathStep
from roadmap.sums import hours


def of_path(path: Path) -> str:
    """“26 steps, 75–147 hours”: of the live steps that a path needs. 1 query."""
    needed = PathStep.objects.filter(path=path, optional=False, step__live=True, step__stage__live=True)
    steps = [row.step for row in needed.select_related("step")]
    return f"{len(steps)} step{'' if len(steps) == 1 else 's'}, {hours(steps)} hours"
