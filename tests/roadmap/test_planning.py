"""Hours a week in, dates out: in the order of what is needed first, around times away, and moved when life goes on."""

from datetime import date, timedelta
from decimal import Decimal
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.planning import DAY, Pace, Refused, in_order, plan, standing
from roadmap.walking import Leg, State

MONDAY = date(2026, 11, 30)


def leg(slug, low, high=None, stage="daylight", needs=()):
    return Leg(slug, stage, slug.title(), low, high or low, prerequisites=needs)


FORTNIGHT = (leg("a", 3, 7), leg("b", 4, 7, stage="topsoil"))


def test_a_stage_ends_between_its_quickest_and_its_slowest_pace():
    schedule = plan(FORTNIGHT, 7, MONDAY, slack=0)  # an hour a day

    daylight, topsoil = schedule.spans
    assert (daylight.begins, daylight.ends) == (MONDAY, date(2026, 12, 4))
    assert (daylight.earliest, daylight.latest) == (date(2026, 12, 2), date(2026, 12, 6))
    assert (topsoil.begins, topsoil.ends) == (date(2026, 12, 5), date(2026, 12, 10))
    assert (schedule.earliest, schedule.ends, schedule.latest) == (
        date(2026, 12, 6),
        date(2026, 12, 10),
        date(2026, 12, 13),
    )
    assert schedule.weeks == (1, 2)


def test_days_away_take_no_hours():
    away = [(date(2026, 12, 3), date(2026, 12, 5)), (date(2026, 12, 1), date(2026, 12, 1))]

    schedule = plan([leg("a", 3)], 7, MONDAY, away, slack=0)

    assert schedule.ends == date(2026, 12, 6)


def test_times_away_that_overlap_or_are_past_count_once_or_not():
    away = [(date(2026, 11, 1), date(2026, 11, 30)), (date(2026, 12, 2), date(2026, 12, 4))] * 2

    assert plan([leg("a", 2)], 7, MONDAY, away, slack=0).ends == date(2026, 12, 5)


def test_a_week_stays_free_after_every_six():
    through = plan([leg("a", 42)], 7, MONDAY)
    longer = plan([leg("a", 43)], 7, MONDAY)

    assert through.ends == MONDAY + timedelta(days=41)
    assert longer.ends == MONDAY + timedelta(days=49)


def test_what_is_needed_comes_first_and_otherwise_the_order_stays():
    legs = [leg("c", 1, needs=("b", "elsewhere")), leg("d", 1), leg("b", 1), leg("a", 1)]

    assert [one.slug for one in in_order(legs)] == ["d", "b", "c", "a"]


def test_a_circle_is_walked_as_it_comes():
    legs = [leg("a", 1, needs=("b",)), leg("b", 1, needs=("a",)), leg("c", 1, needs=("c",))]

    assert [one.slug for one in in_order(legs)] == ["c", "a", "b"]


def test_nothing_left_is_through_on_the_first_day():
    schedule = plan((), 4, MONDAY)

    assert (schedule.spans, schedule.start, schedule.ends, schedule.latest) == ((), MONDAY, MONDAY, MONDAY)


@pytest.mark.parametrize("hours", [0, -1, 0.1, 61, 10**9, inf, nan, Decimal("NaN")])
def test_hours_that_no_week_has_are_refused_in_a_sentence(hours):
    with pytest.raises(Refused, match="half an hour at least, 60 at most") as refused:
        plan(FORTNIGHT, hours, MONDAY)

    assert refused.value.field == "hours"


@pytest.mark.parametrize("start", [date(9999, 12, 31), date.max, date.min, date(2100, 1, 1)])
def test_a_first_day_out_of_reason_is_refused_in_a_sentence(start):
    with pytest.raises(Refused, match="between 2020 and 2099") as refused:
        plan(FORTNIGHT, 4, start)

    assert refused.value.field == "start"


@pytest.mark.parametrize(
    ("away", "said"),
    [
        ([(MONDAY, MONDAY - DAY)], "ends on 29 November 2026, before it begins"),
        ([(MONDAY, date(9999, 12, 31))], "between 2020 and 2099"),
        ([(MONDAY, MONDAY + timedelta(days=366))], "longer than a year"),
        ([(MONDAY, MONDAY)] * 41, "more than 40"),
    ],
)
def test_times_away_out_of_reason_are_refused_in_a_sentence(away, said):
    with pytest.raises(Refused, match=said) as refused:
        plan(FORTNIGHT, 4, MONDAY, away)

    assert refused.value.field == "holidays"


def test_a_plan_that_would_not_end_is_refused():
    with pytest.raises(Refused, match="Name more hours a week"):
        plan([leg("a", 5000)], 0.5, MONDAY)


def test_before_the_first_day_nobody_is_late():
    stands = standing(FORTNIGHT, {}, MONDAY - DAY, 7, MONDAY)

    assert (stands.pace, stands.schedule.start) == (Pace.BEFORE, MONDAY)


def test_on_the_first_day_nobody_is_late():
    assert standing(FORTNIGHT, {}, MONDAY, 7, MONDAY).pace is Pace.WITHIN


def test_who_is_behind_is_told_kindly_and_the_plan_moves():
    today = MONDAY + timedelta(days=28)

    stands = standing(FORTNIGHT, {}, today, 7, MONDAY)

    assert (stands.pace, stands.weeks, stands.schedule.start) == (Pace.BEHIND, 1, today)
    assert stands.words == (
        "You are about a week behind the dates you set. That happens, and nothing is lost: "
        "from today over what is left, you would be through between 3 January 2027 and 10 January 2027."
    )


def test_who_is_ahead_hears_it_and_is_through_sooner():
    legs = (leg("a", 14), leg("b", 14))
    today = MONDAY + timedelta(days=1)

    stands = standing(legs, {"a": State.DONE}, today, 7, MONDAY)

    assert (stands.pace, stands.weeks) == (Pace.AHEAD, 1)
    assert stands.schedule.ends == today + timedelta(days=13)


def test_time_away_makes_nobody_late():
    today = MONDAY + timedelta(days=28)

    assert standing(FORTNIGHT, {}, today, 7, MONDAY, [(MONDAY, today)]).pace is Pace.WITHIN


def test_who_did_or_skipped_everything_is_done():
    stands = standing(FORTNIGHT, {"a": State.DONE, "b": State.SKIP}, MONDAY, 7, MONDAY)

    assert (stands.pace, stands.words) == (Pace.DONE, "Everything on your path is done.")


@st.composite
def plannings(draw):
    """Legs, hours a week, times away, and after how many weeks one stays free."""
    names = draw(st.lists(st.text("abcdef", min_size=1, max_size=2), unique=True, min_size=1, max_size=10))
    legs = []
    for name in names:
        low, high = sorted((draw(st.integers(0, 30)), draw(st.integers(0, 30))))
        needs = tuple(draw(st.lists(st.sampled_from(names), max_size=2)))
        legs.append(Leg(name, draw(st.sampled_from("xyz")), name, low, high, 0, needs))
    days = st.integers(-40, 400)
    away = [
        (MONDAY + timedelta(days=first), MONDAY + timedelta(days=first + length))
        for first, length in draw(st.lists(st.tuples(days, st.integers(0, 60)), max_size=6))
    ]
    hours = draw(st.decimals("0.5", 60, places=1))
    return legs, hours, away, draw(st.sampled_from([0, 1, 6]))


@given(plannings())
def test_dates_follow_one_another_and_no_day_of_work_is_a_day_away(planning):
    legs, hours, away, slack = planning
    schedule = plan(legs, hours, MONDAY, away, slack)

    assert sorted(one.slug for one in schedule.legs) == sorted(one.slug for one in legs)
    ends = MONDAY
    for span in schedule.spans:
        assert MONDAY <= span.begins <= span.ends
        assert span.earliest <= span.ends <= span.latest
        assert ends <= span.ends
        ends = span.ends
        assert not any(first <= day <= last for day in (span.ends, span.latest) for first, last in away)
    assert schedule.earliest <= schedule.ends <= schedule.latest


@given(plannings(), st.integers(0, 400))
def test_more_hours_a_week_never_end_later(planning, days):
    legs, hours, away, slack = planning

    assert plan(legs, min(hours * 2, 60), MONDAY, away, slack).latest <= plan(legs, hours, MONDAY, away, slack).latest


@given(plannings(), st.integers(0, 400))
def test_who_did_nothing_is_never_ahead_and_who_did_all_is_done(planning, days):
    legs, hours, away, slack = planning
    today = MONDAY + timedelta(days=days)
    nothing = standing(legs, {}, today, hours, MONDAY, away, slack)
    everything = standing(legs, {one.slug: State.DONE for one in legs}, today, hours, MONDAY, away, slack)

    assert nothing.pace in (Pace.WITHIN, Pace.BEHIND)
    assert nothing.schedule.start == today
    assert everything.pace is Pace.DONE
