"""The page of a route: its stages and steps, each at an address of its own."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from core.fields import MarkdownField
from core.models import BaseRoutablePage
from roadmap.models.routes import Route
from roadmap.models.steps import Stage, Step


class RoutePage(BaseRoutablePage):
    """A route at an address, with a page for each stage and each step."""

    scheme = "route"
    scheme_is_whole = True
    max_count_per_parent = 1
    template = "roadmap/route.html"
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
        """The Route, all of it."""
        return self.render(request)

    @path("<slug:stage>/", name="stage")
    def stage(self, request: HttpRequest, stage: str) -> HttpResponse:
        """One stage."""
        stages = Stage.objects.filter(live=True, route=self.the_route_id, route__live=True)
        return self.render(request, context_overrides={"stage": get_object_or_404(stages, slug=stage)})

    @path("<slug:stage>/<slug:step>/", name="step")
    def step(self, request: HttpRequest, stage: str, step: str) -> HttpResponse:
        """One step."""
        steps = Step.objects.filter(live=True, stage__slug=stage, stage__live=True, stage__route=self.the_route_id)
        return self.render(request, context_overrides={"step": get_object_or_404(steps, slug=step)})

    def href(self, route: str, request: HttpRequest, **kwargs: Any) -> str:
        """The address of one of these routes, on the site that `request` came to."""
        return f"{self.get_url(request)}{self.reverse_subpage(route, kwargs=kwargs)}"
