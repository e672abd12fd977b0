"""Chips of the text, how its tokens fall with each merge, what languages cost on one scale, and the merges at hand."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from practice.drawings.bars import Piece, laid
from practice.drawings.plane import Scale, line
from practice.ideas.tokens import MOST, Inputs, Merge, Result

SPACE = "·"


@dataclass(frozen=True)
class Chip:
    """A token: its space is told apart from its letters; `is_bytes` if it is no whole character."""

    space: str
    says: str
    is_bytes: bool


@dataclass(frozen=True)
class Join:
    """Two tokens that a merge makes one, and how often they met."""

    name: str
    left: str
    right: str
    count: int


@dataclass(frozen=True)
class Language:
    name: str
    code: str
    tokens: int
    ratio: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Drawing:
    """`here` is the marker's place on the curve."""

    chips: tuple[Chip, ...]
    per_token: str
    joins: tuple[Join, ...]
    curve: str
    here: tuple[float, float]
    grid: tuple[tuple[float, int], ...]
    ticks: tuple[tuple[float, int], ...]
    languages: tuple[Language, ...]
    numbers: tuple[tuple[str, tuple[Chip, ...]], ...]


def draw(given: Inputs, result: Result) -> Drawing:
    most = max(count for _, count in result.curve)
    across, up = Scale(0, MOST, 34, 348), Scale(0, most or 1, 158, 16)
    points = sorted({*result.curve, (given.merges, result.count)})
    widest = max(tokens for _, _, _, tokens, _ in result.languages)
    return Drawing(
        chips=tuple(_chip(token, whole) for token, whole in zip(result.tokens, result.whole, strict=True)),
        per_token="" if result.characters_per_token is None else f"{result.characters_per_token:.1f}",
        joins=tuple(
            _join(name, merge)
            for name, merge in (("Learned last", result.last_merge), ("Next", result.next_merge))
            if merge
        ),
        curve=line((across(merges), up(count)) for merges, count in points),
        here=(across(given.merges), up(result.count)),
        grid=tuple((up(value), value) for value in dict.fromkeys((0, most // 2, most))),
        ticks=tuple((across(merges), merges) for merges in range(0, MOST + 1, 100)),
        languages=tuple(
            Language(name, code, tokens, f"{ratio:.1f}", laid([("solid", tokens)], widest))
            for name, (code, _, _, tokens, ratio) in zip(result.names, result.languages, strict=True)
        ),
        numbers=tuple((number, _chips(tokens)) for number, tokens in result.numbers),
    )


def _chips(tokens: Sequence[str]) -> tuple[Chip, ...]:
    return tuple(_chip(token, True) for token in tokens)


def _chip(token: str, whole: bool) -> Chip:
    """A token as it is shown: spaces as raised dots, a mark without its letter on a dotted circle."""
    letters = token.lstrip(" ")
    if whole and letters and unicodedata.category(letters[0]) in {"Mn", "Mc", "Me"}:
        letters = "\N{DOTTED CIRCLE}" + letters
    return Chip(SPACE * (len(token) - len(token.lstrip(" "))), letters, not whole)


def _join(name: str, merge: Merge) -> Join:
    left, right, count = merge
    return Join(name, left.replace(" ", SPACE), right.replace(" ", SPACE), count)
