"""How a page of a book answers when something was kept."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from core.answers import see_other
from learners.trying import COOKIES_TRIED

FIRST = "first"  # says in an address that something was kept for the first time


def back_to(request: HttpRequest, kept: str, fragment: str = "") -> HttpResponse:
    """Back to where something was posted, with what was `kept` in the address."""
    query = {name: value for name, value in request.GET.items() if name not in (COOKIES_TRIED, "kept", FIRST) and value}
    query["kept"] = kept
    if COOKIES_TRIED in request.GET:
        query[FIRST] = "1"
    return see_other(f"{request.path}?{urlencode(query)}{f'#{fragment}' if fragment else ''}")
