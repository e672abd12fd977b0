"""A plane of a picture: numbers of a result to places in its viewBox, and lines and boxes as SVG paths."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A line from `low` to `high` that is drawn from `start` to `end`; what lies outside is held at its ends."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        return round(self.start + min(1.0, max(0.0, share)) * (self.end - self.start), 1)


def line(points: Iterable[tuple[float, float]]) -> str:
    """A path through the points."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def boxes(corners: Iterable[tuple[float, float]], width: float, height: float) -> str:
    """One path of many boxes of one size, by their upper left corners."""
    return "".join(f"M{x:g} {y:g}h{width:g}v{height:g}h{-width:g}z" for x, y in corners)
