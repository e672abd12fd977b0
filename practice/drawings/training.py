"""Both losses over the steps with the floor, guesses beside true shares, what it writes, and its 256 weights."""

from dataclasses import dataclass

from practice.drawings.bars import Piece, laid
from practice.drawings.plane import Scale, boxes, line
from practice.ideas.training import EVERY, STEPS, Inputs, Result

LEFT, RIGHT, TOP, BOTTOM = 30, 350, 14, 190
HIGHEST = 3.0
CELL, MATRIX_AT = 17.5, 74


@dataclass(frozen=True)
class Guess:
    """A word that may come next, in the model's eyes and in truth."""

    word: str
    pieces: tuple[Piece, ...]
    true: tuple[Piece, ...]
    says: str
    true_says: str


@dataclass(frozen=True)
class Drawing:
    """`training`, `held_out`, `positive` and `negative` are SVG paths; `here` and `best` are places on the plot."""

    training: str
    held_out: str
    floor: float
    grid: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, int], ...]
    here: tuple[float, float, float]
    best: tuple[float, float]
    guesses: tuple[Guess, ...]
    labels: tuple[tuple[float, str, bool], ...]
    positive: str
    negative: str
    matrix_height: float
    largest: str


def draw(given: Inputs, result: Result) -> Drawing:
    across = Scale(0, STEPS, LEFT, RIGHT)
    highest = max(HIGHEST, *(loss for pair in result.curve for loss in pair))
    up = Scale(0, highest, BOTTOM, TOP)
    steps = [place * EVERY for place in range(len(result.curve))]
    training = sorted({*zip(steps, (pair[0] for pair in result.curve), strict=True), (given.steps, result.loss)})
    held = sorted(
        {
            *zip(steps, (pair[1] for pair in result.curve), strict=True),
            (given.steps, result.held_out),
            (result.best_step, result.best_held_out),
        }
    )
    widest = max(max(share, true) for _, share, true in result.guesses)
    return Drawing(
        training=line((across(step), up(loss)) for step, loss in training),
        held_out=line((across(step), up(loss)) for step, loss in held),
        floor=up(result.floor),
        grid=tuple((up(loss), str(loss)) for loss in _grid(highest)),
        ticks=tuple((across(step), step) for step in range(0, STEPS + 1, 50)),
        here=(across(given.steps), up(result.loss), up(result.held_out)),
        best=(across(result.best_step), up(result.best_held_out)),
        guesses=tuple(
            Guess(
                word, laid([("solid", share)], widest), laid([("quiet", true)], widest), f"{share:.2f}", f"{true:.2f}"
            )
            for word, share, true in result.guesses
        ),
        labels=tuple((CELL * (place + 0.5) + 4, word, word == given.row) for place, word in enumerate(result.names)),
        positive=_squares(result, 1),
        negative=_squares(result, -1),
        matrix_height=CELL * len(result.names) + 4,
        largest=f"{result.largest_weight:.1f}",
    )


def _grid(highest: float) -> range:
    """Whole nats to rule, at most five."""
    return range(0, int(highest) + 1, 1 + int(highest) // 5)


def _squares(result: Result, sign: int) -> str:
    """The weights of this sign, each as a square of its size in area."""
    path = ""
    for row, weights in enumerate(result.matrix):
        for column, weight in enumerate(weights):
            side = round((CELL - 3) * (abs(weight) / result.largest_weight) ** 0.5, 1) if weight * sign > 0 else 0
            if side >= 1:
                x, y = MATRIX_AT + CELL * (column + 0.5), 4 + CELL * (row + 0.5)
                path += boxes([(round(x - side / 2, 1), round(y - side / 2, 1))], side, side)
    return path
