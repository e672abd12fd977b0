"""The Claude Cookbook as a reader opens it. `ClaudePage` leads here; every function gets the page it is shown on."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from cookbooks.models.pages import ClaudePage


def book(request: HttpRequest, page: "ClaudePage") -> HttpResponse:
    """What is in the book."""
    return page.render(request)
