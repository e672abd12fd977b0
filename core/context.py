"""What every template may ask for."""

from typing import Any

from django.conf import settings
from django.contrib.auth.context_processors import auth
from django.contrib.messages.context_processors import messages
from django.http import HttpRequest

from core.links import doors


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's name and address and its open doors; under the admin's path also the user and messages."""
    if request.path.startswith("/admin/"):
        return {**auth(request), **messages(request)}
    return {"SITE_URL": settings.SITE_URL, "doors": doors(request)}
