"""The report of resources that someone has to look at. The view asks for the permission to change steps."""

from operator import attrgetter
from typing import Any
from urllib.parse import urlsplit

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from roadmap import resources
from roadmap.models import ResourceKind, Stage, Step, StepResource
from roles.exports import FORMULA

CHANGE = "roadmap.change_step"
OVERDUE, BAD = "overdue", "bad"
ELSEWHERE = {"rel": "noreferrer", "target": "_blank"}


class ResourceFilters(WagtailFilterSet):
    """What to look at first."""

    attention = django_filters.ChoiceFilter(
        label="Needs a look",
        choices=[(OVERDUE, "Past its check date"), (BAD, "Answers badly")],
        empty_label="All",
        method="needing",
    )
    stage = django_filters.ModelChoiceFilter(field_name="step__stage", queryset=Stage.objects.all(), label="Stage")
    kind = django_filters.ChoiceFilter(choices=ResourceKind.choices, label="Kind")

    class Meta:
        model = StepResource
        fields: list[str] = []

    def needing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Those that need a look for one reason."""
        return rows.filter(resources.overdue(timezone.localdate()) if value == OVERDUE else resources.BAD)


def _edit_url(resource: StepResource) -> str:
    return reverse(Step.snippet_viewset.get_url_name("edit"), args=[resource.step_id])


def _host(resource: StepResource) -> str:
    return urlsplit(resource.url).netloc.removeprefix("www.")


def _state(resource: StepResource) -> str:
    """What is to be said of a resource: what is wrong with it, or that nothing is."""
    old = resource.checked < resources.overdue_before(timezone.localdate())
    said = [sentence for sentence in ("Past its check date." if old else "", resource.trouble or "") if sentence]
    if said:
        return " ".join(said)
    return "Fine" if resource.seen_at else "Never asked"


def _as_text(value: Any) -> str:
    """The value as text that a spreadsheet does not take for a formula; in its own files, Wagtail sees to it."""
    text = str(value or "")
    return f"'{text}" if text.startswith(FORMULA) else text


class ResourceReport(ReportView):
    """Every resource of a live step: when someone checked it, and what its address answered."""

    page_title = "Resources"
    header_icon = "link-external"
    index_url_name = "roadmap_resources"
    index_results_url_name = "roadmap_resources_results"
    permission_policy = ModelPermissionPolicy(Step)
    permission_required = "change"
    filterset_class = ResourceFilters
    model = StepResource
    is_searchable = False
    default_ordering = None
    columns = [
        TitleColumn("title", label="Resource", accessor="title", get_url=_edit_url, width="30%"),
        Column("step", label="Step"),
        DateColumn("checked", label="Checked on"),
        Column("state", label="What to know", accessor=_state),
        DateColumn("seen_at", label="Asked"),
        TitleColumn(
            "host", label="Address", accessor=_host, get_url=attrgetter("url"), link_attrs=ELSEWHERE, width="20%"
        ),
    ]
    custom_field_preprocess = {name: {"csv": _as_text} for name in ("title", "step", "trouble")}
    list_export = ["title", "url", "step", "kind", "checked", "status", "trouble", "seen_at"]
    export_headings = {
        "title": "Resource",
        "url": "Address",
        "step": "Step",
        "kind": "Kind",
        "checked": "Checked on",
        "status": "Status",
        "trouble": "Trouble",
        "seen_at": "Asked",
    }

    def get_filename(self) -> str:
        return f"resources-{timezone.localdate()}"

    def get_base_queryset(self) -> QuerySet[StepResource]:
        return resources.of_live_steps()

    def get_queryset(self) -> QuerySet[StepResource]:
        return resources.of_live_steps()


class ResourceMenuItem(MenuItem):
    """Shown to those who may see what it leads to."""

    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm(CHANGE)


def urls() -> list[URLPattern]:
    """The addresses of the report."""
    return [
        path("reports/resources/", ResourceReport.as_view(), name="roadmap_resources"),
        path("reports/resources/results/", ResourceReport.as_view(results_only=True), name="roadmap_resources_results"),
    ]


def menu_item() -> MenuItem:
    """Its place under Reports."""
    return ResourceMenuItem("Resources", reverse("roadmap_resources"), icon_name="link-external", order=950)
