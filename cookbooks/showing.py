"""What is drawn of a sheet: its lines and its groups, as templates take them."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from cookbooks.slots import Piece, Slot, pieces

_SLOT = '<span class="command__slot" data-slot="{}" data-label="{}" data-example="{}">{}</span>'


# A browser may break a line after any hyphen; “--” at its end and “resume” on the next is no flag.
_FLAG = re.compile(r"(?<!\S)--?[a-zA-Z][\w-]*")


def code_of(pieces: Iterable[Piece]) -> SafeString:
    """Literal text as HTML, sign by sign, its slots told apart, its flags each in one piece."""
    return mark_safe(
        "".join(
            format_html(_SLOT, piece.slot.name, piece.slot.label, piece.slot.example, piece.text)
            if piece.slot
            else _FLAG.sub(r'<span class="flag">\g<0></span>', escape(piece.text))
            for piece in pieces
        )
    )


@dataclass(frozen=True)
class Line:
    """A command as its sheet shows it. `pieces` and `example` are the literal text, sign by sign, with its slots."""

    slug: str
    command: str
    pieces: Sequence[Piece]
    what: str
    note: str
    example: Sequence[Piece]
    example_text: str
    level: int
    level_name: str
    source: str
    since: str
    as_of: datetime.date | None
    checked: datetime.date
    due: datetime.date
    is_stale: bool
    is_destructive: bool
    undo: str
    group: str
    group_slug: str
    sheet: str
    sheet_slug: str
    removed_since: str = ""
    replaced_by: str = ""
    is_used: bool = False

    @property
    def name(self) -> str:
        """The command in one line, for those who hear it."""
        return self.command if "\n" not in self.command else f"{self.command.partition(chr(10))[0]} …"

    @property
    def has_own_check(self) -> bool:
        """Whether it was checked on another day than its sheet is said to be."""
        return self.is_stale or self.as_of is not None


def line_of(row: Mapping[str, Any], today: datetime.date) -> Line:
    """A line from a row that `lines` reads."""
    slots = [Slot(*slot) for slot in row["slots"]]
    return Line(
        slug=row["slug"],
        command=row["command"],
        pieces=pieces(row["command"], slots),
        what=row["what"],
        note=row["note"],
        example=pieces(row["example"], slots),
        example_text=row["example"],
        level=row["level"],
        level_name=row["level_name"] or f"Level {row['level']}",
        source=row["source"],
        since=row["since"],
        as_of=row["as_of"],
        checked=row["checked"],
        due=row["due"],
        is_stale=row["due"] < today,
        is_destructive=row["destructive"],
        undo=row["undo"],
        group=row["group_title"],
        group_slug=row["group_slug"],
        sheet=row["sheet_title"],
        sheet_slug=row["sheet_slug"],
        removed_since=row["removed_since"],
        replaced_by=row["replaced_by"],
        is_used=row["is_used"],
    )


@dataclass(frozen=True)
class Block:
    """Lines under one heading: a group, or what was found."""

    slug: str
    title: str
    intro: str = ""
    lines: Sequence[Line] = field(default_factory=tuple)


def blocks(lines: Iterable[Line], intros: Mapping[str, str]) -> list[Block]:
    """`lines`, which stand in the order of the sheet, under their groups; `intros` are the groups' by their slug."""
    return [
        Block(slug, title, intros.get(slug, ""), tuple(inside))
        for (slug, title), inside in groupby(lines, key=lambda line: (line.group_slug, line.group))
    ]


@dataclass(frozen=True)
class Step:
    """A step of a recipe: its number from 1, the digest it is ticked by, what to do, where, what to type there."""

    number: int
    digest: str
    do: str
    where: Any
    run: str
    is_done: bool
