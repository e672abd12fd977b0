"""A route, the paces at which it can be walked, and how far people have come when they have done so much of it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PublishingPanel,
    TitleFieldPanel,
)
from wagtail.admin.widgets import SlugInput
from wagtail.models import Orderable
from wagtail.search import index

from core.fields import LinesField, MarkdownField
from core.models import Entry
from roles.models import Role

MOST_HOURS = 60  # a week


class Route(Entry):
    """A way down through the layers: its stages hold its steps, and its paths say which of them a role needs."""

    title = models.CharField(max_length=120, help_text="The large heading: “The 2026 Route”.")
    standfirst = MarkdownField(help_text="Two or three sentences: what it is, and where it starts.")
    how_to_walk = MarkdownField(help_text="How to use it: why this order, what a tick means, how deep to go.")
    as_of = models.DateField("as of", help_text="The day of which all of it was true.")
    review_by = models.DateField(help_text="The day by which someone has to look through it again.")
    pace_basis = MarkdownField("what hours mean", help_text="Where the hours come from and what they leave out.")
    pace_waiting = MarkdownField("waiting", blank=True, help_text="Which steps take other people's calendars.")
    pace_slack = MarkdownField("slack", blank=True, help_text="What to add for weeks in which nothing gets done.")
    pace_money = MarkdownField("money", blank=True, help_text="What it costs, with the prices it is worked out from.")

    panels = [
        MultiFieldPanel(
            [
                TitleFieldPanel("title", targets=["slug"], placeholder=False),
                FieldPanel("slug", widget=SlugInput),
                "standfirst",
                "how_to_walk",
                FieldRowPanel(["as_of", "review_by"]),
            ],
            "First words",
        ),
        MultiFieldPanel(["pace_basis", "pace_waiting", "pace_slack", "pace_money"], "Pace"),
        InlinePanel("presets", label="Pace", heading="Paces to choose from"),
        InlinePanel("milestones", label="Milestone", heading="How far, in steps and hours that are worked out"),
        PublishingPanel(),
    ]
    preview_template = "roadmap/previews/route.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("standfirst"),
        index.SearchField("how_to_walk"),
    ]

    class Meta:
        ordering = ["sort_order", "title"]

    def __str__(self) -> str:
        return self.title


class Preset(Orderable):
    """A pace to choose: so many hours a week, in words that a person recognizes their week in."""

    route = ParentalKey(Route, on_delete=models.CASCADE, related_name="presets")
    slug = models.SlugField(max_length=40, help_text="Its name in addresses.")
    name = models.CharField(max_length=80, help_text="“Two evenings, or half a day”.")
    hours_per_week = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)], help_text="From 1 to 60."
    )
    advice = MarkdownField(help_text="What works at this pace.")

    panels = [FieldRowPanel(["name", "slug", "hours_per_week"]), FieldPanel("advice")]

    class Meta(Orderable.Meta):
        constraints = [
            # Deferred: rows that trade places are saved one by one.
            models.UniqueConstraint(
                fields=["route", "slug"], name="preset_in_a_route_once", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.name


class Milestone(Orderable):
    """A stretch of the Route with a name. Its steps and hours are worked out from what it names, never kept.

    Steps are named by slug: they need the Route before them, and so can't be needed by it.
    """

    route = ParentalKey(Route, on_delete=models.CASCADE, related_name="milestones")
    what = models.CharField(max_length=160, help_text="What is reached: “The AI engineer's core path”.")
    role = models.ForeignKey(
        Role,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Whose path; empty: every step of the Route.",
    )
    through = models.SlugField(
        max_length=80, blank=True, help_text="The slug of the last step that counts; empty: to the end."
    )
    without = LinesField(blank=True, help_text="Slugs of steps that don't count, one a line.")

    panels = ["what", FieldRowPanel(["role", "through"]), "without"]

    def __str__(self) -> str:
        return self.what
