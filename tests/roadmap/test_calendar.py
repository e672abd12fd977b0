"""A plan as a calendar reads it: an event a stage, and a second import that moves it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import icalendar
import pytest

from roadmap.calendar import Place, ics
from roadmap.planning import plan
from roadmap.walking import Leg
from tests.factories.progress import NOON, PlanFactory

LEGS = [
    Leg("pick", "daylight", "Pick; price, “ship”", 7, 14),
    Leg("read", "topsoil", "Read\\write", 3, 4),
]
PLACES = {"daylight": Place("Daylight: what a user sees", "https://example.org/route/daylight/")}


@pytest.fixture
def kept():
    return PlanFactory.build(dated=True, learner=None, hours=Decimal(7))


def events(kept, start=date(2026, 12, 1), at=NOON):
    """What a calendar reads of the file, by UID."""
    text = ics(kept, plan(LEGS, 7, start), PLACES, "The 2026 Route", at)
    read = icalendar.Calendar.from_ical(text)
    assert not read.errors and all(not event.errors for event in read.walk("VEVENT"))
    return {str(event["UID"]): event for event in read.walk("VEVENT")}


def test_a_stage_is_an_event_of_whole_days(kept):
    daylight, topsoil = events(kept).values()

    assert (daylight.start, daylight.end) == (date(2026, 12, 1), date(2026, 12, 12))
    assert topsoil.start == date(2026, 12, 11)
    assert str(daylight["SUMMARY"]) == "Daylight: what a user sees"
    assert "• Pick; price, “ship”" in str(daylight["DESCRIPTION"])
    assert "7 to 14 hours. Done by 7 December 2026 at the earliest, 14 December 2026 at the latest" in str(
        daylight["DESCRIPTION"]
    )
    assert str(daylight["URL"]) == "https://example.org/route/daylight/"
    assert (str(daylight["TRANSP"]), str(daylight["CLASS"])) == ("TRANSPARENT", "PRIVATE")
    assert "Read\\write" in str(topsoil["DESCRIPTION"])


def test_a_later_file_moves_the_same_events(kept):
    before = events(kept)
    after = events(kept, start=date(2027, 1, 4), at=NOON + timedelta(hours=1))

    assert set(before) == set(after) == {f"{kept.uid}-daylight", f"{kept.uid}-topsoil"}
    for uid, event in after.items():
        assert event["SEQUENCE"] > before[uid]["SEQUENCE"]
        assert event.DTSTAMP > before[uid].DTSTAMP
        assert event.start > before[uid].start


def test_two_plans_share_no_event(kept):
    other = PlanFactory.build(dated=True, learner=None)

    assert not set(events(kept)) & set(events(other))


def test_the_file_is_as_the_standard_has_it(kept):
    text = ics(kept, plan(LEGS, 7, date(2026, 12, 1)), PLACES, "The 2026 Route", datetime.now(UTC))

    assert text.startswith(b"BEGIN:VCALENDAR\r\n") and text.endswith(b"END:VCALENDAR\r\n")
    assert b"VERSION:2.0\r\n" in text and b"METHOD:PUBLISH\r\n" in text and b"PRODID:" in text
    assert b"DTSTART;VALUE=DATE:20261201\r\n" in text
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))


def test_nothing_left_is_an_empty_calendar(kept):
    text = ics(kept, plan([], 7, date(2026, 12, 1)), PLACES, "The 2026 Route", NOON)

    assert not icalendar.Calendar.from_ical(text).walk("VEVENT")
