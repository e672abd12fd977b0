"""The two lifecycles and their ordered phases."""

from django.db import models
from wagtail.admin.panels import FieldPanel, PublishingPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail.search import index

from core.fields import MarkdownField
from core.models import Entry


class Lifecycle(Entry):
    """An ordered way from a problem to a system worth keeping: the software one, the AI one."""

    name = models.CharField(max_length=80, help_text="As it stands over its phases: “AI lifecycle”.")
    summary = MarkdownField(help_text="Two sentences: what this lifecycle is, and why a reader would look at it.")
    day_title = models.CharField(
        "title of the day",
        max_length=80,
        blank=True,
        help_text="The day its roles share, as a heading: “The Tuesday after the storm”. Empty: “A day in the role”.",
    )

    panels = [
        TitleFieldPanel("name", targets=["slug"], placeholder=False),
        FieldPanel("slug", widget=SlugInput),
        "summary",
        "day_title",
        PublishingPanel(),
    ]
    preview_template = "roles/previews/lifecycle.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("summary"),
    ]

    class Meta:
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name


class Phase(Entry):
    """One stretch of a lifecycle, with the question it answers and what it leaves behind."""

    lifecycle = models.ForeignKey(
        Lifecycle,
        null=True,
        on_delete=models.SET_NULL,
        related_name="phases",
        help_text="The lifecycle this phase belongs to. Its place in it is set by dragging in the list of phases.",
    )
    name = models.CharField(max_length=80, help_text="One or two words: “Evaluation”.")
    question = models.CharField(max_length=200, help_text="The question that work in this phase answers.")
    summary = MarkdownField(help_text="Two or three sentences on what happens here.")
    produces = models.CharField(max_length=300, help_text="What exists at its end that did not before.")

    panels = [
        "lifecycle",
        TitleFieldPanel("name", targets=["slug"], placeholder=False),
        FieldPanel("slug", widget=SlugInput),
        "question",
        "summary",
        "produces",
        PublishingPanel(),
    ]
    preview_template = "roles/previews/phase.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("question"),
        index.SearchField("summary"),
        index.FilterField("lifecycle_id"),
    ]

    class Meta:
        ordering = ["lifecycle__sort_order", "sort_order"]

    def __str__(self) -> str:
        return self.name
