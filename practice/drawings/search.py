"""Index cards of the query's words, ranked notes as bars of one piece a word, and what repeating a word adds."""

from collections.abc import Iterator
from dataclasses import dataclass

from practice.drawings.bars import Piece, fill_of, laid
from practice.drawings.plane import Scale, boxes, line
from practice.ideas.saying import counted
from practice.ideas.search import OFFERS, Inputs, Result, Term
from practice.ideas.words import WORD, stemmed

CARDS = 6
NAMED = 5
SLOT, TALL = 15, 42
ABOVE, MANY_RIGHT = 20, 18
REPEATS = 15
LEAST_WIDE = 4.0
HIGHEST = 3.4


@dataclass(frozen=True)
class Card:
    """A word of the query: a strip of all notes, each with a block a mention, and the notes by name."""

    fill: str
    term: str
    says: str
    strip: str
    height: float
    peak: tuple[float, float, int, bool] | None
    notes: tuple[tuple[str, int], ...]
    more: int


@dataclass(frozen=True)
class Part:
    """What one word gave a note, in words."""

    fill: str
    says: str
    added: str


@dataclass(frozen=True)
class Hit:
    """A ranked note; `text` is its words with those of the query marked."""

    title: str
    score: str
    length: int
    pieces: tuple[Piece, ...]
    parts: tuple[Part, ...]
    text: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Curve:
    """What a word adds to a note of average length by how often it is there; `points` are places and words."""

    term: str
    path: str
    ceiling: float | None
    ceiling_says: str
    points: tuple[tuple[float, float, str], ...]
    ticks: tuple[tuple[float, int], ...]


@dataclass(frozen=True)
class Drawing:
    cards: tuple[Card, ...]
    cards_left_out: int
    hits: tuple[Hit, ...]
    offers: tuple[str, ...]
    more: int
    curve: Curve | None


def draw(given: Inputs, result: Result) -> Drawing:
    fills = {one.term: fill_of(place) for place, one in enumerate(result.terms)}
    counts = {one.term: dict(one.postings) for one in result.terms}
    widest = max([LEAST_WIDE, *(one.score for one in result.ranked)])
    hits = tuple(
        Hit(
            title=one.title,
            score=f"{one.score:.2f}",
            length=one.length,
            pieces=laid(((fills[term], added) for term, added in one.parts.items()), widest),
            parts=tuple(
                Part(fills[term], f"{term} {_times(counts[term][one.id])}", f"{added:.2f}")
                for term, added in one.parts.items()
                if one.id in counts[term]
            ),
            text=tuple(_marked(one.text, frozenset(fills), given.stem)),
        )
        for one in result.ranked
    )
    held = next((one for one in result.terms if one.idf is not None), None)
    return Drawing(
        cards=tuple(_card(one, fills[one.term], result) for one in result.terms[:CARDS]),
        cards_left_out=max(0, len(result.terms) - CARDS),
        hits=hits,
        offers=OFFERS,
        more=result.matched - len(result.ranked),
        curve=_curve(held, given) if held else None,
    )


def _card(term: Term, fill: str, result: Result) -> Card:
    """A slot for each note, in their order; a block of equal height for each mention, higher if there are few."""
    places = {id_: place for place, id_ in enumerate(result.titles)}
    most = max([count for _, count in term.postings], default=1)
    high = min(6, TALL / most)
    corners = [
        (places[id_] * SLOT + 1.5, TALL - high * (mention + 1))
        for id_, count in term.postings
        for mention in range(count)
    ]
    top = max(term.postings, key=lambda one: one[1], default=None)
    notes = sorted(((result.titles[id_], count) for id_, count in term.postings), key=lambda one: -one[1])
    weight = "in no note" if term.idf is None else f"in {term.notes_with} of {len(places)} notes, weight {term.idf:.2f}"
    return Card(
        fill=fill,
        term=term.term,
        says=weight,
        strip=boxes(corners, SLOT - 3, round(high - min(1.0, high / 4), 2)),
        height=TALL,
        peak=None if top is None or top[1] < 2 else _peak(places[top[0]], top[1], TALL - high * top[1]),
        notes=tuple(notes[:NAMED]),
        more=max(0, len(notes) - NAMED),
    )


def _peak(place: int, count: int, top: float) -> tuple[float, float, int, bool]:
    """Where the highest column says how high it is: above it if there is room, else beside; whether words end there."""
    ends = place > MANY_RIGHT
    if top >= ABOVE:
        return place * SLOT + (SLOT if ends else 1), round(top - 5, 1), count, ends
    return place * SLOT + (-3 if ends else SLOT + 2), round(top + 10, 1), count, ends


def _marked(text: str, asked: frozenset[str], stem: bool) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and whether each is a word of the query."""
    done = 0
    for found in WORD.finditer(text.lower()):
        word = stemmed(found.group()) if stem else found.group()
        if word in asked:
            yield text[done : found.start()], False
            yield text[found.start() : found.end()], True
            done = found.end()
    yield text[done:], False


def _curve(term: Term, given: Inputs) -> Curve:
    idf = term.idf or 0.0
    ceiling = idf * (given.k1 + 1)
    added = [idf * count * (given.k1 + 1) / (count + given.k1) for count in range(1, REPEATS + 1)]
    across = Scale(1, REPEATS, 26, 340)
    up = Scale(0, idf * HIGHEST, 132, 18)
    most = 14
    return Curve(
        term=term.term,
        path=line((across(count), up(value)) for count, value in enumerate(added, 1)),
        ceiling=up(ceiling) if given.k1 > 0 and ceiling <= idf * HIGHEST else None,
        ceiling_says=f"never more than {ceiling:.2f}",
        points=(
            (across(1), up(added[0]), f"once {added[0]:.2f}"),
            (across(most), up(added[most - 1]), f"{added[most - 1]:.2f}"),
        ),
        ticks=tuple((across(count), count) for count in (1, 5, 10, 14)),
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count) or counted(count, "time")
