"""The front page of the guide; its ideas, each at an address below it."""

from http import HTTPMethod
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import StreamField
from wagtail.search import index

from core.fields import MarkdownField, TargetField
from core.models import BaseRoutablePage
from practice import queries, views
from practice.blocks import EXTRA_BLOCKS, PART_BLOCKS, WAY_BLOCKS


class PracticePage(BaseRoutablePage):
    """AI in Practice: its premise, its parts with their ideas, ways through it."""

    scheme = "practice"
    scheme_is_whole = True
    max_count = 1
    template = "practice/practice.html"
    allowed_http_methods = [*BaseRoutablePage.allowed_http_methods, HTTPMethod.POST]
    parent_page_types = ["guide.SeriesHomePage"]
    subpage_types: list[str] = []

    standfirst = MarkdownField(help_text="Two or three sentences beside the title.")
    premise_eyebrow = models.CharField("eyebrow", max_length=80, blank=True, help_text="The small line over it.")
    premise = MarkdownField(help_text="Why this guide is as it is, in a few paragraphs.")
    parts = StreamField(PART_BLOCKS, help_text="The parts, in order, with their ideas.")
    extras = StreamField(EXTRA_BLOCKS, blank=True, help_text="Ideas beside the parts.")
    how_to_read = MarkdownField(help_text="How to use the figures, in a few paragraphs.")
    ways = StreamField(WAY_BLOCKS, blank=True, verbose_name="ways through it", help_text="A few ideas for one purpose.")
    basics = MarkdownField(blank=True, help_text="Where whoever is new to the words begins.")
    basics_target = TargetField("target", blank=True, help_text="Where that is: “chapter:foundations”.")
    basics_action = models.CharField("action", max_length=40, blank=True, help_text="The words of its link.")
    way_back = MarkdownField(blank=True, help_text="Where the ideas lead: to roles, skills and the Route.")

    content_panels = [
        *BaseRoutablePage.content_panels,
        FieldPanel("standfirst"),
        MultiFieldPanel(["premise_eyebrow", "premise"], "The premise"),
        FieldPanel("parts"),
        FieldPanel("extras"),
        MultiFieldPanel(["how_to_read", "ways"], "How to read it"),
        MultiFieldPanel(["basics", "basics_target", "basics_action"], "For whoever is new to the words"),
        FieldPanel("way_back"),
    ]
    search_fields = [
        *BaseRoutablePage.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("premise"),
        index.SearchField("how_to_read"),
    ]

    @path("", name="practice")
    def front(self, request: HttpRequest) -> HttpResponse:
        """The parts and their ideas."""
        return views.front(request, self)

    @path("been/", name="been")
    def been(self, request: HttpRequest) -> HttpResponse:
        """Where a learner has been, for the front page that everyone has."""
        return views.been(request, self)

    @path("<slug:slug>/", name="idea")
    def idea(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One idea and its figure."""
        return views.idea(request, self, slug)

    @path("<slug:slug>/played/", name="played")
    def played(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Whether a learner has played an idea; a post says so, or takes it back."""
        return views.played(request, self, slug)

    def href(self, request: HttpRequest, slug: str = "") -> str:
        """The address of the front page, or of an idea, on the site that `request` came to."""
        return f"{self.get_url(request)}{slug}{'/' if slug else ''}"

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The front page and the ideas."""
        return super().get_sitemap_urls(request) + queries.sitemap_entries(self, request)
