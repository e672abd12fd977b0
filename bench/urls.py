"""The site's addresses, and a bare view that returns the bytes of a cached page through the same middleware."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import *  # noqa: F403 - the site's own addresses and handlers
from config.urls import urlpatterns as site


def bare(request: HttpRequest, name: str) -> HttpResponse:
    """The bytes kept under `name`, read once a process."""
    if name not in _bodies:
        _bodies[name] = (Path(settings.VAR) / "bare" / f"{name}.html").read_bytes()
    return HttpResponse(_bodies[name])


_bodies: dict[str, bytes] = {}
urlpatterns = [path("bench/bare/<slug:name>", bare), *site]
