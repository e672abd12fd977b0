"""What the pages of the Route are drawn from: addresses, steps as lines, stages as layers, progress in words. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from urllib.parse import urlencode

from roadmap import walking
from roadmap.drawing import Cell, Ground
from roadmap.walking import Leg, Retired, State

FIRST_MISSING = 3
LONGEST_EVIDENCE = 48  # characters of an address that are shown


class Stand(StrEnum):
    """How a step stands with somebody: one of walking's states, or open."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    SKIP = "skip"

    @property
    def label(self) -> str:
        """As it stands on a control."""
        return "Not yet" if self is Stand.OPEN else State(self.value).label

    @property
    def dot(self) -> str:
        """The template of its mark on the shaft."""
        return f"roadmap/components/dot_{self.value}.svg"

    @property
    def state(self) -> State | None:
        """What is kept of it; None: nothing."""
        return None if self is Stand.OPEN else State(self.value)

    @classmethod
    def of(cls, state: State | None) -> "Stand":
        return cls(state.value) if state else cls.OPEN


@dataclass(frozen=True)
class Kept:
    """What is kept of somebody for a step: its state, since when, where the evidence is, a note. No state: not yet."""

    state: State | None
    at: datetime | None = None
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True)
class Holder:
    """What is kept of whoever asks, by the slugs of steps; only a step with a state counts as begun.

    `seen`: the steps that there were on their path when they last looked; None: they never did.
    """

    said: Mapping[str, Kept] = field(default_factory=dict)
    seen: frozenset[str] | None = None
    retired: tuple[Retired, ...] = ()

    @cached_property
    def kept(self) -> dict[str, Kept]:
        return {slug: kept for slug, kept in self.said.items() if kept.state}

    @cached_property
    def states(self) -> dict[str, State]:
        return {slug: kept.state for slug, kept in self.said.items() if kept.state}


@dataclass(frozen=True)
class Urls:
    """Where the pages of a Route are: below `base`, and with what the address of this one says of the choice.

    `asked` are parameters: what is kept of a learner needs none.
    """

    base: str
    asked: Mapping[str, str] = field(default_factory=dict)

    def to(self, below: str = "", **others: str) -> str:
        """The address `below` the Route's own, with the choice and what else is said."""
        said = {**self.asked, **{name: value for name, value in others.items() if value}}
        return f"{self.base}{below}{'?' if said else ''}{urlencode(said)}"

    @property
    def here(self) -> str:
        return self.to()

    @property
    def all_levels(self) -> str:
        """The same choice without a level."""
        return replace(self, asked={**self.asked, "level": ""}).to()

    @property
    def plan(self) -> str:
        return self.to("plan/")

    @property
    def calendar(self) -> str:
        return f"{self.base}plan.ics"

    def stage(self, slug: str) -> str:
        return self.to(f"{slug}/")

    def step(self, leg: Leg, **others: str) -> str:
        return self.to(f"{leg.stage}/{leg.slug}/", **others)

    def project(self, slug: str) -> str:
        return self.to(f"projects/{slug}/")


@dataclass(frozen=True)
class Line:
    """A step as a line on the shaft. `is_mine`: it counts on the path chosen; `said`: how it stands, in a sentence."""

    slug: str
    number: str
    title: str
    why: str
    low: int
    high: int
    href: str
    tick_url: str
    state: Stand
    said: str = ""
    evidence: str = ""
    waits_for: tuple["Line", ...] = ()
    is_mine: bool = True
    is_optional: bool = False
    is_next: bool = False

    @property
    def is_done(self) -> bool:
        return self.state is Stand.DONE

    @property
    def toggled(self) -> Stand:
        """What a tap on its mark makes of it."""
        return Stand.OPEN if self.is_done else Stand.DONE

    @property
    def evidence_in_short(self) -> str:
        bare = self.evidence.partition("//")[2] or self.evidence
        return bare if len(bare) <= LONGEST_EVIDENCE else f"{bare[: LONGEST_EVIDENCE - 1]}…"


@dataclass(frozen=True)
class Layer:
    """A stage as a layer of the cross-section. `lines` lie on the path, `others` don't; `count` says how many are done.

    `is_ahead`: nobody has dug here yet; `is_open`: it holds the next step.
    """

    slug: str
    number: int
    title: str
    depth: str
    narrative: str
    arrive: str
    leave: str
    gate: str
    detour: str
    href: str
    ground: Ground
    lines: tuple[Line, ...]
    others: tuple[Line, ...]
    count: str
    is_ahead: bool
    is_open: bool
    is_last: bool

    @property
    def name(self) -> str:
        """“Daylight”, of “Daylight: what a user sees”."""
        return self.title.partition(": ")[0]

    @property
    def what(self) -> str:
        """“What a user sees”; without a colon in its title, how deep it lies."""
        rest = self.title.partition(": ")[2]
        return rest[:1].upper() + rest[1:] if rest else self.depth


@dataclass(frozen=True)
class Ready:
    """A step that one could tick on the first day, and why."""

    line: Line
    why: str


@dataclass(frozen=True)
class Shown:
    """Progress as it is drawn: walking's numbers, whole hours, a cell a step, and lines for what is missing."""

    walked: walking.Progress
    cells: list[Cell]
    missing: tuple[Line, ...]
    said: str
    is_begun: bool

    @property
    def done(self) -> int:
        return len(self.walked.done)

    @property
    def total(self) -> int:
        return self.walked.total

    @property
    def skipped(self) -> int:
        return len(self.walked.skipped)

    @property
    def percent_of_steps(self) -> int:
        return self.walked.percent_of_steps

    @property
    def percent_of_hours(self) -> int:
        return self.walked.percent

    @property
    def hours(self) -> str:
        """All of them, as “75 to 147 hours”."""
        return self.walked.hours_total.words

    @property
    def hours_left(self) -> str:
        return self.walked.hours_left.words

    @property
    def first_missing(self) -> tuple[Line, ...]:
        return self.missing[:FIRST_MISSING]

    @property
    def more_missing(self) -> tuple[Line, ...]:
        return self.missing[FIRST_MISSING:]


@dataclass(frozen=True)
class Told:
    """What a tick just did. `was`: how the step stood before, to undo it; `is_lost`: the browser kept no cookie."""

    step: Line | None = None
    was: Stand | None = None
    undo_url: str = ""
    is_first: bool = False
    is_lost: bool = False

    @property
    def state(self) -> Stand:
        return self.step.state if self.step else Stand.OPEN
