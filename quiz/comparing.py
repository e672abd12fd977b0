"""A draft beside the edition in force: what is scored otherwise, and what that does to figures and golden answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from quiz.figures import Balance
from quiz.paper import Paper
from quiz.scoring import Result, score


@dataclass(frozen=True)
class Row:
    """One question of the matrix; for each role, in roster order, its weight and the letter of its choice."""

    place: int
    text: str
    cells: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Moved:
    """A figure, or a golden answer, then and now; `has_moved` says whether they differ, "" is for none."""

    name: str
    then: str
    now: str

    @property
    def has_moved(self) -> bool:
        return bool(self.then) and self.then != self.now


@dataclass(frozen=True)
class Case:
    """Golden answers, choice by question, and the role they have to lead to; all by slug, "" for no role."""

    covers: str
    answers: Mapping[str, str]
    best: str = ""


@dataclass(frozen=True)
class Replayed(Moved):
    """What golden answers lead to, then and now; `trouble`: why that is not as it has to be, else ""."""

    trouble: str = ""


def matrix(paper: Paper) -> tuple[Row, ...]:
    """Question by question the weight that each role gets, and from which choice."""
    return tuple(
        Row(place, paper.question_words(place).text, tuple(_cells(paper, place)))
        for place in range(1, len(paper.scored.questions) + 1)
    )


def _cells(paper: Paper, place: int) -> Iterator[tuple[int, str]]:
    for role in paper.scored.roles:
        yield next(
            (
                (choice.weights[role], ascii_uppercase[at % 26])
                for at, choice in enumerate(paper.question(place).choices)
                if choice.weights.get(role)
            ),
            (0, ""),
        )


def changes(then: Paper, now: Paper) -> list[str]:
    """What `now` scores otherwise than `then`, a sentence each; empty when they score the same."""
    if then.digest == now.digest:
        return []
    return [*_of_roster(then, now), *_of_questions(then, now), *_of_rule(then, now)]


def _of_roster(then: Paper, now: Paper) -> Iterator[str]:
    for role in now.scored.roles:
        if role not in then.scored.roles:
            yield f"“{role}” is new among the roles."
    for role in then.scored.roles:
        if role not in now.scored.roles:
            yield f"“{role}” is no role of it any more."
    if then.scored.roles != now.scored.roles and set(then.scored.roles) == set(now.scored.roles):
        yield "The roles stand in another order, which settles the last ties."


def _of_questions(then: Paper, now: Paper) -> Iterator[str]:
    before = {question.slug: question for question in then.scored.questions}
    after = {question.slug: question for question in now.scored.questions}
    for slug in before.keys() - after.keys():
        yield f"The question “{slug}” is gone."
    if [slug for slug in before if slug in after] != [slug for slug in after if slug in before]:
        yield "The questions stand in another order."
    for place, (slug, question) in enumerate(after.items(), 1):
        if slug not in before:
            yield f"Question {place}, “{slug}”, is new."
            continue
        choices = {choice.slug: choice.weights for choice in before[slug].choices}
        kept = {choice.slug: choice.weights for choice in question.choices}
        if list(choices) != list(kept):
            yield f"Question {place}: its choices are others, or in another order."
        for choice, weights in kept.items():
            yield from _of_weights(f"Question {place}, “{choice}”", choices.get(choice, weights), weights)


def _of_weights(where: str, then: Mapping[str, int], now: Mapping[str, int]) -> Iterator[str]:
    for role in dict.fromkeys([*then, *now]):
        if then.get(role) != now.get(role):
            yield f"{where}: {role} {then.get(role, 0)} → {now.get(role, 0)}."


def _of_rule(then: Paper, now: Paper) -> Iterator[str]:
    if then.scored.rule != now.scored.rule:
        yield "The rule has other numbers."


def figures(then: Balance | None, now: Balance, names: Mapping[str, str]) -> list[Moved]:
    """The shares of the roles and the shares of close and flat, then and now; `names` are of roles, by slug."""
    before = {role.role: role for role in then.roles} if then else {}
    moved = [
        Moved(
            names.get(role.role, role.role),
            f"{before[role.role].win_ratio:.3f}" if role.role in before else "",
            f"{role.win_ratio:.3f}",
        )
        for role in now.roles
    ]
    for name, key in (("Too close to call, %", "close_call_percent"), ("Nobody stands out, %", "flat_percent")):
        moved.append(Moved(name, f"{getattr(then.overall, key):g}" if then else "", f"{getattr(now.overall, key):g}"))
    return moved


def golden(cases: Iterable[Case], then: Paper | None, now: Paper) -> list[Replayed]:
    """What each of the golden answers leads to under the edition in force and under the draft; both are sound."""
    return [Replayed(case.covers, _led(then, case)[0] if then else "", *_led(now, case)) for case in cases]


def _led(paper: Paper, case: Case) -> tuple[str, str]:
    """What the answers lead to, in words; and why that is not as it has to be, else ""."""
    taken = []
    for question in paper.scored.questions:
        slugs = [choice.slug for choice in question.choices]
        if (choice := case.answers.get(question.slug, "")) not in slugs:
            lacks = f"“{question.slug}” has no choice “{choice}”" if choice else f"“{question.slug}” has no answer"
            return f"Can't be given: {lacks}.", f"They can't be given: {lacks}."
        taken.append(slugs.index(choice) + 1)
    result = score(paper, taken)
    roster = paper.scored.roles
    if not case.best or case.best == roster[result.best - 1]:
        return _told(paper, result), ""
    if case.best not in roster:
        return _told(paper, result), f"They have to lead to “{case.best}”, which is no role of this quiz."
    meant, found = (paper.role_words(role).name for role in (roster.index(case.best) + 1, result.best))
    return _told(paper, result), f"They have to lead to {meant}, and lead to {found}."


def _told(paper: Paper, result: Result) -> str:
    best, second = (paper.role_words(role).name for role in result.order[:2])
    if result.flat:
        return f"Nobody stands out ({best} before {second})"
    if result.close_call:
        return "Too close to call: " + ", ".join(paper.role_words(role).name for role in result.close_set)
    return f"{best}, then {second}"
