"""Puts the ideas and the report on what they teach into the admin."""

from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from practice import reports
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
