"""What no view should have to think of: addresses and cookies that no browser of ours makes, and odd methods."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from core import views

LONGEST = 8000  # characters of path and query; common servers draw the line near here
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class GuardMiddleware:
    """Refuses what PostgreSQL, or a view, could only answer with an error: each with its own status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if len(request.path_info) + len(query) > LONGEST:
            return views.bad_request(request, status=HTTPStatus.REQUEST_URI_TOO_LONG)
        if "\0" in request.path_info or "\0" in query or "%00" in query or _has_nul_in_a_cookie(request):
            return views.bad_request(request)
        return self.get_response(request)


def _has_nul_in_a_cookie(request: HttpRequest) -> bool:
    """A quoted cookie can spell NUL as `\\000`, which no text column of PostgreSQL takes."""
    cookies = request.META.get("HTTP_COOKIE", "")
    return "\0" in cookies or ("\\" in cookies and any("\0" in value for value in request.COOKIES.values()))
