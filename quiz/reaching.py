"""Whether each role of a paper can come first at all: an answer sheet that leads to it, or that there is none.

Quick, where `quiz.balance` is exact about how often: a search that leaves out what can't lead there. No numpy.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quiz.paper import Paper, Reason
from quiz.scoring import believer, scale, score

MOST_STEPS = 50_000  # half a second; a role whose search takes more is left to the balance
SLACK = 0.01  # of z: Z is rounded to four places, so a sheet that seems to lose by less may win


class TooManySheets(Exception):
    """The search was given up."""


def unreachable(paper: Paper) -> tuple[str, ...]:
    """The roles of a sound paper that come first on no sheet, in roster order.

    A role is left out of it where the search takes too long to say so: then the paper has so many ways to be answered
    that only its balance can tell.
    """
    return tuple(
        slug for role, slug in enumerate(paper.scored.roles, 1) if _can_be_told(paper, role) and not sheet(paper, role)
    )


def reason_against(paper: Paper, role: str) -> Reason:
    """Why a paper with a role that comes first on no sheet can't be published."""
    name = paper.role_words(paper.scored.roles.index(role) + 1).name
    message = f"No way to answer leads to “{name}”: another role is always before it. Give it more weight somewhere."
    return Reason("role-unreachable", message, role=role)


def sheet(paper: Paper, role: int) -> tuple[int, ...]:
    """Answers, as places, on which the role at this place comes first; () where there are none.

    Raises TooManySheets.
    """
    if _stands_behind(paper, role):
        return ()
    faithful = believer(paper, role)
    if score(paper, faithful).best == role:
        return faithful
    return next(_Search.of(paper, role).winning(paper, role), ())


def _stands_behind(paper: Paper, role: int) -> bool:
    """Whether a role before it gets the same points on every sheet: then no rule for ties puts this one first."""
    choices = [choice for question in scale(paper.scored).weights for choice in question]
    columns = [tuple(choice[at] for choice in choices) for at in range(role)]
    return columns[-1] in columns[:-1]


def flat_sheet(paper: Paper) -> tuple[int, ...]:
    """Answers on which nobody stands out; () where none was found."""
    return next((answers for answers in _some_sheets(paper) if score(paper, answers).flat), ())


def close_sheet(paper: Paper) -> tuple[int, ...]:
    """Answers that are too close to call; () where none were found."""
    return next((answers for answers in _some_sheets(paper) if score(paper, answers).close_call), ())


def _can_be_told(paper: Paper, role: int) -> bool:
    try:
        sheet(paper, role)
    except TooManySheets:
        return False
    return True


def _some_sheets(paper: Paper) -> Iterator[tuple[int, ...]]:
    """Sheets all over the paper, at most a thousand: answers taken in steps that share no factor with most numbers."""
    sizes = [len(question.choices) for question in paper.scored.questions]
    for number in range(1000):
        yield tuple((number * (2 * at + 1) + number // 7 * at) % size + 1 for at, size in enumerate(sizes))


@dataclass
class _Search:
    """Answering question by question, and turning back where the role can't catch up with another any more.

    `ahead[question][choice]` is how far the choice brings the role ahead of each other, in z; `most[question]` how far
    the questions from there on can bring it at most.
    """

    start: tuple[float, ...]
    ahead: list[list[tuple[float, ...]]]
    most: list[tuple[float, ...]]
    steps: int = 0

    @classmethod
    def of(cls, paper: Paper, role: int) -> "_Search":
        known = scale(paper.scored)
        deviation = [float(each) ** 0.5 for each in known.variance]
        per_point = [1 / each if each else 0.0 for each in deviation]
        at_start = [-float(mean) * each for mean, each in zip(known.mean, per_point, strict=True)]
        mine = role - 1
        others = [other for other in range(len(per_point)) if other != mine]
        ahead = [
            [
                tuple(choice[mine] * per_point[mine] - choice[other] * per_point[other] for other in others)
                for choice in question
            ]
            for question in known.weights
        ]
        most = [(0.0,) * len(others)]
        for question in reversed(ahead):
            best = (max(choice[other] for choice in question) for other in range(len(others)))
            most.insert(0, tuple(total + more for total, more in zip(most[0], best, strict=True)))
        return cls(tuple(at_start[mine] - at_start[other] for other in others), ahead, most)

    def winning(self, paper: Paper, role: int) -> Iterator[tuple[int, ...]]:
        """The sheets on which the role comes first. Raises TooManySheets."""
        return (answers for answers in self._promising(self.start, ()) if score(paper, answers).best == role)

    def _promising(self, ahead: Sequence[float], answers: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooManySheets
        if any(now + later < -SLACK for now, later in zip(ahead, self.most[len(answers)], strict=True)):
            return
        if len(answers) == len(self.ahead):
            yield answers
            return
        choices = self.ahead[len(answers)]
        for at in sorted(range(len(choices)), key=lambda choice: -min(choices[choice])):
            reached = [now + more for now, more in zip(ahead, choices[at], strict=True)]
            yield from self._promising(reached, (*answers, at + 1))
