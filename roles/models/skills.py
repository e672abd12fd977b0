"""The vocabulary of skills that roles, lenses, chapters, the quiz and the Route share."""

from django.db import models
from wagtail.admin.panels import FieldPanel, PublishingPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail.search import index

from core.fields import MarkdownField
from core.models import Entry


class Kind(models.TextChoices):
    """What becomes of a skill that an engineer has already."""

    CARRIES_OVER = "carries-over", "Carries over"
    DEEPENS = "deepens", "Deepens"
    NEW_LAYER = "new-layer", "New layer"

    @property
    def meaning(self) -> str:
        """The kind in a sentence, for whoever reads it for the first time."""
        return {
            Kind.CARRIES_OVER: "You have it, and it transfers whole.",
            Kind.DEEPENS: "You have it, and the new material asks more of it.",
            Kind.NEW_LAYER: "You add it.",
        }[self]

    @property
    def mark(self) -> str:
        """The value of the `Change` whose mark and hue stand for the kind."""
        return {Kind.CARRIES_OVER: "carries-over", Kind.DEEPENS: "transforms", Kind.NEW_LAYER: "new"}[self]

    @property
    def drawing(self) -> str:
        """The template that draws the mark."""
        return f"roles/components/marks/{self.mark}.svg"


class Skill(Entry):
    """Something a person can do and show that they can."""

    name = models.CharField(max_length=80, help_text="As it stands in lists: “Model graders”.")
    kind = models.CharField(
        max_length=16, choices=Kind.choices, help_text="What becomes of it for an engineer who crosses over."
    )
    summary = MarkdownField(help_text="What it is, in two or three sentences.")
    evidence = MarkdownField(help_text="The one thing a person with this skill can show to somebody else.")
    learn_by = MarkdownField(help_text="An exercise that takes an evening to a week, with an end that can be checked.")
    sfia = models.CharField(
        "SFIA code", max_length=8, blank=True, help_text="The code in SFIA 9 (SFIA Foundation, 2024), where one fits."
    )

    panels = [
        TitleFieldPanel("name", targets=["slug"], placeholder=False),
        FieldPanel("slug", widget=SlugInput),
        "kind",
        "summary",
        "evidence",
        "learn_by",
        "sfia",
        PublishingPanel(),
    ]
    preview_template = "roles/previews/skill.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("summary"),
        index.SearchField("evidence"),
        index.FilterField("kind"),
    ]

    class Meta:
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_of(self) -> Kind | None:
        """The kind as the enum, which knows its word, mark and meaning; None in a draft that has none yet."""
        return Kind(self.kind) if self.kind else None
