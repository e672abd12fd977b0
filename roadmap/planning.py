"""When somebody would be where: hours a week in, dates out. Pure; the dates are days, and nothing here knows the time.

Hours are laid out evenly over the days of a week, since nobody says which evenings they have. Days on which a learner
is away take no hours, and after every few weeks of work one week stays free, for illness, on-call and the week one
doesn't feel like it.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from heapq import heapify, heappop, heappush
from itertools import groupby

from roadmap.walking import Hours, Leg, Number, State, hours_of

SLACK = 6  # one week free after so many
MOST_HOURS = 60  # a week
FEWEST_HOURS = Fraction(1, 2)
MOST_HOLIDAYS = 40
LONGEST_HOLIDAY = timedelta(days=366)
FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2099, 12, 31)
WEEK = 7
DAY = timedelta(days=1)

Holidays = Sequence[tuple[date, date]]


class Refused(ValueError):
    """No dates can be had from this. `field` is what is wrong (hours, start, holidays); the message is a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True)
class Span:
    """When a stage would be walked: first and last day at a middling pace; last day at the quickest and the slowest."""

    stage: str
    legs: tuple[Leg, ...]
    begins: date
    ends: date
    earliest: date
    latest: date

    @property
    def hours(self) -> Hours:
        return hours_of(self.legs)


@dataclass(frozen=True)
class Schedule:
    """Dates for a path: its spans, in order; and when it would end at the quickest, a middling and the slowest pace.

    Without legs there are no spans, and all dates are the start.
    """

    start: date
    spans: tuple[Span, ...]
    earliest: date
    ends: date
    latest: date

    @property
    def legs(self) -> tuple[Leg, ...]:
        """All its steps, in the order in which they are laid out."""
        return tuple(leg for span in self.spans for leg in span.legs)

    @property
    def hours(self) -> Hours:
        return hours_of(self.legs)

    @property
    def weeks(self) -> tuple[int, int]:
        """How many weeks it takes, begun ones counted, at the quickest and at the slowest."""
        quick, slow = (math.ceil(((end - self.start).days + 1) / WEEK) for end in (self.earliest, self.latest))
        return quick, slow


class Pace(StrEnum):
    """How somebody stands to the dates that they set."""

    BEFORE = "before"
    BEHIND = "behind"
    WITHIN = "within"
    AHEAD = "ahead"
    DONE = "done"


@dataclass(frozen=True)
class Standing:
    """How somebody stands to their dates, in a kind sentence; and the dates as they are from today, over what is left.

    `weeks` is by how many weeks of their hours they are behind or ahead, at least 1 then, else 0.
    """

    pace: Pace
    weeks: int
    schedule: Schedule

    @property
    def words(self) -> str:
        """What to say of it."""
        by = "about a week" if self.weeks == 1 else f"about {self.weeks} weeks"
        until = f"between {day_words(self.schedule.earliest)} and {day_words(self.schedule.latest)}"
        if self.schedule.earliest == self.schedule.latest:
            until = f"on {day_words(self.schedule.latest)}"
        return {
            Pace.BEFORE: f"You begin on {day_words(self.schedule.start)}, and would be through {until}.",
            Pace.BEHIND: f"You are {by} behind the dates you set. That happens, and nothing is lost: from today over "
            f"what is left, you would be through {until}.",
            Pace.WITHIN: f"You are within the dates you set. You would be through {until}.",
            Pace.AHEAD: f"You are {by} ahead of the dates you set. You would be through {until}.",
            Pace.DONE: "Everything on your path is done.",
        }[self.pace]


def plan(
    legs: Sequence[Leg], hours_per_week: Number, start: date, holidays: Holidays = (), slack: int = SLACK
) -> Schedule:
    """Dates for `legs`, from `start` on. A stage is walked when its last step is.

    `holidays` are pairs of first and last day, in any order; they may overlap. After every `slack` weeks of work one is
    free, 0 for none. Raises Refused for hours, dates or holidays that no plan can be made of.
    """
    calendar = _Calendar(hours_per_week, start, holidays, slack)
    done = {pace: Fraction(0) for pace in _PACES}
    spans = []
    for stage, of_stage in groupby(_by_stage(in_order(legs)), key=lambda leg: leg.stage):
        walked = tuple(of_stage)
        hours = hours_of(walked)
        begins = calendar.begin(done["middle"])
        for pace in _PACES:
            done[pace] += getattr(hours, pace)
        earliest, ends, latest = (calendar.end(done[pace]) for pace in _PACES)
        spans.append(Span(stage, walked, min(begins, ends), ends, earliest, latest))
    earliest, ends, latest = (calendar.end(done[pace]) for pace in _PACES)
    return Schedule(start, tuple(spans), earliest, ends, latest)


def standing(
    legs: Sequence[Leg],
    states: Mapping[str, State],
    today: date,
    hours_per_week: Number,
    start: date,
    holidays: Holidays = (),
    slack: int = SLACK,
) -> Standing:
    """How somebody stands on `today` to the dates they had from planning `legs`, given what they say of steps.

    Leave out of `legs` what was done before the plan was made. Behind: something is not done by the day on which even
    the slowest pace has it done. Ahead: more is done than the quickest would have. Raises Refused, as `plan` does.
    """
    open_legs = [leg for leg in legs if states.get(leg.slug) not in (State.DONE, State.SKIP)]
    schedule = plan(open_legs, hours_per_week, max(start, today), holidays, slack)
    if not open_legs:
        return Standing(Pace.DONE, 0, schedule)
    walked = hours_of(legs).middle - hours_of(open_legs).middle
    if today < start:
        return Standing(Pace.BEFORE, 0, schedule)
    calendar = _Calendar(hours_per_week, start, holidays, slack)
    worked = calendar.hours_by(today - DAY)
    whole = hours_of(legs)
    # What either pace has done after the hours worked, counted in the hours of the middle one.
    quick, slow = (
        min(worked / of_pace, Fraction(1)) * whole.middle if of_pace else whole.middle
        for of_pace in (whole.low, whole.high)
    )
    week = Fraction(hours_per_week)
    if behind := int((slow - walked) / week) if walked < slow else 0:
        return Standing(Pace.BEHIND, behind, schedule)
    if ahead := int((walked - quick) / week) if walked > quick else 0:
        return Standing(Pace.AHEAD, ahead, schedule)
    return Standing(Pace.WITHIN, 0, schedule)


def in_order(legs: Sequence[Leg]) -> tuple[Leg, ...]:
    """`legs`, each after those of its prerequisites that are among them; otherwise as they come.

    What a circle holds together comes last, as it came.
    """
    places = {leg.slug: place for place, leg in enumerate(legs)}
    waits = {leg.slug: {slug for slug in leg.prerequisites if slug in places and slug != leg.slug} for leg in legs}
    leads: dict[str, list[str]] = {slug: [] for slug in places}
    for slug, needed in waits.items():
        for other in needed:
            leads[other].append(slug)
    free = [places[slug] for slug, needed in waits.items() if not needed]
    heapify(free)
    ordered: list[Leg] = []
    while free:
        leg = legs[heappop(free)]
        ordered.append(leg)
        for slug in leads[leg.slug]:
            waits[slug].discard(leg.slug)
            if not waits[slug]:
                heappush(free, places[slug])
    placed = {leg.slug for leg in ordered}
    return (*ordered, *(leg for leg in legs if leg.slug not in placed))


def check(hours_per_week: Number, start: date, holidays: Holidays = ()) -> None:
    """Raises Refused, with a sentence, for what no plan can be made of."""
    if not math.isfinite(hours_per_week) or not FEWEST_HOURS <= Fraction(hours_per_week) <= MOST_HOURS:
        raise Refused("hours", f"Name the hours that you have in a week: half an hour at least, {MOST_HOURS} at most.")
    if not FIRST_DAY <= start <= LAST_DAY:
        raise Refused("start", f"Choose a first day between {FIRST_DAY.year} and {LAST_DAY.year}.")
    if len(holidays) > MOST_HOLIDAYS:
        raise Refused("holidays", f"That is more than {MOST_HOLIDAYS} times away. Join some of them.")
    for first, last in holidays:
        if last < first:
            raise Refused(
                "holidays", f"The time away from {day_words(first)} ends on {day_words(last)}, before it begins."
            )
        if not FIRST_DAY <= first <= last <= LAST_DAY:
            raise Refused("holidays", f"Time away lies between {FIRST_DAY.year} and {LAST_DAY.year}.")
        if last - first >= LONGEST_HOLIDAY:
            raise Refused(
                "holidays", f"The time away from {day_words(first)} is longer than a year. Begin the plan after it."
            )


_PACES = ("low", "middle", "high")


class _Calendar:
    """Which day it is after so many hours of work, and how many hours a day has seen."""

    def __init__(self, hours_per_week: Number, start: date, holidays: Holidays, slack: int) -> None:
        check(hours_per_week, start, holidays)
        self.a_day = Fraction(hours_per_week) / WEEK
        self.start = start
        self.slack = slack * WEEK  # days of work before a free week; 0: none is
        self.away = [(max(first, start), last) for first, last in _joined(holidays) if last >= start]
        # How many days at home lie before each time away.
        self.before = []
        gone = 0
        for first, last in self.away:
            self.before.append((first - start).days - gone)
            gone += (last - first).days + 1

    def end(self, hours: Fraction) -> date:
        """The day at whose end `hours` are worked; the start for none."""
        return self._day(max(math.ceil(hours / self.a_day), 1))

    def begin(self, hours: Fraction) -> date:
        """The day on which work goes on after `hours`."""
        return self._day(int(hours / self.a_day) + 1)

    def hours_by(self, day: date) -> Fraction:
        """The hours worked by the end of `day`."""
        if day < self.start:
            return Fraction(0)
        away = sum((min(last, day) - first).days + 1 for first, last in self.away if first <= day)
        home = (day - self.start).days + 1 - away
        if self.slack:
            rounds, rest = divmod(home, self.slack + WEEK)
            home = rounds * self.slack + min(rest, self.slack)
        return home * self.a_day

    def _day(self, worked: int) -> date:
        """The `worked`th day of work, from 1 on: free weeks and times away are stepped over."""
        home = worked - 1
        if self.slack:
            home += home // self.slack * WEEK
        passed = bisect_right(self.before, home)
        days = home + sum((last - first).days + 1 for first, last in self.away[:passed])
        if days > (LAST_DAY - self.start).days:
            raise Refused("hours", f"At this pace it would end after {LAST_DAY.year}. Name more hours a week.")
        return self.start + days * DAY


def _joined(holidays: Holidays) -> list[tuple[date, date]]:
    """`holidays` in order, those that touch made one."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(holidays):
        if joined and first <= joined[-1][1] + DAY:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def _by_stage(legs: Iterable[Leg]) -> list[Leg]:
    """`legs` with those of a stage together, stages in the order in which they first come."""
    stages: dict[str, list[Leg]] = {}
    for leg in legs:
        stages.setdefault(leg.stage, []).append(leg)
    return [leg for of_stage in stages.values() for leg in of_stage]


def day_words(day: date) -> str:
    """“1 December 2026”."""
    return f"{day.day} {day:%B %Y}"
