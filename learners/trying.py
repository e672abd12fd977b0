"""How a first thing is kept for someone whose browser has no cookie of ours yet, and may take none."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from learners import cookies
from learners.models import Learner

COOKIES_TRIED = "once-more"


def learner_of(request: HttpRequest) -> Learner | None:
    """The learner who sent `request`. A query, and only for a browser with our cookie: the answer is theirs alone."""
    return cookies.learner_of(request) if cookies.TOKEN.name in request.COOKIES else None


def must_try_cookies(request: HttpRequest) -> bool:
    """Whether a browser first has to be given our cookie: it posts again, and of a double click one is kept."""
    return learner_of(request) is None and COOKIES_TRIED not in request.GET


def try_cookies(request: HttpRequest) -> HttpResponse:
    """The same post once more (307), by a browser that has our cookie then."""
    cookies.keep(request)
    query = request.GET.copy()
    query[COOKIES_TRIED] = ""
    return redirect(f"{request.path}?{query.urlencode()}", preserve_request=True)
