"""How editors list, order and write what the Route is made of."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSetGroup

from roadmap import judging, pace
from roadmap.admin_forms import PathForm, StepForm
from roadmap.models import Path, Project, Route, Stage, Start, Step
from roles.viewsets import ApprovalView, EntryViewSet


class StepActions:
    """Keeps the draft where publishing is refused; says what a published step leaves to be mended."""

    def run_action_method(self: Any) -> HttpResponse | None:
        """The answer of Wagtail, or the way back to the draft."""
        try:
            with transaction.atomic():
                answer = super().run_action_method()  # type: ignore[misc]
        except ValidationError as error:
            messages.error(self.request, f"“{self.object}” is saved as a draft. It can't be published yet:")
            for sentence in error.messages:
                messages.error(self.request, sentence)
            return redirect(self.get_edit_url())
        if self.action == "publish":
            for sentence in judging.about_step(self.object):
                messages.warning(self.request, sentence)
        return answer


class StepCreateView(StepActions, CreateView):
    """Makes a step."""


class StepEditView(StepActions, EditView):
    """Edits a step, or goes back to an earlier version of it."""


class RouteEntryViewSet(EntryViewSet):
    """What all of them share."""

    workflow_action_view_class = ApprovalView


class RouteViewSet(RouteEntryViewSet):
    model = Route
    icon = "list-ol"
    columns = ["title", "as_of", "review_by"]


class StageViewSet(RouteEntryViewSet):
    model = Stage
    icon = "bars"
    columns = ["name", "route", "depth"]
    list_filter = {"route": ["exact"], "live": ["exact"]}


class StepViewSet(RouteEntryViewSet):
    model = Step
    icon = "check"
    base_form_class = StepForm
    add_view_class = StepCreateView
    edit_view_class = StepEditView
    columns = [
        "title",
        "stage",
        Column("get_level_display", label="Level", sort_key="level"),
        Column("hours", label="Hours"),
    ]
    list_filter = {
        "stage": ["exact"],
        "level": ["exact"],
        "skills__skill": ["exact"],
        "lenses__lens": ["exact"],
        "live": ["exact"],
    }


class PathViewSet(RouteEntryViewSet):
    model = Path
    icon = "arrow-down"
    base_form_class = PathForm
    columns = [
        "role",
        "route",
        Column("taking", label="Steps and hours", accessor=pace.of_path),
    ]
    list_filter = {"route": ["exact"], "role": ["exact"], "live": ["exact"]}


class StartViewSet(RouteEntryViewSet):
    model = Start
    icon = "arrow-right"
    columns = ["role", "route"]
    list_filter = {"route": ["exact"], "role": ["exact"], "live": ["exact"]}


class ProjectViewSet(RouteEntryViewSet):
    model = Project
    icon = "clipboard-list"
    columns = ["title", "route", "depth", Column("hours", label="Hours")]
    list_filter = {"route": ["exact"], "live": ["exact"]}


class RouteGroup(SnippetViewSetGroup):
    """What the Route is made of, under one entry of the menu, in the order of an editor's day."""

    items = (StepViewSet, StageViewSet, PathViewSet, StartViewSet, ProjectViewSet, RouteViewSet)
    menu_label = "Route"
    menu_icon = "list-ol"
    menu_order = 165
