"""What one reader has read of a guide, what has changed since, and what is next. Pure.

Texts and marks come in; lines, the one next thing, and the ways on from a text come out. The words are all here, so
that every page says the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from learners.lines import digest_of


class Standing(StrEnum):
    """How a text stands with a reader."""

    UNREAD = "unread"
    READ = "read"
    CHANGED = "changed"


@dataclass(frozen=True)
class Note:
    """What changed in a text on a day: a line of Markdown."""

    day: date
    what: str

    @property
    def digest(self) -> str:
        return digest_of(self.what)


@dataclass(frozen=True)
class Mark:
    """When a text was read (UTC), and the digests of the notes that stood in it then."""

    at: datetime
    seen: frozenset[str] = frozenset()

    def news(self, notes: Iterable[Note]) -> tuple[Note, ...]:
        """The notes of that day or later that did not stand there yet: a note whose spelling is mended is no news."""
        return tuple(note for note in notes if note.day >= self.at.date() and note.digest not in self.seen)


@dataclass(frozen=True)
class Text:
    """A chapter or close-up, as lists have it. `kind` is what it is called; `notes`, newest first."""

    pk: int
    title: str
    href: str
    minutes: int
    kind: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Line:
    """A text as one reader has it."""

    text: Text
    mark: Mark | None = None

    @cached_property
    def news(self) -> tuple[Note, ...]:
        """What has changed since they read it."""
        return self.mark.news(self.text.notes) if self.mark else ()

    @property
    def standing(self) -> Standing:
        if self.mark is None:
            return Standing.UNREAD
        return Standing.CHANGED if self.news else Standing.READ


@dataclass(frozen=True)
class Next:
    """The one next thing: what it is, in bold; the rest of the line; where it is, and the words of the link.

    `title` names it where it stands alone.
    """

    name: str
    said: str
    href: str
    action: str = "Go on"
    title: str = ""


@dataclass(frozen=True)
class Way:
    """A way on from a text: why it is the one, and where it leads."""

    why: str
    title: str
    href: str


@dataclass(frozen=True)
class Route:
    """What lies beyond the texts: a Route, and a reader's next step of it. `step` None: not begun, or all done."""

    title: str
    href: str
    step: Next | None = None
    is_begun: bool = False


class Trail:
    """The texts of a guide, in reading order, as one reader has them: `home` leads to the guide, `route` beyond it."""

    def __init__(self, lines: Sequence[Line], home: Way | None = None, route: Route | None = None) -> None:
        self.lines, self.home, self.route = lines, home, route

    def line(self, pk: int) -> Line | None:
        """The text whose page has the key `pk`, if it is one of them."""
        return next((line for line in self.lines if line.text.pk == pk), None)

    @cached_property
    def read(self) -> list[Line]:
        """The texts that are marked, changed or not, in the order in which they were read."""
        marked = [(line.mark.at, line) for line in self.lines if line.mark]
        return [line for _, line in sorted(marked, key=lambda pair: pair[0])]

    def next(self, here: int = 0) -> Next | None:
        """The one next thing of a reader who is on the text `here`, or on none; None where that is it, or all is done.

        Their next step, if they have begun the Route; else the text to read after the one they read last, one that has
        changed, the Route.
        """
        if self.route and self.route.step:
            return self.route.step
        unread = self._unread(self.read[-1] if self.read else None)
        if found := next(iter(unread or [line for line in self.lines if line.news]), None):
            if found.text.pk == here:
                return None
            return self._to_read(found) if unread else _to_read_again(found)
        if self.lines and self.route and not self.route.is_begun:
            return Next("You have read all of it.", "Next, do it, step by step.", self.route.href, "Open the Route")
        return None

    def before(self, pk: int) -> Way | None:
        """To the text that they read before the one at `pk`, or to the guide."""
        here = self.line(pk)
        earlier = self.read[: self.read.index(here)] if here in self.read else self.read
        if not earlier:
            return self.home
        return Way("you read before this", earlier[-1].text.title, earlier[-1].text.href)

    def after(self, pk: int) -> Way | None:
        """On from the text at `pk`: to one not read; where all else is, to their next step or the Route."""
        if unread := [line for line in self._unread(self.line(pk)) if line.text.pk != pk]:
            return Way("next that you have not read", unread[0].text.title, unread[0].text.href)
        if self.route is None:
            return None
        if step := self.route.step:
            return Way("all else read; your next step", step.title or self.route.title, step.href)
        return Way("all else read; on to", self.route.title, self.route.href)

    def _unread(self, after: Line | None) -> list[Line]:
        """What is not read: behind the text `after`, then before it, those of its kind first."""
        place = self.lines.index(after) if after else 0
        ahead = [*self.lines[place:], *self.lines[:place]]
        if after:
            ahead.sort(key=lambda line: line.text.kind != after.text.kind)
        return [line for line in ahead if not line.mark]

    def _to_read(self, line: Line) -> Next:
        count = f" {len(self.read)} of {len(self.lines)} read." if self.read else ""
        said = f"{line.text.title}, {_minutes(line.text.minutes)}.{count}"
        return Next(f"Your next {line.text.kind.lower()}", said, line.text.href, "Read it")


def _to_read_again(line: Line) -> Next:
    newest = line.news[0].day
    return Next(f"{line.text.title} has changed", f"on {_day(newest)}, since you read it.", line.text.href, "See what")


def _minutes(count: int) -> str:
    return f"{count} minute{'' if count == 1 else 's'}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
