"""The frozen document of an edition: what is scored, and the words of its day.

A Paper speaks of roles, questions and choices by slug and by *place*, never by primary key, so that it can be read when
the rows it was made from are gone. Places are counted from 1 everywhere. How a paper is scored is known to
`quiz.scoring`, how fair it is to `quiz.balance`.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, Self, TypeVar, get_args, get_origin, get_type_hints

Item = TypeVar("Item")
WEIGHTS = (1, 2, 3)
RULES = frozenset({("uniform-z", 1)})
TIE_RULES = ("more-threes", "latest-difference", "roster-order")


class PaperIsUnreadable(ValueError):
    """The document holds no paper: something that is scored is missing from it."""


@dataclass(frozen=True)
class Reason:
    """Why a paper can't be published, and where an editor would mend it.

    `question` and `choice` are places; 0 means the reason lies with the quiz, or with the whole question. `role` is a
    slug, "" where the reason is about no role.
    """

    code: str
    message: str
    question: int = 0
    choice: int = 0
    role: str = ""


class PaperIsUnsound(ValueError):
    """The paper breaks an invariant of its rule. `reasons` holds all of them, in the paper's order."""

    def __init__(self, reasons: tuple[Reason, ...]):
        super().__init__(" ".join(reason.message for reason in reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Choice:
    """One answer to a question and the points it gives: role slug to weight, a role left out gets none."""

    slug: str
    weights: Mapping[str, int]


@dataclass(frozen=True)
class Question:
    """A scored question with its choices in the order in which they are shown."""

    slug: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Band:
    """How strong a best fit is: the band of every z below `below_z` that no band before it took."""

    slug: str
    below_z: Fraction


@dataclass(frozen=True)
class Parameters:
    """The numbers of a rule; margins and thresholds are in units of z."""

    z_decimals: int = 4
    fit_at_zero: Fraction = Fraction(20)
    fit_per_z: Fraction = Fraction(40, 3)
    fit_min: int = 0
    fit_max: int = 100
    close_call_margin: Fraction = Fraction(9, 40)
    flat_below: Fraction = Fraction(9, 8)

    @property
    def unit(self) -> int:
        """How many steps of the integer Z make a z of 1."""
        return int(10**self.z_decimals)


@dataclass(frozen=True)
class Rule:
    """How a paper is scored: a rule by name and version, its numbers, and what settles a tie, first to last."""

    name: str = "uniform-z"
    version: int = 1
    answers_needed: int = 10
    parameters: Parameters = Parameters()
    tie_rules: tuple[str, ...] = TIE_RULES
    strength: tuple[Band, ...] = (
        Band("faint", Fraction(9, 8)),
        Band("lean", Fraction(15, 8)),
        Band("clear", Fraction(3)),
        Band("strong", Fraction(99)),
    )


UNIFORM_Z = Rule()


@dataclass(frozen=True)
class Scored:
    """What decides a result and nothing else: the roles in roster order, the questions, the rule."""

    roles: tuple[str, ...]
    questions: tuple[Question, ...]
    rule: Rule

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of the canonical JSON: keys sorted, no blanks, UTF-8."""
        canonical = json.dumps(written(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def single_changes(self) -> int:
        """In how many ways one answer of a complete sheet can be changed."""
        return sum(len(question.choices) - 1 for question in self.questions)


@dataclass(frozen=True)
class ChoiceWords:
    text: str = ""
    rationale: str = ""


@dataclass(frozen=True)
class QuestionWords:
    """What a question says; `choices` by slug."""

    text: str = ""
    help: str = ""
    facet: str = ""
    choices: Mapping[str, ChoiceWords] = field(default_factory=dict)


@dataclass(frozen=True)
class RoleWords:
    """What a result says of a role that came first, and, in `if_runner_up`, second."""

    name: str = ""
    headline: str = ""
    why_you: str = ""
    watch_out: str = ""
    first_step: str = ""
    if_runner_up: str = ""


@dataclass(frozen=True)
class OutcomeWords:
    """What a result says of its kind. `strength` by slug of the band; an outcome uses the fields that it needs."""

    headline: str = ""
    body: str = ""
    strength: Mapping[str, str] = field(default_factory=dict)
    if_three: str = ""
    what_to_do: str = ""
    first_step: str = ""
    retake: str = ""
    when_shown: str = ""
    signs: tuple[str, ...] = ()
    keep_the_door_open: str = ""
    come_back_when: str = ""


@dataclass(frozen=True)
class ContextChoice:
    """An answer to a context question: the slug of a role of today, or of where a page opens; "" for neither."""

    slug: str = ""
    text: str = ""
    role: str = ""
    opens_at: str = ""


@dataclass(frozen=True)
class ContextQuestion:
    """A question that never scores and may be skipped."""

    slug: str = ""
    text: str = ""
    help: str = ""
    used_for: str = ""
    choices: tuple[ContextChoice, ...] = ()


@dataclass(frozen=True)
class TieWords:
    rule: str = ""
    why: str = ""


@dataclass(frozen=True)
class Words:
    """Every text of the quiz on the day it was published, Markdown where it is prose.

    `questions`, `roles`, `outcomes` and `tie_rules` are keyed by slug. Every field has a default: a document that was
    written before a field existed reads as if the field had been left empty.
    """

    title: str = ""
    short_title: str = ""
    standfirst: str = ""
    minutes: int = 0
    instruction: str = ""
    what_it_is: str = ""
    what_it_is_not: str = ""
    how_it_is_scored: str = ""
    you_may_read: str = ""
    you_may_not_read: str = ""
    why_this_scale: str = ""
    why_these_thresholds: str = ""
    limits: str = ""
    questions: Mapping[str, QuestionWords] = field(default_factory=dict)
    context: tuple[ContextQuestion, ...] = ()
    roles: Mapping[str, RoleWords] = field(default_factory=dict)
    outcomes: Mapping[str, OutcomeWords] = field(default_factory=dict)
    tie_rules: Mapping[str, TieWords] = field(default_factory=dict)


@dataclass(frozen=True)
class Paper:
    """One edition: what is scored, for ever, and the words, which may be mended while it is in force."""

    scored: Scored
    words: Words = field(default=Words(), hash=False)

    @property
    def digest(self) -> str:
        """The digest of what is scored; other words leave it as it is."""
        return self.scored.digest

    def role(self, place: int) -> str:
        """The slug of the role at `place`."""
        return _at(self.scored.roles, place)

    def question(self, place: int) -> Question:
        """The scored question at `place`."""
        return _at(self.scored.questions, place)

    def choice(self, question: int, choice: int) -> Choice:
        """The choice at its place in the question at its place."""
        return _at(self.question(question).choices, choice)

    def role_words(self, place: int) -> RoleWords:
        """What a result says of the role at `place`; without words, its slug is its name."""
        slug = self.role(place)
        return self.words.roles.get(slug) or RoleWords(name=slug)

    def question_words(self, place: int) -> QuestionWords:
        """What the question at `place` says, without words its slug."""
        slug = self.question(place).slug
        return self.words.questions.get(slug) or QuestionWords(text=slug)

    def choice_words(self, question: int, choice: int) -> ChoiceWords:
        """What a choice says, without words its slug."""
        slug = self.choice(question, choice).slug
        return self.question_words(question).choices.get(slug) or ChoiceWords(text=slug)

    @property
    def word_count(self) -> int:
        """How many words there are to read from the first scored question to the last: text, help, choices."""
        places = range(1, len(self.scored.questions) + 1)
        asked = [self.question_words(place) for place in places]
        texts = [text for each in asked for text in (each.text, each.help, *(c.text for c in each.choices.values()))]
        return sum(len(text.split()) for text in texts)

    def to_document(self) -> dict[str, Any]:
        """This paper as JSON can hold it; `from_document` reads it back equal."""
        return {"scored": written(self.scored), "words": written(self.words)}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The paper in `document`. Raises PaperIsUnreadable when something scored is missing; words never are."""
        try:
            paper: Self = read(cls, document)
        except (AttributeError, TypeError, ValueError, ZeroDivisionError) as error:
            raise PaperIsUnreadable(str(error)) from error
        return paper


def check(paper: Paper) -> None:
    """Raise PaperIsUnsound, with every reason at once, unless `paper` can be published and scored."""
    if reasons := tuple(reasons_against(paper)):
        raise PaperIsUnsound(reasons)


def reasons_against(paper: Paper) -> Iterator[Reason]:
    """Why `paper` can't be published: first the quiz, then question by question."""
    scored = paper.scored
    yield from _against_the_rule(scored)
    if len(scored.roles) < 2:
        yield Reason("too-few-roles", "A quiz needs at least two roles.")
    for role in _repeated(scored.roles):
        yield Reason("same-role", f"The role “{role}” is listed more than once.", role=role)
    asked, needed = len(scored.questions), scored.rule.answers_needed
    if asked != needed:
        yield Reason("question-count", f"The quiz needs {needed} scored questions and has {asked}.")
    question_slugs = [question.slug for question in scored.questions]
    same_questions = set(_repeated([*question_slugs, *(question.slug for question in paper.words.context)]))
    same_choices = set(_repeated([choice.slug for question in scored.questions for choice in question.choices]))
    for place, question in enumerate(scored.questions, 1):
        yield from _against_a_question(scored.roles, place, question, same_questions, same_choices)


def _against_the_rule(scored: Scored) -> Iterator[Reason]:
    rule = scored.rule
    if (rule.name, rule.version) not in RULES:
        yield Reason("rule-unknown", f"There is no rule “{rule.name}”, version {rule.version}.")
    for slug in rule.tie_rules:
        if slug not in TIE_RULES:
            yield Reason("tie-rule-unknown", f"There is no tie rule “{slug}”.")
    if rule.tie_rules[-1:] != ("roster-order",):
        yield Reason("tie-rules-open", "The last tie rule must be “roster-order”: it alone settles every tie.")
    limits = [band.below_z for band in rule.strength]
    if not limits or limits != sorted(set(limits)):
        yield Reason("strength-order", "The bands of strength must rise, and there must be at least one.")


def _against_a_question(
    roles: tuple[str, ...], place: int, question: Question, same_questions: set[str], same_choices: set[str]
) -> Iterator[Reason]:
    name = f"Question {place}"
    if not question.slug:
        yield Reason("no-slug", f"{name} has no slug.", place)
    if question.slug in same_questions:
        yield Reason("same-question", f"{name}: another question has the slug “{question.slug}” too.", place)
    if len(question.choices) < 2:
        yield Reason("too-few-choices", f"{name} needs at least two choices.", place)
    for at, choice in enumerate(question.choices, 1):
        if not choice.slug:
            yield Reason("no-slug", f"{name}, choice {at} has no slug.", place, at)
        if choice.slug in same_choices:
            yield Reason(
                "same-choice", f"{name}, choice {at}: another choice has the slug “{choice.slug}” too.", place, at
            )
        for role, weight in choice.weights.items():
            if role not in roles:
                message = f"{name}, choice {at} gives points to “{role}”, which is no role of this quiz."
                yield Reason("role-unknown", message, place, at, role)
            if type(weight) is not int or weight not in WEIGHTS:
                message = f"{name}, choice {at} gives “{role}” a weight of {weight}; weights are 1, 2 or 3."
                yield Reason("weight-range", message, place, at, role)
    for role in roles:
        times = sum(role in choice.weights for choice in question.choices)
        if times != 1:
            message = f"{name}: “{role}” must stand behind exactly one choice and stands behind {times or 'none'}."
            yield Reason("role-not-once", message, place, role=role)


def _repeated(slugs: list[str] | tuple[str, ...]) -> list[str]:
    return [slug for slug, times in Counter(slugs).items() if times > 1 and slug]


def _at(items: tuple[Item, ...], place: int) -> Item:
    if not 1 <= place <= len(items):
        raise IndexError(f"There is no place {place} among {len(items)}.")
    return items[place - 1]


def written(value: Any) -> Any:
    """`value` in JSON's own types: dataclasses and mappings as objects, tuples as arrays, fractions as "40/3"."""
    if is_dataclass(value):
        return {known.name: written(getattr(value, known.name)) for known in fields(value)}
    if isinstance(value, Mapping):
        return {key: written(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [written(inner) for inner in value]
    return str(value) if isinstance(value, Fraction) else value


def read(kind: Any, value: Any) -> Any:
    """What `written` made `value` from, given its type.

    Of a dataclass, fields that `value` lacks take their default (TypeError where there is none), and what it holds
    beyond the fields is left out. A fraction may also be a number or a decimal ("0.225", 0.225).
    """
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: read(hint, value[name]) for name, hint in hints.items() if name in value})
    if get_origin(kind) is tuple:
        return tuple(read(get_args(kind)[0], inner) for inner in value)
    if get_origin(kind) is Mapping:
        return {key: read(get_args(kind)[1], inner) for key, inner in value.items()}
    return Fraction(str(value)) if kind is Fraction else value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {known.name: hints[known.name] for known in fields(kind)}
