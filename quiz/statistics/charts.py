"""The geometry of the pictures: places and sizes in percent of their box, as SVG takes them. Pure arithmetic.

Shapes carry the meaning, so that grey and print lose nothing; every picture stands in or beside its table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from core.intervals import Interval


@dataclass(frozen=True)
class Mark:
    """One shape: `kind` is the SVG element, `role` its class, `at` its attributes."""

    kind: str
    role: str
    at: tuple[tuple[str, str], ...]


def _percent(value: float) -> str:
    return f"{max(0.0, min(100.0, 100 * value)):.2f}%"


def line(role: str, x1: float, x2: float, y1: float, y2: float) -> Mark:
    """A line; all four are shares of the box."""
    at = {"x1": x1, "x2": x2, "y1": y1, "y2": y2}
    return Mark("line", role, tuple((name, _percent(value)) for name, value in at.items()))


def rectangle(role: str, x: float, width: float, y: float = 0.0, height: float = 1.0) -> Mark:
    """A rectangle; all four are shares of the box."""
    at = {"x": x, "width": width, "y": y, "height": height}
    return Mark("rect", role, tuple((name, _percent(value)) for name, value in at.items()))


def top(values: Iterable[float]) -> float:
    """Where a scale of shares ends that begins at 0: the next four hundredths above every value, at most 1."""
    highest = max(values, default=0.0)
    return min(1.0, max(0.04, ceil(round(highest * 25, 6)) / 25))


def interval_plot(share: float, interval: Interval, chance: float | None, end: float) -> tuple[Mark, ...]:
    """A share as a dot on its interval, and an upright line where chance would put it, from 0 to `end`."""
    marks = [line("grid", 0, 1, 0.5, 0.5), line("ci", interval.low / end, interval.high / end, 0.5, 0.5)]
    dot = (("cx", _percent(share / end)), ("cy", "50.00%"), ("r", "5"))
    marks.append(Mark("circle", "dot", dot))
    if chance is not None:
        marks.append(line("base", chance / end, chance / end, 0.05, 0.95))
    return tuple(marks)


def bar(share: float, lost: float = 0.0) -> tuple[Mark, ...]:
    """A bar of `share` of the box, and after it what was lost."""
    kept = rectangle("bar", 0, share)
    return (kept, rectangle("lost", share, lost)) if lost else (kept,)


def columns(outer: Sequence[float], inner: Sequence[float] = ()) -> tuple[Mark, ...]:
    """Columns side by side, the highest as high as the box; `inner` ones in front, narrower, on the same scale."""
    highest = max((*outer, *inner), default=0.0)
    if not highest:
        return ()
    width = 1 / len(outer)
    gap = width * 0.12
    marks = [
        rectangle("outer", at * width + gap, width - 2 * gap, 1 - value / highest, value / highest)
        for at, value in enumerate(outer)
    ]
    marks += [
        rectangle("inner", at * width + 2 * gap, width - 4 * gap, 1 - value / highest, value / highest)
        for at, value in enumerate(inner)
    ]
    return tuple(marks)
