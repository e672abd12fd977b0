"""A path down the Route, and how far somebody has come on it. Knows neither pages nor models: slugs in, numbers out.

One place counts, so that every page says the same number. Hours are weighed by the middle of their range; a skipped
step leaves the total, since whoever skips it has decided that their path does without.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

START, SOLID, DEEP = range(3)  # levels: how far down somebody wants to go
Number = int | float | Decimal


class State(StrEnum):
    """What somebody says of a step. A step of which they say nothing is not yet done."""

    DONE = "done"
    DOING = "doing"
    SKIP = "skip"

    @property
    def label(self) -> str:
        """As it stands on a control."""
        return {State.DONE: "Done", State.DOING: "Doing", State.SKIP: "Skip"}[self]


@dataclass(frozen=True)
class Hours:
    """How long something takes: from `low`, for who has done the like, to `high`, for whom something breaks."""

    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)

    @property
    def middle(self) -> Fraction:
        """The one number that stands for both."""
        return (self.low + self.high) / 2

    @property
    def words(self) -> str:
        """“75 to 147 hours”, to the nearest hour; “1 hour”, “0 hours”."""
        low, high = (int(number + Fraction(1, 2)) for number in (self.low, self.high))
        number = str(low) if low == high else f"{low} to {high}"
        return f"{number} hour{'' if number == '1' else 's'}"


@dataclass(frozen=True)
class Leg:
    """A step as a stretch of the way: the stage it lies in, the hours it takes, how deep it is, what it needs first."""

    slug: str
    stage: str
    title: str
    low: Number
    high: Number
    level: int = START
    prerequisites: tuple[str, ...] = ()

    @property
    def hours(self) -> Hours:
        return Hours(Fraction(self.low), Fraction(self.high))


@dataclass(frozen=True)
class Descent:
    """A whole Route: its steps in their order."""

    slug: str
    legs: tuple[Leg, ...]


@dataclass(frozen=True)
class Retired:
    """A step that the Route no longer has. Whoever did it keeps it."""

    slug: str
    title: str


@dataclass(frozen=True)
class Progress:
    """How far somebody has come on their path.

    `done`, `doing`, `skipped` and `missing` are its legs, in order; `missing` is all that stands between them and 100
    percent. `next` is the one to take now, None at the end. `new` are those of the missing that the Route did not
    have when they last looked. `kept` are retired steps that they did, which count in no total.
    """

    done: tuple[Leg, ...]
    doing: tuple[Leg, ...]
    skipped: tuple[Leg, ...]
    missing: tuple[Leg, ...]
    next: Leg | None
    new: tuple[Leg, ...]
    kept: tuple[Retired, ...]

    @property
    def total(self) -> int:
        """How many steps there are to do, skipped ones not among them."""
        return len(self.done) + len(self.missing)

    @property
    def hours_done(self) -> Hours:
        return hours_of(self.done)

    @property
    def hours_left(self) -> Hours:
        return hours_of(self.missing)

    @property
    def hours_total(self) -> Hours:
        return hours_of((*self.done, *self.missing))

    @property
    def percent(self) -> int:
        """Of the hours. 0 says that nothing is done, 100 that all is; by steps where the path has no hours."""
        whole = self.hours_total.middle
        return self._percent(self.hours_done.middle / whole) if whole else self.percent_of_steps

    @property
    def percent_of_steps(self) -> int:
        """Of the steps. 0 says that nothing is done, 100 that all is."""
        return self._percent(Fraction(len(self.done), self.total)) if self.total else 0

    def _percent(self, share: Fraction) -> int:
        if not self.done:
            return 0
        return min(max(int(share * 100), 1), 99) if self.missing else 100

    @property
    def is_complete(self) -> bool:
        """Whether everything on the path is done; of a path of which all was skipped, nothing is."""
        return bool(self.done) and not self.missing

    @property
    def words(self) -> str:
        """The count in a sentence: “7 of 22 steps done, 32 percent of the hours; 2 skipped, which count in neither.”"""
        steps = f"{len(self.done)} of {self.total} step{'' if self.total == 1 else 's'} done"
        sentence = f"{steps}, {self.percent} percent of the hours"
        if not self.skipped:
            return f"{sentence}."
        which = "counts" if len(self.skipped) == 1 else "count"
        return f"{sentence}; {len(self.skipped)} skipped, which {which} in neither."


def hours_of(legs: Iterable[Leg]) -> Hours:
    """The hours of all of `legs`."""
    hours = [leg.hours for leg in legs]
    return Hours(sum((one.low for one in hours), Fraction(0)), sum((one.high for one in hours), Fraction(0)))


def path(descent: Descent, core: Collection[str] | None = None, level: int = DEEP) -> tuple[Leg, ...]:
    """The legs of somebody's path, in order: those named by `core` (None: no role is chosen, the whole Route) down to
    `level`. What `core` names and the Route does not have is left out."""
    return tuple(leg for leg in descent.legs if leg.level <= level and (core is None or leg.slug in core))


def beyond(descent: Descent, core: Collection[str] | None, level: int) -> tuple[Leg, ...]:
    """The legs that `level` hides from a path."""
    return tuple(leg for leg in path(descent, core) if leg.level > level)


def progress(
    legs: Sequence[Leg],
    states: Mapping[str, State],
    *,
    seen: Collection[str] | None = None,
    retired: Iterable[Retired] = (),
) -> Progress:
    """How far somebody has come on the path `legs`, by what they say of steps.

    `states` may name steps of other paths, and steps that are gone. `seen` are the slugs of all steps that the Route
    had when they last looked; None: they never did, so that nothing is new to them.
    """
    by_state: dict[State | None, list[Leg]] = {state: [] for state in (None, *State)}
    for leg in legs:
        by_state[states.get(leg.slug)].append(leg)
    missing = tuple(leg for leg in legs if states.get(leg.slug) not in (State.DONE, State.SKIP))
    return Progress(
        done=tuple(by_state[State.DONE]),
        doing=tuple(by_state[State.DOING]),
        skipped=tuple(by_state[State.SKIP]),
        missing=missing,
        next=_next(missing, states),
        new=() if seen is None else tuple(leg for leg in missing if leg.slug not in seen),
        kept=tuple(step for step in retired if states.get(step.slug) is State.DONE),
    )


def first_do(leg: Leg, legs: Iterable[Leg], states: Mapping[str, State]) -> tuple[Leg, ...]:
    """What of the path `legs` is to be done before `leg`: its prerequisites that lie on the path and are not done.

    A gate asks only for steps on one's path; one that is skipped stands in nobody's way.
    """
    return tuple(
        other
        for other in legs
        if other.slug in leg.prerequisites and states.get(other.slug) not in (State.DONE, State.SKIP)
    )


def _next(missing: Sequence[Leg], states: Mapping[str, State]) -> Leg | None:
    """What is begun comes first, then what nothing stands in the way of, then what is first."""
    begun = (leg for leg in missing if states.get(leg.slug) is State.DOING)
    free = (leg for leg in missing if not first_do(leg, missing, states))
    return next(begun, None) or next(free, None) or next(iter(missing), None)
