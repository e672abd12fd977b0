"""The sentence with its blank, the likeliest words as bars, the way from long contexts to short, and the scoreboard."""

import math
from dataclasses import dataclass

from practice.drawings.bars import Piece, laid
from practice.ideas import ngrams
from practice.ideas.next_word import ROUNDS, Inputs, Result
from practice.ideas.saying import counted

WATCH_SCALE = 0.006
START = "(start)"


@dataclass(frozen=True)
class Word:
    """A word that may come next; `marks` say whose it is."""

    word: str
    share: str
    marks: tuple[str, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Step:
    """A context that was looked up; `is_used` if something followed it."""

    context: str
    says: str
    is_used: bool


@dataclass(frozen=True)
class Mark:
    """A cell of the scoreboard: a sign, and nothing for a round that was not played."""

    round: int
    sign: str
    is_here: bool


@dataclass(frozen=True)
class Drawing:
    """`is_open` while a round waits for its guess: then nothing of the model is shown."""

    is_playing: bool
    is_open: bool
    blank_before: str
    words: tuple[Word, ...]
    steps: tuple[Step, ...]
    you: tuple[Mark, ...]
    model: tuple[Mark, ...]
    you_sign: str
    model_sign: str
    next_round: int | None
    impossible: tuple[bool, ...]
    perplexity: str
    by_times: tuple[Piece, ...]
    by_company: tuple[Piece, ...]


def draw(given: Inputs, result: Result) -> Drawing:
    playing = given.mode == "play"
    is_open = playing and result.answer is None
    return Drawing(
        is_playing=playing,
        is_open=is_open,
        blank_before=result.context,
        words=() if is_open else _words(result),
        steps=() if is_open else _steps(result),
        you=_marks(given, {row[0]: row[4] for row in result.rounds}),
        model=_marks(given, {row[0]: row[5] for row in result.rounds}),
        you_sign=_sign(result.your_word == result.answer),
        model_sign=_sign(result.model_says == result.answer),
        next_round=given.round + 1 if given.round < ROUNDS else None,
        impossible=tuple(place < result.held_out_impossible for place in range(ROUNDS)),
        perplexity="infinite" if math.isinf(result.perplexity) else f"{result.perplexity:.2f}",
        by_times=laid([("open", result.watch.share_by_times)], WATCH_SCALE),
        by_company=laid([("solid", result.watch.share_by_company)], WATCH_SCALE),
    )


def _words(result: Result) -> tuple[Word, ...]:
    """The five likeliest, then the right word and the reader's where they are not among them."""
    shares = dict(result.top)
    if result.answer is not None and result.answer_probability is not None:
        shares.setdefault(result.answer, result.answer_probability)
    if result.your_word and result.your_word_probability is not None:
        shares.setdefault(result.your_word, result.your_word_probability)
    whose = (("right", result.answer), ("yours", result.your_word), ("the model’s", result.model_says))
    widest = max(shares.values(), default=0)
    return tuple(
        Word(
            word=word,
            share=f"{share:.3f}" if share >= 0.001 or not share else f"{share:.4f}",
            marks=tuple(mark for mark, owned in whose if owned == word),
            pieces=laid([("solid" if word == result.model_says else "open", share)], widest),
        )
        for word, share in shares.items()
    )


def _steps(result: Result) -> tuple[Step, ...]:
    return tuple(
        Step(
            context=context.replace(ngrams.START, START).replace(ngrams.UNSEEN, "(unseen word)") or "any words",
            says=f"seen {counted(times, 'time')}, {counted(kinds, 'next word')}" if times else "never seen",
            is_used=bool(times),
        )
        for _, context, times, kinds in result.path
    )


def _marks(given: Inputs, right: dict[int, bool]) -> tuple[Mark, ...]:
    return tuple(
        Mark(place, _sign(right[place]) if place in right else "", place == given.round)
        for place in range(1, ROUNDS + 1)
    )


def _sign(right: bool) -> str:
    return "right" if right else "wrong"
