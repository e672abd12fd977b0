"""Everything of a Route that editors wrote and more than one of its pages shows, as one value. Pure.

It holds for everyone and changes only when something is published, so that it can be kept in memory until then.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from roadmap import walking
from roadmap.choosing import LEVELS
from roadmap.sums import stretch
from roadmap.walking import Hours, Leg

RANKS = {level: rank for rank, level in enumerate(LEVELS)}


@dataclass(frozen=True)
class StageFacts:
    """A stage as editors wrote it. `name` reads “Daylight: what a user sees”."""

    slug: str
    name: str
    depth: str
    narrative: str
    arrive: str
    leave: str
    gate: str
    detour: str


@dataclass(frozen=True)
class StepFacts:
    """A step in a few words, and the slugs of those that it needs."""

    slug: str
    stage: str
    title: str
    why: str
    low: int
    high: int
    level: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Goal:
    """A role to go to: the steps that it needs and those it may take besides."""

    slug: str
    name: str
    note: str
    core: frozenset[str]
    optional: frozenset[str]


@dataclass(frozen=True)
class Start:
    """A role to come from; `already` are steps that it may show on the first day, each with why."""

    slug: str
    name: str
    lean_on: str
    watch: str
    already: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Preset:
    """A pace to choose, in hours a week."""

    hours: int
    name: str
    advice: str


@dataclass(frozen=True)
class Mile:
    """A stretch of the way with a name: on whose path, through which step (empty: to the end), without which."""

    what: str
    role: str
    through: str
    without: tuple[str, ...]


@dataclass(frozen=True)
class Reckoning:
    """What hours mean, and what they leave out: Markdown each, all but the first empty where nothing is said."""

    basis: str = ""
    waiting: str = ""
    slack: str = ""
    money: str = ""


@dataclass(frozen=True)
class ProjectFacts:
    """A project in a few words."""

    slug: str
    title: str
    depth: str
    low: int
    high: int

    @property
    def hours(self) -> str:
        """On top of its steps, as “15 to 25 hours”."""
        return Hours(Fraction(self.low), Fraction(self.high)).words


@dataclass(frozen=True)
class Facts:
    """Everything of a Route but what only one of its pages shows. Steps stand in the order of their stages."""

    slug: str
    title: str
    standfirst: str
    how_to_walk: str
    stages: tuple[StageFacts, ...]
    steps: tuple[StepFacts, ...]
    goals: tuple[Goal, ...]
    starts: tuple[Start, ...]
    presets: tuple[Preset, ...] = ()
    miles: tuple[Mile, ...] = ()
    reckoning: Reckoning = Reckoning()
    projects: tuple[ProjectFacts, ...] = ()

    @cached_property
    def descent(self) -> walking.Descent:
        legs = (
            Leg(step.slug, step.stage, step.title, step.low, step.high, RANKS[step.level], step.needs)
            for step in self.steps
        )
        return walking.Descent(self.slug, tuple(legs))

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Each step's number by its slug, as “5.3”."""
        found: dict[str, str] = {}
        for at, stage in enumerate(self.stages, 1):
            inside = (step for step in self.steps if step.stage == stage.slug)
            found |= {step.slug: f"{at}.{place}" for place, step in enumerate(inside, 1)}
        return found

    @cached_property
    def reached(self) -> list[tuple[str, int, str]]:
        """The stretches with a name: their words, how many steps and hours; not those that name what is not there."""
        found = []
        for mile in self.miles:
            goal = self.goal(mile.role)
            if mile.role and not goal:
                continue
            slugs = [leg.slug for leg in walking.path(self.descent, goal.core if goal else None)]
            counted = stretch(slugs, mile.through, mile.without)
            legs = walking.path(self.descent, counted or [])
            if legs:
                found.append((mile.what, len(legs), walking.hours_of(legs).words))
        return found

    def goal(self, slug: str) -> Goal | None:
        return next((goal for goal in self.goals if goal.slug == slug), None)

    def start(self, slug: str) -> Start | None:
        return next((start for start in self.starts if start.slug == slug), None)
