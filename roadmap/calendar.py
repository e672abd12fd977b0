"""A plan as an iCalendar file: an all-day event a stage, which a second import moves instead of doubling."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from roadmap.models.progress import Plan
from roadmap.planning import Schedule, Span, day_words

PRODUCT = "-//Next Layer//The Route//EN"
CONTENT_TYPE = "text/calendar; charset=utf-8"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Place:
    """A stage as a calendar names it: its name, and its address in full."""

    name: str
    url: str


def ics(plan: Plan, schedule: Schedule, places: Mapping[str, Place], name: str, at: datetime) -> bytes:
    """`schedule` of `plan` as the file of a calendar called `name`, made `at`.

    An event's UID is that of the plan and the slug of its stage, its SEQUENCE the seconds since the plan was made, so
    that a later file wins wherever an earlier one was imported (RFC 5545, 3.8.7.4; RFC 5546, 2.1.4).
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    sequence = max(int((at - (plan.planned_at or at)).total_seconds()), 0)
    for span in schedule.spans:
        calendar.add_component(_event(plan, span, places.get(span.stage, Place(span.stage, "")), at, sequence))
    return calendar.to_ical()


def _event(plan: Plan, span: Span, place: Place, at: datetime, sequence: int) -> Event:
    event = Event()
    event.add("uid", f"{plan.uid}-{span.stage}")
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", sequence)
    event.add("dtstart", span.begins)
    event.add("dtend", span.ends + DAY)  # the first day after
    event.add("summary", place.name)
    event.add("description", _description(span, place))
    event.add("transp", "TRANSPARENT")  # a day with a stage in it is not a busy day
    event.add("class", "PRIVATE")
    if place.url:
        event.add("url", place.url)
    return event


def _description(span: Span, place: Place) -> str:
    """The steps, a line each; the hours; between which days it would end."""
    steps = "\n".join(f"• {leg.title}" for leg in span.legs)
    until = f"{day_words(span.earliest)} at the earliest, {day_words(span.latest)} at the latest"
    return "\n\n".join(part for part in (steps, f"{span.hours.words}. Done by {until}.", place.url) if part)
