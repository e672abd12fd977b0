"""What pages ask of the quiz, across models."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.apps import apps
from django.http import HttpRequest

from core.crossings import Crossing
from core.links import doors
from learners.holdings import Held
from learners.models import Learner
from quiz.asking import first_open
from quiz.models.attempts import Attempt
from quiz.models.editions import Edition
from quiz.papers import paper_for
from roles.crossing import Readiness, readiness
from roles.models import Counterpart, RoleSkill
from roles.today import needs_of

if TYPE_CHECKING:
    from quiz.models.pages import QuizPage


def attempts_of(learner: Learner) -> list[Attempt]:
    """Every attempt of `learner` with its edition, the newest first: one query."""
    attempts = Attempt.objects.filter(learner=learner).select_related("edition")
    return list(attempts.defer("edition__scored", "edition__words").order_by("-opened_at"))


def counterpart_of(role: str) -> Counterpart | None:
    """The live move that suits most people in the software role with this slug, with both roles. At most one query."""
    if not role:
        return None
    moves = Counterpart.objects.filter(live=True, software__slug=role, software__live=True, ai__live=True)
    return moves.select_related("software", "ai").order_by("-primary", "sort_order").first()


def pages_by_quiz() -> "dict[int | None, QuizPage]":
    """The live page of each quiz; under None any live page, since a key works on all of them. One query."""
    pages = list(apps.get_model("quiz", "QuizPage").objects.live().order_by("-path"))
    return {None: pages[-1], **{page.quiz_id: page for page in pages}} if pages else {}


@dataclass(frozen=True)
class Kept:
    """A finished result of a learner: in words, with its address, and its key."""

    held: Held
    key: str


def results_of(learner: Learner, request: HttpRequest) -> list[Kept]:
    """The results of `learner`, the newest first. Two queries."""
    attempts = [attempt for attempt in attempts_of(learner) if attempt.finished_at]
    pages = pages_by_quiz() if attempts else {}
    return [
        Kept(held, attempt.result_key) for held, attempt in zip(_held(attempts, pages, request), attempts, strict=True)
    ]


def readiness_for(role: str, role_today: str, claimed: Collection[str]) -> Readiness | None:
    """Of the skills of a live role, those that someone brings who claims the skills `claimed`. Two queries."""
    rows = (
        RoleSkill.objects.filter(role__slug=role, role__live=True, skill__live=True)
        .select_related("skill")
        .order_by("sort_order")
    )
    today = RoleSkill.objects.filter(role__slug=role_today).values_list("skill__slug", flat=True) if role_today else ()
    needs = needs_of(rows)
    return readiness(needs, set(today), claimed) if needs else None


def route_to(request: HttpRequest, role: str, role_today: str = "") -> str:
    """Where the Route leads to a role, from the one that someone has today; "" unless both route and role are live."""
    open_doors = doors(request)
    route = open_doors.get("route:")
    if route is None or open_doors.get(f"role:{role}") is None:
        return ""
    return f"{route.path}?{urlencode({'from': role_today, 'to': role} if role_today else {'to': role})}"


def held(learner: Learner, request: HttpRequest) -> list[Held]:
    """The attempts of `learner` in plain words, the newest first, each with its address."""
    attempts = attempts_of(learner)
    pages = pages_by_quiz() if attempts else {}
    return list(_held(attempts, pages, request))


def _held(attempts: list[Attempt], pages: "dict[int | None, QuizPage]", request: HttpRequest) -> Iterator[Held]:
    for attempt in attempts:
        paper = paper_for(attempt)
        page = pages.get(attempt.edition.quiz_id) or pages.get(None)
        if attempt.finished_at and attempt.best and attempt.runner_up:
            best, runner_up = paper.role_words(attempt.best).name, paper.role_words(attempt.runner_up).name
            words = f"{paper.words.title}: {best}, then {runner_up}"
            if attempt.flat:
                words = f"{paper.words.title}: nobody stands out"
            href = page.href("result", request, key=attempt.result_key) if page else ""
            yield Held(words, href, attempt.finished_at)
        else:
            at = first_open(attempt.answers) or len(attempt.answers)
            words = f"{paper.words.title}: unfinished, at question {at} of {len(attempt.answers)}"
            href = page.href("resume", request, key=attempt.key) if page else ""
            yield Held(words, href, attempt.last_at or attempt.opened_at)


def leading_to(kind: str, slug: str) -> Iterator[Crossing]:
    """The editions that score a role, and how many results name it: no reference of theirs leads to it.

    1 query, and 1 for each of them.
    """
    if kind != "role":
        return
    for edition in Edition.objects.filter(scored__roles__contains=[slug]).select_related("quiz").order_by("pk"):
        best = edition.scored["roles"].index(slug) + 1
        results = Attempt.objects.filter(edition=edition, finished_at__isnull=False, best=best).count()
        named = "names it" if results == 1 else "name it"
        yield Crossing(
            f"{edition.quiz or 'A deleted quiz'}, edition {edition.number}",
            "Edition",
            how=f"its roles: {results} result{'' if results == 1 else 's'} {named} as best fit, and read as before",
        )
