"""A thousand requests as three bars, what each step of a run sends, and the money of the run against its steps."""

from dataclasses import dataclass

from practice.drawings.plane import Scale, line
from practice.ideas.cost import Inputs, Result
from practice.ideas.saying import dollars, percent

LEFT, RIGHT, TOP, BOTTOM = 48, 346, 22, 176
NAMES = {
    "prefix": "Instructions, the same each time",
    "fresh": "Question, history, documents",
    "output": "Answer",
}


@dataclass(frozen=True)
class Part:
    """A bar; `width` and `plain_width`, its width without a cache, are in percent of the longest."""

    name: str
    says: str
    tokens: str
    width: float
    plain_width: float
    kind: str


@dataclass(frozen=True)
class Step:
    """A step of the staircase: the same beginning below, what came before above it."""

    x: float
    width: float
    first_y: float
    first_height: float
    y: float
    height: float


@dataclass(frozen=True)
class Label:
    """Words at a point; `anchor` is "start", "middle" or "end"."""

    x: float
    y: float
    says: str
    anchor: str


@dataclass(frozen=True)
class Drawing:
    """`area`, `curve`, `plain` and `ahead` are paths; what there is not to draw is empty or None."""

    parts: tuple[Part, ...]
    per_thousand: str
    per_day: str
    per_month: str
    requests: str
    even: str
    steps: tuple[Step, ...]
    send_ticks: tuple[tuple[float, str], ...]
    first_says: str
    last_says: str
    last_step: str
    steps_says: str
    area: str
    curve: str
    plain: str
    ahead: str
    ticks: tuple[tuple[float, str], ...]
    steps_ticks: tuple[Label, ...]
    end: tuple[float, float]
    end_says: Label
    twice: tuple[float, float] | None
    twice_says: Label | None
    window_x: float | None
    window_says: Label | None
    cap_y: float | None
    cap_says: str
    stop: tuple[float, float] | None
    run_says: str


def draw(inputs: Inputs, result: Result) -> Drawing:
    has_cap = inputs.cap > 0
    last = inputs.steps if has_cap else 2 * inputs.steps
    most = max(result.run_uncapped, result.plain_curve[-1][1], 0 if has_cap else result.twice) or 1.0
    x, y = Scale(0, last, LEFT, RIGHT), Scale(0, most, BOTTOM, TOP)
    curve = [(x(step), y(total)) for step, total in result.curve]
    is_full = result.window_full_at is not None
    end = curve[-1]
    return Drawing(
        parts=_parts(inputs, result),
        per_thousand=dollars(result.per_thousand),
        per_day=dollars(result.per_day),
        per_month=dollars(result.per_month),
        requests=f"{inputs.requests:,}",
        even=percent(result.breakeven_hit / 100) if result.breakeven_hit is not None else "",
        steps=_steps(inputs, result),
        send_ticks=tuple((_send_scale(result)(tokens), _tokens(tokens)) for tokens in (0, result.sends[-1][1])),
        first_says=dollars(result.first_step),
        last_says=dollars(result.last_step),
        last_step=f"{result.run_steps:,}",
        steps_says=f"{inputs.steps:,}",
        area=line([*curve, (end[0], BOTTOM), (LEFT, BOTTOM)]) + "z",
        curve=line(curve),
        plain=line((x(step), y(total)) for step, total in result.plain_curve) if inputs.cache != "none" else "",
        ahead="" if has_cap else line((x(step), y(total)) for step, total in result.twice_curve),
        ticks=((BOTTOM, "$0"), (TOP, dollars(most))),
        steps_ticks=tuple(
            Label(x(step), BOTTOM + 16, f"{step:,}" if step else "0", "end" if step == last else "middle")
            for step in sorted({0, inputs.steps, last})
        ),
        end=end,
        end_says=_beside(end, f"{inputs.steps:,} steps: {dollars(result.run_uncapped)}"),
        twice=None if has_cap else (RIGHT, y(result.twice)),
        twice_says=None if has_cap else _twice(y(result.twice), inputs, result),
        window_x=x(result.window_full_at) if is_full and result.window_full_at else None,
        window_says=_window(x(result.window_full_at), result) if result.window_full_at else None,
        cap_y=y(inputs.cap) if has_cap and inputs.cap <= most else None,
        cap_says=f"cap {dollars(inputs.cap)}",
        stop=(x(result.run_steps), y(result.run)) if result.run_stopped else None,
        run_says=_run(inputs, result),
    )


def _parts(inputs: Inputs, result: Result) -> tuple[Part, ...]:
    most = max(*result.parts_per_thousand.values(), *result.plain_parts_per_thousand.values()) or 1.0
    return tuple(
        Part(
            name=name,
            says=dollars(result.parts_per_thousand[kind]),
            tokens=f"{getattr(inputs, kind):,} tokens",
            width=round(100 * result.parts_per_thousand[kind] / most, 2),
            plain_width=round(100 * result.plain_parts_per_thousand[kind] / most, 2),
            kind=kind,
        )
        for kind, name in NAMES.items()
    )


def _send_scale(result: Result) -> Scale:
    return Scale(0, max(tokens for _, tokens in result.sends) or 1, 116, 14)


def _steps(inputs: Inputs, result: Result) -> tuple[Step, ...]:
    y, wide = _send_scale(result), (RIGHT - LEFT) / len(result.sends)
    ground = y(0)
    steps = []
    for place, (_, tokens) in enumerate(result.sends):
        first = min(inputs.prefix, tokens)
        steps.append(
            Step(
                x=round(LEFT + place * wide, 1),
                width=round(max(1.0, wide - 1.5), 1),
                first_y=y(first),
                first_height=round(ground - y(first), 1),
                y=y(tokens),
                height=round(y(first) - y(tokens), 1),
            )
        )
    return tuple(steps)


def _beside(point: tuple[float, float], says: str) -> Label:
    """Words beside a point, on the side with room."""
    if point[0] > (LEFT + RIGHT) * 0.6:
        return Label(point[0] - 9, max(TOP + 4, point[1] - 7), says, "end")
    return Label(point[0] + 9, min(BOTTOM - 6, point[1] + 14), says, "start")


def _twice(y: float, inputs: Inputs, result: Result) -> Label:
    times = f", {result.twice / result.run_uncapped:.1f} times" if result.run_uncapped else ""
    return Label(RIGHT - 9, max(TOP - 8, y - 9), f"{2 * inputs.steps:,} steps: {dollars(result.twice)}{times}", "end")


def _window(x: float, result: Result) -> Label:
    says = f"window full at step {result.window_full_at:,}"
    return Label(x - 5, TOP + 34, says, "end") if x > 200 else Label(x + 5, TOP + 34, says, "start")


def _run(inputs: Inputs, result: Result) -> str:
    if result.run_stopped:
        return f"Stopped at {dollars(result.run)} after {result.run_steps:,} of {inputs.steps:,} steps."
    if inputs.cache == "none":
        return ""
    plain = result.plain_curve[-1][1]
    change = "more" if result.run_uncapped > plain else "less"
    return f"With the cache {dollars(result.run_uncapped)}, {change} than {dollars(plain)} without."


def _tokens(number: int) -> str:
    return f"{number / 1000:g}k" if number >= 1000 else str(number)
