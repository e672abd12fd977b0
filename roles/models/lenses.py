"""The lenses: functions around an AI engineer that read the same system through their own worries."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Orderable
from wagtail.search import index

from core.fields import LinesField, MarkdownField
from core.models import Entry
from roles.models.roles import Role


class Lens(Entry):
    """One function's view of the work, in four facets and by seniority."""

    name = models.CharField(max_length=80, help_text="The function: “Security & privacy”.")
    watches = models.CharField(max_length=80, help_text="What it watches, in two or three words.")
    question_they_ask = models.CharField(max_length=200, help_text="The question it asks first, in its own words.")
    expects = MarkdownField("expects of you", help_text="What it expects of an AI engineer.")
    leans_on = MarkdownField("leans on you for", help_text="What it can't do without you.")
    earns_trust = MarkdownField(help_text="What earns its trust.")
    loses_trust = MarkdownField(help_text="What loses it, as it happens.")
    asks_junior = models.CharField("of a junior", max_length=300, help_text="What it asks of a junior.")
    asks_senior = models.CharField("of a senior", max_length=300, help_text="What it asks of a senior.")
    asks_staff = models.CharField("of a staff engineer", max_length=300, help_text="What it asks of a staff engineer.")
    checklist = LinesField(help_text="Checks to run before a launch, one a line.")
    close_up = models.CharField(
        max_length=200, blank=True, help_text="An article that goes further, as a link by name: “article:ai-is-not-free”."
    )

    panels = [
        MultiFieldPanel(["name", "slug", "watches", "question_they_ask"], "The function"),
        MultiFieldPanel(["expects", "leans_on", "earns_trust", "loses_trust"], "Four facets"),
        MultiFieldPanel(["asks_junior", "asks_senior", "asks_staff"], "By seniority"),
        MultiFieldPanel(["checklist", "close_up"], "Before a launch"),
        InlinePanel("roles", label="Role", heading="Roles it meets most"),
        PublishingPanel(),
    ]
    preview_template = "roles/previews/lens.html"
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("question_they_ask"),
        index.SearchField("expects"),
        index.SearchField("leans_on"),
        index.SearchField("earns_trust"),
        index.SearchField("loses_trust"),
        index.SearchField("checklist"),
    ]

    class Meta:
        ordering = ["sort_order", "name"]
        verbose_name_plural = "lenses"

    def __str__(self) -> str:
        return self.name

    @property
    def by_seniority(self) -> list[tuple[str, str]]:
        """What it asks, rising with seniority."""
        return [("Junior", self.asks_junior), ("Senior", self.asks_senior), ("Staff", self.asks_staff)]


class LensRole(Orderable):
    """A role that this function meets more than others."""

    lens = ParentalKey(Lens, on_delete=models.CASCADE, related_name="roles")
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="lenses", help_text="A role of the AI lifecycle.")

    panels = [FieldPanel("role")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["lens", "role"], name="role_in_a_lens_once")]
