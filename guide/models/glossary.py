"""The terms of the field, and the page on which they stand."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel, PublishingPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail.contrib.routable_page.models import path
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import SOURCE_BLOCKS
from core.fields import LinesField, MarkdownField
from core.models import Entry
from guide import glossary as glossaries
from roadmap.fields import TargetsField
from roles.models.pages import ListPage


class Topic(models.TextChoices):
    """What a term is about."""

    MODEL = "model", "The model"
    CONTEXT = "context", "Prompt and context"
    RETRIEVAL = "retrieval", "Search and retrieval"
    AGENTS = "agents", "Tools and agents"
    EVALS = "evals", "Evals and data"
    RUNNING = "running", "Running it"
    SAFETY = "safety", "Security and law"


class GlossaryPage(ListPage):
    """Every term of a guide, an anchor each."""

    scheme = "glossary"
    scheme_is_whole = True
    max_count_per_parent = 1
    regions = frozenset({"terms"})
    params = frozenset({"topic"})  # not `q`: what people type would fill the memory
    template = "guide/glossary.html"

    @path("", name="glossary")
    def glossary(self, request: HttpRequest) -> HttpResponse:
        """All terms, or those that the address asks for."""
        return self.render(request, context_overrides=glossaries.listed(self, request, Topic))


class Term(Entry):
    """A term of the field: what it means, where it is met, what leads on from it."""

    glossary = models.ForeignKey(
        GlossaryPage, null=True, on_delete=models.SET_NULL, related_name="terms", help_text="Where it stands."
    )
    name = models.CharField(max_length=80, help_text="As it stands in the list: “Context window”.")
    written = LinesField(
        blank=True,
        help_text="How it is written in prose, one a line, each in full: “embedding”, “embeddings”. The first use on a "
        "page leads here. Leave out what also is a common word.",
    )
    definition = MarkdownField(help_text="What it means, in two sentences.")
    topic = models.CharField(max_length=10, choices=Topic.choices, help_text="What it is about.")
    doors = TargetsField(
        blank=True, help_text="Where it leads, one a line: “skill:model-graders”, “practice:evals”, “chapter:mindset”."
    )
    sources = StreamField(SOURCE_BLOCKS, blank=True, help_text="Where what is claimed can be looked up.")

    panels = [
        MultiFieldPanel(
            [
                TitleFieldPanel("name", targets=["slug"], placeholder=False),
                FieldPanel("slug", widget=SlugInput),
                "written",
                "definition",
                "topic",
            ],
            "The term",
        ),
        MultiFieldPanel(["doors", "sources", PageChooserPanel("glossary")], "Where it leads"),
        PublishingPanel(),
    ]
    preview_template = "guide/previews/term.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.SearchField("written", boost=2),
        index.SearchField("definition"),
        index.FilterField("name"),  # what the list in the admin is ordered by
        index.FilterField("topic"),
        index.FilterField("glossary_id"),
    ]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        shown = glossaries.entry_of(self, request)
        return {**super().get_preview_context(request, mode_name), "entry": shown}
