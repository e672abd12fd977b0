"""Retrieval: a handbook cut into passages, a search among them, and a reader that quotes.

The search is Okapi BM25 with k1 = 1.2 and b = 0.75 over the passages, with the idf of `practice.ideas.search`
(Robertson and Zaragoza 2009); retrieval before generation is named by Lewis et al. 2020,
https://arxiv.org/abs/2005.11401. The reader is a rule in place of a model: it quotes the held line that matches the
question best, the line after it, and one line of another page for what the first does not match. An answer is right
when all lines that were marked as evidence are quoted.

A word weighs ln(1 + (N - n + 0.5) / (n + 0.5)), n of the N = 70 lines hold it. A passage is a page and the places of
its words, split at spaces, from 0, the end not counted. A line is "page:number", counted from 1.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from practice.ideas import Table
from practice.ideas.inputs import Given, choice, number, text, toggle
from practice.ideas.words import stemmed, words

DATA = ("data/handbook.yaml",)
K1, B = 1.2, 0.75
SIZES = (12, 25, 40, 80, 0)
MOST = 5


@dataclass(frozen=True)
class Inputs(Given):
    question: str = choice(
        "voucher", "voucher", "dog-night", "north-time", "last-sunday", "code", "hotel", "puppy", "wifi", "own"
    )
    own: str = text("", 120)
    size: str = choice("40", "12", "25", "40", "80", "0")
    overlap: str = choice("0", "0", "50")
    k: int = number(3, 1, MOST)
    header: bool = toggle(False)
    synonyms: bool = toggle(False)
    fresh: bool = toggle(False)
    check: bool = toggle(False)


@dataclass(frozen=True)
class Line:
    """A sentence of a page, and where its words stand in the page."""

    name: str
    text: str
    first: int
    last: int


@dataclass(frozen=True)
class Page:
    """A page of the handbook and its cuts, as places of words; without cuts if it was left out."""

    slug: str
    title: str
    retired: bool
    words: int
    lines: tuple[Line, ...]
    cuts: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Mark:
    """What became of one of the eight questions."""

    question: str
    text: str
    verdict: str


@dataclass(frozen=True)
class Result:
    """What was found and said for one question, and how the eight questions come out under the same settings.

    `grid` has a row for each size: how many of eight are right with 1 to 5 passages.
    """

    chunks: int
    question_words: tuple[str, ...]
    passages: tuple[tuple[str, int, int, float], ...]
    prompt_words: int
    held: tuple[str, ...]
    answer: tuple[str, ...]
    answer_text: str
    coverage: float
    rarest: str
    rarest_found: bool
    refused: bool
    verdict: str
    marks: tuple[tuple[str, str], ...]
    right: int
    grid: tuple[tuple[int, tuple[int, ...]], ...]
    asked: str
    truth: str
    needs: tuple[str, ...]
    budget: int
    pages: tuple[Page, ...]
    questions: tuple[Mark, ...]


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The pages with their words and the stems in each, the weight of each stem, and the questions."""
    handbook, figure = data["data/handbook.yaml"], data["figure"]
    pages = []
    for page in handbook["pages"]:
        spans, here = [], 0
        for line in page["lines"]:
            spans.append([here, here + len(line.split())])
            here = spans[-1][1]
        pages.append(
            {
                "slug": page["slug"],
                "title": page["title"],
                "retired": page["retired"],
                "lines": page["lines"],
                "spans": spans,
                "stems": [_stems(word) for word in " ".join(page["lines"]).split()],
                "title_stems": _stems(page["title"]),
            }
        )
    lines = [set(_stems(line)) for page in handbook["pages"] for line in page["lines"]]
    held = Counter(stem for line in lines for stem in line)
    return {
        "pages": pages,
        "weights": {stem: _idf(len(lines), count) for stem, count in sorted(held.items())},
        "unknown": _idf(len(lines), 0),
        "questions": handbook["questions"],
        "synonyms": handbook["synonyms"],
        "stop_words": figure["stop_words"],
        "budget": figure["budget"],
    }


def compute(inputs: Inputs, made: Any) -> Result:
    """The question of the inputs, the eight under the same settings, and the eight under each size and number."""
    stop = frozenset(made["stop_words"])
    questions = [(one, _question(one["text"], inputs, made, stop)) for one in made["questions"]]
    shelves = {size: _Shelf(size, inputs, made) for size in SIZES}
    verdicts = {
        (size, k): [
            _verdict(one["needs"], _read(asked, shelf, best[:k], inputs, made))
            for (one, asked), best in zip(questions, ranked, strict=True)
        ]
        for size, shelf in shelves.items()
        for ranked in [[shelf.ranked(asked) for _, asked in questions]]
        for k in range(1, MOST + 1)
    }
    ours = verdicts[int(inputs.size), inputs.k]
    shelf = shelves[int(inputs.size)]
    prepared = next((one for one in made["questions"] if one["id"] == inputs.question), None)
    asked_text = prepared["text"] if prepared else inputs.own
    asked = _question(asked_text, inputs, made, stop)
    reading = _read(asked, shelf, shelf.ranked(asked)[: inputs.k], inputs, made)
    if prepared:
        verdict = _verdict(prepared["needs"], reading)
    else:
        verdict = "refused" if reading.refused else "answered"
        verdict = verdict if inputs.own else "empty"
    texts = {f"{page['slug']}:{place}": line for page in made["pages"] for place, line in enumerate(page["lines"], 1)}
    total = sum(asked.weights.values())
    return Result(
        chunks=len(shelf.passages),
        question_words=tuple(asked.weights),
        passages=tuple((shelf.pages[one.page]["slug"], one.first, one.last, score) for one, score in reading.taken),
        prompt_words=sum(one.size for one, _ in reading.taken),
        held=reading.held,
        answer=reading.answer,
        answer_text=" ".join(texts[line] for line in reading.answer),
        coverage=sum(asked.weights[word] for word in asked.weights if word in reading.matched) / total
        if total
        else 0.0,
        rarest=asked.rarest,
        rarest_found=reading.rarest_found,
        refused=reading.refused,
        verdict=verdict,
        marks=tuple((one["id"], verdict) for one, verdict in zip(made["questions"], ours, strict=True)),
        right=ours.count("right"),
        grid=tuple((size, tuple(verdicts[size, k].count("right") for k in range(1, MOST + 1))) for size in SIZES),
        asked=asked_text,
        truth=prepared["truth"] if prepared else "",
        needs=tuple(prepared["needs"]) if prepared else (),
        budget=made["budget"],
        pages=_pages(made, shelf),
        questions=tuple(
            Mark(one["id"], one["text"], verdict) for one, verdict in zip(made["questions"], ours, strict=True)
        ),
    )


def sentence(inputs: Inputs, result: Result) -> str:
    """What was read, what was said, and how the eight questions stand."""
    eight = f"{result.right} of {len(result.marks)} questions are right with these settings."
    if result.verdict == "empty":
        return f"Write a question of your own. {eight}"
    titles = {page.slug: page.title for page in result.pages}
    read = ", ".join(f"{titles[page]} words {first + 1} to {last}" for page, first, last, _ in result.passages)
    found = f"Passages: {read}, {result.prompt_words} words. " if read else "No passage was found. "
    said = "It declines to answer." if result.refused else f"Answer: {result.answer_text}"
    return f"{found}{said} {VERDICTS[result.verdict]} {eight}"


VERDICTS = {
    "right": "Right.",
    "missed": "Missed: the evidence was in the prompt.",
    "not retrieved": "Not retrieved: the evidence was not in the prompt.",
    "refused": "Refused, and the handbook has the answer.",
    "made up": "Made up: the handbook does not say.",
    "answered": "Nobody has marked this question.",
    "empty": "",
}


def tables(inputs: Inputs, result: Result) -> tuple[Table, ...]:
    """The eight questions; how many are right by size and number of passages."""
    marks = Table(
        "The eight questions under these settings",
        ("Question", "Verdict"),
        tuple((one.text, one.verdict) for one in result.questions),
    )
    grid = Table(
        "Questions right, of eight, by the words in a passage and the passages taken",
        ("Words in a passage", *(f"{k} taken" for k in range(1, MOST + 1))),
        tuple(
            (
                str(size) if size else "A whole page",
                *(
                    f"{right} (yours)" if (str(size), k) == (inputs.size, inputs.k) else str(right)
                    for k, right in enumerate(row, 1)
                ),
            )
            for size, row in result.grid
        ),
    )
    return marks, grid


@dataclass(frozen=True)
class _Question:
    """The stems of a question with their weights, and what each line matches of them."""

    weights: dict[str, float]
    rarest: str
    matches: dict[tuple[str, int], tuple[float, frozenset[str]]]


@dataclass(frozen=True)
class _Passage:
    """`page` is the place among the pages of the shelf, `size` its words with the title, if that is on."""

    page: int
    first: int
    last: int
    size: int
    stems: Counter[str]
    lines: tuple[int, ...]


@dataclass(frozen=True)
class _Reading:
    taken: tuple[tuple[_Passage, float], ...]
    held: tuple[str, ...]
    answer: tuple[str, ...]
    matched: frozenset[str]
    rarest_found: bool
    refused: bool


class _Shelf:
    """The passages of one size, and the index of them."""

    def __init__(self, size: int, inputs: Inputs, made: Any) -> None:
        self.pages = [page for page in made["pages"] if not (inputs.fresh and page["retired"])]
        self.passages = [
            _passage(place, page, first, last, inputs.header)
            for place, page in enumerate(self.pages)
            for first, last in cuts(len(page["stems"]), size, int(inputs.overlap))
        ]
        self.lengths = [one.stems.total() for one in self.passages]
        self.average = sum(self.lengths) / len(self.lengths)
        self.index: dict[str, list[tuple[int, int]]] = {}
        for place, one in enumerate(self.passages):
            for stem, count in one.stems.items():
                self.index.setdefault(stem, []).append((place, count))

    def ranked(self, asked: _Question) -> list[tuple[int, float]]:
        """The best passages for a question, at most as many as can be taken, with their scores."""
        scores: dict[int, float] = {}
        for stem in asked.weights:
            postings = self.index.get(stem, [])
            idf = _idf(len(self.passages), len(postings))
            for place, count in postings:
                ground = K1 * (1 - B + B * self.lengths[place] / self.average)
                scores[place] = scores.get(place, 0.0) + idf * count * (K1 + 1) / (count + ground)
        return sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:MOST]


def cuts(total: int, size: int, overlap: int) -> list[tuple[int, int]]:
    """Windows of `size` words over `total`, of which neighbors share `overlap` percent; size 0 is the whole."""
    if not size:
        return [(0, total)]
    spans, first = [], 0
    while True:
        spans.append((first, min(first + size, total)))
        if spans[-1][1] == total:
            return spans
        first += size - size * overlap // 100


def _passage(place: int, page: Any, first: int, last: int, header: bool) -> _Passage:
    stems = Counter(stem for word in page["stems"][first:last] for stem in word)
    if header:
        stems.update(page["title_stems"])
    return _Passage(
        page=place,
        first=first,
        last=last,
        size=last - first + (len(page["title"].split()) if header else 0),
        stems=stems,
        lines=tuple(at for at, (start, end) in enumerate(page["spans"], 1) if first <= start and end <= last),
    )


def _question(said: str, inputs: Inputs, made: Any, stop: frozenset[str]) -> _Question:
    stems = [stemmed(word) for word in words(said) if word not in stop]
    if inputs.synonyms:
        stems = [made["synonyms"].get(stem, stem) for stem in stems]
    weights = {stem: made["weights"].get(stem, made["unknown"]) for stem in stems}
    matches = {}
    for page in made["pages"]:
        for at, (first, last) in enumerate(page["spans"], 1):
            stems_here = {stem for word in page["stems"][first:last] for stem in word}
            matched = frozenset(stem for stem in weights if stem in stems_here)
            if matched:
                matches[page["slug"], at] = (sum(weights[stem] for stem in weights if stem in matched), matched)
    return _Question(weights, max(weights, key=weights.__getitem__, default=""), matches)


def _read(asked: _Question, shelf: _Shelf, best: Sequence[tuple[int, float]], inputs: Inputs, made: Any) -> _Reading:
    """Take passages within the budget, order the lines that match, and quote."""
    taken: list[tuple[_Passage, float]] = []
    room = made["budget"]
    for place, score in best:
        room -= shelf.passages[place].size
        if room < 0:
            break
        taken.append((shelf.passages[place], score))
    held = [(rank, shelf.pages[one.page]["slug"], line) for rank, (one, _) in enumerate(taken) for line in one.lines]
    lines = sorted(
        (
            (-asked.matches[page, line][0], rank, line, page)
            for rank, page, line in held
            if (page, line) in asked.matches
        )
    )
    rarest_found = any(asked.rarest in one.stems for one, _ in taken)
    names = tuple(dict.fromkeys(f"{page}:{line}" for _, page, line in held))
    if not lines or (inputs.check and not rarest_found):
        return _Reading(tuple(taken), names, (), frozenset(), rarest_found, True)
    weight, rank, first, page = lines[0]
    answer, matched = [(page, first)], asked.matches[page, first][1]
    if (rank, page, first + 1) in held:
        answer.append((page, first + 1))
    for other, _, line, where in lines:
        if where != page and asked.matches[where, line][1] - matched and -other >= -weight / 2:
            answer.append((where, line))
            matched |= asked.matches[where, line][1]
            break
    return _Reading(tuple(taken), names, tuple(f"{one}:{at}" for one, at in answer), matched, rarest_found, False)


def _verdict(needs: Sequence[str], reading: _Reading) -> str:
    if not needs:
        return "right" if reading.refused else "made up"
    if reading.refused:
        return "refused"
    if set(needs) <= set(reading.answer):
        return "right"
    return "missed" if set(needs) <= set(reading.held) else "not retrieved"


def _pages(made: Any, shelf: _Shelf) -> tuple[Page, ...]:
    places = {page["slug"]: place for place, page in enumerate(shelf.pages)}
    return tuple(
        Page(
            slug=page["slug"],
            title=page["title"],
            retired=page["retired"],
            words=len(page["stems"]),
            lines=tuple(
                Line(f"{page['slug']}:{at}", line, first, last)
                for at, (line, (first, last)) in enumerate(zip(page["lines"], page["spans"], strict=True), 1)
            ),
            cuts=tuple((one.first, one.last) for one in shelf.passages if one.page == places.get(page["slug"], -1)),
        )
        for page in made["pages"]
    )


def _stems(said: str) -> list[str]:
    return [stemmed(word) for word in words(said)]


def _idf(total: int, holding: int) -> float:
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))
