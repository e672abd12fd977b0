"""Quizzes of any size, the guide's own, and attempts at them."""

from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from quiz import scoring
from quiz.models import Attempt, Choice, Edition, Question, Quiz, QuizPage, RoleResult
from quiz.papers import paper_of
from roles.models import Role
from tests.factories import Factory
from tests.factories.learners import LearnerFactory
from tests.factories.roles import GuideFactory, PageFactory, RoleFactory


def a_role(slug: str, **fields: Any) -> Role:
    """The live role with this slug."""
    return Role.objects.filter(slug=slug).first() or RoleFactory(slug=slug, phases=[], skills=[], **fields)


class QuizFactory(Factory):
    """A sound draft: in question q, role r stands behind choice (r + q) modulo the number of choices, with weight 3.
    Of roles that stand behind the same choices, each but the first gets 1 in a question of its own: every role can win.

    `roles`, `questions` and `choices` are numbers; the last question asks for the role of today.
    """

    class Meta:
        model = Quiz

    roles = 2
    questions = 3
    choices = 2
    title = factory.Sequence(lambda n: f"Quiz {n}")
    slug = factory.Sequence(lambda n: f"quiz-{n}")
    standfirst = what_it_is = what_it_is_not = "Words."
    live = False
    answers_needed = factory.SelfAttribute("questions")

    @classmethod
    def _build(cls, model_class: type[Quiz], *args: Any, **kwargs: Any) -> Quiz:
        sizes = {name: kwargs.pop(name) for name in ("roles", "questions", "choices")}
        return cls._filled(model_class(*args, **kwargs), **sizes)

    @classmethod
    def _create(cls, model_class: type[Quiz], *args: Any, **kwargs: Any) -> Quiz:
        quiz = cls._build(model_class, *args, **kwargs)
        quiz.save()
        return quiz

    @classmethod
    def _filled(cls, quiz: Quiz, roles: int, questions: int, choices: int) -> Quiz:
        roster = [a_role(f"role-of-{quiz.slug}-{at}", title=f"Role {at}") for at in range(roles)]
        quiz.results = [
            RoleResult(role=role, headline=f"You are {role.title}", why_you=f"Why {role.title}.", sort_order=at)
            for at, role in enumerate(roster)
        ]
        quiz.questions = [
            *(_question(at, choices, [role.slug for role in roster]) for at in range(questions)),
            _role_today(questions),
        ]
        return quiz


def _question(at: int, choices: int, roster: list[str]) -> Question:
    question = Question(slug=f"q{at + 1}", text=f"Question {at + 1}?", facet=f"Facet {at + 1}", sort_order=at)
    weights = [
        {
            role: 1 if place // choices == at + 1 else 3
            for place, role in enumerate(roster)
            if (place + at) % choices == choice
        }
        for choice in range(choices)
    ]
    question.choices = [
        Choice(slug=f"q{at + 1}-c{choice + 1}", text=f"Answer {choice + 1}", weights=given, sort_order=choice)
        for choice, given in enumerate(weights)
    ]
    return question


def _role_today(at: int) -> Question:
    question = Question(slug="role-today", text="What do you do today?", scored=False, sort_order=at)
    backend = a_role("backend-engineer", title="Backend Engineer")
    question.choices = [
        Choice(slug="backend-engineer", text="Backend Engineer", role=backend, sort_order=0),
        Choice(slug="other", text="Something else", sort_order=1),
    ]
    return question


def whole_quiz(file: dict[str, Any]) -> Quiz:
    """The quiz of the guide as a saved draft, from the values of its file, with every role it names."""
    parameters, strength = file["scoring"]["parameters"], file["scoring"]["strength"]
    quiz = Quiz(
        live=False,
        **{name: file[name] for name in ("slug", "title", "short_title", "standfirst", "minutes", "instruction")},
        **{name: file[name] for name in ("what_it_is", "what_it_is_not", "how_it_is_scored")},
        **file["reading_the_fit"],
        answers_needed=file["scoring"]["answers_needed"],
        close_call_margin=Decimal(str(parameters["close_call_margin"])),
        flat_below=Decimal(str(parameters["flat_below"])),
        clear_from=Decimal(str(strength[1]["below_z"])),
        strong_from=Decimal(str(strength[2]["below_z"])),
    )
    for outcome, prefix in (("clear", "clear"), ("close_call", "close"), ("flat_profile", "flat"), ("stay", "stay")):
        for name, words in file["outcomes"][outcome].items():
            if hasattr(quiz, f"{prefix}_{name}"):
                setattr(quiz, f"{prefix}_{name}", words)
    for band, words in file["outcomes"]["clear"]["strength"].items():
        setattr(quiz, f"clear_{band}", words)
    names = {slug: slug.replace("-", " ").title() for slug in file["scoring"]["roles"]}
    told = ("headline", "why_you", "watch_out", "first_step", "if_runner_up")
    quiz.results = [
        RoleResult(
            role=a_role(result["role"], title=names[result["role"]]),
            sort_order=at,
            **{name: result[name] for name in told},
        )
        for at, result in enumerate(file["results"])
    ]
    quiz.questions = [
        _from_file(question, at) for at, question in enumerate([*file["questions"], *file["context_questions"]])
    ]
    quiz.save()
    return quiz


def _from_file(values: dict[str, Any], at: int) -> Question:
    names = ("slug", "text", "scored", "help", "facet", "used_for")
    question = Question(sort_order=at, **{name: values[name] for name in names if name in values})
    question.choices = [
        Choice(
            slug=choice["slug"],
            text=choice["text"],
            weights=choice.get("weights", {}),
            rationale=choice.get("rationale", ""),
            role=a_role(choice["role"]) if choice.get("role") else None,
            opens_at=choice.get("opens_at", ""),
            sort_order=place,
        )
        for place, choice in enumerate(values["choices"])
    ]
    return question


def published(quiz: Quiz) -> Quiz:
    """The quiz as it stands, published, with the edition that came of it."""
    quiz.save_revision().publish()
    return Quiz.objects.get(pk=quiz.pk)


class QuizPageFactory(PageFactory):
    """The page of a published quiz, in a guide of its own."""

    class Meta:
        model = QuizPage

    parent = factory.SubFactory(GuideFactory, slug="guide")
    title = "Which role are you?"
    slug = "quiz"
    standfirst = "Words."
    quiz = factory.LazyFunction(lambda: published(QuizFactory()))


class EditionFactory(Factory):
    """The edition in force of a small quiz."""

    class Meta:
        model = Edition

    @classmethod
    def _create(cls, model_class: type[Edition], *args: Any, **kwargs: Any) -> Edition:
        return published(QuizFactory(**kwargs)).edition


class AttemptFactory(Factory):
    """An attempt that was just opened. `answers` are places; `done` answers every question with the first choice."""

    class Meta:
        model = Attempt

    done = False
    learner = factory.SubFactory(LearnerFactory)
    edition = factory.SubFactory(EditionFactory)
    opened_at = factory.LazyFunction(timezone.now)
    answers = factory.LazyAttribute(lambda made: [int(made.done)] * len(paper_of(made.edition).scored.questions))
    context = factory.LazyAttribute(lambda made: [0] * len(paper_of(made.edition).words.context))
    started_at = last_at = factory.LazyAttribute(lambda made: made.opened_at if any(made.answers) else None)

    @classmethod
    def _create(cls, model_class: type[Attempt], *args: Any, **kwargs: Any) -> Attempt:
        if kwargs.pop("done"):
            result = scoring.score(paper_of(kwargs["edition"]), kwargs["answers"])
            kwargs = {
                "finished_at": kwargs["opened_at"] + timezone.timedelta(minutes=2),
                "points": list(result.points),
                "best": result.best,
                "runner_up": result.runner_up,
                "margin": result.margin,
                "flat": result.flat,
                "close": result.close_call,
                "stable": result.stable,
                **kwargs,
            }
        return super()._create(model_class, *args, **kwargs)
