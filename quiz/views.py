"""The quiz as a reader takes it. `QuizPage` leads here; every function gets the page it is taken on.

A key alone lets its holder go on: no cookie is needed after the start. Whatever has a key in its address is kept by no
cache and no search engine.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from core.answers import private
from core.caching import cacheable
from core.fragments import template_for
from learners import claims, cookies, trying
from learners.models import Learner
from quiz import asking, attempts, limits, queries, retakes, sharing, whatif
from quiz.forms import AnswerForm
from quiz.models.attempts import Attempt
from quiz.papers import paper_for, paper_of
from quiz.telling import Told, tell

if TYPE_CHECKING:
    from quiz.models.pages import QuizPage

REGIONS = frozenset({"question"})  # of quiz/question.html
RESULT_REGIONS = frozenset({"what-if"})  # of quiz/result.html


def _limited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of what a key opens, which answers 429 to whoever asks as no person does."""

    @wraps(view)
    def limited(request: HttpRequest, page: "QuizPage", key: str, *args: Any) -> HttpResponse:
        seconds = limits.wait(request, key)
        return too_often(request, page, seconds) if seconds else view(request, page, key, *args)

    return limited


def intro(request: HttpRequest, page: "QuizPage") -> HttpResponse:
    """What the quiz is. A post starts it, or goes on with the attempt that this browser has open.

    Context: `quiz` (the row), `words` (of the paper in force), `total`, `optional` (numbers of questions), `is_open`
    (whether it can be started), and for a learner `resume_url`, `resume_place`, `results`, a list of Held (words, href,
    at), the newest first, and where there are two `against_url`, which compares the last two.
    """
    if request.method == "POST":
        return _start(request, page)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    quiz = page.quiz
    paper = paper_of(quiz.edition) if quiz and quiz.edition else None
    context: dict[str, Any] = {
        "quiz": quiz,
        "words": paper.words if paper else None,
        "total": len(paper.scored.questions) if paper else 0,
        "optional": len(paper.words.context) if paper else 0,
        "is_open": bool(paper and quiz and quiz.live),
    }
    learner = cookies.learner_of(request) if cookies.TOKEN.name in request.COOKIES else None
    if learner:
        results = queries.results_of(learner, request)
        context |= {"results": [result.held for result in results]}
        if len(results) > 1:
            context |= {"against_url": page.href("against", request, key=results[0].key, other=results[1].key)}
        attempt = attempts.open_of(learner, quiz) if quiz else None
        if attempt and attempt.started_at:
            context |= {
                "resume_url": page.href("resume", request, key=attempt.key),
                "resume_place": asking.first_open(attempt.answers) or len(attempt.answers),
            }
    response = page.render(request, context_overrides=context)
    return cacheable(response, unless={cookies.TOKEN.name})


def _start(request: HttpRequest, page: "QuizPage") -> HttpResponse:
    """To the first open question of an attempt. Starting the quiz makes the Learner.

    A browser without their cookie first gets it, and posts again (307): of a double click, the browser follows one
    answer, so whatever it sent, one attempt is opened. Who keeps no cookies starts at the second try without.
    """
    here = page.get_url(request)
    if not page.quiz:
        return redirect(here)
    if seconds := limits.wait_to_start(request):
        return too_often(request, page, seconds)
    is_new = cookies.learner_of(request) is None
    learner = cookies.keep(request)
    if is_new and trying.COOKIES_TRIED not in request.GET:
        return private(redirect(f"{here}?{trying.COOKIES_TRIED}", preserve_request=True))
    excluded = attempts.excluded_at_start(is_staff=_is_staff(request), user_agent=request.headers.get("User-Agent", ""))
    try:
        attempt = attempts.start(page.quiz, learner, excluded=excluded, afresh="afresh" in request.POST)
    except attempts.QuizIsClosed:
        return private(redirect(here))
    place = asking.first_open(attempt.answers)
    return _to(request, page, "question", attempt, place) if place else _to(request, page, "check", attempt)


def _is_staff(request: HttpRequest) -> bool:
    """Whether an editor is signed in; asks nothing of a browser without a session."""
    user = getattr(request, "user", None) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    return bool(user and user.is_authenticated)


@_limited
def resume(request: HttpRequest, page: "QuizPage", key: str) -> HttpResponse:
    """To the first open question of an attempt, to its answers when all are there, or to its result."""
    attempt = attempts.by_key(key)
    if attempt is None:
        return gone(request, page)
    if attempt.finished_at:
        return _to(request, page, "result", attempt)
    place = asking.first_open(attempt.answers)
    return _to(request, page, "question", attempt, place) if place else _to(request, page, "check", attempt)


@_limited
def question(request: HttpRequest, page: "QuizPage", key: str, place: int) -> HttpResponse:
    """The question at `place`; a post answers it, or skips it where it is optional, and leads on.

    Context: `asked` (quiz.asking.Asked: numbered, text, help, used_for, options, scored), `form` (for its errors),
    `chosen` (place of the choice taken, 0 for none), `place` of `places` (all questions), `total` (scored ones),
    `progress` (a list of booleans, one a scored question: answered), `answered` (how many), `is_last` (its answer leads
    out of the region: no htmx), `back_url`, `check_url`, `action`, `words` (the paper's), `attempt`.
    Region: `question`. 422 with the same region when no choice, or an impossible one, was sent.
    """
    attempt = attempts.by_key(key)
    if attempt is None:
        return gone(request, page)
    sitting = asking.sitting(paper_for(attempt), attempt.context)
    if place > sitting.places:
        raise Http404
    if attempt.finished_at:
        return _to(request, page, "result", attempt)
    asked = sitting.asked(place)
    chosen = attempt.answers[place - 1] if asked.scored else attempt.context[asked.number - 1]
    if request.method == "POST":
        form = AnswerForm(request.POST, asked=asked)
        if "skip" in request.POST and not asked.scored:
            return _lead_on(request, page, attempt, sitting, place)
        if form.is_valid():
            if not _record(request, attempt, asked, form.cleaned_data["choice"]):
                return _to(request, page, "resume", attempt)  # finished in another tab, or gone
            return _lead_on(request, page, attempt, sitting, place)
    else:
        form = AnswerForm(asked=asked, initial={"choice": chosen or None})
    context = {
        "title": asked.title,
        "asked": asked,
        "form": form,
        "chosen": chosen,
        "place": place,
        "places": sitting.places,
        "total": sitting.scored,
        "progress": [bool(answer) for answer in attempt.answers],
        "answered": sum(map(bool, attempt.answers)),
        "is_last": place == sitting.places or _from_check(request),
        "back_url": _back(request, page, attempt, place),
        "check_url": page.href("check", request, key=key),
        "action": request.get_full_path(),
        "words": sitting.paper.words,
        "attempt": attempt,
    }
    template = template_for(request, "quiz/question.html", REGIONS)
    return _render(request, page, template, context, refused=form.is_bound)


def _record(request: HttpRequest, attempt: Attempt, asked: asking.Asked, choice: int) -> bool:
    if asked.scored:
        return attempts.answer(attempt, asked.place, choice)
    recorded = attempts.answer_context(attempt, asked.number, choice)
    if recorded and asked.slug == asking.ROLE_TODAY and (token := cookies.token_of(request)):
        attempts.remember_role_today(attempt, cookies.hashed(token))
    return recorded


def _lead_on(
    request: HttpRequest, page: "QuizPage", attempt: Attempt, sitting: asking.Sitting, place: int
) -> HttpResponse:
    """To the next question; from the last to the result, or to the answers so far while some are missing."""
    if _from_check(request):
        return _to(request, page, "check", attempt)
    if place < sitting.places:
        return _to(request, page, "question", attempt, place + 1)
    return _finish(request, page, attempt)


def _finish(request: HttpRequest, page: "QuizPage", attempt: Attempt) -> HttpResponse:
    return _to(request, page, "result" if attempts.finish(attempt) else "check", attempt)


def _from_check(request: HttpRequest) -> bool:
    """Whether the question was opened from the answers so far, and leads back there."""
    return "check" in request.GET


def _back(request: HttpRequest, page: "QuizPage", attempt: Attempt, place: int) -> str:
    if _from_check(request):
        return page.href("check", request, key=attempt.key)
    if place == 1:
        return str(page.get_url(request))
    return page.href("question", request, key=attempt.key, place=place - 1)


@_limited
def check(request: HttpRequest, page: "QuizPage", key: str) -> HttpResponse:
    """The answers so far; a post finishes the attempt, once, whatever is retried.

    Context: `rows`, a list of {answered (quiz.asking.Answered), url}; `missing`, the scored ones without an answer;
    `can_finish`; `action`. 422 when a post finds answers missing.
    """
    attempt = attempts.by_key(key)
    if attempt is None:
        return gone(request, page)
    if attempt.finished_at:
        return _to(request, page, "result", attempt)
    if request.method == "POST" and attempts.finish(attempt):
        return _to(request, page, "result", attempt)
    sitting = asking.sitting(paper_for(attempt), attempt.context)
    rows: list[dict[str, Any]] = [
        {"answered": row, "url": f"{page.href('question', request, key=key, place=row.asked.place)}?check"}
        for row in sitting.answered(attempt.answers, attempt.context)
    ]
    missing = [row for row in rows if row["answered"].asked.scored and not row["answered"].chosen]
    context = {
        "title": "Your answers so far",
        "rows": rows,
        "missing": missing,
        "can_finish": not missing,
        "action": request.get_full_path(),
        "words": sitting.paper.words,
        "attempt": attempt,
    }
    return _render(request, page, "quiz/check.html", context, refused=request.method == "POST")


@_limited
def result(request: HttpRequest, page: "QuizPage", key: str) -> HttpResponse:
    """The result of a finished attempt: whoever holds its key may read it; what is personal shows to its owner alone.

    Context: `told` (quiz.telling.Told), `what_if` (quiz.whatif.WhatIf, from the address), `words` (the paper's),
    `edition`, `finished_at`, `card` (quiz.sharing.Card) and `card_url` (absolute), `route_url` ("" while there is no
    Route), `is_owner`, and for the owner `role_today` (slug), `counterpart` (roles.Counterpart or None), `skills`
    (roles.crossing.Readiness for the best fit, or None) with `claimed`, how many of those brought they claim, and
    `others`, their other results as {held, url}. `start_url` leads to the start. Region: `what-if`.
    A post by the owner that says `delete` deletes the result.
    """
    attempt = attempts.by_result_key(key)
    if attempt is None:
        return gone(request, page)
    learner = cookies.learner_of(request)
    is_owner = bool(learner and learner.pk == attempt.learner_id)
    if request.method == "POST":
        if is_owner and "delete" in request.POST:
            attempts.delete(Attempt.objects.filter(pk=attempt.pk))
        return private(redirect(request.path))
    paper = paper_for(attempt)
    told = tell(paper, attempt.answers)
    owner = learner if is_owner else None
    role_today = (asking.role_today(paper, attempt.context)[1] or owner.role_today) if owner else ""
    context = {
        "title": told.headline if told.is_flat else f"{told.best.words.name}: {paper.words.title}",
        "told": told,
        "what_if": whatif.look(
            paper,
            attempt.answers,
            told,
            request.GET.getlist(whatif.IF)[: len(attempt.answers) * 2],
            request.GET.get(whatif.QUESTION, ""),
        ),
        "words": paper.words,
        "edition": attempt.edition,
        "finished_at": attempt.finished_at,
        "card": sharing.card_of(told, paper.words.title),
        "card_url": f"{settings.SITE_URL}{request.path}card.png",
        "route_url": "" if told.is_flat else queries.route_to(request, told.best.slug, role_today),
        "is_owner": is_owner,
        "role_today": role_today,
        "counterpart": queries.counterpart_of(role_today),
        "start_url": page.get_url(request),
        **(_of_owner(request, page, attempt, owner, told, role_today) if owner else {}),
    }
    return _render(request, page, template_for(request, "quiz/result.html", RESULT_REGIONS), context)


def _of_owner(
    request: HttpRequest, page: "QuizPage", attempt: Attempt, owner: Learner, told: Told, role_today: str
) -> dict[str, Any]:
    claimed = claims.of(owner)
    skills = None if told.is_flat else queries.readiness_for(told.best.slug, role_today, claimed)
    others = [kept for kept in queries.results_of(owner, request) if kept.key != attempt.result_key]
    return {
        "skills": skills,
        "claimed": len(skills.claimed) if skills else 0,
        "others": [
            {"held": kept.held, "url": page.href("against", request, key=attempt.result_key, other=kept.key)}
            for kept in others
        ],
    }


@_limited
def against(request: HttpRequest, page: "QuizPage", key: str, other: str) -> HttpResponse:
    """Two results side by side, the earlier first: whoever holds both keys may read it.

    Context: `comparison` (quiz.retakes.Comparison), `before` and `after`, each {attempt, url}, and
    `is_retake`, whether both are of one learner.
    """
    if key == other:
        return private(redirect(page.href("result", request, key=key)))
    found = [attempts.by_result_key(each) for each in (key, other)]
    both = sorted((each for each in found if each and each.finished_at), key=lambda each: (each.finished_at, each.pk))
    if len(both) < 2:
        return gone(request, page)
    comparison = retakes.compare(*((paper_for(each), each.answers) for each in both))
    before, after = ({"attempt": each, "url": page.href("result", request, key=each.result_key)} for each in both)
    context = {
        "title": f"Two results: {comparison.before.best.words.name}, {comparison.after.best.words.name}",
        "comparison": comparison,
        "before": before,
        "after": after,
        "words": paper_for(both[1]).words,
        "is_retake": both[0].learner_id == both[1].learner_id,
        "start_url": page.get_url(request),
    }
    return _render(request, page, "quiz/against.html", context)


@_limited
def card(request: HttpRequest, page: "QuizPage", key: str) -> HttpResponse:
    """The picture of a result, 1200 by 630 pixels, made once. Gone with the result."""
    attempt = attempts.by_result_key(key)
    if attempt is None:
        return gone(request, page)
    paper = paper_for(attempt)
    drawn = sharing.picture(sharing.card_of(tell(paper, attempt.answers), paper.words.title))
    return private(HttpResponse(drawn, content_type="image/png"))


def too_often(request: HttpRequest, page: "QuizPage", seconds: int) -> HttpResponse:
    """429, for what asks as no person does. Context: `seconds` to wait, `posted` to be sent again, `action`."""
    posted = [(name, value[:100]) for name, value in request.POST.items() if name in ("choice", "skip", "afresh")]
    context = {
        "title": "Too many requests",
        "seconds": seconds,
        "posted": posted,
        "is_post": request.method == "POST",
        "action": request.get_full_path(),
    }
    response = _render(request, page, "quiz/too_often.html", context)
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response.headers["Retry-After"] = str(seconds)
    return response


def gone(request: HttpRequest, page: "QuizPage") -> HttpResponse:
    """For a key that is deleted or unknown: 410, since which of the two is nobody's business. Context: `start_url`."""
    context = {"title": "Gone, or never was", "start_url": page.get_url(request)}
    response = _render(request, page, "quiz/gone.html", context)
    response.status_code = HTTPStatus.GONE
    return response


def _render(
    request: HttpRequest, page: "QuizPage", template: str, context: dict[str, Any], *, refused: bool = False
) -> TemplateResponse:
    response = page.render(request, template=template, context_overrides=context)
    if refused:
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return private(response)


def _to(request: HttpRequest, page: "QuizPage", route: str, attempt: Attempt, place: int = 0) -> HttpResponse:
    key = attempt.result_key if route == "result" else attempt.key
    where = {"key": key, "place": place} if place else {"key": key}
    return private(redirect(page.href(route, request, **where)))
