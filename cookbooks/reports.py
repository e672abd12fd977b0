"""What editors have to look at: commands that are due again, and what readers say has changed."""

from datetime import timedelta
from operator import attrgetter
from typing import Any
from urllib.parse import urlsplit

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from cookbooks import freshness
from cookbooks.models import ChangeReport, Command, Rank, Sheet
from roles.exports import FORMULA

CHANGE = "cookbooks.change_command"
OVERDUE, SOON = "overdue", "soon"
SOON_DAYS = 30
ELSEWHERE = {"rel": "noreferrer", "target": "_blank"}


class DueFilters(WagtailFilterSet):
    """What to look at first."""

    due = django_filters.ChoiceFilter(
        label="Due",
        choices=[(OVERDUE, "Past its day"), (SOON, f"Within {SOON_DAYS} days")],
        empty_label="All",
        method="due_by",
    )
    sheet = django_filters.ModelChoiceFilter(
        field_name="group__sheet", queryset=Sheet.objects.order_by("sort_order"), label="Sheet"
    )
    level = django_filters.ChoiceFilter(choices=Rank.choices, label="Level")

    class Meta:
        model = Command
        fields: list[str] = []

    def due_by(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Those that are due, or soon will be."""
        today = timezone.localdate()
        return rows.filter(due__lt=today if value == OVERDUE else today + timedelta(days=SOON_DAYS))


def _edit_url(command: Command) -> str:
    return reverse(Command.snippet_viewset.get_url_name("edit"), args=[command.pk])


def _host(command: Command) -> str:
    return urlsplit(command.source).netloc.removeprefix("www.")


def _state(command: Any) -> str:
    return "Due again" if command.due < timezone.localdate() else "Fresh"


def _as_text(value: Any) -> str:
    """The value as text that a spreadsheet does not take for a formula; in its own files, Wagtail sees to it."""
    text = str(value or "")
    return f"'{text}" if text.startswith(FORMULA) else text


class DueReport(ReportView):
    """Every command on a sheet, the longest overdue first."""

    page_title = "Commands due again"
    header_icon = "time"
    index_url_name = "cookbooks_due"
    index_results_url_name = "cookbooks_due_results"
    permission_policy = ModelPermissionPolicy(Command)
    permission_required = "change"
    filterset_class = DueFilters
    model = Command
    is_searchable = False
    default_ordering = None
    columns = [
        TitleColumn("command", label="Command", accessor="__str__", get_url=_edit_url, width="35%"),
        Column("group", label="Group"),
        DateColumn("checked_on", label="Checked on"),
        DateColumn("due", label="Due on"),
        Column("state", label="State", accessor=_state),
        TitleColumn(
            "source", label="Source", accessor=_host, get_url=attrgetter("source"), link_attrs=ELSEWHERE, width="15%"
        ),
    ]
    custom_field_preprocess = {"command": {"csv": _as_text}}
    list_export = ["slug", "command", "group", "checked_on", "due", "source"]
    export_headings = {
        "slug": "Name",
        "command": "Command",
        "group": "Group",
        "checked_on": "Checked on",
        "due": "Due on",
        "source": "Source",
    }

    def get_filename(self) -> str:
        return f"commands-due-{timezone.localdate()}"

    def get_base_queryset(self) -> QuerySet[Command]:
        return freshness.by_due_date()

    def get_queryset(self) -> QuerySet[Command]:
        return freshness.by_due_date()


class QueuePolicy(ModelPermissionPolicy):
    """Who may change commands works through what readers say of them; nobody writes it but readers."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)


class ChangedViewSet(ModelViewSet):
    """The queue of what readers say has changed: those to look at first, each with what came of it."""

    model = ChangeReport
    icon = "warning"
    menu_label = "Changed, say readers"
    name = "changed"
    url_prefix = "reports/changed"
    url_namespace = "cookbooks_changed"
    permission_policy = QueuePolicy(Command)
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "__str__",
        Column("get_state_display", label="State", sort_key="state"),
        DateColumn("at", label="Sent", sort_key="at"),
    ]
    list_filter = {"state": ["exact"], "command__group__sheet": ["exact"]}
    list_per_page = 50
    panels = [
        FieldPanel("command", read_only=True),
        FieldPanel("reason", read_only=True),
        FieldPanel("link", read_only=True),
        FieldPanel("state", help_text="Mend the command first, where there is something to mend."),
        "note",
    ]
    exclude_form_fields: list[str] = []


class ChangerMenuItem(MenuItem):
    """Shown to those who may change commands."""

    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm(CHANGE)


def urls() -> list[URLPattern]:
    """The addresses of the report."""
    return [
        path("reports/commands-due/", DueReport.as_view(), name="cookbooks_due"),
        path("reports/commands-due/results/", DueReport.as_view(results_only=True), name="cookbooks_due_results"),
    ]


def due_menu_item() -> MenuItem:
    """The report's place under Reports."""
    return ChangerMenuItem("Commands due again", reverse("cookbooks_due"), icon_name="time", order=960)


def changed_menu_item() -> MenuItem:
    """The queue's place under Reports."""
    return ChangerMenuItem("Changed, say readers", reverse("cookbooks_changed:index"), icon_name="warning", order=955)
