"""The machine's own pages: how it is, what crawlers may read, and what is said when something is wrong."""

import logging
import secrets
import sys
from http import HTTPStatus

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from core import stampfile
from core.caching import cacheable

logger = logging.getLogger(__name__)
TEXT = "text/plain; charset=utf-8"
MEDIA_AGE = 7 * 24 * 3600  # seconds
RETRY_AFTER = 5  # seconds, in which a database that fell is up again


@never_cache
@require_safe
@transaction.non_atomic_requests
def live(request: HttpRequest) -> HttpResponse:
    """200 while this process answers at all."""
    return HttpResponse("alive\n", content_type=TEXT)


@never_cache
@require_safe
@transaction.non_atomic_requests
def ready(request: HttpRequest) -> HttpResponse:
    """200 when this process can serve pages, 503 with the reason when it can't. One query."""
    if reason := _reason_not_ready():
        return HttpResponse(f"{reason}\n", content_type=TEXT, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return HttpResponse("ready\n", content_type=TEXT)


def _reason_not_ready() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "the database does not answer"
    return "" if stampfile.read() else "there is no stamp: is the scheduler running?"


@require_safe
@transaction.non_atomic_requests
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture that an editor uploaded, from this machine's disk. Another picture gets another name."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Cache-Control"] = f"public, max-age={MEDIA_AGE}"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: all but the admin."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return cacheable(HttpResponse("\n".join(lines) + "\n", content_type=TEXT))


def bad_request(
    request: HttpRequest, exception: Exception | None = None, status: HTTPStatus = HTTPStatus.BAD_REQUEST
) -> HttpResponse:
    """What no page of ours sends. Drawn without the request, whose host or address may be what is wrong."""
    return HttpResponse(render_to_string("400.html", {"title": "That request makes no sense"}), status=status)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page that is not for this person."""
    return render(request, "403.html", {"title": "Not open to you"}, status=HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere."""
    return render(request, "404.html", {"title": "Nothing at this address"}, status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours, with a number that finds it in the log; 503 and when to return where the database is away.

    Drawn without database, request or context processors. The log names the route, never the address: some addresses
    are keys.
    """
    reference = secrets.token_hex(4)
    match = getattr(request, "resolver_match", None)
    error = sys.exc_info()
    logger.error("Reference %s, at %r", reference, match.route if match else "", exc_info=error)
    away = isinstance(error[1], (OperationalError, InterfaceError))
    title = "Back in a moment" if away else "Something broke here"
    page = render_to_string("500.html", {"title": title, "reference": reference, "away": away})
    if away:
        headers = {"Retry-After": str(RETRY_AFTER)}
        return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers=headers)
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
