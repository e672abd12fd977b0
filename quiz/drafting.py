"""From a draft to its paper: the one place that knows which field of the draft is which part of a paper."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from quiz import paper as papers
from quiz.paper import TIE_RULES, Paper

if TYPE_CHECKING:
    from quiz.models import Choice, Question, Quiz, RoleResult

PLAIN_WORDS = (
    "title",
    "short_title",
    "standfirst",
    "minutes",
    "instruction",
    "what_it_is",
    "what_it_is_not",
    "how_it_is_scored",
    "you_may_read",
    "you_may_not_read",
    "why_this_scale",
    "why_these_thresholds",
    "limits",
)
# Outcome in the paper: the prefix of its fields in the draft, and the fields.
OUTCOMES: dict[str, tuple[str, tuple[str, ...]]] = {
    "clear": ("clear", ("headline", "body")),
    "close_call": ("close", ("headline", "body", "if_three", "what_to_do")),
    "flat_profile": ("flat", ("headline", "body", "first_step", "retake")),
    "stay": ("stay", ("headline", "body", "signs", "keep_the_door_open", "come_back_when")),
}
BANDS = ("lean", "clear", "strong")
RESULT_WORDS = ("headline", "why_you", "watch_out", "first_step", "if_runner_up")


def in_order(questions: "Iterable[Question]") -> "list[Question]":
    """The questions as they are asked: the scored ones, then those for context."""
    return sorted(questions, key=lambda question: not question.scored)


def paper(quiz: "Quiz") -> Paper:
    """The paper that the draft makes as it stands, sound or not."""
    questions = in_order(quiz.questions.all())
    scored = [question for question in questions if question.scored]
    results = list(quiz.results.all())
    return Paper(
        papers.Scored(
            roles=tuple(result.role.slug for result in results),
            questions=tuple(
                papers.Question(
                    question.slug,
                    tuple(papers.Choice(choice.slug, dict(choice.weights)) for choice in question.choices.all()),
                )
                for question in scored
            ),
            rule=_rule(quiz),
        ),
        papers.Words(
            **{name: getattr(quiz, name) for name in PLAIN_WORDS},
            questions={question.slug: _question_words(question) for question in scored},
            context=tuple(_context(question) for question in questions if not question.scored),
            roles={result.role.slug: _role_words(result) for result in results},
            outcomes=dict(_outcomes(quiz)),
            tie_rules={
                slug: papers.TieWords(*(getattr(quiz, f"{slug.replace('-', '_')}_{part}") for part in ("rule", "why")))
                for slug in TIE_RULES
            },
        ),
    )


def _rule(quiz: "Quiz") -> papers.Rule:
    margin, *below = (
        Fraction(str(number)) for number in (quiz.close_call_margin, quiz.flat_below, quiz.clear_from, quiz.strong_from)
    )
    limits = [*below, papers.UNIFORM_Z.strength[-1].below_z]
    return papers.Rule(
        answers_needed=quiz.answers_needed,
        parameters=papers.Parameters(close_call_margin=margin, flat_below=below[0]),
        strength=tuple(papers.Band(slug, limit) for slug, limit in zip(("faint", *BANDS), limits, strict=True)),
    )


def _question_words(question: "Question") -> papers.QuestionWords:
    choices: Iterable[Choice] = question.choices.all()
    return papers.QuestionWords(
        text=question.text,
        help=question.help,
        facet=question.facet,
        choices={choice.slug: papers.ChoiceWords(choice.text, choice.rationale) for choice in choices},
    )


def _context(question: "Question") -> papers.ContextQuestion:
    return papers.ContextQuestion(
        slug=question.slug,
        text=question.text,
        help=question.help,
        used_for=question.used_for,
        choices=tuple(
            papers.ContextChoice(choice.slug, choice.text, choice.role.slug if choice.role else "", choice.opens_at)
            for choice in question.choices.all()
        ),
    )


def _role_words(result: "RoleResult") -> papers.RoleWords:
    return papers.RoleWords(name=result.role.title, **{name: getattr(result, name) for name in RESULT_WORDS})


def _outcomes(quiz: "Quiz") -> Iterator[tuple[str, papers.OutcomeWords]]:
    for outcome, (prefix, names) in OUTCOMES.items():
        words: dict[str, Any] = {name: getattr(quiz, f"{prefix}_{name}") for name in names}
        if "signs" in words:
            words["signs"] = tuple(words["signs"])
        if outcome == "clear":
            words["strength"] = {band: getattr(quiz, f"clear_{band}") for band in BANDS}
        yield outcome, papers.OutcomeWords(**words)
