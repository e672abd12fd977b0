"""Embeddings: words as the company they keep.

C(i,j) is the number of sentences that hold both words, R(i) a row's sum, T the sum of all.

    PPMI(i,j) = max(0, log2(C(i,j) · T / (R(i) · R(j)))),  0 where C is 0
    squeezed to k: (√|λ_1| · q_1(i), ..., √|λ_k| · q_k(i)), by |λ| falling

The PPMI matrix is symmetric, so its eigenvalues λ and eigenvectors q are its SVD: singular values |λ|, weight ½
(Levy and Goldberg, 2014; Levy, Goldberg and Dagan, 2015). Neighbors go by cosine; an analogy a : b :: c : ? by cosine
with b̂ − â + ĉ (3CosAdd, Mikolov et al., 2013), with or without the words that were typed.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from practice.ideas import Table, inputs
from practice.ideas.eigen import eigen
from practice.ideas.inputs import Given
from practice.ideas.words import words

DATA = ("data/harbor.yaml",)
WORLDS = {"both": ("harbor", "computers"), "harbor": ("harbor",), "computers": ("computers",)}
LEAST = 3
KEPT = 24
NEIGHBORS = 8
ANSWERS = 5
SHARED = 3

Vector = Sequence[float]


@dataclass(frozen=True)
class Inputs(Given):
    word: str = inputs.text("port", 20)
    world: str = inputs.choice("both", *WORLDS)
    method: str = inputs.choice("16", "counts", "ppmi", "8", "16", "24")
    a: str = inputs.text("captain", 20)
    b: str = inputs.text("ship", 20)
    c: str = inputs.text("pilot", 20)
    exclude: bool = inputs.toggle(True)


@dataclass(frozen=True)
class Result:
    """`analogies` are rows: a, b, c, wanted, got, right; empty unless both worlds are read.

    `typed` is what stands in the four boxes as it was looked up; `close` are known words that share most letters with
    a first word that is unknown; `met` is in how many sentences the word meets each neighbor; `near` is where the word
    and its neighbors would be on the map; `worlds` says in how many sentences of each world a word is.
    """

    vocabulary: int
    numbers_per_word: int
    typed: tuple[str, str, str, str]
    word: str | None
    close: tuple[str, ...]
    sentences_with_word: int
    neighbors: tuple[tuple[str, float], ...]
    met: tuple[int, ...]
    shared_with_first: tuple[tuple[str, float], ...]
    analogy_words: tuple[str | None, str | None, str | None]
    analogy: tuple[tuple[str, float], ...]
    map: tuple[tuple[str, float, float], ...]
    near: tuple[tuple[str, float, float], ...]
    worlds: dict[str, tuple[int, int]]
    analogies: tuple[tuple[str, str, str, str, str, bool], ...]
    analogies_right: int | None


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """For each world: its words, in how many sentences each is and each pair meets, and the strongest directions."""
    figure, worlds = data["figure"], data["data/harbor.yaml"]["worlds"]
    stop = frozenset(figure["stop_words"])
    said = {name: [frozenset(words(line)) - stop for line in lines] for name, lines in worlds.items()}
    tables = {name: _table([one for part in parts for one in said[part]]) for name, parts in WORLDS.items()}
    return {
        "worlds": tables,
        "places": {
            word: [sum(word in one for one in said["harbor"]), sum(word in one for one in said["computers"])]
            for word in tables["both"]["vocabulary"]
        },
        "map_words": figure["map_words"],
        "analogies": figure["analogies"],
    }


def compute(given: Inputs, made: Mapping[str, Any]) -> Result:
    table = made["worlds"][given.world]
    vocabulary = table["vocabulary"]
    place = {word: number for number, word in enumerate(vocabulary)}
    ppmi = _ppmi(table)
    vectors = _vectors(table, ppmi, given.method)
    units = [_unit(vector) for vector in vectors]
    typed = _first(given.word), _first(given.a), _first(given.b), _first(given.c)
    word = typed[0] if typed[0] in place else None
    neighbors = _nearest(units, vocabulary, units[place[word]], {word})[:NEIGHBORS] if word else []
    a, b, c = (box if box in place else None for box in typed[1:])
    three = (a, b, c)
    analogies = _scores(made["analogies"], units, vocabulary, given.exclude) if given.world == "both" else ()
    return Result(
        vocabulary=len(vocabulary),
        numbers_per_word=len(vectors[0]),
        typed=typed,
        word=word,
        close=() if word or not typed[0] else _alike(typed[0], vocabulary),
        sentences_with_word=table["sentences"][place[word]] if word else 0,
        neighbors=tuple(neighbors),
        met=tuple(table["counts"][place[word]][place[other]] for other, _ in neighbors) if word else (),
        shared_with_first=_shared(ppmi, vocabulary, place[word], place[neighbors[0][0]]) if word else (),
        analogy_words=three,
        analogy=tuple(_answers(units, vocabulary, three, given.exclude)[:ANSWERS]) if None not in three else (),
        map=_places(table, [one for one in made["map_words"] if one in place]),
        near=_places(table, [word, *(other for other, _ in neighbors)]) if word else (),
        worlds={one: (harbor, computers) for one, (harbor, computers) in made["places"].items()},
        analogies=analogies,
        analogies_right=sum(row[5] for row in analogies) if analogies else None,
    )


def sentence(given: Inputs, result: Result) -> str:
    if result.word is None:
        return _unknown(result)
    nearest = ", ".join(f"{word} {cosine:.2f}" for word, cosine in result.neighbors[:3])
    return f"The nearest words to {result.word} are {nearest}."


def tables(given: Inputs, result: Result) -> tuple[Table, ...]:
    shown = []
    if result.word is not None:
        shown += [
            Table(
                f"The neighbors of {result.word}, which is in {result.sentences_with_word} sentences",
                ("Word", "Cosine", "Sentences in which both are"),
                tuple(
                    (word, f"{cosine:.4f}", str(met))
                    for (word, cosine), met in zip(result.neighbors, result.met, strict=True)
                ),
            ),
            Table(
                f"What {result.word} and {result.neighbors[0][0]} have in common",
                ("Companion of both", "Part of their PPMI cosine"),
                tuple((word, f"{part:.4f}") for word, part in result.shared_with_first),
            ),
        ]
    if result.analogy:
        a, b, c = result.analogy_words
        answers = tuple((word, f"{cosine:.4f}") for word, cosine in result.analogy)
        shown.append(Table(f"{a} is to {b} as {c} is to", ("Word", "Cosine"), answers))
    if result.analogies:
        shown.append(
            Table(
                f"Ten analogies, {result.analogies_right} right",
                ("Analogy", "Wanted", "Got", "Verdict"),
                tuple(
                    (f"{a} : {b} :: {c} : ?", wanted, got, "right" if right else "wrong")
                    for a, b, c, wanted, got, right in result.analogies
                ),
            )
        )
    places = sorted(result.map, key=lambda one: one[1])
    shown.append(
        Table(
            "The map, from left to right",
            ("Word", "Across (direction 2)", "Up (direction 3)"),
            tuple((word, f"{x:.2f}", f"{y:.2f}") for word, x, y in places),
        )
    )
    return tuple(shown)


def _first(text: str) -> str:
    """The first word of a box; nothing if there is none."""
    return next(iter(words(text)), "")


def _unknown(result: Result) -> str:
    if not result.typed[0]:
        return "Type a word to see its neighbors."
    close = ", ".join(result.close)
    return f"The word {result.typed[0]} is in fewer than three sentences of this world. Known words like it: {close}."


def _table(said: Sequence[frozenset[str]]) -> dict[str, Any]:
    sentences = Counter(word for one in said for word in one)
    vocabulary = sorted(word for word, times in sentences.items() if times >= LEAST)
    place = {word: number for number, word in enumerate(vocabulary)}
    counts = [[0] * len(vocabulary) for _ in vocabulary]
    for one in said:
        for i, j in combinations([place[word] for word in one if word in place], 2):
            counts[i][j] += 1
            counts[j][i] += 1
    table: dict[str, Any] = {
        "vocabulary": vocabulary,
        "sentences": [sentences[word] for word in vocabulary],
        "counts": counts,
    }
    values, directions = eigen(_ppmi(table))
    return table | {
        "vectors": [
            [math.sqrt(abs(value)) * one for one in direction]
            for value, direction in zip(values[:KEPT], directions[:KEPT], strict=True)
        ]
    }


def _places(table: Mapping[str, Any], named: Iterable[str]) -> tuple[tuple[str, float, float], ...]:
    """Where words are on the map: directions 2 and 3, as the first is nearly a frequency."""
    _, across, up, *_ = table["vectors"]
    places = {word: place for place, word in enumerate(table["vocabulary"])}
    return tuple((word, across[places[word]], up[places[word]]) for word in named)


def _ppmi(table: Mapping[str, Any]) -> list[list[float]]:
    counts = table["counts"]
    sums = [sum(row) for row in counts]
    total = sum(sums)
    return [
        [max(0.0, math.log2(count * total / (sums[i] * sums[j]))) if count else 0.0 for j, count in enumerate(row)]
        for i, row in enumerate(counts)
    ]


def _vectors(table: Mapping[str, Any], ppmi: list[list[float]], method: str) -> Sequence[Vector]:
    match method:
        case "counts":
            return table["counts"]
        case "ppmi":
            return ppmi
    return list(zip(*table["vectors"][: int(method)], strict=True))


def _unit(vector: Vector) -> Vector:
    """The vector at length 1; as it is if it has none."""
    length = math.sqrt(sum(one * one for one in vector))
    return [one / length for one in vector] if length else vector


def _dot(x: Vector, y: Vector) -> float:
    return sum(a * b for a, b in zip(x, y, strict=True))


def _nearest(
    units: Sequence[Vector], vocabulary: Sequence[str], aim: Vector, without: Iterable[str]
) -> list[tuple[str, float]]:
    """The words by cosine with `aim`, falling; equal ones by the alphabet."""
    aim, without = _unit(aim), frozenset(without)
    cosines = [(word, _dot(unit, aim)) for word, unit in zip(vocabulary, units, strict=True) if word not in without]
    return sorted(cosines, key=lambda one: (-round(one[1], 12), one[0]))


def _answers(
    units: Sequence[Vector], vocabulary: Sequence[str], three: Sequence[str | None], exclude: bool
) -> list[tuple[str, float]]:
    a, b, c = (units[vocabulary.index(word)] for word in three if word is not None)
    aim = [y - x + z for x, y, z in zip(a, b, c, strict=True)]
    return _nearest(units, vocabulary, aim, {word for word in three if word} if exclude else ())


def _scores(
    analogies: Iterable[Sequence[str]], units: Sequence[Vector], vocabulary: Sequence[str], exclude: bool
) -> tuple[tuple[str, str, str, str, str, bool], ...]:
    rows = []
    for a, b, c, wanted in analogies:
        got = _answers(units, vocabulary, (a, b, c), exclude)[0][0]
        rows.append((a, b, c, wanted, got, got == wanted))
    return tuple(rows)


def _shared(ppmi: list[list[float]], vocabulary: Sequence[str], i: int, j: int) -> tuple[tuple[str, float], ...]:
    """The companions that make the rows of both words alike, and each one's part of the cosine."""
    lengths = math.sqrt(_dot(ppmi[i], ppmi[i]) * _dot(ppmi[j], ppmi[j]))
    parts = [(word, x * y / lengths) for word, x, y in zip(vocabulary, ppmi[i], ppmi[j], strict=True) if x and y]
    return tuple(sorted(parts, key=lambda one: (-round(one[1], 12), one[0]))[:SHARED])


def _alike(typed: str, vocabulary: Sequence[str]) -> tuple[str, ...]:
    """The three known words that share most letters with the typed one, each letter as often as both have it."""
    letters = Counter(typed)

    def distance(word: str) -> tuple[int, int, str]:
        return -sum(min(times, letters[letter]) for letter, times in Counter(word).items()), len(word), word

    return tuple(sorted(vocabulary, key=distance)[:3])
