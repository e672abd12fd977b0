"""The cookies by which a browser is known again.

Nothing is read before someone asks for it, and nothing is set before there is something to keep. Who reads the learner
makes the answer personal: it is kept by no cache, and the cookies are renewed with it.
"""

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from learners.models import Learner

TOKEN_BYTES = 32
LIFETIME = timedelta(days=400)  # the longest that browsers keep a cookie
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Cookie:
    """A cookie of ours, and what the privacy page says of it."""

    name: str
    purpose: str
    script_reads_it: bool


TOKEN = Cookie("learner", "A random token. It is the only thing that ties this browser to what we keep for you.", False)
MARKER = Cookie(
    "has-learner",
    "Says only that the token is there, so that pages ask for your next step in this browser and in no other.",
    True,
)
COOKIES = (TOKEN, MARKER)


def hashed(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(request: HttpRequest) -> str:
    """The token that came with `request`; "" where none came, or nothing that we would have made."""
    token = request.COOKIES.get(TOKEN.name, "")
    return token if _TOKEN.fullmatch(token) else ""


def learner_of(request: HttpRequest) -> Learner | None:
    """The learner whose browser sent `request`, or None. One query the first time, none without a cookie of ours."""
    if not hasattr(request, "_learner"):
        token = token_of(request)
        request._learner = Learner.objects.filter(token_hash=hashed(token)).first() if token else None  # type: ignore[attr-defined]
        request._learner_token = token if request._learner else ""  # type: ignore[attr-defined]
    return request._learner  # type: ignore[attr-defined]


def keep(request: HttpRequest) -> Learner:
    """The learner whose browser sent `request`, made now if there is none: the answer sets their cookies."""
    learner = learner_of(request)
    if learner is None:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        learner = Learner.objects.create(token_hash=hashed(token))
        request._learner, request._learner_token = learner, token  # type: ignore[attr-defined]
    return learner


def forget(request: HttpRequest) -> None:
    """Have the answer take the cookies away."""
    request._learner, request._learner_token = None, ""  # type: ignore[attr-defined]


class LearnerMiddleware:
    """Sets, renews or takes away the cookies of a request whose learner was asked for; leaves others alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if hasattr(request, "_learner"):
            response.headers["Cache-Control"] = "no-store"
            if token := request._learner_token:  # type: ignore[attr-defined]
                _set(response, TOKEN, token)
                _set(response, MARKER, "1")
            else:
                for cookie in COOKIES:
                    if cookie.name in request.COOKIES:
                        response.delete_cookie(cookie.name, samesite="Lax")
        return response


def _set(response: HttpResponse, cookie: Cookie, value: str) -> None:
    response.set_cookie(
        cookie.name,
        value,
        max_age=LIFETIME,
        secure=settings.HTTPS,
        httponly=not cookie.script_reads_it,
        samesite="Lax",
    )
