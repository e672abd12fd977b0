"""The chat as blocks, each as wide as it costs, how the window is filled, what is still known, and two curves."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from practice.drawings.bars import Piece, laid
from practice.drawings.plane import Scale, line
from practice.ideas.context_window import Inputs, Result
from practice.ideas.saying import percent

WIDTH, TOKEN, GAP = 356, 1.18, 2
LEGIBLE = 36
ROW, TALL, LOW = 62, 34, 25
SIGNS = {"known": "right", "outdated": "wrong", "lost": "refused"}
WHY = {"known": "", "outdated": "it holds the older value only", "lost": "and nothing shows that it was there"}


@dataclass(frozen=True)
class Block:
    """A part of what could be sent: `state` is kept, dropped, shrunk, fixed or free.

    `facts` stand under it, each with whether it is sent.
    """

    name: str
    x: float
    y: float
    width: float
    height: float
    state: str
    stub: float
    facts: tuple[tuple[str, bool], ...]
    facts_x: float
    facts_end: bool


@dataclass(frozen=True)
class Share:
    """A part of the window in tokens."""

    name: str
    fill: str
    tokens: int


@dataclass(frozen=True)
class Answer:
    text: str
    state: str
    sign: str
    turn: int
    why: str


@dataclass(frozen=True)
class Turn:
    number: int
    who: str
    text: str
    fate: str


@dataclass(frozen=True)
class Drawing:
    """`thinning` is the curve of the formula; `measured` are points that others measured."""

    blocks: tuple[Block, ...]
    height: float
    shares: tuple[Share, ...]
    window: tuple[Piece, ...]
    spare: int
    sent: str
    answers: tuple[Answer, ...]
    turns: tuple[Turn, ...]
    thinning: str
    thin_points: tuple[tuple[float, float, str], ...]
    thin_ticks: tuple[tuple[float, str], ...]
    thin_grid: tuple[tuple[float, str], ...]
    measured: tuple[tuple[float, float, str, int], ...]
    measured_line: str
    closed_book: float
    measured_grid: tuple[tuple[float, str], ...]


def draw(given: Inputs, result: Result) -> Drawing:
    blocks = tuple(_blocks(given, result))
    shares = (
        Share("instructions", "striped", result.instructions),
        Share("tools", "dotted", result.tools),
        Share("notes", "dotted", result.notes_used),
        Share("chat", "solid", result.used - result.notes_used),
        Share("kept free", "open", given.reserve),
    )
    across, up = Scale(1, 5, 34, 336), Scale(0, 1, 150, 14)
    position, right = Scale(1, 20, 44, 340), Scale(50, 80, 150, 14)
    return Drawing(
        blocks=blocks,
        height=max(block.y + block.height for block in blocks) + 18,
        shares=tuple(share for share in shares if share.tokens),
        window=laid(((share.fill, share.tokens) for share in shares), max(given.window, sum(s.tokens for s in shares))),
        spare=max(0, given.window - sum(share.tokens for share in shares)),
        sent=f"{result.sent:,}",
        answers=tuple(
            Answer(one.text, one.state, SIGNS[one.state], one.turn, WHY[one.state]) for one in result.questions
        ),
        turns=tuple(_turns(result)),
        thinning=line((across(ten / 10), up(_share(given.margin, 10 ** (ten / 10)))) for ten in range(10, 51)),
        thin_points=tuple((across(math.log10(length)), up(share), percent(share)) for length, share in result.dilution),
        thin_ticks=tuple((across(math.log10(length)), f"{length:,}") for length, _ in result.dilution),
        thin_grid=tuple((up(share), percent(share)) for share in (0, 0.5, 1)),
        measured=tuple((position(at), right(value), f"{value:.1f}", at) for at, value in result.measured),
        measured_line=line((position(at), right(value)) for at, value in result.measured),
        closed_book=right(result.closed_book),
        measured_grid=tuple((right(value), f"{value} %") for value in (50, 60, 70, 80)),
    )


def _share(margin: int, length: float) -> float:
    return math.exp(margin) / (math.exp(margin) + length - 1)


def _blocks(given: Inputs, result: Result) -> Iterator[Block]:
    """Everything in reading order, a new row where the next block does not fit."""
    facts: dict[int, list[tuple[str, bool]]] = {}
    for one in result.questions:
        facts.setdefault(one.turn, []).append((one.id, one.state == "known"))
        for turn in one.older:
            facts.setdefault(turn, []).append((f"old {one.id}", turn in result.kept or one.state == "outdated"))
    parts = [("rules", result.instructions, "fixed"), ("tools", result.tools, "fixed")]
    parts += [("notes", result.notes_used, "fixed")]
    stubs = dict(enumerate(result.stubs, 1))
    parts += [(str(turn), size, _state(turn, result)) for turn, size in enumerate(result.sizes, 1)]
    parts += [("free", given.reserve, "free")]
    x, y = 0.0, 4.0
    for name, tokens, state in parts:
        if not tokens:
            continue
        width = max(round(tokens * TOKEN, 1), 16.0)
        if x + width > WIDTH:
            x, y = 0.0, y + ROW
        turn = int(name) if name.isdigit() else 0
        height = LOW if turn and result.speakers[turn - 1] == "assistant" else TALL
        yield Block(
            name=name if width > LEGIBLE or turn else "",
            x=round(x, 1),
            y=y + TALL - height,
            width=width,
            height=height,
            state=state,
            stub=round(stubs[turn] * TOKEN, 1) if state == "shrunk" else 0,
            facts=tuple(facts.get(turn, ())) if width > LEGIBLE or turn else ((name, True),),
            facts_x=round(x + width if x > WIDTH * 0.8 else x, 1),
            facts_end=x > WIDTH * 0.8,
        )
        x += width + GAP


def _state(turn: int, result: Result) -> str:
    if turn in result.kept:
        return "kept"
    return "shrunk" if result.stubs[turn - 1] else "dropped"


def _turns(result: Result) -> Iterator[Turn]:
    for number, (who, text) in enumerate(zip(result.speakers, result.texts, strict=True), 1):
        yield Turn(number, "traveler" if who == "user" else "assistant", text, _state(number, result))
