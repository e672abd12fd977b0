"""One save of a form in the admin at a time.

Wagtail writes the whole row of what is not live yet, as the request read it. An autosave that is under way while
someone publishes for the first time would take the publication back without a word. Saves of one form follow one
another, each reading what the one before it left: an autosave that comes second is refused, as out of date.
"""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class TurnsMiddleware:
    """Has posts to one address below the admin wait for one another, in every process."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.path.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [request.path])
        try:
            return self.get_response(request)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [request.path])
