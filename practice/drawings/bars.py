"""Bars on one scale: pieces in percent of the width, told apart by how they are filled, and not by colour alone."""

from collections.abc import Iterable
from dataclasses import dataclass

FILLS = ("solid", "striped", "dotted", "open")


@dataclass(frozen=True)
class Piece:
    """A part of a bar: how it is filled, where it begins and ends, in percent of the whole width."""

    fill: str
    x: float
    width: float

    @property
    def end(self) -> float:
        return round(self.x + self.width, 2)


def fill_of(place: int) -> str:
    """The fill of the thing at this place; after four they come again."""
    return FILLS[place % len(FILLS)]


def laid(parts: Iterable[tuple[str, float]], whole: float) -> tuple[Piece, ...]:
    """Fills and amounts as pieces one after the other, where `whole` is the full width; nothing for nothing."""
    pieces, reached = [], 0.0
    for fill, amount in parts:
        if amount > 0 and whole > 0:
            pieces.append(Piece(fill, round(100 * reached / whole, 2), round(100 * amount / whole, 2)))
            reached += amount
    return tuple(pieces)
