"""A result in words: what the paper of its edition says, the blanks filled in, every number beside its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor

from quiz import scoring
from quiz.paper import OutcomeWords, Paper, RoleWords, Rule
from quiz.scoring import Contribution, Outcome, Result, Standing

MOST_CONTRIBUTIONS = 4
NEAR = 12  # points of fit; nearer than that, two words over a phone's plot run into each other


@dataclass(frozen=True)
class Mark:
    """A line through all bars: the fit at which it stands, and what begins there. `is_near`: to the one before."""

    fit: int
    name: str
    is_near: bool


@dataclass(frozen=True)
class Piece:
    """What one answer laid down of a bar: from `x`, `width` long, both in hundredths of the scale, as “8.67”."""

    question: int
    weight: int
    x: str
    width: str


@dataclass(frozen=True)
class Spoke:
    """An answer that spoke for a role: the question and the choice taken, by place and in words, and its weight."""

    question: int
    facet: str
    text: str
    answer: str
    rationale: str
    weight: int


@dataclass(frozen=True)
class Place:
    """Where one role ended. `rank` counts from 1; `fit`, 0 to 100, is the width of its bar; `z` reads “1.8844”.

    `is_first` holds for the best fit and for every role that is too close to it to call. `spoke` holds the answers that
    spoke for it, the strongest first, four at most, and `rest` the others; `pieces` has all, as they make up its bar.
    """

    rank: int
    role: int
    slug: str
    words: RoleWords
    points: int
    z: str
    fit: int
    is_first: bool
    spoke: tuple[Spoke, ...]
    rest: tuple[Spoke, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Move:
    """A role's way from one result to another: where it stands now, and where it stood. `said` reads “+6”, “−2”, “0”.

    `was_rank` and `was_fit` are None for a role that the earlier result did not score.
    """

    place: Place
    was_rank: int | None
    was_fit: int | None
    said: str


@dataclass(frozen=True)
class Told:
    """A result as it is read.

    `places` holds every role, best first; `first` those that share the first place; `nearest` the first three.
    `marks` are where fits begin to mean something, and `reading` says how far apart two roles must lie to do so.
    `body`, `strength`, `if_three`, `what_to_do`, `first_step`, `retake`: Markdown, "" where this outcome has none.
    `margin` and `stability` are a sentence of Markdown each.
    """

    result: Result
    outcome: Outcome
    headline: str
    body: str
    strength: str
    if_three: str
    what_to_do: str
    first_step: str
    retake: str
    margin: str
    stability: str
    places: tuple[Place, ...]
    marks: tuple[Mark, ...]
    reading: str
    stay: OutcomeWords

    @property
    def best(self) -> Place:
        """The best fit."""
        return self.places[0]

    @property
    def runner_up(self) -> Place:
        """The second."""
        return self.places[1]

    @property
    def first(self) -> tuple[Place, ...]:
        """The roles that share the first place: one, unless it is too close to call."""
        return tuple(place for place in self.places if place.is_first)

    @property
    def nearest(self) -> tuple[Place, ...]:
        """The three that came nearest, for when nobody stands out."""
        return self.places[:3]

    @property
    def is_clear(self) -> bool:
        """One role comes first, and by enough to say so."""
        return self.outcome == Outcome.CLEAR

    @property
    def is_flat(self) -> bool:
        """Nobody stands out."""
        return self.outcome == Outcome.FLAT_PROFILE

    @property
    def is_close(self) -> bool:
        """Too close to call."""
        return self.outcome == Outcome.CLOSE_CALL


def tell(paper: Paper, answers: Sequence[int]) -> Told:
    """What a complete sheet of `answers` says, in the words of `paper`. Raises AnswersDoNotFit."""
    result = scoring.score(paper, answers)
    places = tuple(_places(paper, result))
    words = paper.words.outcomes.get(result.outcome, OutcomeWords())
    changes = paper.scored.single_changes
    blanks = {
        "{best}": places[0].words.name,
        "{runner_up}": places[1].words.name,
        "{third}": places[2].words.name if len(places) > 2 else "",
        "{stable}": str(result.stable),
    }

    def filled(text: str) -> str:
        for blank, value in blanks.items():
            text = text.replace(blank, value)
        return text

    three = len(result.close_set) > 2
    return Told(
        result=result,
        outcome=result.outcome,
        headline=filled(words.headline),
        body=filled(words.body),
        strength=filled(words.strength.get(result.strength, "")),
        if_three=filled(words.if_three) if three else "",
        what_to_do=filled(words.what_to_do),
        first_step=filled(words.first_step),
        retake=filled(words.retake),
        margin=_margin(result, places),
        stability=f"Of the {changes} ways to change a single answer, **{result.stable}** would leave "
        f"{'it' if result.outcome == Outcome.CLEAR else places[0].words.name} first.",
        places=places,
        marks=tuple(_marks(paper.scored.rule)),
        reading=_reading(paper.scored.rule),
        stay=paper.words.outcomes.get("stay", OutcomeWords()),
    )


def moves(before: Told, after: Told) -> tuple[Move, ...]:
    """Every role of `after`, best first, with where it stood in `before`."""
    stood = {place.slug: place for place in before.places}
    return tuple(_move(stood.get(place.slug), place) for place in after.places)


def _move(was: Place | None, now: Place) -> Move:
    if was is None:
        return Move(now, None, None, "new")
    by = now.fit - was.fit
    return Move(now, was.rank, was.fit, f"{'+' if by > 0 else '−' if by else ''}{abs(by)}")


def _places(paper: Paper, result: Result) -> list[Place]:
    decimals = paper.scored.rule.parameters.z_decimals
    firsts = result.close_set or (result.best,)
    spoke = {role: [_spoke(paper, each) for each in result.contributions(role)] for role in result.order}
    return [
        Place(
            rank=rank,
            role=standing.role,
            slug=paper.role(standing.role),
            words=paper.role_words(standing.role),
            points=standing.points,
            z=f"{standing.z / paper.scored.rule.parameters.unit:.{decimals}f}",
            fit=standing.fit,
            is_first=standing.role in firsts and not result.flat,
            spoke=tuple(spoke[standing.role][:MOST_CONTRIBUTIONS]),
            rest=tuple(spoke[standing.role][MOST_CONTRIBUTIONS:]),
            pieces=tuple(_pieces(standing, result.contributions(standing.role))),
        )
        for rank, standing in enumerate(result.standings, 1)
    ]


def _pieces(standing: Standing, contributions: Sequence[Contribution]) -> Iterator[Piece]:
    """The bar of one role, laid down answer by answer; a fit of 0 has none."""
    laid = 0
    for each in contributions if standing.fit else ():
        x, width = (Fraction(standing.fit * points, standing.points) for points in (laid, each.weight))
        yield Piece(each.question, each.weight, f"{float(x):.2f}", f"{float(width):.2f}")
        laid += each.weight


def _marks(rule: Rule) -> Iterator[Mark]:
    """What clicking at random averages, then where each band of strength begins."""
    unit, bands = rule.parameters.unit, rule.strength
    begins = [("random", 0), *((band.slug, int(before.below_z * unit)) for before, band in pairwise(bands))]
    last = -NEAR
    for name, z in begins:
        at = scoring.fit(rule, z)
        yield Mark(at, name, at - last < NEAR)
        last = at


def _reading(rule: Rule) -> str:
    numbers = rule.parameters
    level = floor(numbers.close_call_margin * numbers.fit_per_z)
    return (
        f"Each bar is built from your answers, one piece an answer. {floor(numbers.fit_at_zero)} is what clicking at "
        f"random averages; under {level} points, two roles are level."
    )


def _margin(result: Result, places: Sequence[Place]) -> str:
    fit, ahead = places[0].fit, places[0].fit - places[1].fit
    best, runner_up = places[0].words.name, places[1].words.name
    if result.tie:
        return f"Both stand at a fit of **{fit}**, exactly level; a fixed rule puts {best} before {runner_up}."
    if ahead == 0:
        return f"A fit of **{fit}**, less than a point ahead of **{runner_up}**."
    return f"A fit of **{fit}**, {ahead} point{'' if ahead == 1 else 's'} ahead of **{runner_up}**."


def _spoke(paper: Paper, each: Contribution) -> Spoke:
    question, choice = paper.question_words(each.question), paper.choice_words(each.question, each.choice)
    return Spoke(each.question, question.facet, question.text, choice.text, choice.rationale, each.weight)
