"""What is held of you, as a page and as a file; the button that deletes it; what you say that you can; and the page
that says what is stored of anyone."""

import json
from http import HTTPStatus

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from core.answers import private, see_other
from core.caching import cacheable
from core.links import doors
from learners import claims, cookies, holdings, transfers
from learners import evidence as evidences
from learners import export as exports
from learners.models import today

FILE = "next-layer-{day}.json"


@require_safe
def you(request: HttpRequest) -> HttpResponse:
    """Everything held of whoever asks. Context: `held`, a list of (holding, its things); `learner`; `minutes` that a
    link works; `deleted` after a deletion, `carried` where a link has just led."""
    learner = cookies.learner_of(request)
    context = {
        "title": "What we keep for you",
        "held": holdings.of(learner, request) if learner else [],
        "learner": learner,
        "minutes": transfers.MINUTES,
        "deleted": "deleted" in request.GET,
        "carried": "carried" in request.GET,
    }
    return private(TemplateResponse(request, "learners/you.html", context))


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Everything held of whoever asks, as a JSON file."""
    learner = cookies.learner_of(request)
    if learner is None:
        return redirect("you")
    body = json.dumps(exports.of(learner, request), cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
    response = HttpResponse(body, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE.format(day=today())}"'
    return private(response)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Asks once more, naming what goes and what stays in counts; a post deletes. Context: `held`, `stays`."""
    learner = cookies.learner_of(request)
    if request.method == "POST":
        if learner:
            holdings.delete(learner)
        cookies.forget(request)
        return redirect(f"{reverse('you')}?deleted")
    if learner is None:
        return redirect("you")
    held = holdings.of(learner, request)
    context = {
        "title": "Delete all of it?",
        "held": held,
        "stays": [holding.stays for holding, _ in held if holding.stays],
    }
    return private(TemplateResponse(request, "learners/delete.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def skill(request: HttpRequest, slug: str) -> HttpResponse:
    """Where someone says that they have a skill; a post claims it or, with `withdraw`, no longer; then to `next`.

    Context: `skill`, its name; `slug`; `claim` (claims.Claim or None); `back`; `errors` by field; `said`, what was
    typed; `learner`. 422 with the same page for what can't be kept, 404 for what is no skill of ours.
    """
    found = doors(request).get(f"skill:{slug}")
    learner = cookies.learner_of(request)
    claimed = claims.of(learner).get(slug)
    if found is None and claimed is None:
        raise Http404
    back = _back(request, found.path if found else reverse("you"))
    errors: dict[str, str] = {}
    said = {"evidence": request.POST.get("evidence", ""), "note": request.POST.get("note", "")}
    if request.method == "POST":
        try:
            _say(request, slug, said)
        except evidences.Refused as refused:
            errors = refused.errors
        else:
            return private(see_other(back))
    elif claimed:
        said = {"evidence": claimed.evidence, "note": claimed.note}
    context = {
        "title": "A skill that you have",
        "skill": found.name if found else holdings.named(slug),
        "slug": slug,
        "learner": learner,
        "claim": claimed,
        "back": back,
        "errors": errors,
        "said": said,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return private(TemplateResponse(request, "learners/skill.html", context, status=status))


def _back(request: HttpRequest, otherwise: str) -> str:
    """Where to lead on to: what the address or the form names, else where the reader came from, on this site alone."""
    named = request.POST.get("next") or request.GET.get("next", "")
    came_from = request.headers.get("Referer", "") if request.method != "POST" else ""
    if url_has_allowed_host_and_scheme(named, allowed_hosts=None):
        return named
    if url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return came_from.partition(request.get_host())[2] or otherwise
    return otherwise


def _say(request: HttpRequest, slug: str, said: dict[str, str]) -> None:
    """Do what a post about a skill says. Raises evidence.Refused, and then makes no learner."""
    if "withdraw" in request.POST:
        if learner := cookies.learner_of(request):
            claims.withdraw(learner, slug)
        return
    claims.check(said["evidence"], said["note"])
    claims.claim(cookies.keep(request), slug, said["evidence"], said["note"])


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored, of whom, for how long. Context: `holdings`, `cookies`, `cookie_days`; the same for everyone."""
    context = {
        "title": "Privacy",
        "holdings": holdings.holdings,
        "cookies": cookies.COOKIES,
        "cookie_days": cookies.LIFETIME.days,
    }
    return cacheable(TemplateResponse(request, "learners/privacy.html", context))
