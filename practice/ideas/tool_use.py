"""Tool use: what a program does with a message that asks for a tool. No model; the reader plays it.

Six gates in order: is there a call, is it JSON (RFC 8259), has it the right shape, does the tool exist, do the
arguments fit their schema, may this be done. A message is text for the user unless one of its lines starts with a
brace; from there on it must be JSON objects, one after the other. The calculator reads + - * / and parentheses by
recursive descent, with exact fractions; nothing is ever evaluated as code.

Dates are ISO 8601, times "15:30", lengths whole minutes. The calendar starts fresh with each message.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from practice.ideas import Table
from practice.ideas.inputs import Given, choice, text, toggle
from practice.ideas.saying import counted, listed

DATA: tuple[str, ...] = ()
GATES = ("text", "json", "shape", "tool", "arguments", "refused")
OPENS, CLOSES = 8 * 60, 18 * 60
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
LONGEST_NAME = 40

Entry = tuple[str, str, int, str]


@dataclass(frozen=True)
class Inputs(Given):
    example: str = choice(
        "good",
        "good",
        "talk",
        "comma",
        "quotes",
        "string",
        "extra",
        "tool",
        "day",
        "wrong",
        "clash",
        "two",
        "sum",
        "code",
    )
    message: str = text("", 500, lines=True)
    repair: bool = toggle(False)
    helpful: bool = toggle(True)


@dataclass(frozen=True)
class Result:
    """How far the message came, what went back, and the calendar.

    `stopped_at` is one of `GATES`, or "ran". `days` are the dates of the week; `calendar` holds [date, start, minutes,
    title] in order of time, `schemas` the tools with what each argument expects; `dropped` are the arguments that a
    repair left out.
    """

    said: str
    calls: int
    stopped_at: str
    trace: tuple[str, ...]
    sent_back: tuple[str, ...]
    entries: int
    added: tuple[Entry, ...]
    task_done: bool
    message: str
    task: str
    goal: tuple[str, str, int]
    days: tuple[str, ...]
    calendar: tuple[Entry, ...]
    schemas: tuple[tuple[str, str, str], ...]
    dropped: tuple[str, ...]


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The task, the calendar, the schemas and the messages of the figure, as they are."""
    figure = data["figure"]
    return {
        "task": figure["task"],
        "goal": figure["goal"],
        "calendar": figure["calendar"],
        "tools": figure["tools"],
        "messages": {one["id"]: one["message"] for one in figure["prepared"]},
    }


def compute(inputs: Inputs, made: Any) -> Result:
    """Send the message, or the chosen example if there is none, through the gates."""
    message = inputs.message or made["messages"][inputs.example]
    desk = _Desk([_entry(one) for one in made["calendar"]])
    said, written = _split(message)
    calls, trace, stopped_at, back = 0, [], "text", []
    if written:
        try:
            found, was_mended = _parsed(written, inputs.repair)
            trace += ["repaired the text"] if was_mended else []
            calls = len(found)
            for one in found:
                back.append(_served(one, inputs.repair, made["tools"], desk, trace))
            stopped_at = "ran"
        except Stop as stop:
            stopped_at = stop.gate
            back.append(stop.reason if inputs.helpful else "error")
    day, start, minutes = made["goal"]
    return Result(
        said=said,
        calls=calls,
        stopped_at=stopped_at,
        trace=tuple(trace),
        sent_back=tuple(back),
        entries=len(desk.entries),
        added=tuple(desk.added),
        task_done=any(one[:3] == (day, start, minutes) and "ada" in one[3].lower() for one in desk.entries),
        message=message,
        task=made["task"],
        goal=(day, start, minutes),
        days=tuple(sorted({one[0] for one in made["calendar"]})),
        calendar=tuple(sorted(desk.entries)),
        schemas=tuple(
            (name, argument, schema["says"])
            for name, arguments in made["tools"].items()
            for argument, schema in arguments.items()
        ),
        dropped=tuple(desk.dropped),
    )


def sentence(inputs: Inputs, result: Result) -> str:
    """Where the message stopped, what went back, and what is in the calendar."""
    if result.stopped_at == "ran":
        where = "All six gates are open."
    elif result.stopped_at == "text":
        where = "Stopped at gate 1: there is no call, the message is text for the user."
    else:
        where = f"Stopped at gate {GATES.index(result.stopped_at) + 1}, {result.stopped_at}."
    back = f" Sent back: {'; '.join(result.sent_back)}." if result.sent_back else " Nothing goes back to the model."
    repair = f" The repair dropped {listed(result.dropped)}." if result.dropped else ""
    change = counted(len(result.added), "new entry", "new entries") if result.added else "Calendar unchanged"
    return f"{where}{repair}{back} {change}. Task {'done' if result.task_done else 'not done'}."


def tables(inputs: Inputs, result: Result) -> tuple[Table, ...]:
    """The week; the schemas of the tools."""
    week = Table(
        "The calendar of the week",
        ("Day", "Start", "Minutes", "Entry"),
        tuple(
            (weekday(one[0]), one[1], str(one[2]), f"{one[3]} (new)" if one in result.added else one[3])
            for one in result.calendar
        ),
    )
    return week, Table("What the tools expect", ("Tool", "Argument", "Expected"), result.schemas)


def weekday(day: str) -> str:
    """The name of an ISO date's day."""
    return DAYS[date.fromisoformat(day).weekday()]


class Stop(Exception):
    """A message stopped at a gate; the reason says what is expected."""

    def __init__(self, gate: str, reason: str) -> None:
        super().__init__(reason)
        self.gate = gate
        self.reason = reason


@dataclass
class _Desk:
    """The calendar while a message is served."""

    entries: list[Entry]
    added: list[Entry] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def _split(message: str) -> tuple[str, str]:
    """The text before the first line that starts with a brace, and the rest from that line on."""
    lines = message.split("\n")
    for place, line in enumerate(lines):
        if line.lstrip().startswith("{"):
            return "\n".join(lines[:place]).strip(), "\n".join(lines[place:])
    return message, ""


def _parsed(written: str, repair: bool) -> tuple[list[dict[str, Any]], bool]:
    """The objects of the text, and whether it had to be repaired. Raises Stop."""
    try:
        return _objects(written), False
    except (ValueError, RecursionError) as error:
        if repair:
            mended = written if '"' in written else written.replace("'", '"')
            mended = re.sub(r",(\s*[}\]])", r"\1", mended)
            try:
                return _objects(mended), True
            except (ValueError, RecursionError):
                pass
        raise Stop("json", "expected JSON objects, one after the other, and nothing after them") from error


def _objects(written: str) -> list[dict[str, Any]]:
    """One JSON object after the other. Raises ValueError for anything else, keys that repeat, NaN and Infinity."""
    decoder = json.JSONDecoder(object_pairs_hook=_without_repeats, parse_constant=_no_number)
    found, at = [], 0
    while rest := written[at:].lstrip():
        if not rest.startswith("{"):
            raise ValueError(rest)
        at = len(written) - len(rest)
        one, at = decoder.raw_decode(written, at)
        found.append(one)
    return found


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    one = dict(pairs)
    if len(one) < len(pairs):
        raise ValueError("a key repeats")
    return one


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _served(call: dict[str, Any], repair: bool, tools: Any, desk: _Desk, trace: list[str]) -> str:
    """What the tool answers. Raises Stop at the gate that the call does not pass."""
    if set(call) != {"name", "arguments"} or not (
        isinstance(call["name"], str) and isinstance(call["arguments"], dict)
    ):
        raise Stop("shape", 'expected exactly two keys, "name" with a text and "arguments" with an object')
    name, arguments = call["name"], call["arguments"]
    if name not in tools:
        raise Stop("tool", f"{shown(name)}: there is no such tool; there are {listed(tuple(tools))}")
    schema = tools[name]
    if repair:
        mended = _mended(arguments, schema)
        trace += ["repaired the arguments"] if mended != arguments else []
        desk.dropped += [shown(one) for one in arguments if one not in schema]
        arguments = mended
    _checked(name, arguments, schema)
    answer = RUN[name](desk, arguments)
    trace.append(f"ran {name}")
    return answer


def _mended(arguments: dict[str, Any], schema: Any) -> dict[str, Any]:
    """Undeclared arguments dropped, digits in quotes as numbers where a whole number is declared."""
    return {
        name: int(value)
        if schema[name]["kind"] == "whole" and isinstance(value, str) and re.fullmatch("[0-9]+", value)
        else value
        for name, value in arguments.items()
        if name in schema
    }


def _checked(tool: str, arguments: dict[str, Any], schema: Any) -> None:
    """Raises Stop for the first argument that is undeclared, missing or unfit."""
    for name in arguments:
        if name not in schema:
            raise Stop("arguments", f"{shown(name)}: {tool} has no such argument; it takes {listed(tuple(schema))}")
    for name, one in schema.items():
        if name not in arguments or not _fits(arguments[name], one):
            raise Stop("arguments", f"{name}: expected {one['says']}")


def _fits(value: Any, one: Any) -> bool:
    if one["kind"] == "whole":
        return isinstance(value, int) and not isinstance(value, bool) and one["min"] <= value <= one["max"]
    return isinstance(value, str) and len(value) <= one["max"] and re.fullmatch(one["pattern"], value) is not None


def _calendar_add(desk: _Desk, title: str, day: str, start: str, minutes: int) -> str:
    begin = minute(start)
    if begin < OPENS or begin + minutes > CLOSES:
        raise Stop("refused", "refused: outside the working hours, 08:00 to 18:00")
    for other_day, other_start, other_minutes, other in desk.entries:
        other_begin = minute(other_start)
        if day == other_day and begin < other_begin + other_minutes and other_begin < begin + minutes:
            raise Stop("refused", f"refused: clashes with {other}, {other_start} for {other_minutes} minutes")
    entry = (day, start, minutes, shown(title))
    desk.entries.append(entry)
    desk.added.append(entry)
    return f"booked {weekday(day)} {start} for {minutes} minutes"


def _calendar_list(desk: _Desk, day: str) -> str:
    here = [
        f"{start} {title}, {minutes} minutes" for where, start, minutes, title in sorted(desk.entries) if where == day
    ]
    return f"{weekday(day)}: {'; '.join(here) or 'nothing'}"


def _calculator(expression: str) -> str:
    try:
        return decimal(reckon(expression))
    except ZeroDivisionError as error:
        raise Stop("refused", "refused: a division by zero") from error
    except ValueError as error:
        raise Stop("refused", "refused: this is not a sum that can be read") from error


RUN: dict[str, Callable[[_Desk, dict[str, Any]], str]] = {
    "calendar_add": lambda desk, one: _calendar_add(desk, one["title"], one["date"], one["start"], one["minutes"]),
    "calendar_list": lambda desk, one: _calendar_list(desk, one["date"]),
    "calculator": lambda desk, one: _calculator(one["expression"]),
}


def reckon(expression: str) -> Fraction:
    """The exact value of a sum of numbers with + - * / and parentheses.

    Raises ValueError for what is no such sum, ZeroDivisionError for a division by zero.
    """
    signs = re.findall(r"[0-9.]+|[-+*/()]", expression)
    if "".join(signs) != "".join(expression.split()):
        raise ValueError(expression)
    signs.reverse()
    value = _sum(signs)
    if signs:
        raise ValueError(expression)
    return value


def _sum(signs: list[str]) -> Fraction:
    value = _product(signs)
    while signs and signs[-1] in "+-":
        value = value + _product(signs) if signs.pop() == "+" else value - _product(signs)
    return value


def _product(signs: list[str]) -> Fraction:
    value = _one(signs)
    while signs and signs[-1] in "*/":
        value = value * _one(signs) if signs.pop() == "*" else value / _one(signs)
    return value


def _one(signs: list[str]) -> Fraction:
    if not signs:
        raise ValueError("ends too early")
    sign = signs.pop()
    if sign == "-":
        return -_one(signs)
    if sign == "(":
        value = _sum(signs)
        if not signs or signs.pop() != ")":
            raise ValueError("not closed")
        return value
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?|\.[0-9]+", sign):
        raise ValueError(sign)
    return Fraction(sign)


def decimal(value: Fraction) -> str:
    """With up to four decimals, half away from zero."""
    parts = int(abs(value) * 10_000 + Fraction(1, 2))
    whole, rest = divmod(parts, 10_000)
    sign = "-" if value < 0 and parts else ""
    return f"{sign}{whole}" + (f".{rest:04d}".rstrip("0") if rest else "")


def minute(time: str) -> int:
    """The minutes of the day of a time like 15:30."""
    hours, minutes = time.split(":")
    return 60 * int(hours) + int(minutes)


def shown(name: str) -> str:
    """A name from outside as it may be shown: at most 40 characters, all of them printable."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name[:LONGEST_NAME])


def _entry(one: list[Any]) -> Entry:
    day, start, minutes, title = one
    return day, start, minutes, title
