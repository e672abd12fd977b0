"""The one filter of the statistics: read from an address, put back into one, said in words. Knows no model.

Nonsense in an address is never an error: it is said, and what stands in its place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlencode

EARLIEST, LATEST = date(2020, 1, 1), date(2099, 12, 31)
USUAL_DAYS = 30
MOST_SAID = 40  # characters of a value that is quoted back


class Which(StrEnum):
    """Which attempts: everybody's first, later ones, or both."""

    ALL = "all"
    FIRST = "first"
    RETAKES = "retakes"

    @property
    def retakes(self) -> tuple[bool, ...]:
        """The values of `retake` that belong to it."""
        return {"all": (False, True), "first": (False,), "retakes": (True,)}[self]

    @property
    def words(self) -> str:
        return {"all": "first attempts and retakes", "first": "first attempts", "retakes": "retakes"}[self]


@dataclass(frozen=True)
class Answer:
    """An answer about the present job: its place in the edition, what an address calls it, its words."""

    place: int
    slug: str
    text: str


NO_ANSWER = Answer(0, "not-said", "Not said")


@dataclass(frozen=True)
class EditionChoice:
    """An edition that can be asked for, with the answers about the present job that it offers."""

    pk: int
    name: str
    since: date
    answers: tuple[Answer, ...] = ()

    def answer(self, slug: str) -> Answer | None:
        """The answer that an address calls so; none where the present job is not asked for."""
        offered = (*self.answers, NO_ANSWER) if self.answers else ()
        return next((answer for answer in offered if answer.slug == slug), None)


@dataclass(frozen=True)
class Period:
    """Days in UTC, both ends included."""

    first: date
    last: date

    def __str__(self) -> str:
        return day(self.last) if self.first == self.last else f"{day(self.first)} to {day(self.last)}"

    @property
    def months(self) -> str:
        """The whole months that it touches, in words."""
        first, last = f"{self.first:%B %Y}", f"{self.last:%B %Y}"
        return first if first == last else f"{first} to {last}"

    @property
    def is_whole_months(self) -> bool:
        """Whether it begins and ends as months do."""
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def day(one: date) -> str:
    """“3 November 2026”."""
    return f"{one.day} {one:%B %Y}"


@dataclass(frozen=True)
class Filter:
    """What every figure, chart, table and export is about; `other` is what it is compared with."""

    edition: EditionChoice
    period: Period
    which: Which = Which.ALL
    today: Answer | None = None
    other: "Filter | None" = field(default=None, compare=False)

    def __str__(self) -> str:
        """In words, without a full stop."""
        job = f", role today: {self.today.text}" if self.today else ""
        return f"{self.edition.name}; {self.period}; {self.which.words}{job}"

    @property
    def values(self) -> dict[str, str]:
        """As an address has them."""
        found = {
            "edition": str(self.edition.pk),
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "attempts": self.which.value,
            "today": self.today.slug if self.today else "",
        }
        if self.other:
            found["with"] = str(self.other.edition.pk)
            found |= {
                "with_from": self.other.period.first.isoformat(),
                "with_to": self.other.period.last.isoformat(),
            }
        return found

    @property
    def query(self) -> str:
        """The query of its address; “” is left out."""
        return urlencode({name: value for name, value in self.values.items() if value})

    @property
    def alone(self) -> "Filter":
        """The same without what it is compared with."""
        return replace(self, other=None)

    def over(self, period: Period) -> "Filter":
        """The same, over another period."""
        return replace(self, period=period)

    def presets(self, now: date) -> Iterator[tuple[str, "Filter"]]:
        """Periods that are often asked for, with their names."""
        month = now.replace(day=1)
        yield "Last 7 days", self.over(Period(now - timedelta(days=6), now))
        yield "Last 30 days", self.over(Period(now - timedelta(days=USUAL_DAYS - 1), now))
        yield "This month", self.over(Period(month, now))
        before = month - timedelta(days=1)
        yield "Last month", self.over(Period(before.replace(day=1), before))
        yield "Whole edition", self.over(Period(min(self.edition.since, now), now))


@dataclass(frozen=True)
class Read:
    """A filter as it was read, and a sentence for each thing that was no sense."""

    filter: Filter
    troubles: tuple[str, ...]


def read(asked: Mapping[str, str], editions: Sequence[EditionChoice], now: date) -> Read:
    """The filter that an address asks for; `editions` has at least one, of which the first is the usual one."""
    troubles: list[str] = []
    edition = _edition(asked.get("edition", ""), editions, editions[0], troubles)
    usual = Period(now - timedelta(days=USUAL_DAYS - 1), now)
    period = _period(asked.get("from", ""), asked.get("to", ""), usual, troubles)
    if period.first > now:
        troubles.append(f"The period begins after today, {day(now)}: nothing can have been counted in it.")
    which = _which(asked.get("attempts", ""), troubles)
    today = _today(asked.get("today", ""), edition, troubles)
    found = Filter(edition, period, which, today)
    if any(asked.get(name, "") for name in ("with", "with_from", "with_to")):
        found = replace(found, other=_other(asked, editions, found, troubles))
    return Read(found, tuple(troubles))


def _edition(value: str, editions: Sequence[EditionChoice], usual: EditionChoice, troubles: list[str]) -> EditionChoice:
    if not value:
        return usual
    known = next((edition for edition in editions if str(edition.pk) == value), None)
    if known is None:
        troubles.append(f"There is no edition “{_said(value)}”. This is {usual.name}.")
    return known or usual


def _period(first: str, last: str, usual: Period, troubles: list[str]) -> Period:
    """The days that are asked for; one end alone leaves the other as long ago, or as late, as is usual."""
    ends = _day(last, usual.last, troubles)
    begins = _day(first, usual.first if not last else max(EARLIEST, ends - (usual.last - usual.first)), troubles)
    if begins > ends and last:
        troubles.append("The period ended before it began: the two days are exchanged.")
        begins, ends = ends, begins
    return Period(begins, max(begins, ends))


def _day(value: str, usual: date, troubles: list[str]) -> date:
    if not value:
        return usual
    try:
        found = date.fromisoformat(value)
    except ValueError:
        troubles.append(f"“{_said(value)}” is no day, such as {usual.isoformat()}. This is from or to {day(usual)}.")
        return usual
    if not EARLIEST <= found <= LATEST:
        troubles.append(f"{day(found)} is out of reach: days from {day(EARLIEST)} to {day(LATEST)} can be asked for.")
    return min(max(found, EARLIEST), LATEST)


def _which(value: str, troubles: list[str]) -> Which:
    if value and value not in list(Which):
        troubles.append(f"“{_said(value)}” is none of all, first, retakes. This is all attempts.")
        return Which.ALL
    return Which(value or Which.ALL)


def _today(value: str, edition: EditionChoice, troubles: list[str]) -> Answer | None:
    known = edition.answer(value) if value else None
    if value and known is None:
        troubles.append(f"{edition.name} has no answer “{_said(value)}” about the present job. This is everybody.")
    return known


def _other(
    asked: Mapping[str, str], editions: Sequence[EditionChoice], one: Filter, troubles: list[str]
) -> Filter | None:
    """What is compared with: the same but for edition, period or both; None where nothing differs."""
    edition = _edition(asked.get("with", ""), editions, one.edition, troubles)
    period = _period(asked.get("with_from", ""), asked.get("with_to", ""), one.period, troubles)
    today = edition.answer(one.today.slug) if one.today else None
    if one.today and today is None:
        troubles.append(f"{edition.name} does not offer “{one.today.text}”: it is not compared with.")
        return None
    other = Filter(edition, period, one.which, today)
    if (other.edition, other.period) == (one.edition, one.period):
        troubles.append("What you compare with is the same edition and period: choose another of either.")
        return None
    return other


def _said(value: str) -> str:
    """What was written, cut short, without what can't be shown."""
    shown = "".join(sign if sign.isprintable() else "�" for sign in value[:MOST_SAID])
    return shown + ("…" if len(value) > MOST_SAID else "")
