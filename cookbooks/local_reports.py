"""What of Run AI Locally editors have to look at: models, machines and prices that nobody has looked up lately."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cookbooks import local_queries
from cookbooks.models.local import HardwareTier, LocalModel, Machine

NUMBERS_GOOD_FOR = timedelta(days=183)  # half a year: models and machines do not change, but their successors come
PRICE_GOOD_FOR = timedelta(days=60)


def state_of(checked: date | None, today: date, good_for: timedelta = NUMBERS_GOOD_FOR) -> str:
    """What is to be said of something that was last looked up on `checked`."""
    if checked is None:
        return "Never checked"
    return "Due again" if checked + good_for < today else "Fresh"


def _model_state(model: LocalModel) -> str:
    return state_of(model.checked, timezone.localdate())


def _machine_state(machine: Machine) -> str:
    return state_of(machine.checked, timezone.localdate())


def _price(machine: Machine) -> str:
    return "none" if machine.price is None else f"{machine.currency} {machine.price:,}"


def _price_state(machine: Machine) -> str:
    return "" if machine.price is None else state_of(machine.price_on, timezone.localdate(), PRICE_GOOD_FOR)


def _edit_model(model: LocalModel) -> str:
    return reverse(LocalModel.snippet_viewset.get_url_name("edit"), args=[model.pk])


def _edit_tier(machine: Machine) -> str:
    return reverse(HardwareTier.snippet_viewset.get_url_name("edit"), args=[machine.tier_id])


class LookedUpReport(ReportView):
    """What all of them share: the longest unchecked first, and no search."""

    permission_required = "change"
    is_searchable = False
    default_ordering = None

    def get_filename(self) -> str:
        return f"{self.index_url_name.replace('_', '-')}-{timezone.localdate()}"

    def get_queryset(self) -> QuerySet:
        return self.get_base_queryset()


class ModelsReport(LookedUpReport):
    """Every live model: when someone last looked at its card.

    Above them, the worked examples that readers do not see since their model or machine is gone.
    """

    page_title = "Local models"
    header_icon = "tasks"
    index_url_name = "cookbooks_models"
    index_results_url_name = "cookbooks_models_results"
    permission_policy = ModelPermissionPolicy(LocalModel)
    model = LocalModel
    columns = [
        TitleColumn("name", label="Model", accessor="name", get_url=_edit_model, width="30%"),
        Column("publisher", label="Maker"),
        Column("license", label="License"),
        DateColumn("checked", label="Checked on"),
        Column("state", label="State", accessor=_model_state),
    ]
    list_export = ["slug", "name", "publisher", "license", "released", "checked"]
    export_headings = {"slug": "Name in addresses", "name": "Model", "publisher": "Maker", "checked": "Checked on"}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.results_only:
            for sentence in local_queries.examples_left_out():
                messages.warning(request, f"{sentence} Change it on the calculator's page, or give the model back.")
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[LocalModel]:
        return LocalModel.objects.filter(live=True).order_by(F("checked").asc(nulls_first=True), "sort_order")


class MachinesReport(LookedUpReport):
    """Every machine of a live tier: when someone last looked at its numbers, and at its price."""

    page_title = "Machines and prices"
    header_icon = "desktop"
    index_url_name = "cookbooks_machines"
    index_results_url_name = "cookbooks_machines_results"
    permission_policy = ModelPermissionPolicy(HardwareTier)
    model = Machine
    columns = [
        TitleColumn("name", label="Machine", accessor="name", get_url=_edit_tier, width="30%"),
        Column("tier", label="Tier"),
        DateColumn("checked", label="Checked on"),
        Column("state", label="State", accessor=_machine_state),
        Column("price", label="Price", accessor=_price),
        DateColumn("price_on", label="Price seen on"),
        Column("price_state", label="State of the price", accessor=_price_state),
    ]
    list_export = ["slug", "name", "tier", "checked", "price", "currency", "price_on"]
    export_headings = {"slug": "Name in addresses", "name": "Machine", "checked": "Checked on", "price_on": "Seen on"}

    def get_base_queryset(self) -> QuerySet[Machine]:
        shown = Machine.objects.filter(tier__live=True).select_related("tier")
        return shown.order_by(F("checked").asc(nulls_first=True), "tier__sort_order", "sort_order")


class PermittedMenuItem(MenuItem):
    """Shown to those who may change what it is about."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm(self.permission)


def urls() -> list[URLPattern]:
    """The addresses of the reports."""
    return [
        path("reports/local-models/", ModelsReport.as_view(), name="cookbooks_models"),
        path("reports/local-models/results/", ModelsReport.as_view(results_only=True), name="cookbooks_models_results"),
        path("reports/machines/", MachinesReport.as_view(), name="cookbooks_machines"),
        path("reports/machines/results/", MachinesReport.as_view(results_only=True), name="cookbooks_machines_results"),
    ]


def models_menu_item() -> MenuItem:
    """The place of the models under Reports."""
    return PermittedMenuItem(
        "Local models",
        reverse("cookbooks_models"),
        icon_name="tasks",
        order=962,
        permission="cookbooks.change_localmodel",
    )


def prices_menu_item() -> MenuItem:
    """The place of machines and prices under Reports."""
    return PermittedMenuItem(
        "Machines and prices",
        reverse("cookbooks_machines"),
        icon_name="desktop",
        order=964,
        permission="cookbooks.change_hardwaretier",
    )
