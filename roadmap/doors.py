"""How prose links to what the Route holds: the live stages, steps and projects as link rows."""

from django.apps import apps
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from core.links import rows_of
from roadmap.models.paths import Project
from roadmap.models.steps import Stage, Step

PROJECT_ID = "project-"  # before its slug: the id of a project on the page of its route


def _page_path(route: str) -> Subquery:
    """The path of the first live page that shows the route whose key is in `route`."""
    pages = (
        apps.get_model("roadmap", "RoutePage").objects.live().filter(the_route=OuterRef(route), the_route__live=True)
    )
    return Subquery(pages.order_by("path").values("url_path")[:1])


def stage_rows() -> QuerySet:
    """Live stages that a page shows, as link rows."""
    path = Concat(_page_path("route_id"), F("slug"), Value("/"))
    return rows_of(Stage.objects.filter(live=True), "stage", name="name", path=path)


def step_rows() -> QuerySet:
    """Live steps of live stages that a page shows, as link rows."""
    path = Concat(_page_path("stage__route_id"), F("stage__slug"), Value("/"), F("slug"), Value("/"))
    return rows_of(Step.objects.filter(live=True, stage__live=True), "step", name="title", path=path)


def project_rows() -> QuerySet:
    """Live projects that a page shows, as link rows: each a place on that page."""
    path = Concat(_page_path("route_id"), Value(f"#{PROJECT_ID}"), F("slug"))
    return rows_of(Project.objects.filter(live=True), "project", name="title", path=path)
