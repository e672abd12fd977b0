"""Two bars with intervals, the marks of thirty cases, the lead as cases come in, coin tosses, and the cases needed."""

from dataclasses import dataclass
from math import sqrt

from practice.drawings.plane import Scale, line
from practice.ideas.evals import HUMAN, Inputs, Result
from practice.ideas.saying import counted, percent

LEFT, RIGHT = 6, 346
FIRST, APART = 26, 11.2
FIELD = 108


@dataclass(frozen=True)
class Bar:
    """A rate and its interval, as places on one scale."""

    name: str
    says: str
    y: int
    width: float
    low: float
    high: float
    interval: str
    version: str


@dataclass(frozen=True)
class Mark:
    """A mark of the judge; `kind` is passed, alone, failed or unused, `differs` if ours is another."""

    x: float
    y: int
    kind: str
    differs: bool


@dataclass(frozen=True)
class Toss:
    x: float
    y: float
    width: float
    height: float
    is_extreme: bool


@dataclass(frozen=True)
class Drawing:
    """`*_used` and `*_rest` are paths of the rate so far; `field` is the side of the square of the cases used."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    marks: tuple[Mark, ...]
    a_used: str
    a_rest: str
    b_used: str
    b_rest: str
    a_end: float
    b_end: float
    cut: float
    grid: tuple[tuple[float, str], ...]
    tosses: tuple[Toss, ...]
    split: str
    chance: str
    verdict: str
    agreement: str
    kappa: str
    kappa_x: float
    too_kind: str
    too_hard: str
    needed: str
    field: float
    rise: str


def draw(inputs: Inputs, result: Result) -> Drawing:
    rate = Scale(0, 1, LEFT, RIGHT)
    x, y = Scale(1, len(result.case_list), 38, 330), Scale(0, 1, 150, 12)
    shares = [_shares(result, version) for version in (0, 1)]
    paths = [[(x(n), y(share)) for n, share in enumerate(one, 1)] for one in shares]
    ends = _apart(paths[0][-1][1], paths[1][-1][1])
    differ = result.only_a + result.only_b
    return Drawing(
        bars=tuple(
            Bar(
                name=name,
                says=f"{passed} of {inputs.cases}, {percent(share)}",
                y=place * 58 + 4,
                width=round(rate(share) - LEFT, 1),
                low=rate(low),
                high=rate(high),
                interval=f"{100 * low:.0f} to {percent(high)}",
                version=version,
            )
            for place, (version, name, passed, share, (low, high)) in enumerate(
                (
                    ("a", "A, the old prompt", result.a_pass, result.a_rate, result.a_interval),
                    ("b", "B, the new prompt", result.b_pass, result.b_rate, result.b_interval),
                )
            )
        ),
        ticks=tuple((rate(share), percent(share)) for share in (0, 0.5, 1)),
        marks=_marks(inputs, result),
        a_used=line(paths[0][: inputs.cases]),
        a_rest=line(paths[0][inputs.cases - 1 :]),
        b_used=line(paths[1][: inputs.cases]),
        b_rest=line(paths[1][inputs.cases - 1 :]),
        a_end=ends[0],
        b_end=ends[1],
        cut=x(inputs.cases),
        grid=tuple((y(share), percent(share)) for share in (0, 0.5, 1)),
        tosses=_tosses(result),
        split=f"{counted(result.only_a, 'case')} only A, {result.only_b} only B"
        if differ
        else "They differ on no case",
        chance=percent(result.p_value, 0 if result.p_value > 0.01 else 1),
        verdict=_verdict(inputs, result),
        agreement=percent(result.agreement),
        kappa=f"{round(result.kappa, 2) + 0.0:.2f}",
        kappa_x=Scale(0, 1, LEFT, RIGHT)(result.kappa),
        too_kind=counted(result.judge_too_kind, "mark"),
        too_hard=counted(result.judge_too_hard, "mark"),
        needed=f"{result.cases_needed:,}",
        field=round(FIELD * min(1.0, sqrt(inputs.cases / result.cases_needed)), 1),
        rise=f"from {inputs.base} to {inputs.base + inputs.gain} %",
    )


def _verdict(inputs: Inputs, result: Result) -> str:
    ahead = "A" if result.a_pass > result.b_pass else "B"
    if result.a_pass == result.b_pass:
        return "Neither is ahead."
    if result.p_value > 1 - int(inputs.confidence) / 100:
        return f"{ahead} is ahead, and that may well be luck."
    doubt = "" if inputs.judge == HUMAN else " Whether the judge is right is another question."
    return f"{ahead} is ahead, and luck hardly explains it.{doubt}"


def _shares(result: Result, version: int) -> list[float]:
    """The rate after the first case, the second, and so on."""
    passed, shares = 0, []
    for n, case in enumerate(result.case_list, 1):
        passed += case.judged[version]
        shares.append(passed / n)
    return shares


def _apart(a: float, b: float) -> tuple[float, float]:
    """Two labels at least a line apart, in their order."""
    if abs(a - b) >= 13:
        return a, b
    middle = (a + b) / 2
    return (middle - 6.5, middle + 6.5) if a < b else (middle + 6.5, middle - 6.5)


def _marks(inputs: Inputs, result: Result) -> tuple[Mark, ...]:
    marks = []
    for place, case in enumerate(result.case_list):
        for version in (0, 1):
            passed, other = case.judged[version], case.judged[1 - version]
            kind = "unused" if place >= inputs.cases else "failed"
            if passed and kind != "unused":
                kind = "passed" if other else "alone"
            marks.append(
                Mark(
                    round(FIRST + place * APART, 1),
                    14 + version * 22,
                    kind,
                    kind != "unused" and passed != case.ours[version],
                )
            )
    return tuple(marks)


def _tosses(result: Result) -> tuple[Toss, ...]:
    if len(result.tosses) < 2:
        return ()
    wide = min(40.0, (RIGHT - LEFT) / len(result.tosses))
    left = (LEFT + RIGHT - wide * len(result.tosses)) / 2
    y, fewer = Scale(0, max(result.tosses), 92, 8), min(result.only_a, result.only_b)
    return tuple(
        Toss(
            x=round(left + heads * wide + 1, 1),
            y=min(y(chance), 91),
            width=round(wide - 2, 1),
            height=round(92 - min(y(chance), 91), 1),
            is_extreme=heads <= fewer or heads >= len(result.tosses) - 1 - fewer,
        )
        for heads, chance in enumerate(result.tosses)
    )
