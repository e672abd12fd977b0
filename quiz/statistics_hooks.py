"""Puts the statistics into the admin: the report's address and menu entry, its permissions, the week on the home."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from quiz import reports
from quiz.models.tallies import Reconciliation
from quiz.statistics import report
from quiz.statistics.filters import Filter, Period
from quiz.statistics.week import week


class StatisticsMenuItem(MenuItem):
    """For those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(reports.SEE)


class WeekPanel(Component):
    """The last seven days at a glance: starts, completions, the most frequent best fit, the last comparison."""

    order = 80
    template_name = "quiz/admin/statistics/week.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Context: `week`, or None without an edition; its address; `reconciliation`."""
        editions = report.editions()
        if not editions:
            return {"week": None}
        now = datetime.now(UTC).date()
        asked = Filter(editions[0], Period(now - timedelta(days=6), now))
        href = f"{reverse('quiz_statistics')}?{asked.query}"
        return {"week": week(asked), "href": href, "reconciliation": Reconciliation.objects.first()}


@hooks.register("register_admin_urls")
def statistics_urls() -> list[URLPattern]:
    """The report, its exports, what is left out; each asks for its permission."""
    return reports.urls()


@hooks.register("register_reports_menu_item")
def statistics_menu_item() -> MenuItem:
    """Quiz statistics, first among the reports."""
    return StatisticsMenuItem("Quiz statistics", reverse("quiz_statistics"), icon_name="table", order=50)


@hooks.register("register_permissions")
def statistics_permissions() -> QuerySet[Permission]:
    """Seeing the report, and exporting attempts, are given to groups apart."""
    return Permission.objects.filter(content_type__app_label="quiz", codename__in=["see_statistics", "export_attempts"])


@hooks.register("construct_homepage_panels")
def week_at_a_glance(request: HttpRequest, panels: list[Component]) -> None:
    """On the home of those who may see the statistics."""
    if request.user.has_perm(reports.SEE):
        panels.append(WeekPanel())
