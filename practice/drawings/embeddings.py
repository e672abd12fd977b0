"""Neighbors as bars, the map with its names kept apart, and analogies with their answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practice.drawings.bars import Piece, laid
from practice.drawings.plane import Scale, line
from practice.ideas.embeddings import Inputs, Result
from practice.ideas.saying import counted

WIDTH, HEIGHT, EDGE = 360, 330, 14
LETTER, LINE = 6.6, 13
EXTRA = 3

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Neighbor:
    word: str
    cosine: str
    met: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Place:
    """A word on the map: its point, its name's place, its world, and whether it is the typed word or a neighbor."""

    word: str
    x: float
    y: float
    name_x: float
    name_y: float
    world: str
    is_typed: bool
    is_near: bool


@dataclass(frozen=True)
class Trial:
    """One of the ten analogies."""

    a: str
    b: str
    c: str
    wanted: str
    got: str
    sign: str


@dataclass(frozen=True)
class Drawing:
    """`joins` are SVG lines from the typed word to its neighbors on the map."""

    neighbors: tuple[Neighbor, ...]
    shared: tuple[tuple[str, str], ...]
    places: tuple[Place, ...]
    joins: str
    answers: tuple[Neighbor, ...]
    waiting_for: tuple[str, ...]
    trials: tuple[Trial, ...]


def draw(given: Inputs, result: Result) -> Drawing:
    places = tuple(_places(result))
    typed = next((place for place in places if place.is_typed), None)
    return Drawing(
        neighbors=tuple(
            Neighbor(word, f"{cosine:.2f}", _met(met), laid([("solid", cosine)], 1))
            for (word, cosine), met in zip(result.neighbors, result.met, strict=True)
        ),
        shared=tuple((word, f"{part:.2f}") for word, part in result.shared_with_first),
        places=places,
        joins="".join(line([(typed.x, typed.y), (one.x, one.y)]) for one in places if one.is_near) if typed else "",
        answers=tuple(
            Neighbor(word, f"{cosine:.2f}", "", laid([("solid" if place == 0 else "open", cosine)], 1))
            for place, (word, cosine) in enumerate(result.analogy)
        ),
        waiting_for=tuple(
            typed or "an empty box"
            for typed, word in zip(result.typed[1:], result.analogy_words, strict=True)
            if word is None
        ),
        trials=tuple(
            Trial(a, b, c, wanted, got, "right" if right else "wrong")
            for a, b, c, wanted, got, right in result.analogies
        ),
    )


def _met(times: int) -> str:
    return f"together in {counted(times, 'sentence')}" if times else "never in one sentence"


def _places(result: Result) -> Iterator[Place]:
    """The words of the map, the typed one and its first neighbors; each name where it covers least."""
    near = {word for word, _ in result.neighbors}
    seen = dict.fromkeys([*result.map, *result.near[: EXTRA + 1]])
    xs, ys = [x for _, x, _ in seen], [y for _, _, y in seen]
    across, up = Scale(min(xs), max(xs), 40, WIDTH - 40), Scale(min(ys), max(ys), HEIGHT - EDGE - 10, EDGE + 6)
    points = {word: (across(x), up(y)) for word, x, y in seen}
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in points.values()]
    for word, (x, y) in sorted(points.items(), key=lambda one: (one[0] != result.word, one[0] not in near, one[0])):
        box = min(_boxes(word, x, y), key=lambda box: sum(_overlap(box, other) for other in taken) + _outside(box))
        taken.append(box)
        yield Place(
            word=word,
            x=x,
            y=y,
            name_x=round(box[0], 1),
            name_y=round(box[3] - 3, 1),
            world=_world(result.worlds.get(word, (0, 0))),
            is_typed=word == result.word,
            is_near=word in near,
        )


def _boxes(word: str, x: float, y: float) -> list[Box]:
    """Where a name may stand around its point: beside, above, below, and aslant."""
    wide = LETTER * len(word)
    starts = [(x + 7, y - 7), (x - 7 - wide, y - 7), (x - wide / 2, y - 20), (x - wide / 2, y + 7)]
    starts += [(x + 4, y - 18), (x + 4, y + 5), (x - 4 - wide, y - 18), (x - 4 - wide, y + 5)]
    return [(left, top, left + wide, top + LINE) for left, top in starts]


def _overlap(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _outside(box: Box) -> float:
    return 1000.0 if box[0] < 0 or box[2] > WIDTH or box[1] < 0 or box[3] > HEIGHT else 0.0


def _world(sentences: Sequence[int]) -> str:
    harbor, computers = sentences
    return "both" if harbor and computers else "harbor" if harbor else "computers"
