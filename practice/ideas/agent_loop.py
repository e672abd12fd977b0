"""An agent in a storeroom that plans, acts and looks again; and how small failures multiply.

A plan is the shortest way to each missing thing, the lamp first, and then to the exit. A step works with probability p.
A plan of n steps that is followed without looking works with probability p^n. A loop that sees what happened and
repeats what failed needs n successes in at most b tries: the sum for k from n to b of C(b, k) p^k (1 - p)^(b - k), the
upper tail of the binomial distribution. Beside the formulas stand 200 runs, with the dice numbers 1 to 200.

The loop is that of ReAct (Yao et al. 2022, https://arxiv.org/abs/2210.03629), with breadth-first search as the planner.
Places are (row, column), counted from 0; in a plan N, E, S and W are moves and T takes what lies there.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from math import comb
from random import Random
from typing import Any

from practice.ideas import Table
from practice.ideas.inputs import Given, choice, number, toggle
from practice.ideas.saying import counted, listed, percent

DATA: tuple[str, ...] = ()
RUNS = 200
TAKE = "T"
MOVES = {"N": (-1, 0), "E": (0, 1), "S": (1, 0), "W": (0, -1)}
SAID = {"N": "north", "E": "east", "S": "south", "W": "west"}
SIGNS = {"S": "start", "L": "lamp", "R": "rope", "X": "exit"}
THINGS = ("lamp", "rope")
EVERYTHING = 0b11

Place = tuple[int, int]


@dataclass(frozen=True)
class Inputs(Given):
    mode: str = choice("look", "once", "look")
    reliability: float = number(0.95, 0.8, 1, 0.01)
    budget: int = number(45, 10, 80)
    crates: bool = toggle(True)
    check: bool = toggle(True)
    seed: int = number(1, 1, RUNS)


@dataclass(frozen=True)
class Result:
    """One run, 200 runs under the same settings, and the formulas.

    `outcomes` has a word for each of the 200 runs in the order of their dice numbers: done, false or failed.
    `bare` are the cells without a wall; `crates` the crates that stand there, `seen` those that the agent saw.
    """

    end: str
    steps: int
    have: tuple[str, ...]
    really_done: bool
    at: Place
    replans: int
    log: tuple[tuple[int, str, str], ...]
    trail: tuple[Place, ...]
    plan_length: int
    runs: int
    runs_done: int
    runs_false_done: int
    formula_once: float
    formula_look: float
    curve: tuple[tuple[int, float], ...]
    outcomes: tuple[str, ...]
    rows: int
    columns: int
    bare: tuple[Place, ...]
    crates: tuple[Place, ...]
    seen: tuple[Place, ...]
    start: Place
    lamp: Place
    rope: Place
    exit: Place


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The room, and the plan from each bare cell by what is carried and which crates are known.

    `plans[row][column][carried][known]` is a plan, or None where there is no way; carried and known are sums of 1 for
    the first of two and 2 for the second.
    """
    figure = data["figure"]
    room: list[str] = figure["map"]
    crates = [tuple(crate) for crate in figure["crates"]]
    marks = {room[row][column]: (row, column) for row in range(len(room)) for column in range(len(room[0]))}
    bare = {(row, column) for row, line in enumerate(room) for column, sign in enumerate(line) if sign != "#"}
    plans: list[list[Any]] = [[None] * len(line) for line in room]
    for row, column in sorted(bare):
        plans[row][column] = [
            [_plan((row, column), carried, bare - _of(crates, known), marks) for known in range(4)]
            for carried in range(4)
        ]
    return {
        "size": [len(room), len(room[0])],
        "bare": [list(place) for place in sorted(bare)],
        "crates": figure["crates"],
        "marks": {
            name: list(marks[sign]) for name, sign in zip(("start", "lamp", "rope", "exit"), "SLRX", strict=True)
        },
        "plans": plans,
    }


def compute(inputs: Inputs, made: Any) -> Result:
    """One run with the dice number of the inputs, and the 200 runs."""
    room = _Room(made, inputs.crates)
    run = _walk(inputs, room, inputs.seed)
    others = [_walk(inputs, room, seed) for seed in range(1, RUNS + 1)]
    outcomes = tuple("done" if one.really_done else "false" if one.end == "said done" else "failed" for one in others)
    length, p = len(room.plan(room.start, 0, 0) or ""), inputs.reliability
    rows, columns = made["size"]
    return Result(
        end=run.end,
        steps=len(run.trail) - 1,
        have=tuple(thing for place, thing in enumerate(THINGS) if run.carried >> place & 1),
        really_done=run.really_done,
        at=run.trail[-1],
        replans=run.replans,
        log=tuple(run.log),
        trail=tuple(run.trail),
        plan_length=length,
        runs=RUNS,
        runs_done=outcomes.count("done"),
        runs_false_done=outcomes.count("false"),
        formula_once=p**length,
        formula_look=at_least(length, inputs.budget, p),
        curve=tuple((n, p**n) for n in range(0, 2 * length + 1, 2)),
        outcomes=outcomes,
        rows=rows,
        columns=columns,
        bare=tuple(room.bare),
        crates=tuple(room.crates),
        seen=tuple(crate for place, crate in enumerate(room.crates) if run.known >> place & 1),
        **room.marks,
    )


def at_least(wanted: int, tries: int, p: float) -> float:
    """The chance of at least `wanted` successes in `tries`, each with probability p."""
    return min(1.0, sum(comb(tries, k) * p**k * (1 - p) ** (tries - k) for k in range(wanted, tries + 1)))


def sentence(inputs: Inputs, result: Result) -> str:
    """What happened in this run, and in how many of 200."""
    plans = counted(result.replans, "new plan") if result.replans else "no new plan"
    have = listed(result.have) or "nothing in its hands"
    where = "at the exit" if result.at == result.exit else f"at row {result.at[0]}, column {result.at[1]}"
    truth = {
        ("said done", True): "said done, and really done",
        ("said done", False): "said done, and not done",
        ("reported failure", False): "not done, and it says so",
        ("budget", False): "not done when the budget was used up",
        ("stuck", False): "not done, it found no way",
    }[result.end, result.really_done]
    false = f"{result.runs_false_done} claim it falsely" if result.runs_false_done else "none claims it falsely"
    return (
        f"{result.steps} steps, {plans}, {have}, {where}: {truth}. "
        f"Of {result.runs} runs {result.runs_done} succeed, {false}."
    )


def tables(inputs: Inputs, result: Result) -> tuple[Table, ...]:
    """The log of the run; the chance that n steps in a row work."""
    log = Table(
        "What the agent did, step by step",
        ("Step", "Act", "What it observed"),
        tuple((str(step), act, observed) for step, act, observed in result.log),
    )
    curve = Table(
        f"Chance that n steps in a row work, at {percent(inputs.reliability)} a step",
        ("Steps", "Chance"),
        tuple((str(n), percent(chance, 1)) for n, chance in result.curve),
    )
    return log, curve


class _Room:
    """The made tables with places as pairs, and the crates that stand there under these inputs."""

    def __init__(self, made: Any, crates: bool) -> None:
        self.plans = made["plans"]
        self.marks: dict[str, Place] = {name: (place[0], place[1]) for name, place in made["marks"].items()}
        self.bare: list[Place] = [(row, column) for row, column in made["bare"]]
        self.crates: list[Place] = [(row, column) for row, column in made["crates"]] if crates else []
        self.start = self.marks["start"]
        self.things = (self.marks["lamp"], self.marks["rope"])
        self.free = set(self.bare) - set(self.crates)

    def plan(self, place: Place, carried: int, known: int) -> str | None:
        plan: str | None = self.plans[place[0]][place[1]][carried][known]
        return plan

    def look_around(self, place: Place) -> int:
        """The crates in the four cells around, as a sum of 1 and 2."""
        return sum(
            1 << which
            for which, (row, column) in enumerate(self.crates)
            if abs(row - place[0]) + abs(column - place[1]) == 1
        )


@dataclass
class _Run:
    end: str
    really_done: bool
    carried: int
    known: int
    replans: int
    trail: list[Place]
    log: list[tuple[int, str, str]]


def _walk(inputs: Inputs, room: _Room, seed: int) -> _Run:
    draw, looks = Random(seed).random, inputs.mode == "look"
    place, carried, known, replans = room.start, 0, 0, 0
    trail = [place]
    log: list[tuple[int, str, str]] = []
    rest = room.plan(place, carried, known)
    while rest and len(log) < inputs.budget:
        act, works = rest[0], draw() < inputs.reliability
        place, carried, saw = _act(act, works, place, carried, room)
        rest = rest[1:] if works or not looks else rest
        if looks:
            known |= room.look_around(place)
            plan = room.plan(place, carried, known)
            if plan is None:
                saw += ", found no way"
            elif plan != rest:
                replans += 1
                saw += f", saw a crate, made a new plan of {len(plan)} steps"
            rest = plan
        trail.append(place)
        log.append((len(log) + 1, f"go {SAID[act]}" if act in SAID else "take", saw))
    really_done = place == room.marks["exit"] and carried == EVERYTHING
    if rest is None:
        end = "stuck"
    elif rest:
        end = "budget"
    else:
        end = "said done" if really_done or not inputs.check else "reported failure"
    return _Run(end, really_done, carried, known, replans, trail, log)


def _act(act: str, works: bool, place: Place, carried: int, room: _Room) -> tuple[Place, int, str]:
    """Where the agent is after the step, what it carries, and what happened, in words."""
    if not works:
        return place, carried, "slipped"
    if act == TAKE:
        for which, thing in enumerate(THINGS):
            if place == room.things[which] and not carried >> which & 1:
                return place, carried | 1 << which, f"took the {thing}"
        return place, carried, "nothing to take"
    down, right = MOVES[act]
    to = (place[0] + down, place[1] + right)
    return (to, carried, f"at row {to[0]}, column {to[1]}") if to in room.free else (place, carried, "blocked")


def _of(crates: list[Any], known: int) -> set[Place]:
    return {crate for which, crate in enumerate(crates) if known >> which & 1}


def _plan(place: Place, carried: int, free: set[Place], marks: Mapping[str, Place]) -> str | None:
    """The steps to what is missing and to the exit; None if there is no way."""
    if place not in free:
        return None
    plan = ""
    for which, sign in enumerate("LR"):
        if carried >> which & 1:
            continue
        way = _way(place, marks[sign], free)
        if way is None:
            return None
        plan, place = plan + way + TAKE, marks[sign]
    way = _way(place, marks["X"], free)
    return None if way is None else plan + way


def _way(start: Place, goal: Place, free: set[Place]) -> str | None:
    """The first shortest way, trying north, east, south and west in this order."""
    ways = {start: ""}
    waiting = deque([start])
    while waiting:
        place = waiting.popleft()
        if place == goal:
            return ways[place]
        for act, (down, right) in MOVES.items():
            to = (place[0] + down, place[1] + right)
            if to in free and to not in ways:
                ways[to] = ways[place] + act
                waiting.append(to)
    return None
