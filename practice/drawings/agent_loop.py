"""The storeroom with the agent's trail, what happened on the way, 200 runs, and the curve of p to the power n.

In the room the outer wall is the frame. A trail keeps to the right of its way, so that a walk back is seen beside the
walk there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from practice.drawings.plane import Scale, boxes, line
from practice.ideas.agent_loop import MOVES, SAID, Inputs, Place, Result
from practice.ideas.saying import percent

CELL, EDGE, ASIDE = 48, 12, 7
MOST_EVENTS = 9
CORNERS = ((-15, -15), (15, -15), (15, 15), (-15, 15))
ACROSS, SQUARE = 25, 14
NOTHING = "takes nothing: there is nothing here"
WAYS = {f"go {word}": MOVES[move] for move, word in SAID.items()}


@dataclass(frozen=True)
class Event:
    """Something worth a number in the picture: at which step, where, and what."""

    step: int
    x: float
    y: float
    says: str


@dataclass(frozen=True)
class Thing:
    x: float
    y: float
    name: str


@dataclass(frozen=True)
class Crate:
    x: float
    y: float
    is_seen: bool


@dataclass(frozen=True)
class Drawing:
    """`walls`, `trail`, `heads`, `bumps` and the three kinds of runs are SVG paths."""

    width: int
    height: int
    walls: str
    crates: tuple[Crate, ...]
    things: tuple[Thing, ...]
    trail: str
    heads: str
    bumps: str
    end: tuple[float, float]
    events: tuple[Event, ...]
    left_out: int
    claim: str
    truth: str
    is_true: bool
    done: str
    failed: str
    false: str
    failed_count: int
    yours: tuple[float, float]
    runs_height: int
    curve: str
    once: tuple[float, float]
    look: tuple[float, float]
    once_says: str
    step_says: str
    look_says: str
    grid: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, int], ...]


def draw(inputs: Inputs, result: Result) -> Drawing:
    middles = [_middle(place) for place in result.trail]
    events = _events(result)
    runs = {kind: [_square(at) for at, one in enumerate(result.outcomes) if one == kind] for kind in KINDS}
    x, y = Scale(0, result.curve[-1][0], 34, 348), Scale(0, 1, 176, 16)
    look = min(result.formula_look, 1 - 1e-9) if inputs.reliability < 1 else result.formula_look
    trail, heads = _trail(result.trail)
    inside = [(row, column) for row in range(1, result.rows - 1) for column in range(1, result.columns - 1)]
    corners = [(x - CELL / 2, y - CELL / 2) for x, y in map(_middle, inside)]
    return Drawing(
        width=(result.columns - 2) * CELL + 2 * EDGE,
        height=(result.rows - 2) * CELL + 2 * EDGE,
        walls=boxes((at for at, place in zip(corners, inside, strict=True) if place not in result.bare), CELL, CELL),
        crates=tuple(Crate(*_middle(crate), crate in result.seen) for crate in result.crates),
        things=tuple(
            Thing(*_middle(place), name)
            for name, place in (
                ("start", result.start),
                ("lamp", result.lamp),
                ("rope", result.rope),
                ("exit", result.exit),
            )
        ),
        trail=trail,
        heads=heads,
        bumps=_bumps(result),
        end=middles[-1],
        events=events[:MOST_EVENTS],
        left_out=max(0, len(events) - MOST_EVENTS),
        claim=CLAIMS[result.end],
        truth=_truth(result),
        is_true=result.really_done,
        done=boxes(runs["done"], SQUARE - 3, SQUARE - 3),
        failed=boxes(runs["failed"], SQUARE - 3, SQUARE - 3),
        false="".join(f"M{x:g} {y:g}l10 10m-10 0 10-10" for x, y in runs["false"]),
        failed_count=len(runs["failed"]),
        yours=_square(inputs.seed - 1),
        runs_height=result.runs // ACROSS * SQUARE + 6,
        curve=line((x(n), y(chance)) for n, chance in result.curve),
        once=(x(result.plan_length), y(result.formula_once)),
        look=(x(result.plan_length), y(result.formula_look)),
        once_says=percent(result.formula_once),
        step_says=percent(inputs.reliability),
        look_says=percent(look, 1 if look > 0.99 else 0),
        grid=tuple((y(share), percent(share)) for share in (0, 0.5, 1)),
        ticks=tuple((x(n), n) for n in range(0, result.curve[-1][0] + 1, 12)),
    )


KINDS = ("done", "failed", "false")
CLAIMS = {
    "said done": "“Done.”",
    "reported failure": "“I could not do it.”",
    "budget": "“My steps are used up.”",
    "stuck": "“I find no way.”",
}


def _truth(result: Result) -> str:
    if result.really_done:
        return "Lamp and rope are at the exit."
    missing = [thing for thing in ("lamp", "rope") if thing not in result.have]
    if not missing:
        return "It holds both things, and is not at the exit."
    return "It holds nothing." if len(missing) > 1 else f"The {missing[0]} is still in the storeroom."


def _events(result: Result) -> tuple[Event, ...]:
    """New plans, takes, the first slip, the first wall or crate, and the end, in their order."""
    events: list[tuple[int, str]] = []
    takes = {"took the lamp": "takes the lamp", "took the rope": "takes the rope", "nothing to take": NOTHING}
    firsts = {"slipped": "slips, and stays where it was", "blocked": "bumps into something, and acts on"}
    for step, _, observed in result.log:
        head = observed.partition(",")[0]
        if head in firsts:
            events.append((step, firsts.pop(head)))
        if "new plan" in observed:
            events.append((step, "sees a crate and makes" + observed.partition("made")[2]))
        elif head in takes:
            events.append((step, takes[head]))
    events.append((len(result.log), "stops"))
    met: dict[Place, int] = {}
    placed = []
    for step, says in events:
        place = result.trail[step]
        x, y = _middle(place)
        aside, below = CORNERS[met.get(place, 0) % len(CORNERS)]
        met[place] = met.get(place, 0) + 1
        placed.append(Event(step, x + aside, y + below, says))
    return tuple(placed)


def _trail(trail: Sequence[Place]) -> tuple[str, str]:
    """The way as a path, and arrowheads on every second step of it that went somewhere."""
    points: list[tuple[float, float]] = []
    heads = []
    walked = [(a, b) for a, b in pairwise(trail) if a != b]
    for number, (a, b) in enumerate(walked):
        down, right = b[0] - a[0], b[1] - a[1]
        ends = [(x - down * ASIDE, y + right * ASIDE) for x, y in (_middle(a), _middle(b))]
        points += ends
        if number % 2 == 0:
            x, y = (ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2
            tip, back = (x + 6 * right, y + 6 * down), (x - 3 * right, y - 3 * down)
            heads.append(
                line([tip, (back[0] + 5 * down, back[1] + 5 * right), (back[0] - 5 * down, back[1] - 5 * right)]) + "z"
            )
    return (line(points) if points else ""), "".join(heads)


def _bumps(result: Result) -> str:
    """A short line at each edge where a step was blocked."""
    met = {(result.trail[step], WAYS[act]) for step, act, observed in result.log if observed.startswith("blocked")}
    lines = []
    for place, (down, right) in sorted(met):
        x, y = _middle(place)
        x, y = x + 20 * right, y + 20 * down
        lines.append(line([(x - 11 * down, y - 11 * right), (x + 11 * down, y + 11 * right)]))
    return "".join(lines)


def _middle(place: Place) -> tuple[float, float]:
    return EDGE + (place[1] - 0.5) * CELL, EDGE + (place[0] - 0.5) * CELL


def _square(number: int) -> tuple[float, float]:
    return number % ACROSS * SQUARE + 4, number // ACROSS * SQUARE + 4
