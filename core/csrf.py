"""Forms on cached pages: no token, because the browser says where a post comes from.

`Sec-Fetch-Site`, which no page can forge, decides; browsers that don't send it (older ones, plain http) send `Origin`.
Who says neither is shown what was posted and asked to send it again, with a token this time: nothing is lost.
The admin keeps Django's own check.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, RejectRequest
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables

from core.paths import is_admin

logger = logging.getLogger(__name__)
OURS = ("same-origin", "none")  # none: the person's own doing, such as a reload
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
TOKEN = "csrfmiddlewaretoken"


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What a post from elsewhere gets. CSRF_FAILURE_VIEW of the admin, too."""
    logger.warning("Refused a post: %s", reason)
    context = {"title": "This form was sent from another site", "from_elsewhere": True}
    return render(request, "403.html", context, status=HTTPStatus.FORBIDDEN)


class SameOriginCsrfMiddleware(CsrfViewMiddleware):
    """Lets through what was posted from our own pages, asks again where that is not said, refuses the rest."""

    def process_view(  # type: ignore[override]
        self, request: HttpRequest, callback: Callable, callback_args: tuple, callback_kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if is_admin(request):
            return super().process_view(request, callback, callback_args, callback_kwargs)
        if (
            request.method in ("GET", "HEAD", "OPTIONS", "TRACE")
            or getattr(callback, "csrf_exempt", False)
            or getattr(request, "_dont_enforce_csrf_checks", False)  # Django's test client
        ):
            return self._accept(request)  # type: ignore[attr-defined]
        match self._says_ours(request):
            case True:
                return self._accept(request)  # type: ignore[attr-defined]
            case False:
                return refused(request, "from another site")
        return self._accept(request) if self._has_token(request) else _ask_again(request)  # type: ignore[attr-defined]

    def _has_token(self, request: HttpRequest) -> bool:
        try:
            self._check_token(request)  # type: ignore[attr-defined]
        except RejectRequest:
            return False
        return True

    def _says_ours(self, request: HttpRequest) -> bool | None:
        """Whether the browser says that the post comes from our own pages; None where it does not say."""
        origin = request.META.get("HTTP_ORIGIN")
        if origin in self.allowed_origins_exact:
            return True
        if site := request.META.get("HTTP_SEC_FETCH_SITE"):
            return site in OURS
        if origin is None:
            return None
        try:
            return urlsplit(origin).netloc == request.get_host()
        except ValueError:
            return False


@sensitive_variables("posted")
def _ask_again(request: HttpRequest) -> HttpResponse:
    """The same post as a form with a token and one button. A file can't be sent again by us: then it is refused."""
    if request.content_type not in FORMS or request.FILES:
        return refused(request, "neither origin nor token, and no form that can be sent again")
    posted = [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]
    context = {"title": "Send this once more", "posted": posted, "action": request.get_full_path()}
    response = render(request, "csrf_repeat.html", context, status=HTTPStatus.FORBIDDEN)
    response.headers["Cache-Control"] = "no-store"
    return response
