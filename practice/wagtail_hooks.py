"""Puts the ideas and the report on what they teach into the admin; keeps what readers type out of caches."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from practice import elsewhere, reports
from practice.viewsets import IdeaViewSet

register_snippet(IdeaViewSet)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """The report's addresses; its view asks for its permission."""
    return reports.urls()


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    """The report under Reports."""
    return reports.menu_item()


@hooks.register("on_serve_page")
def keep_words_for_one(serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page on which a figure shows what its reader typed is kept by no cache."""

    def served(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        if elsewhere.has_words(request.GET):
            response.headers["Cache-Control"] = "no-store"
        return response

    return served
