"""The weights as squares before and after, the ruler that they fall on, the loss of five bit widths, and memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from practice.drawings.plane import Scale, line
from practice.ideas.quantization import Inputs, Result, gigabytes

CELL, LEFT, TOP = 18, 66, 60
LARGEST = 15.5
RULER_LEFT, RULER_RIGHT, RULER_TOP, RULER_BOTTOM = 12, 348, 26, 112
BAR_BOTTOM, BAR_TOP = 122, 20


@dataclass(frozen=True)
class Squares:
    """A table of weights: an area for each weight, filled if it is positive, as two paths; how many are zero."""

    name: str
    positive: str
    negative: str
    nothing: str


@dataclass(frozen=True)
class Name:
    x: float
    y: float
    word: str


@dataclass(frozen=True)
class Column:
    """The loss at one bit width."""

    x: float
    y: float
    height: float
    bits: int
    says: str
    is_yours: bool


@dataclass(frozen=True)
class Drawing:
    """`falls` are lines from each weight to what it becomes, `values` what there is after; all three are paths."""

    tables: tuple[Squares, ...]
    rows: tuple[Name, ...]
    columns: tuple[Name, ...]
    largest: tuple[float, float] | None
    size: int
    falls: str
    values: str
    marks: str
    zero: float
    ends: tuple[str, str]
    bars: tuple[Column, ...]
    unrounded: float
    unrounded_says: str
    loss: str
    loss_rounded: str
    memory: str
    memory_16: str
    memory_share: float
    real_bits: str


def draw(inputs: Inputs, result: Result) -> Drawing:
    row, column = result.largest
    most = sorted(abs(weight) for one in result.before for weight in one)[-2]
    falls = _falls(inputs, result)
    x = Scale(min(0.0, *map(min, falls)), max(0.0, *map(max, falls)), RULER_LEFT, RULER_RIGHT)
    y = Scale(0, max(1.5, *(one.loss for one in result.widths)), BAR_BOTTOM, BAR_TOP)
    size = len(result.names)
    return Drawing(
        tables=(
            _squares("before, 16 bits", result.before, most),
            _squares(f"after, {inputs.bits} bits", result.after, most),
        ),
        rows=tuple(Name(LEFT - 6, TOP + place * CELL + 13, name) for place, name in enumerate(result.names)),
        columns=tuple(Name(LEFT + place * CELL + 13, TOP - 6, name) for place, name in enumerate(result.names)),
        largest=(LEFT + column * CELL + CELL / 2, TOP + row * CELL + CELL / 2) if inputs.outlier else None,
        size=TOP + size * CELL + 4,
        falls="".join(line([(x(before), RULER_TOP), (x(after), RULER_BOTTOM)]) for before, after in falls),
        values="".join(f"M{place:g} {RULER_BOTTOM}v9" for place in sorted({x(after) for _, after in falls})),
        marks="".join(f"M{x(mark):g} {RULER_BOTTOM}v5" for mark in result.marks if x.low <= mark <= x.high),
        zero=x(0),
        ends=(f"{x.low:.1f}", f"{x.high:.1f}"),
        bars=tuple(
            Column(
                x=24 + place * 66,
                y=y(one.loss),
                height=round(BAR_BOTTOM - y(one.loss), 1),
                bits=one.bits,
                says=f"{one.loss:.2f}",
                is_yours=str(one.bits) == inputs.bits,
            )
            for place, one in enumerate(result.widths)
        ),
        unrounded=y(result.loss),
        unrounded_says=f"{result.loss:.3f} unrounded",
        loss=f"{result.loss:.3f}",
        loss_rounded=f"{result.loss_rounded:.3f}",
        memory=gigabytes(result.gigabytes),
        memory_16=gigabytes(result.gigabytes_16),
        memory_share=round(100 * result.gigabytes / result.gigabytes_16, 1),
        real_bits=f"{result.real_bits:.3g}",
    )


def _squares(name: str, table: Sequence[Sequence[float]], most: float) -> Squares:
    paths: dict[bool, list[str]] = {True: [], False: []}
    nothing = 0
    for row, weights in enumerate(table):
        for column, weight in enumerate(weights):
            side = round(min(CELL - 2.0, LARGEST * sqrt(abs(weight) / most)), 1)
            if weight == 0:
                nothing += 1
                continue
            x, y = LEFT + (column + 0.5) * CELL - side / 2, TOP + (row + 0.5) * CELL - side / 2
            paths[weight > 0].append(f"M{x:.4g} {y:.4g}h{side:g}v{side:g}h-{side:g}z")
    zero = "none is zero" if not nothing else f"{nothing} of {sum(map(len, table))} are zero"
    return Squares(name, "".join(paths[True]), "".join(paths[False]), zero)


def _falls(inputs: Inputs, result: Result) -> list[tuple[float, float]]:
    """Each weight before and after, without the one that was made larger: it would push all others together."""
    return [
        pair
        for row, rows in enumerate(zip(result.before, result.after, strict=True))
        for column, pair in enumerate(zip(*rows, strict=True))
        if not (inputs.outlier and (row, column) == result.largest)
    ]
