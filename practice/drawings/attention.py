"""A sentence down the page with arcs from one word to the others, its sum in full, and all words against all.

The words stand one under the other, so that twelve of them and what each adds can be read on a phone.
"""

from dataclasses import dataclass

from practice.drawings.bars import Piece, laid
from practice.drawings.plane import boxes
from practice.ideas.attention import AXES, Inputs, Result
from practice.ideas.saying import percent

ROW, TOP = 27, 20
WORDS_AT, BARS_WIDE = 136, 72
THICKEST, THINNEST = 15.0, 0.75
CELL, MATRIX_AT = 22, 92


@dataclass(frozen=True)
class Word:
    """A word of the sentence: its number from 1, its place down the page, and what it gets."""

    number: int
    text: str
    y: float
    is_from: bool
    is_most: bool
    is_hidden: bool
    arc: str
    thickness: float
    bar: float
    share: str
    key: tuple[str, ...]
    score: str


@dataclass(frozen=True)
class Amount:
    """A named number of the output."""

    name: str
    value: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Row:
    """A row of the matrix: a label, and where it stands."""

    number: int
    text: str
    y: float
    is_from: bool


@dataclass(frozen=True)
class Drawing:
    """`squares` are SVG paths, one a row of the matrix, each square's area its share."""

    height: int
    words: tuple[Word, ...]
    query: tuple[str, ...]
    output: tuple[Amount, ...]
    matrix_height: int
    rows: tuple[Row, ...]
    columns: tuple[tuple[float, int], ...]
    squares: tuple[str, ...]
    adds: tuple[tuple[str, str], ...]


def draw(given: Inputs, result: Result) -> Drawing:
    words = tuple(_word(place, result) for place in range(len(result.tokens)))
    most = max([1.0, *result.output])
    return Drawing(
        height=TOP + ROW * len(words),
        words=words,
        query=tuple(map(_number, result.q)),
        output=tuple(
            Amount(name, f"{value:.2f}", laid([("solid", value)], most))
            for name, value in zip(AXES, result.output, strict=True)
        ),
        matrix_height=CELL * len(words) + 26,
        rows=tuple(
            Row(place, text, 22 + CELL * (place - 0.5), place == result.at)
            for place, text in enumerate(result.tokens, 1)
        ),
        columns=tuple((MATRIX_AT + CELL * (place - 0.5), place) for place in range(1, len(words) + 1)),
        squares=tuple(_squares(place, row) for place, row in enumerate(result.matrix)),
        adds=tuple((word, f"{given.sentence} {word}".strip()) for word in result.lexicon),
    )


def _word(place: int, result: Result) -> Word:
    here, share, score = result.at - 1, result.weights[place], result.scores[place]
    return Word(
        number=place + 1,
        text=result.tokens[place],
        y=_y(place),
        is_from=place == here,
        is_most=result.most is not None and share >= result.most[2] - 1e-9,
        is_hidden=score is None,
        arc="" if score is None else _arc(here, place),
        thickness=round(max(THINNEST, THICKEST * share), 2),
        bar=round(BARS_WIDE * share, 1),
        share="hidden" if score is None else percent(share, 1),
        key=tuple(map(_number, result.keys[place])),
        score="hidden" if score is None else _number(score),
    )


def _arc(here: int, there: int) -> str:
    """From one row to another, the further the wider; a small loop to itself."""
    x, start, end = WORDS_AT - 8, _y(here), _y(there)
    if here == there:
        return f"M{x} {start - 6:g}c-16-6-16 18 0 12"
    reach = 26 + 9.0 * abs(there - here)
    return f"M{x} {start:g}C{x - reach:g} {start:g} {x - reach:g} {end:g} {x} {end:g}"


def _y(place: int) -> float:
    return TOP + ROW * place


def _squares(place: int, row: tuple[float, ...]) -> str:
    """A path of squares; what is too small to see is left out."""
    path = ""
    for column, share in enumerate(row):
        side = round((CELL - 3) * share**0.5, 1)
        if side >= 1:
            x = MATRIX_AT + CELL * (column + 0.5) - side / 2
            y = 22 + CELL * (place + 0.5) - side / 2
            path += boxes([(round(x, 1), round(y, 1))], side, side)
    return path


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.3g}"
