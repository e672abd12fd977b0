"""The page of a route: its layers, its steps, projects and a plan, each at an address of its own."""

from http import HTTPMethod
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from core.fields import MarkdownField
from core.models import BaseRoutablePage
from roadmap import queries, views
from roadmap.models.routes import Route


class RoutePage(BaseRoutablePage):
    """A route at an address, with a page for each stage and each step."""

    scheme = "route"
    scheme_is_whole = True
    max_count_per_parent = 1
    template = "roadmap/route.html"
    allowed_http_methods = [*BaseRoutablePage.allowed_http_methods, HTTPMethod.POST]
    parent_page_types = ["guide.GuidePage"]
    subpage_types: list[str] = []

    the_route = models.ForeignKey(  # not `route`: Wagtail leads requests through a method of that name
        Route, null=True, on_delete=models.SET_NULL, related_name="pages", help_text="The route that is shown here."
    )
    standfirst = MarkdownField(help_text="Two or three sentences: what the Route is, and how to begin.")

    content_panels = [*BaseRoutablePage.content_panels, FieldPanel("the_route"), FieldPanel("standfirst")]
    search_fields = [*BaseRoutablePage.search_fields, index.SearchField("standfirst")]

    @path("", name="route")
    def whole(self, request: HttpRequest) -> HttpResponse:
        """The Route, all of it, or one's own way through it."""
        return views.route(request, self)

    @path("plan/", name="plan")
    def plan(self, request: HttpRequest) -> HttpResponse:
        """The dates of a path."""
        return views.plan(request, self)

    @path("projects/<slug:project>/", name="project")
    def project(self, request: HttpRequest, project: str) -> HttpResponse:
        """One project."""
        return views.project(request, self, project)

    @path("<slug:stage>/", name="stage")
    def stage(self, request: HttpRequest, stage: str) -> HttpResponse:
        """One stage."""
        return views.stage(request, self, stage)

    @path("<slug:stage>/<slug:step>/", name="step")
    def step(self, request: HttpRequest, stage: str, step: str) -> HttpResponse:
        """One step."""
        return views.step(request, self, stage, step)

    def href(self, route: str, request: HttpRequest, **kwargs: Any) -> str:
        """The address of one of these routes, on the site that `request` came to."""
        return f"{self.get_url(request)}{self.reverse_subpage(route, kwargs=kwargs)}"

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The Route, its stages, steps and projects."""
        return super().get_sitemap_urls(request) + queries.sitemap_entries(self, request)
