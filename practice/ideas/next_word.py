"""Next word: ten rounds against a model that counts, or the beginning of any sentence.

The model is in `practice.ideas.ngrams`, with its formulas and sources. Shannon played this game with people and printed
English (1951, "Prediction and Entropy of Printed English").
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from practice.ideas import Table, inputs, ngrams
from practice.ideas.inputs import Given
from practice.ideas.words import words

DATA = ("data/harbor.yaml",)
SHOWN = 5
ROUNDS = 10
NAMES = {ngrams.END: "(end)", ngrams.UNSEEN: "(unseen word)"}
WATCH = "watch"


@dataclass(frozen=True)
class Inputs(Given):
    mode: str = inputs.choice("play", "play", "free")
    context: str = inputs.text("The night", 120)
    order: str = inputs.choice("3", "1", "2", "3", "4")
    smoothing: str = inputs.choice("kn", *ngrams.SMOOTHINGS)
    round: int = inputs.number(1, 1, ROUNDS)
    guess: str = inputs.text("", 20)
    past: str = inputs.hidden("", 220)


@dataclass(frozen=True)
class Company:
    """A word that seems frequent and keeps one companion: what counting times and counting company make of it."""

    times: int
    after_different_words: int
    share_by_times: float
    share_by_company: float


@dataclass(frozen=True)
class Result:
    """`rounds` are rows: round, your word, the model's, the right one, you right, model right, its chance of it."""

    context: str
    top: tuple[tuple[str, float], ...]
    path: tuple[tuple[int, str, int, int], ...]
    model_says: str | None
    unknown: tuple[str, ...]
    held_out_impossible: int
    perplexity: float
    watch: Company
    offer: tuple[str, ...]
    rounds: tuple[tuple[int, str, str | None, str, bool, bool, float], ...]
    you: int
    model: int
    answer: str | None
    your_word: str
    your_word_probability: float | None
    answer_probability: float | None
    past: str


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The counts, the rounds, and how each kind of model does on the held-out sentences (None for infinite)."""
    worlds, rounds = data["data/harbor.yaml"]["worlds"], data["figure"]["rounds"]
    model = ngrams.count([line for lines in worlds.values() for line in lines])
    held = [f"{one['start']} {one['answer']}" for one in rounds]
    fits = {}
    for smoothing in ngrams.SMOOTHINGS:
        for order in range(1, ngrams.LONGEST + 1):
            impossible, perplexity = ngrams.held_out(model, held, order, smoothing)
            fits[f"{smoothing} {order}"] = [impossible, None if math.isinf(perplexity) else perplexity]
    return {"model": model, "rounds": rounds, "fits": fits}


def compute(given: Inputs, made: Mapping[str, Any]) -> Result:
    model, order = made["model"], int(given.order)
    playing = given.mode == "play"
    asked = made["rounds"][given.round - 1]
    context = asked["start"] if playing else given.context
    said, unknown = ngrams.known(model, context)
    shares = ngrams.chances(model, said, order, given.smoothing)
    likeliest = ngrams.ordered(shares)
    guess = _first(given.guess) if playing else ""
    rows = tuple(_row(made, given, place, word) for place, word in _guesses(given)) if playing else ()
    impossible, perplexity = made["fits"][f"{given.smoothing} {order}"]
    return Result(
        context=context,
        top=tuple((NAMES.get(word, word), share) for word, share in likeliest[:SHOWN] if share),
        path=ngrams.path(model, said, order),
        model_says=_says(likeliest),
        unknown=unknown,
        held_out_impossible=impossible,
        perplexity=math.inf if perplexity is None else perplexity,
        watch=_watch(model),
        offer=tuple(asked["offer"]) if playing else (),
        rounds=rows,
        you=sum(row[4] for row in rows),
        model=sum(row[5] for row in rows),
        answer=asked["answer"] if guess else None,
        your_word=guess,
        your_word_probability=shares.get(guess, shares[ngrams.UNSEEN]) if guess else None,
        answer_probability=shares.get(asked["answer"], shares[ngrams.UNSEEN]) if guess else None,
        past=".".join([*_earlier(given), guess]) if guess else given.past,
    )


def sentence(given: Inputs, result: Result) -> str:
    if given.mode == "free":
        if not result.top:
            return f"{_start(result)}: the model has never seen these words, and it gives up."
        best = ", ".join(f"{word} {share:.2f}" for word, share in result.top[:3])
        return f"{_start(result)}: the likeliest next words are {best}."
    if result.answer is None:
        return f"Round {given.round}. {result.context} … Which word comes next?"
    yours = f"You: {result.your_word}, {_verdict(result.your_word == result.answer)}"
    machine = f"The model: {result.model_says or 'no word'}, {_verdict(result.model_says == result.answer)}"
    return (
        f"Round {given.round}. {result.context} {result.answer}. {yours}. {machine}; it gave {result.answer} "
        f"{result.answer_probability:.4f}. Score: you {result.you}, model {result.model}."
    )


def tables(given: Inputs, result: Result) -> tuple[Table, ...]:
    """The scoreboard, and what the model thinks of this round once it is guessed."""
    shown = [_scoreboard(result)] if result.rounds else []
    if given.mode == "free" or result.answer is not None:
        shown += [
            Table("The likeliest next words", ("Word", "Probability"), tuple((w, f"{p:.4f}") for w, p in result.top)),
            Table(
                "What the model looked up, from long to short",
                ("Words before", "Times seen", "Different next words"),
                tuple((context or "(none)", str(times), str(kinds)) for _, context, times, kinds in result.path),
            ),
        ]
    return (*shown, _memory(result))


def _scoreboard(result: Result) -> Table:
    return Table(
        "Scoreboard",
        ("Round", "You", "The model", "Right", "You were", "The model was", "Its chance of the right word"),
        tuple(
            (str(place), yours, said or "no word", right, _verdict(you), _verdict(model), f"{share:.4f}")
            for place, yours, said, right, you, model, share in result.rounds
        ),
    )


def _memory(result: Result) -> Table:
    perplexity = "infinite" if math.isinf(result.perplexity) else f"{result.perplexity:.2f}"
    return Table(
        "This model on ten sentences that it never saw, and the word watch",
        ("Measure", "Value"),
        (
            ("Sentences that it finds impossible", f"{result.held_out_impossible} of {ROUNDS}"),
            ("Perplexity", perplexity),
            ("watch: times seen", str(result.watch.times)),
            ("watch: different words before it", str(result.watch.after_different_words)),
            ("watch: share of all words", f"{result.watch.share_by_times:.4f}"),
            ("watch: share of all companies", f"{result.watch.share_by_company:.4f}"),
        ),
    )


def _start(result: Result) -> str:
    return f"{result.context} …" if result.context else "At the start of a sentence"


def _verdict(right: bool) -> str:
    return "right" if right else "wrong"


def _first(text: str) -> str:
    """The first word of a guess; nothing if there is none."""
    return next(iter(words(text)), "")


def _earlier(given: Inputs) -> list[str]:
    """The guesses of the rounds before this one; nothing where a round was left out."""
    said = [_first(one) for one in given.past.split(".")][: given.round - 1]
    return said + [""] * (given.round - 1 - len(said))


def _guesses(given: Inputs) -> list[tuple[int, str]]:
    """The rounds that were guessed, with the guess."""
    return [(place, word) for place, word in enumerate([*_earlier(given), _first(given.guess)], 1) if word]


def _row(
    made: Mapping[str, Any], given: Inputs, place: int, guess: str
) -> tuple[int, str, str | None, str, bool, bool, float]:
    asked = made["rounds"][place - 1]
    said, _ = ngrams.known(made["model"], asked["start"])
    shares = ngrams.chances(made["model"], said, int(given.order), given.smoothing)
    says, right = _says(ngrams.ordered(shares)), asked["answer"]
    return (place, guess, says, right, guess == right, says == right, shares.get(right, shares[ngrams.UNSEEN]))


def _says(likeliest: list[tuple[str, float]]) -> str | None:
    """The likeliest that is a word; None if nothing has a chance."""
    return next((word for word, share in likeliest if share and word not in NAMES), None)


def _watch(model: Mapping[str, Any]) -> Company:
    times, companies = model["seen"]["1"][""], model["companies"]["1"][""]
    return Company(
        times=times[WATCH],
        after_different_words=companies[WATCH],
        share_by_times=times[WATCH] / sum(times.values()),
        share_by_company=companies[WATCH] / sum(companies.values()),
    )
