"""A plan in words: the dates of each layer, and how its learner stands to them. Pure."""

from dataclasses import dataclass
from datetime import date

from roadmap.planning import Span, Standing
from roadmap.showing import Layer, Line
from roadmap.walks import Walk


@dataclass(frozen=True)
class Dated:
    """A layer with its dates, in a sentence, and the steps that lie ahead in it."""

    layer: Layer
    said: str
    hours: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Dates:
    """A plan as it is drawn. `trouble`: why there are none, where what is left fits no more."""

    said: str = ""
    kindly: str = ""
    stages: tuple[Dated, ...] = ()
    trouble: str = ""


def dated(walk: Walk, standing: Standing) -> Dates:
    """The dates from today over what is left of a path."""
    schedule = standing.schedule
    quick, slow = schedule.weeks
    weeks = f"{quick} to {slow} weeks" if quick != slow else f"{slow} week{'' if slow == 1 else 's'}"
    said = (
        f"{len(schedule.legs)} steps, {schedule.hours.words}: {weeks} from {day(schedule.start)}."
        if schedule.legs
        else ""
    )
    layers = {layer.slug: layer for layer in walk.layers}
    stages = tuple(_dated(layers[span.stage], span, walk) for span in schedule.spans if span.stage in layers)
    return Dates(said, standing.words, stages)


def _dated(layer: Layer, span: Span, walk: Walk) -> Dated:
    lines = tuple(walk.lines[leg.slug] for leg in span.legs)
    said = f"{day(span.begins)} to {day(span.ends)}" if span.begins != span.ends else day(span.ends)
    if span.earliest != span.latest:
        said += f"; done between {day(span.earliest)} and {day(span.latest)}"
    return Dated(layer, said, span.hours.words, lines)


def day(day: date) -> str:
    """“3 December 2026”."""
    return f"{day.day} {day:%B %Y}"
