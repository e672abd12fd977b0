"""What a runtime accepts, refuses and repairs; and that nothing a reader writes is ever run."""

import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice.drawings import draw
from practice.ideas.tool_use import (
    CLOSES,
    GATES,
    OPENS,
    Inputs,
    compute,
    decimal,
    minute,
    reckon,
    sentence,
    tables,
)
from tests.practice.any_inputs import inputs_of
from tests.practice.bundle import made

MADE = made("tool-use")
JSONISH = st.text(st.sampled_from("{}[]\"':,. ab01\\nul"), max_size=60)
CALLS = st.builds(
    '{{"name": {}, "arguments": {}}}'.format,
    st.sampled_from(['"calendar_add"', '"calculator"', '"calendar_list"', "1", '"x"']),
    JSONISH | st.sampled_from(['{"date": "2026-06-11"}', '{"expression": "1/0"}', '{"expression": "(2"}']),
)


def sent(message="", **others):
    return compute(Inputs(message=message, **others), MADE)


@settings(max_examples=100, deadline=None)
@given(inputs_of("tool-use"), st.none() | JSONISH | CALLS)
def test_any_message_stops_at_a_gate_or_runs(inputs, message):
    if message is not None:
        inputs = Inputs.read({"message": message, "repair": "on" if inputs.repair else "off"})[0]
    result = compute(inputs, MADE)

    assert result.stopped_at in (*GATES, "ran")
    assert result.entries == 6 + len(result.added)
    for day, start, minutes, title in result.added:
        assert date.fromisoformat(day).weekday() < 5
        assert minute(start) >= OPENS and minute(start) + minutes <= CLOSES
        assert title.isprintable()
    assert compute(inputs, MADE) == result
    assert sentence(inputs, result).isprintable() or "\n" in result.said
    assert draw("tool-use", inputs, result) and len(tables(inputs, result)) == 2


@given(st.text(st.sampled_from("0123456789.+-*/() "), max_size=60))
def test_a_sum_is_a_number_or_is_refused(expression):
    try:
        value = reckon(expression)
    except (ValueError, ZeroDivisionError):
        return

    assert isinstance(value, Fraction)
    assert abs(Fraction(decimal(value)) - value) <= Fraction(1, 20_000)


SIGNS = {"+": Fraction.__add__, "-": Fraction.__sub__, "*": Fraction.__mul__}


@given(st.integers(0, 999), st.lists(st.tuples(st.sampled_from("+-*"), st.integers(0, 999)), max_size=8))
def test_parentheses_are_reckoned_from_the_inside(first, others):
    expression, value = str(first), Fraction(first)
    for sign, number in others:
        expression, value = f"({expression} {sign} {number})", SIGNS[sign](value, Fraction(number))

    assert reckon(expression) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [("2+3*4", "14"), ("-(1.5+.5)", "-2"), ("1/3", "0.3333"), ("2/3", "0.6667"), ("8-3-2", "3"), ("16/4/2", "2")],
)
def test_the_calculator_knows_what_comes_first(expression, value):
    assert sent(f'{{"name": "calculator", "arguments": {{"expression": "{expression}"}}}}').sent_back == (value,)


@pytest.mark.parametrize("expression", ["1/0", "2**3", "7//2", "1 2", "(1", "1)", "1.2.3", "+", "()", "."])
def test_what_is_no_sum_is_refused_with_a_reason(expression):
    result = sent(f'{{"name": "calculator", "arguments": {{"expression": "{expression}"}}}}')

    assert result.stopped_at == "refused" and result.sent_back[0].startswith("refused: ")


@pytest.mark.parametrize(
    ("message", "gate"),
    [
        ("Hello", "text"),
        ("{", "json"),
        ('{"name": "calculator", "name": "x", "arguments": {}}', "json"),
        ('{"name": "calculator", "arguments": {"expression": NaN}}', "json"),
        ('{"name": "calendar_list", "arguments": {"date": "2026-06-11"}} and that is all', "json"),
        ("{" + '"a": {' * 90, "json"),
        ("{}", "shape"),
        ('{"name": "calendar_list", "arguments": []}', "shape"),
        ('{"name": "eval", "arguments": {}}', "tool"),
        ('{"name": "calendar_list", "arguments": {}}', "arguments"),
        ('{"name": "calendar_list", "arguments": {"date": "2026-06-13"}}', "arguments"),
        ('{"name": "calculator", "arguments": {"expression": "__import__"}}', "arguments"),
    ],
)
def test_each_gate_stops_what_it_is_for(message, gate):
    assert sent(message).stopped_at == gate


def booking(**changes):
    return json.dumps(
        {
            "name": "calendar_add",
            "arguments": {"title": "Ada", "date": "2026-06-11", "start": "15:30", "minutes": 45} | changes,
        }
    )


@pytest.mark.parametrize("minutes", [True, 45.0, "45", 4, 241, None])
def test_minutes_are_a_whole_number_in_range(minutes):
    result = sent(booking(minutes=minutes))

    assert (result.stopped_at, result.sent_back) == ("arguments", ("minutes: expected a whole number from 5 to 240",))


def test_entries_may_touch_but_not_overlap_nor_leave_the_working_day():
    assert sent(booking(start="15:30")).stopped_at == "ran"
    assert sent(booking(start="15:29")).stopped_at == "refused"
    assert sent(booking(start="17:15")).stopped_at == "ran"
    assert sent(booking(start="17:16")).stopped_at == "refused"
    assert sent(booking(start="07:59")).stopped_at == "refused"


def test_calls_before_the_one_that_stops_have_run():
    result = sent(booking() + booking())

    assert (result.calls, result.stopped_at, len(result.added)) == (2, "refused", 1)
    assert result.sent_back[0] == "booked Thursday 15:30 for 45 minutes" and "clashes with Ada" in result.sent_back[1]


def test_a_repair_says_what_it_dropped():
    inputs = Inputs(example="extra", repair=True)
    result = compute(inputs, MADE)

    assert result.dropped == ("dry_run",) and "dropped dry_run" in sentence(inputs, result)


def test_a_title_that_can_not_be_shown_is_mended_before_it_is_kept():
    assert sent(booking(title="A\x00\ud800da")).added[0][3] == "A��da"


def test_the_calendar_shows_what_was_wanted_as_long_as_nothing_stands_there():
    def drawing(**given):
        inputs = Inputs(**given)
        return draw("tool-use", inputs, compute(inputs, MADE))

    assert drawing(example="talk").is_goal_free and not drawing().is_goal_free
    assert [gate.state for gate in drawing(example="tool").gates] == ["open"] * 3 + ["closed"] + ["unreached"] * 2
    assert drawing(message=booking(title="Ada and a long title"[:40])).entries[-1].lines
