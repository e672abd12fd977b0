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
from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from learners.models import Browser, Learner, SkillClaim

TOKEN_BYTES = 32
GRACE = timedelta(minutes=2)  # for what a browser had sent before it heard of its new token
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


def known_by(token_hash: str) -> Q:
    """What finds the learner to whom a token leads: the browser they were made in, or one that a link led to."""
    here = Q(until__isnull=True) | Q(until__gt=timezone.now())
    # Two look-ups by index, where an OR over both tables would read all learners.
    first = Learner.objects.filter(token_hash=token_hash).values("pk")
    other = Browser.objects.filter(here, token_hash=token_hash).values("learner")
    return Q(pk=Coalesce(first, other))


def learner_of(request: HttpRequest) -> Learner | None:
    """The learner whose browser sent `request`, or None. One query the first time, none without a cookie of ours."""
    if not hasattr(request, "_learner"):
        token = token_of(request)
        request._learner = _found(hashed(token)) if token else None  # type: ignore[attr-defined]
        request._learner_token = token if request._learner else ""  # type: ignore[attr-defined]
    return request._learner  # type: ignore[attr-defined]


def _found(token_hash: str) -> Learner | None:
    """The learner, with `claimed`, the skills they claim; `is_late`: by a token that has been replaced.

    One query, and one more the first time that a browser shows its new token: then the one before it goes.
    """
    own = Browser.objects.filter(learner=OuterRef("pk"))
    waiting = own.filter(replaced_by=token_hash, until__isnull=True)
    is_late = Exists(own.filter(token_hash=token_hash).exclude(replaced_by=""))
    claimed = ArraySubquery(SkillClaim.objects.filter(learner=OuterRef("pk")).order_by("skill").values("skill"))
    learners = Learner.objects.annotate(is_late=is_late, arrives=Exists(waiting), claimed=claimed)
    found = learners.filter(known_by(token_hash)).first()
    if found and found.arrives:
        until = timezone.now() + GRACE
        Browser.objects.filter(learner=found, replaced_by=token_hash, until__isnull=True).update(until=until)
    return found


def keep(request: HttpRequest) -> Learner:
    """The learner whose browser sent `request`, made now if there is none: the answer sets their cookies."""
    learner = learner_of(request)
    if learner is None:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        learner = Learner.objects.create(token_hash=hashed(token))
        request._learner, request._learner_token = learner, token  # type: ignore[attr-defined]
        request._learner_is_new = True  # type: ignore[attr-defined]
    return learner


def is_new(request: HttpRequest) -> bool:
    """Whether `request` made its learner: then the answer says what is kept, and where to delete it."""
    return hasattr(request, "_learner_is_new")


def rotate(request: HttpRequest) -> None:
    """Give the browser that sent `request` another token.

    The old one leads to its learner until the new one has come back, so that an answer that is lost on the way loses
    nobody their things.
    """
    learner = learner_of(request)
    if learner is None:
        return
    old, token = hashed(request._learner_token), secrets.token_urlsafe(TOKEN_BYTES)  # type: ignore[attr-defined]
    new = hashed(token)
    with transaction.atomic():
        Learner.objects.select_for_update(no_key=True).filter(pk=learner.pk).first()
        row = Browser.objects.filter(learner=learner, token_hash=old).first()
        if row and row.until:
            return  # another request of this browser was first, and its answer has the new token
        # What never came back to us gives way; else what came.
        gives_way = row.replaced_by if row and row.replaced_by else old
        if not Learner.objects.filter(pk=learner.pk, token_hash=gives_way).update(token_hash=new):
            Browser.objects.filter(learner=learner, token_hash=gives_way).delete()
            Browser.objects.create(learner=learner, token_hash=new)
        Browser.objects.update_or_create(learner=learner, token_hash=old, defaults={"replaced_by": new})
    learner.is_late = False  # type: ignore[attr-defined]
    request._learner_token = token  # type: ignore[attr-defined]


def join(request: HttpRequest, learner: Learner) -> None:
    """Let the browser that sent `request` be one of `learner`'s, under a token of its own: the answer sets it."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Browser.objects.create(learner=learner, token_hash=hashed(token))
    request._learner, request._learner_token = learner, token  # type: ignore[attr-defined]


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
            if getattr(request._learner, "is_late", False):
                return response  # the browser has been sent another token: leave that alone
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
