"""The shelf, and The Claude Cookbook with its sheets, commands, recipes and levels, each at an address of its own."""

from http import HTTPMethod
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.models import Page
from wagtail.search import index

from cookbooks import queries, views
from cookbooks.models.shelf import CookbookPage
from core.fields import MarkdownField
from core.models import BasePage


class ShelfPage(BasePage):
    """The shelf: every cookbook, a spine each."""

    scheme = "shelf"
    scheme_is_whole = True
    max_count = 1
    template = "cookbooks/shelf.html"
    parent_page_types = ["guide.SeriesHomePage"]
    subpage_types = ["cookbooks.ClaudePage", "cookbooks.LocalPage", "cookbooks.KitPage"]

    standfirst = MarkdownField(help_text="Two or three sentences: what the shelf is for.")

    content_panels = [*BasePage.content_panels, FieldPanel("standfirst")]
    search_fields = [*BasePage.search_fields, index.SearchField("standfirst")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "books": queries.books(self)}


class ClaudePage(CookbookPage):
    """The Claude Cookbook: two cheat sheets, recipes, and levels of mastery."""

    max_count_per_parent = 1
    template = "cookbooks/claude/book.html"
    allowed_http_methods = [*CookbookPage.allowed_http_methods, HTTPMethod.POST]

    intro = MarkdownField(help_text="Where to start, and how to read what dates.")
    recipes_intro = MarkdownField(help_text="What to know before the first recipe.")
    levels_intro = MarkdownField(help_text="What a level is, and how to find your own.")

    content_panels = [
        *Page.content_panels,
        *CookbookPage.cover_panels,
        FieldPanel("intro"),
        FieldPanel("recipes_intro"),
        FieldPanel("levels_intro"),
        FieldPanel("sources"),
    ]
    search_fields = [
        *CookbookPage.search_fields,
        index.SearchField("intro"),
        index.SearchField("recipes_intro"),
        index.SearchField("levels_intro"),
    ]

    @property
    def size(self) -> str:
        """What is in it, counted: “188 commands, 2 sheets, 8 recipes, 4 levels”. A query."""
        return queries.size()

    @path("", name="book")
    def book(self, request: HttpRequest) -> HttpResponse:
        """What is in it."""
        return views.book(request, self)

    @path("commands/", name="commands")
    def commands(self, request: HttpRequest) -> HttpResponse:
        """The commands of all sheets."""
        return views.commands(request, self)

    @path("commands/<slug:command>/", name="command")
    def command(self, request: HttpRequest, command: str) -> HttpResponse:
        """One command."""
        return views.command(request, self, command)

    @path("recipes/", name="recipes")
    def recipes(self, request: HttpRequest) -> HttpResponse:
        """All recipes."""
        return views.recipes(request, self)

    @path("recipes/<slug:recipe>/", name="recipe")
    def recipe(self, request: HttpRequest, recipe: str) -> HttpResponse:
        """One recipe."""
        return views.recipe(request, self, recipe)

    @path("levels/", name="levels")
    def levels(self, request: HttpRequest) -> HttpResponse:
        """The levels."""
        return views.levels(request, self)

    @path("<slug:sheet>/", name="sheet")
    def sheet(self, request: HttpRequest, sheet: str) -> HttpResponse:
        """One sheet."""
        return views.sheet(request, self, sheet)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The book, its sheets, commands, recipes and levels."""
        return super().get_sitemap_urls(request) + queries.sitemap_entries(self, request)
