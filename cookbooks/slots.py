"""The parts of a command that a reader replaces: where they stand in it.

Every occurrence of a slot's text is one, found in one pass; where one text holds another, the longer counts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Slot:
    """A part to replace: its text, its name, what a reader is asked for, and something that could stand there."""

    text: str
    name: str
    label: str
    example: str


@dataclass(frozen=True)
class Piece:
    """A stretch of a command: as it is, or a slot's text."""

    text: str
    slot: Slot | None = None


def pieces(text: str, slots: Sequence[Slot]) -> list[Piece]:
    """`text` in pieces, which put together are `text` again, sign by sign."""
    by_text = {slot.text: slot for slot in slots if slot.text}
    if not by_text:
        return [Piece(text)] if text else []
    any_of_them = "|".join(re.escape(one) for one in sorted(by_text, key=len, reverse=True))
    return [Piece(part, by_text.get(part)) for part in re.split(f"({any_of_them})", text) if part]
