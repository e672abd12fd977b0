"""Search: Okapi BM25 over an inverted index.

    score(d) = sum over the different words t of the query of idf(t) · f · (k1 + 1) / (f + k1 · (1 − b + b · |d| / avg))
    idf(t)   = ln(1 + (N − n(t) + 0.5) / (n(t) + 0.5))

f is how often t stands in note d, |d| how many words d has, avg their mean, N the notes, n(t) those that hold t.
The score is that of Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and Beyond"; this idf
is Lucene's and never negative. Lucene has left out (k1 + 1) since version 8, which changes no ranking.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from practice.ideas import Table, inputs
from practice.ideas.inputs import Given
from practice.ideas.words import stemmed, words

DATA = ("data/runbook.yaml",)
SHOWN = 8
OFFERS = ("rollback", "payment", "E4012")


@dataclass(frozen=True)
class Inputs(Given):
    q: str = inputs.text("deploy payment", 80)
    k1: float = inputs.number(1.2, 0, 3, 0.1)
    b: float = inputs.number(0.75, 0, 1, 0.05)
    stem: bool = inputs.toggle(False)


@dataclass(frozen=True)
class Term:
    """A word of the query. `idf` is None if no note holds it; `postings` are notes and counts, in the notes' order."""

    term: str
    notes_with: int
    idf: float | None
    postings: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Ranked:
    """A note that holds a word of the query; `parts` is what each word adds to its score."""

    id: str
    title: str
    score: float
    length: int
    parts: dict[str, float]
    text: str


@dataclass(frozen=True)
class Result:
    """`state` is "ok", "empty" if no word was typed, or "nothing" if no note matched."""

    terms: tuple[Term, ...]
    unknown: tuple[str, ...]
    ranked: tuple[Ranked, ...]
    matched: int
    postings_read: int
    words_in_notes: int
    vocabulary: int
    average_length: float
    state: str
    titles: dict[str, str]


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The notes, and both indexes: each word's notes, by their place, and counts."""
    notes = data["data/runbook.yaml"]["notes"]
    said = [words(f"{note['title']} {note['text']}") for note in notes]
    return {
        "notes": notes,
        "lengths": [len(one) for one in said],
        "plain": _index(said),
        "stemmed": _index([[stemmed(word) for word in one] for one in said]),
    }


def compute(given: Inputs, made: Mapping[str, Any]) -> Result:
    notes, lengths = made["notes"], made["lengths"]
    index = made["stemmed" if given.stem else "plain"]
    average = sum(lengths) / len(lengths)
    asked = list(dict.fromkeys(stemmed(word) if given.stem else word for word in words(given.q)))
    terms = tuple(_term(word, index.get(word, []), notes) for word in asked)
    parts: dict[int, dict[str, float]] = {}
    for one in terms:
        for place, count in index.get(one.term, []):
            ground = given.k1 * (1 - given.b + given.b * lengths[place] / average)
            added = (one.idf or 0) * count * (given.k1 + 1) / (count + ground)
            parts.setdefault(place, dict.fromkeys(asked, 0.0))[one.term] = added
    ranked = sorted(parts, key=lambda place: (-sum(parts[place].values()), place))[:SHOWN]
    return Result(
        terms=terms,
        unknown=tuple(one.term for one in terms if not one.postings),
        ranked=tuple(
            Ranked(
                id=notes[place]["id"],
                title=notes[place]["title"],
                score=sum(parts[place].values()),
                length=lengths[place],
                parts=parts[place],
                text=notes[place]["text"],
            )
            for place in ranked
        ),
        matched=len(parts),
        postings_read=sum(one.notes_with for one in terms),
        words_in_notes=sum(lengths),
        vocabulary=len(index),
        average_length=average,
        state="ok" if parts else "nothing" if asked else "empty",
        titles={note["id"]: note["title"] for note in notes},
    )


def sentence(given: Inputs, result: Result) -> str:
    if result.state == "empty":
        return "Type a word to search for."
    if result.state == "nothing":
        return f"No note holds these words. Try {OFFERS[0]}, {OFFERS[1]} or {OFFERS[2]}."
    first, *others = result.ranked
    lead = f", {first.score:.2f} to {others[0].score:.2f}" if others else f", {first.score:.2f}"
    matched = "1 note matched" if result.matched == 1 else f"{result.matched} notes matched"
    return f"{matched}. First: {first.title}{lead}."


def tables(given: Inputs, result: Result) -> tuple[Table, ...]:
    asked = [one.term for one in result.terms]
    ranking = Table(
        "The notes by their score, and what each word adds to it",
        ("Note", "Rank", "Score", "Words", *asked),
        tuple(
            (one.title, str(rank), f"{one.score:.2f}", str(one.length), *(f"{one.parts[term]:.2f}" for term in asked))
            for rank, one in enumerate(result.ranked, 1)
        ),
    )
    index = Table(
        "The index cards of your words",
        ("Word", "Notes with it", "Weight (idf)"),
        tuple((one.term, str(one.notes_with), "none" if one.idf is None else f"{one.idf:.2f}") for one in result.terms),
    )
    return (ranking, index)


def _index(said: list[list[str]]) -> dict[str, list[list[int]]]:
    index: dict[str, list[list[int]]] = {}
    for place, one in enumerate(said):
        for word, count in Counter(one).items():
            index.setdefault(word, []).append([place, count])
    return index


def _term(word: str, postings: list[list[int]], notes: list[dict[str, str]]) -> Term:
    held = len(postings)
    return Term(
        term=word,
        notes_with=held,
        idf=math.log(1 + (len(notes) - held + 0.5) / (held + 0.5)) if held else None,
        postings=tuple((notes[place]["id"], count) for place, count in postings),
    )
