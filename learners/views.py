"""What is held of you, the button that deletes it, and the page that says what is stored of anyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from core.caching import cacheable
from learners import cookies, holdings


@require_safe
def you(request: HttpRequest) -> HttpResponse:
    """Everything held of whoever asks. Context: `held`, a list of (holding, its things); `deleted` after a deletion."""
    learner = cookies.learner_of(request)
    context = {
        "title": "What we keep for you",
        "held": holdings.of(learner, request) if learner else [],
        "learner": learner,
        "deleted": "deleted" in request.GET,
    }
    return _private(TemplateResponse(request, "learners/you.html", context))


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
    return _private(TemplateResponse(request, "learners/delete.html", context))


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


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
