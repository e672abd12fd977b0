"""Which part of the site a request is for."""

from django.http import HttpRequest
from django.urls import reverse


def is_admin(request: HttpRequest) -> bool:
    """Whether the request is for Wagtail's admin. A preview is not: it goes by the address of its page."""
    return request.path_info.startswith(reverse("wagtailadmin_home"))
