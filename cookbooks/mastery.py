"""How far someone is: which levels they have filled or skipped, and the command to learn next.

Pure. A level is passed when all its commands are used, or when enough of its statements hold.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

ENOUGH = 4  # statements that hold: then a level may be skipped


@dataclass(frozen=True)
class Statement:
    """A statement to test oneself by, told from others by the digest of its words."""

    digest: str
    words: str


@dataclass(frozen=True)
class ToLearn:
    """A command of a level: its name in links, and what is typed."""

    slug: str
    command: str


@dataclass(frozen=True)
class LevelFacts:
    """What has to be known of a level."""

    number: int
    slug: str
    name: str
    commands: Sequence[ToLearn]
    statements: Sequence[Statement]


@dataclass(frozen=True)
class Filled:
    """A level as somebody stands in it: how many of its commands they use, how many of its statements hold."""

    level: LevelFacts
    used: int
    holds: int

    @property
    def total(self) -> int:
        return len(self.level.commands)

    @property
    def is_skipped(self) -> bool:
        """Whether enough of its statements hold."""
        return self.holds >= ENOUGH

    @property
    def is_passed(self) -> bool:
        """Whether one may go on to the next."""
        return self.is_skipped or (self.total > 0 and self.used == self.total)


@dataclass(frozen=True)
class Standing:
    """All levels as somebody stands in them, the one they are at, and what to learn next; None where all is done."""

    levels: Sequence[Filled]
    at: Filled | None
    next: ToLearn | None

    @property
    def is_begun(self) -> bool:
        """Whether they said anything."""
        return any(one.used or one.holds for one in self.levels)


def standing(levels: Sequence[LevelFacts], used: Collection[str], held: Collection[tuple[str, str]]) -> Standing:
    """How someone stands who uses the commands `used` (slugs), and for whom the statements `held` hold.

    A statement is named by the slug of its level and its digest. The level they are at is the first not passed; the
    next command is the first of it that they don't use.
    """
    filled = [
        Filled(
            level,
            sum(one.slug in used for one in level.commands),
            sum((level.slug, one.digest) in held for one in level.statements),
        )
        for level in levels
    ]
    at = next((one for one in filled if not one.is_passed), None)
    following = next((one for one in at.level.commands if one.slug not in used), None) if at else None
    return Standing(filled, at, following)
