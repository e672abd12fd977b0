"""Who opens a book: a learner, where their browser has our cookie; how a first thing is kept for one who has none."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.answers import see_other
from learners import cookies
from learners.models import Learner

COOKIES_TRIED = "once-more"
FIRST = "first"  # says in an address that something was kept for the first time


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


def back_to(request: HttpRequest, kept: str, fragment: str = "") -> HttpResponse:
    """Back to where something was posted, with what was `kept` in the address."""
    query = {name: value for name, value in request.GET.items() if name not in (COOKIES_TRIED, "kept", FIRST) and value}
    query["kept"] = kept
    if COOKIES_TRIED in request.GET:
        query[FIRST] = "1"
    return see_other(f"{request.path}?{urlencode(query)}{f'#{fragment}' if fragment else ''}")
