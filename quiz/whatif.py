"""Had an answer been another: the same paper, scored again, and nothing stored.

Which answers are changed stands in the address, as `if=7:2` for the second choice at question 7, any number of times;
`question` is the one whose choices are shown. What makes no sense is left out and named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from quiz.paper import Paper
from quiz.telling import Move, Told, moves, tell

IF, QUESTION = "if", "question"
_MOST_NAMED, _LONGEST = 5, 24  # of what is ignored: parts, and characters of one


@dataclass(frozen=True)
class Asked:
    """A question that can be turned: its place, what it asks about, and whether its choices are shown."""

    place: int
    facet: str
    is_shown: bool


@dataclass(frozen=True)
class Alternative:
    """One choice of the question shown, and what would come first with it.

    `is_given` is the answer that was taken, `is_taken` the one that is looked at. `query` leads to it.
    """

    text: str
    best: str
    fit: int
    note: str
    is_given: bool
    is_taken: bool
    query: str


@dataclass(frozen=True)
class Change:
    """An answer that is changed: question and both choices, in words. `query` leads to where it is put back."""

    place: int
    facet: str
    was: str
    now: str
    query: str


@dataclass(frozen=True)
class WhatIf:
    """What would be. `told` is the result as it would read and `moves` every role's way there; both are those of the
    result as it is where `changes` is empty. `text` is the question shown. `ignored` names what made no sense."""

    shown: int
    text: str
    questions: tuple[Asked, ...]
    alternatives: tuple[Alternative, ...]
    changes: tuple[Change, ...]
    told: Told
    moves: tuple[Move, ...]
    ignored: tuple[str, ...]

    @property
    def headline(self) -> str:
        """What would come first, in a sentence."""
        if self.told.is_flat:
            return "Then nobody would stand out"
        if self.told.is_close:
            return (
                f"Then it would be too close to call: {' and '.join(each.words.name for each in self.told.places[:2])}"
            )
        stays = any(move.place.rank == move.was_rank == 1 for move in self.moves)
        return f"Then {self.told.best.words.name} would {'still ' if stays else ''}come first"

    @property
    def kept(self) -> tuple[str, ...]:
        """The changed answers as an address has them, for a form to send along."""
        return tuple(f"{place}:{choice}" for place, choice in self._turned)

    @property
    def _turned(self) -> tuple[tuple[int, int], ...]:
        return tuple((change.place, self.told.result.answers[change.place - 1]) for change in self.changes)


def look(paper: Paper, answers: Sequence[int], told: Told, wanted: Sequence[str], shown: str) -> WhatIf:
    """What `answers`, which read as `told`, would be with the changes `wanted`; `shown` is the number of a question."""
    turned, ignored = _turned(paper, answers, wanted)
    place = _place(paper, shown) or next(iter(turned), len(answers) - 3 if len(answers) > 6 else 1)
    if shown and not _place(paper, shown):
        ignored = [*ignored, f"{QUESTION}={shown}"]
    changed = tuple(turned.get(at, answer) for at, answer in enumerate(answers, 1))
    would = tell(paper, changed) if turned else told
    return WhatIf(
        shown=place,
        text=paper.question_words(place).text,
        questions=tuple(_asked(paper, place)),
        alternatives=tuple(_alternatives(paper, answers, changed, turned, place)),
        changes=tuple(_changes(paper, answers, turned, place)),
        told=would,
        moves=moves(told, would),
        ignored=tuple(_named(ignored)),
    )


def _turned(paper: Paper, answers: Sequence[int], wanted: Sequence[str]) -> tuple[dict[int, int], list[str]]:
    """The changed answers, place to choice, and what made no sense. Of one question, the last word counts."""
    turned: dict[int, int] = {}
    ignored: list[str] = []
    for each in wanted:
        place, choice = (_number(part) for part in (*each.split(":", 1), "")[:2])
        if not 1 <= place <= len(answers) or not 1 <= choice <= len(paper.question(place).choices):
            ignored.append(f"{IF}={each}")
        elif choice == answers[place - 1]:
            turned.pop(place, None)
        else:
            turned[place] = choice
    return dict(sorted(turned.items())), ignored


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0


def _place(paper: Paper, shown: str) -> int:
    place = _number(shown)
    return place if 1 <= place <= len(paper.scored.questions) else 0


def _named(ignored: Sequence[str]) -> Iterator[str]:
    for each in ignored[:_MOST_NAMED]:
        yield each if len(each) <= _LONGEST else f"{each[:_LONGEST]}…"
    if len(ignored) > _MOST_NAMED:
        yield f"and {len(ignored) - _MOST_NAMED} more"


def _asked(paper: Paper, shown: int) -> Iterator[Asked]:
    for place in range(1, len(paper.scored.questions) + 1):
        words = paper.question_words(place)
        yield Asked(place, words.facet or words.text, place == shown)


def _query(turned: Mapping[int, int], shown: int) -> str:
    pairs = [(IF, f"{place}:{choice}") for place, choice in sorted(turned.items())]
    return urlencode([*pairs, (QUESTION, shown)], safe=":")


def _alternatives(
    paper: Paper, answers: Sequence[int], changed: Sequence[int], turned: Mapping[int, int], shown: int
) -> Iterator[Alternative]:
    for choice in range(1, len(paper.question(shown).choices) + 1):
        is_given = choice == answers[shown - 1]
        others = {place: taken for place, taken in turned.items() if place != shown}
        told = tell(paper, (*changed[: shown - 1], choice, *changed[shown:]))
        yield Alternative(
            text=paper.choice_words(shown, choice).text,
            best="Nobody stands out" if told.is_flat else told.best.words.name,
            fit=told.best.fit,
            note=_note(told),
            is_given=is_given,
            is_taken=choice == changed[shown - 1],
            query=_query(others if is_given else {**others, shown: choice}, shown),
        )


def _note(told: Told) -> str:
    second = told.runner_up.words.name
    if told.is_flat:
        return f"{told.best.words.name} comes nearest"
    if told.is_close:
        return f"too close to call with {second}"
    return f"{told.best.fit - told.runner_up.fit} ahead of {second}"


def _changes(paper: Paper, answers: Sequence[int], turned: Mapping[int, int], shown: int) -> Iterator[Change]:
    for place, choice in turned.items():
        words = paper.question_words(place)
        yield Change(
            place=place,
            facet=words.facet or words.text,
            was=paper.choice_words(place, answers[place - 1]).text,
            now=paper.choice_words(place, choice).text,
            query=_query({at: taken for at, taken in turned.items() if at != place}, shown),
        )
