"""How prose links to what the Route holds: the live stages, steps and projects as link rows."""

from django.apps import apps
from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from core.links import rows_of
from roadmap.models.paths import Project
from roadmap.models.steps import Stage, Step


def _page_path(route: str) -> Subquery:
    """The path of the first live page that shows the route whose key is in `route`."""
    pages = (
        apps.get_model("roadmap", "RoutePage").objects.live().filter(the_route=OuterRef(route), the_route__live=True)
    )
    return Subquery(pages.order_by("path").values("url_path")[:1])


def _slug(name: str) -> Cast:
    """A slug as what it is put together with: Concat takes one type."""
    return Cast(F(name), CharField())


def stage_rows() -> QuerySet:
    """Live stages that a page shows, as link rows."""
    path = Concat(_page_path("route_id"), _slug("slug"), Value("/"))
    return rows_of(Stage.objects.filter(live=True), "stage", name="name", path=path)


def step_rows() -> QuerySet:
    """Live steps of live stages that a page shows, as link rows."""
    path = Concat(_page_path("stage__route_id"), _slug("stage__slug"), Value("/"), _slug("slug"), Value("/"))
    return rows_of(Step.objects.filter(live=True, stage__live=True), "step", name="title", path=path)


def project_rows() -> QuerySet:
    """Live projects that a page shows, as link rows."""
    path = Concat(_page_path("route_id"), Value("projects/"), _slug("slug"), Value("/"))
    return rows_of(Project.objects.filter(live=True), "project", name="title", path=path)
