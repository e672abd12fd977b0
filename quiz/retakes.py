"""Two results side by side: what moved, and which answers moved it.

They may be of two editions: questions, choices and roles go by slug, and what only one of them knows is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quiz.paper import Paper
from quiz.telling import Move, Told, moves, tell

MOST_PULLED = 3


@dataclass(frozen=True)
class Pull:
    """How many points an answer gave a role more, or less, than the one before: “+3”, “−2”."""

    name: str
    by: int
    said: str


@dataclass(frozen=True)
class Differs:
    """A question that was answered otherwise, in the words of the later paper; `pulls` are the strongest first."""

    place: int
    facet: str
    before: str
    after: str
    pulls: tuple[Pull, ...]


@dataclass(frozen=True)
class Comparison:
    """Two results. `differs` are the answers that changed, `same` how many did not.

    `other_questions` counts those that only one of the papers asks; `other_roles` names those that only one scores.
    """

    before: Told
    after: Told
    moves: tuple[Move, ...]
    differs: tuple[Differs, ...]
    same: int
    other_questions: int
    other_roles: tuple[str, ...]
    is_same_scale: bool

    @property
    def in_a_sentence(self) -> str:
        """What became of the first place."""
        first, now = self.before.best, self.after.best
        if first.slug == now.slug:
            by = now.fit - first.fit
            moved = f"{abs(by)} point{'' if abs(by) == 1 else 's'} {'up' if by > 0 else 'down'}" if by else "unmoved"
            return f"{now.words.name} comes first in both, at a fit of {now.fit}: {moved}."
        fell = next((move for move in self.moves if move.place.slug == first.slug), None)
        then = f"{first.words.name} is at place {fell.place.rank} now, with {fell.place.fit}." if fell else ""
        return (
            f"{first.words.name} came first with {first.fit}; now it is {now.words.name} with {now.fit}. {then}".strip()
        )


def compare(before: tuple[Paper, Sequence[int]], after: tuple[Paper, Sequence[int]]) -> Comparison:
    """What moved from one complete sheet of answers to another, each with its paper."""
    (old, were), (new, are) = before, after
    first, second = tell(old, were), tell(new, are)
    known = {question.slug: place for place, question in enumerate(old.scored.questions, 1)}
    shared = [
        (place, known[question.slug])
        for place, question in enumerate(new.scored.questions, 1)
        if question.slug in known
    ]
    differs = tuple(
        _differs(old, new, place, at, were[at - 1], are[place - 1])
        for place, at in shared
        if old.choice(at, were[at - 1]).slug != new.choice(place, are[place - 1]).slug
    )
    return Comparison(
        before=first,
        after=second,
        moves=moves(first, second),
        differs=differs,
        same=len(shared) - len(differs),
        other_questions=len(old.scored.questions) + len(new.scored.questions) - 2 * len(shared),
        other_roles=tuple(_other_roles(first, second)),
        is_same_scale=old.digest == new.digest,
    )


def _differs(old: Paper, new: Paper, place: int, at: int, was: int, now: int) -> Differs:
    words = new.question_words(place)
    return Differs(
        place=place,
        facet=words.facet or words.text,
        before=old.choice_words(at, was).text,
        after=new.choice_words(place, now).text,
        pulls=tuple(_pulls(new, old.choice(at, was).weights, new.choice(place, now).weights)),
    )


def _pulls(paper: Paper, gave: Mapping[str, int], gives: Mapping[str, int]) -> list[Pull]:
    by = {role: gives.get(role, 0) - gave.get(role, 0) for role in paper.scored.roles}
    gained = sorted((role for role in by if by[role] > 0), key=lambda role: -by[role])[:MOST_PULLED]
    lost = sorted((role for role in by if by[role] < 0), key=lambda role: by[role])[:MOST_PULLED]
    names = {role: paper.role_words(place).name for place, role in enumerate(paper.scored.roles, 1)}
    return [Pull(names[role], by[role], f"{'+' if by[role] > 0 else '−'}{abs(by[role])}") for role in [*gained, *lost]]


def _other_roles(before: Told, after: Told) -> Iterator[str]:
    old, new = ({place.slug: place.words.name for place in told.places} for told in (before, after))
    yield from (name for slug, name in {**old, **new}.items() if (slug in old) != (slug in new))
