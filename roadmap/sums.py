"""What is summed over steps: hours, and the weeks that they take. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


class Taking(Protocol):
    """What takes hours."""

    hours_low: int
    hours_high: int


@dataclass(frozen=True)
class Span:
    """From so much to so much, of hours or of weeks."""

    low: int = 0
    high: int = 0

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


def hours(steps: Iterable[Taking]) -> Span:
    """The hours that steps take together."""
    taking = [(step.hours_low, step.hours_high) for step in steps]
    return Span(sum(low for low, _ in taking), sum(high for _, high in taking))


def weeks(span: Span, hours_a_week: int) -> Span:
    """The weeks that so many hours take, begun ones counted. Raises ValueError for no hours a week."""
    if hours_a_week < 1:
        raise ValueError("Without an hour a week nothing is ever done.")
    return Span(-(-span.low // hours_a_week), -(-span.high // hours_a_week))


def stretch(slugs: Sequence[str], through: str, without: Collection[str]) -> list[str] | None:
    """The steps of a milestone: those of `slugs` up to `through` (empty: all), but not those in `without`.

    None where one of these is not there, so that no sum is shown of something else than its words say.
    """
    if (through and through not in slugs) or any(slug not in slugs for slug in without):
        return None
    end = slugs.index(through) + 1 if through else len(slugs)
    return [slug for slug in slugs[:end] if slug not in without]
