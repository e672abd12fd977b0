"""Where things stand in the drawings of the explorer: a map of phases and roles, and the threads between two lists.

Widths are percent of the drawing, heights are rem. Pure: titles and places in, numbers out. What may not happen is kept
here: a name lies over no other name and over no tick, and never over the borehole that is chosen.
"""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

WIDTH = 29.0  # rem: the narrowest plot that is drawn; in a narrower place the bands are a list
SHARE = (
    100 / 3
)  # percent: a name with its mark, at most. Thrice that always fits, so that any name can get out of the way
MARK = 1.6  # rem from the middle of a mark past its name, the letters apart
LETTER = 0.52  # rem, a wide one
LETTERS = 16  # in a line of a name, where the plot is narrowest
LETTERS_OF_A_PHASE = 20
LINE = 1.2
ROW = 3.0  # what a name of two lines takes, and a finger
FLOOR = 0.75  # the ground of a band, where the ticks are
TICK = 0.2  # half of one
DEPTHS = 9
GROUNDS = ("air", "turf", "sand", "silt", "clay", "lime", "shale", "rock", "bed")

THREAD_ROW = 2.75
LETTERS_OF_A_THREAD = 22
SPRING = (62, 1.9)  # where a thread without a beginning comes up: percent from the left, rem below its end


class Side(StrEnum):
    """Where a name stands: after or before the mark, or away from it, past a borehole in between."""

    AFTER = "after"
    BEFORE = "before"
    PAST = "past"
    SHORT = "short"  # of it, seen from the left


@dataclass(frozen=True)
class Job:
    """A role to be placed: its title, and the bands it works in by place from 0, its home first."""

    title: str
    bands: tuple[int, ...]


@dataclass(frozen=True)
class Label:
    """A name: what it hangs on (`anchor`, percent), on which side, and how wide it is, mark and all."""

    side: Side
    anchor: float
    width: float

    @property
    def span(self) -> tuple[float, float]:
        """From where to where the name lies, in percent."""
        if self.side in (Side.AFTER, Side.PAST):
            return self.anchor, self.anchor + self.width
        return self.anchor - self.width, self.anchor

    def covers(self, x: float) -> bool:
        """Whether a line at `x` would go through the name. One at its anchor does not: it goes through the mark."""
        left, right = self.span
        return left <= x < right if self.anchor == right else left < x <= right


@dataclass(frozen=True)
class Bore:
    """A role on the map: its borehole, its mark at home, its ticks, and its name.

    `row` is from where to where its name may reach. `turned` is where the name goes while one of the bores
    `crossed_by`, which its usual place would lie on, is the chosen one.
    """

    x: float
    home: float
    row: tuple[float, float]
    ticks: tuple[float, ...]
    label: Label
    turned: Label | None = None
    crossed_by: tuple[int, ...] = ()

    @property
    def ends(self) -> tuple[float, float]:
        """Where the borehole begins and ends."""
        stops = (self.home, *self.ticks)
        return min(stops), max(stops)

    @property
    def height(self) -> float:
        """What its row takes."""
        return self.row[1] - self.row[0]

    @property
    def lead(self) -> dict[str, float]:
        """The ground to leave before the mark: from the left edge `after`, from the right edge `before` it."""
        return {"after": self.x, "before": 100 - self.x}

    @property
    def gap(self) -> float:
        """The ground between mark and name while it is turned."""
        return abs(self.turned.anchor - self.x) if self.turned else 0.0

    def label_beside(self, chosen: int | None) -> Label:
        """The name's place while the bore `chosen` is the chosen one."""
        return self.turned if self.turned and chosen in self.crossed_by else self.label

    def passes(self, row: tuple[float, float]) -> bool:
        """Whether the borehole, or a tick at its end, goes through a row."""
        top, bottom = self.ends
        return top - TICK < row[1] and row[0] < bottom + TICK


@dataclass(frozen=True)
class Band:
    """A phase: from where it lies, how thick, how deep (1 to 9) and of what; the places of the bores at home in it."""

    top: float
    height: float
    depth: int
    ground: str
    bores: tuple[int, ...]

    @property
    def floor(self) -> float:
        """Where its ticks are."""
        return self.top + self.height - FLOOR / 2


@dataclass(frozen=True)
class Strata:
    """The whole map. `bores` are in the order of the roles."""

    height: float
    bands: tuple[Band, ...]
    bores: tuple[Bore, ...]

    def share(self, y: float) -> float:
        """A height in percent of the map's."""
        return 100 * y / self.height if self.height else 0.0


def strata(names: Sequence[str], jobs: Sequence[Job]) -> Strata:
    """Lay a band for each of `names`, as thick as what it holds, and sink a bore for each of `jobs`, left to right.

    Raises IndexError for a job in a band that is not there, ValueError for one in no band.
    """
    for job in jobs:
        if not job.bands:
            raise ValueError(f"{job.title!r} is in no band")
    rows: dict[int, tuple[float, float]] = {}
    bands: list[Band] = []
    top = 0.0
    for place, name in enumerate(names):
        here = tuple(at for at, job in enumerate(jobs) if job.bands[0] == place)
        below = top
        for at in here:
            rows[at] = (below, below + max(ROW, _lines(jobs[at].title, LETTERS) * LINE + 0.6))
            below = rows[at][1]
        named = _lines(name, LETTERS_OF_A_PHASE) * LINE + 1.5
        height = max(below - top + FLOOR, named)
        bands.append(Band(top, height, _depth(place, len(names)), GROUNDS[place % len(GROUNDS)], here))
        top += height
    bores = [_bore(at, job, rows[at], bands, len(jobs)) for at, job in enumerate(jobs)]
    return Strata(top, tuple(bands), tuple(_out_of_the_way(bore, bores) for bore in bores))


def _depth(place: int, count: int) -> int:
    return 1 + round(place * (DEPTHS - 1) / max(1, count - 1))


def _lines(text: str, letters: int) -> int:
    return max(1, len(textwrap.wrap(text, letters)))


def _bore(at: int, job: Job, row: tuple[float, float], bands: Sequence[Band], count: int) -> Bore:
    x = 100 * (at + 0.5) / count
    width = min(SHARE, 100 * (MARK + LETTER * len(job.title)) / WIDTH)
    side = Side.AFTER if x <= 50 else Side.BEFORE
    ticks = tuple(bands[place].floor for place in dict.fromkeys(job.bands[1:]) if place != job.bands[0])
    return Bore(x, (row[0] + row[1]) / 2, row, ticks, Label(side, x, width))


def _out_of_the_way(bore: Bore, bores: Sequence[Bore]) -> Bore:
    """`bore`, knowing which bores its name lies on, and where it goes when one of them is chosen."""
    crossed_by = [
        at
        for at, other in enumerate(bores)
        if other is not bore and other.passes(bore.row) and bore.label.covers(other.x)
    ]
    if not crossed_by:
        return bore
    label, in_the_way = bore.label, [bores[at].x for at in crossed_by]
    if label.side is Side.AFTER:
        fits = bore.x - label.width >= 0
        turned = Label(Side.BEFORE, bore.x, label.width) if fits else Label(Side.PAST, max(in_the_way), label.width)
    else:
        fits = bore.x + label.width <= 100
        turned = Label(Side.AFTER, bore.x, label.width) if fits else Label(Side.SHORT, min(in_the_way), label.width)
    return Bore(bore.x, bore.home, bore.row, bore.ticks, label, turned, tuple(crossed_by))


@dataclass(frozen=True)
class Thread:
    """A thread from the left list to the right, drawn from `start` to `end`: percent across, rem down.

    One without a beginning comes up between the lists.
    """

    start: tuple[float, float]
    end: tuple[float, float]

    @property
    def path(self) -> str:
        """As SVG draws it."""
        (x1, y1), (x2, y2) = self.start, self.end
        bend = (x2 - x1) * 0.42
        return f"M{x1:g} {y1:.2f}C{x1 + bend:g} {y1:.2f} {x2 - bend:g} {y2:.2f} {x2:g} {y2:.2f}"


@dataclass(frozen=True)
class Weave:
    """Two lists beside each other, the shorter one in the middle of the longer, and the threads between.

    `left` and `right` are rows from top to bottom, each as (top, height).
    """

    height: float
    left: tuple[tuple[float, float], ...]
    right: tuple[tuple[float, float], ...]
    threads: tuple[Thread, ...]


def weave(left: Sequence[str], right: Sequence[str], pairs: Sequence[tuple[int | None, int]]) -> Weave:
    """Draw a thread for each of `pairs`: a place in `left`, or None, and one in `right`, counted from 0."""
    heights = [
        [max(THREAD_ROW, _lines(title, LETTERS_OF_A_THREAD) * LINE + 0.4) for title in side] for side in (left, right)
    ]
    height = max(map(math.fsum, heights))
    sides = [_rows(side, (height - math.fsum(side)) / 2) for side in heights]
    middles = [[top + size / 2 for top, size in side] for side in sides]
    threads = []
    for start, end in pairs:
        y = middles[1][end]
        x, below = SPRING
        spring = (x, y + below if y + below <= height else max(0.0, y - below))
        threads.append(Thread(spring if start is None else (0, middles[0][start]), (100, y)))
    return Weave(height, tuple(sides[0]), tuple(sides[1]), tuple(threads))


def _rows(heights: Sequence[float], top: float) -> list[tuple[float, float]]:
    rows = []
    for height in heights:
        rows.append((top, height))
        top += height
    return rows
