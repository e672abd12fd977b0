"""How editors list, find, order and write what this floor holds."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import ReorderView, SnippetViewSet, SnippetViewSetGroup, WorkflowActionView

from core import stamps
from roles.forms import EntryForm, RoleForm
from roles.models import Counterpart, Lens, Lifecycle, Phase, Role, Skill


class ShownOrderView(ReorderView):
    """Moves an entry to another place, where readers see it at once."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            answer = super().post(request, *args, **kwargs)
            stamps.change()
        return answer


class EntryViewSet(SnippetViewSet):
    """What all of them share: an order that is dragged, a form with a fixed slug, and how fresh and live each is."""

    base_form_class: ClassVar[type[WagtailAdminModelForm]] = EntryForm
    columns: ClassVar[list[Any]] = []
    sort_order_field: ClassVar[str | None] = "sort_order"
    ordering = "sort_order"
    reorder_view_class = ShownOrderView
    copy_view_enabled = False  # the copy's slug would collide with the original's
    list_per_page = 50
    list_filter: ClassVar[dict[str, list[str]]] = {"live": ["exact"]}

    @property
    def list_display(self) -> list[Any]:
        return [*self.columns, UpdatedAtColumn(), LiveStatusTagColumn()]

    def get_edit_handler(self) -> Any:
        return ObjectList(self.model.panels, base_form_class=self.base_form_class).bind_to_model(self.model)


class ApprovalView(WorkflowActionView):
    """Approves only what may be published: a skill that was deleted meanwhile leaves a role with four."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The answer of Wagtail, or the reason that nothing was approved."""
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
        return redirect(self.redirect_url)


class RoleViewSet(EntryViewSet):
    model = Role
    icon = "user"
    base_form_class = RoleForm
    workflow_action_view_class = ApprovalView
    columns = ["title", "lifecycle", Column("usual_words", label="Usually filled"), "version"]
    list_filter = {
        "lifecycle": ["exact"],
        "phases__phase": ["exact"],
        "skills__skill": ["exact"],
        "usual_from": ["exact"],
        "usual_to": ["exact"],
        "live": ["exact"],
    }


class SkillViewSet(EntryViewSet):
    model = Skill
    icon = "pick"
    columns = ["name", Column("get_kind_display", label="Kind", sort_key="kind"), "sfia"]
    list_filter = {"kind": ["exact"], "live": ["exact"]}


class CounterpartViewSet(EntryViewSet):
    model = Counterpart
    icon = "arrow-right-full"
    columns = ["__str__", Column("get_kind_display", label="Kind", sort_key="kind"), "primary"]
    list_filter = {"kind": ["exact"], "software": ["exact"], "ai": ["exact"], "live": ["exact"]}


class LifecycleViewSet(EntryViewSet):
    model = Lifecycle
    icon = "rotate"
    columns = ["name"]


class PhaseViewSet(EntryViewSet):
    model = Phase
    icon = "bars"
    columns = ["name", "lifecycle", "question"]
    list_filter = {"lifecycle": ["exact"], "live": ["exact"]}


class LensViewSet(EntryViewSet):
    model = Lens
    icon = "glasses"
    columns = ["name", "watches", "question_they_ask"]
    menu_label = "Lenses"
    menu_order = 160
    add_to_admin_menu = True


class RolesGroup(SnippetViewSetGroup):
    """What the explorer shows, under one entry of the menu."""

    items = (RoleViewSet, SkillViewSet, CounterpartViewSet, LifecycleViewSet, PhaseViewSet)
    menu_label = "Roles"
    menu_icon = "group"
    menu_order = 150
