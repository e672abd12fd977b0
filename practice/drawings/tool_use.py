"""Six gates in a row, open or closed, and the week's calendar with what was asked for and what was booked."""

from dataclasses import dataclass

from practice.drawings.plane import Scale
from practice.ideas.tool_use import CLOSES, GATES, OPENS, Inputs, Result, minute, weekday

NAMES = ("a call?", "JSON?", "shape?", "tool?", "fits?", "may it?")
APART, FIRST = 54, 30
LEFT, WIDE = 30, 66
TOP, TALL = 20, 300
LETTERS = 9
LINE = 13


@dataclass(frozen=True)
class Gate:
    """`state` is open, closed or unreached."""

    x: int
    name: str
    number: int
    state: str


@dataclass(frozen=True)
class Entry:
    x: float
    y: float
    height: float
    first: float
    lines: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True)
class Drawing:
    """`goal` is where the entry that was asked for would stand: x, y, height."""

    gates: tuple[Gate, ...]
    way: float
    ran: bool
    hours: tuple[tuple[float, str], ...]
    days: tuple[tuple[float, str], ...]
    entries: tuple[Entry, ...]
    goal: tuple[float, float, float]
    is_goal_free: bool
    verdict: str
    sign: str


def draw(inputs: Inputs, result: Result) -> Drawing:
    closed = len(GATES) if result.stopped_at == "ran" else GATES.index(result.stopped_at)
    y = Scale(OPENS, CLOSES, TOP, TOP + TALL)
    day, start, minutes = result.goal
    goal = (_x(result, day), y(minute(start)), round(y(minute(start) + minutes) - y(minute(start)), 1))
    return Drawing(
        gates=tuple(
            Gate(
                FIRST + place * APART,
                name,
                place + 1,
                "open" if place < closed else "closed" if place == closed else "unreached",
            )
            for place, name in enumerate(NAMES)
        ),
        way=348 if closed == len(GATES) else FIRST + closed * APART - 12,
        ran=closed == len(GATES),
        hours=tuple((y(hour * 60), f"{hour:02d}") for hour in range(OPENS // 60, CLOSES // 60 + 1, 2)),
        days=tuple((_x(result, one) + WIDE / 2 - 1.5, weekday(one)[:3]) for one in result.days),
        entries=tuple(_drawn(one, result, y) for one in result.calendar),
        goal=goal,
        is_goal_free=not any(
            one[0] == day and minute(one[1]) < minute(start) + minutes and minute(start) < minute(one[1]) + one[2]
            for one in result.calendar
        ),
        verdict="Task done" if result.task_done else "Task not done",
        sign="right" if result.task_done else "wrong",
    )


def _drawn(one: tuple[str, str, int, str], result: Result, y: Scale) -> Entry:
    day, start, minutes, title = one
    top, bottom = y(minute(start)), y(minute(start) + minutes)
    return Entry(
        x=_x(result, day),
        y=top,
        height=round(bottom - top - 1.5, 1),
        first=round(min(12.5, bottom - top - 4), 1),
        lines=_lines(title, int((bottom - top) // LINE)),
        is_new=one in result.added,
    )


def _x(result: Result, day: str) -> float:
    return LEFT + result.days.index(day) * WIDE


def _lines(title: str, room: int) -> tuple[str, ...]:
    """The title in at most `room` short lines, cut with an ellipsis."""
    lines: list[str] = []
    for word in title.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LETTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word if len(word) <= LETTERS else word[: LETTERS - 1] + "…")
    if len(lines) > max(room, 1):
        lines = lines[: max(room, 1)]
        lines[-1] = lines[-1].rstrip("…")[: LETTERS - 1] + "…"
    return tuple(lines)
