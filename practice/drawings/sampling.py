"""The likeliest words before and after the dials, the cut, what is drawn, and how undecided the choice is."""

from dataclasses import dataclass

from practice.drawings.bars import Piece, laid
from practice.drawings.plane import Scale
from practice.ideas.sampling import SHOWN, Inputs, Result, differing
from practice.ideas.saying import percent

MOST_BITS = 8


@dataclass(frozen=True)
class Bar:
    """A word before and after; `is_last` if the cut comes after it, `is_cut` if it can't be drawn."""

    word: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    before_says: str
    after_says: str
    is_last: bool
    is_cut: bool


@dataclass(frozen=True)
class Line:
    dice: int
    said: str


@dataclass(frozen=True)
class Drawing:
    """`dots` are the twenty sentences: where, and whether an earlier dice number drew the same."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    dots: tuple[tuple[int, int, bool], ...]
    bits: tuple[float, float]
    ticks: tuple[tuple[float, int], ...]
    differ_says: str
    open_says: str
    cut_says: str


def draw(given: Inputs, result: Result) -> Drawing:
    after = dict(result.after)
    rest = [1 - sum(share for _, share in result.before), max(0.0, 1 - sum(share for _, share in result.after))]
    widest = max([share for _, share in (*result.before, *result.after)] + rest)
    bars = [
        _bar(word, share, after.get(word, 0.0), widest, place == result.kept < result.all)
        for place, (word, share) in enumerate(result.before, 1)
    ]
    others = _bar(f"{result.all - SHOWN} others", rest[0], rest[1] if result.kept > SHOWN else 0.0, widest, False)
    across = Scale(0, MOST_BITS, 10, 350)
    return Drawing(
        bars=(*bars, others),
        lines=tuple(Line(given.seed + place, said) for place, said in enumerate(result.sentences)),
        dots=tuple(
            (18 + 34 * (place % 10), 16 + 30 * (place // 10), again) for place, again in enumerate(result.repeats)
        ),
        bits=(across(result.entropy_before), across(result.entropy_after)),
        ticks=tuple((across(bits), bits) for bits in range(0, MOST_BITS + 1, 2)),
        differ_says=differing(result),
        open_says=_open(result),
        cut_says=f"{result.kept} of {result.all} words can be drawn; they held {percent(result.share_kept)} before",
    )


def _bar(word: str, before: float, after: float, widest: float, is_last: bool) -> Bar:
    return Bar(
        word=word,
        before=laid([("quiet", before)], widest),
        after=laid([("solid", after)], widest),
        before_says=f"{before:.3f}",
        after_says=f"{after:.3f}",
        is_last=is_last,
        is_cut=after == 0,
    )


def _open(result: Result) -> str:
    """Among how many equally likely words a choice would be as open, after the dials and before them."""
    before, after = (2**bits for bits in (result.entropy_before, result.entropy_after))
    said = f"{after:.0f}" if after >= 10 else f"{after:.1f}".removesuffix(".0")
    open_ = (
        "Nothing is open: one word is certain" if result.kept == 1 else f"As open as among {said} equally likely words"
    )
    return f"{open_}. The ring is before the dials: {before:.0f}."
