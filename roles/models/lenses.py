"""The lenses: functions around an AI engineer that read the same system through their own worries."""

from typing import ClassVar, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PublishingPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail.models import Orderable
from wagtail.search import index

from core.fields import LinesField, MarkdownField, TargetField
from core.models import Entry
from roles.models.roles import Role


class Facet(NamedTuple):
    """One side of what a function sees: the field's name, how it is headed, and the text."""

    name: str
    label: str
    text: str


class Lens(Entry):
    """One function's view of the work, in four facets and by seniority."""

    # An address below the list of lenses that is no lens.
    RESERVED: ClassVar[frozenset[str]] = frozenset({"checklist"})

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
    close_up = TargetField(blank=True, help_text="An article that goes further: “article:ai-is-not-free”.")

    panels = [
        MultiFieldPanel(
            [
                TitleFieldPanel("name", targets=["slug"], placeholder=False),
                FieldPanel("slug", widget=SlugInput),
                "watches",
                "question_they_ask",
            ],
            "The function",
        ),
        MultiFieldPanel(["expects", "leans_on", "earns_trust", "loses_trust"], "Four facets"),
        MultiFieldPanel(["asks_junior", "asks_senior", "asks_staff"], "By seniority"),
        MultiFieldPanel(["checklist", "close_up"], "Before a launch"),
        InlinePanel("roles", label="Role", heading="Roles it meets most"),
        PublishingPanel(),
    ]
    preview_template = "roles/previews/lens.html"
    search_fields = [
        *Entry.search_fields,
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

    def clean(self) -> None:
        """Raises ValidationError for a slug whose address is taken."""
        super().clean()
        if self.slug in self.RESERVED:
            raise ValidationError({"slug": f"“{self.slug}” is the address of another page. Choose another name."})

    @property
    def facets(self) -> list[Facet]:
        """What it expects and leans on, what earns its trust and what loses it."""
        return [
            Facet("expects", "Expects of you", self.expects),
            Facet("leans_on", "Leans on you for", self.leans_on),
            Facet("earns_trust", "Earns their trust", self.earns_trust),
            Facet("loses_trust", "Loses it when", self.loses_trust),
        ]

    @property
    def by_seniority(self) -> list[tuple[str, str]]:
        """What it asks, rising with seniority."""
        return [("Junior", self.asks_junior), ("Senior", self.asks_senior), ("Staff", self.asks_staff)]


class LensRole(Orderable):
    """A role that this function meets more than others."""

    lens = ParentalKey(Lens, on_delete=models.CASCADE, related_name="roles")
    role = models.ForeignKey(
        Role, on_delete=models.CASCADE, related_name="lenses", help_text="A role of the AI lifecycle."
    )

    panels = [FieldPanel("role")]

    class Meta(Orderable.Meta):
        constraints = [
            # Deferred: rows that trade places are saved one by one.
            models.UniqueConstraint(
                fields=["lens", "role"], name="role_in_a_lens_once", deferrable=models.Deferrable.DEFERRED
            )
        ]
