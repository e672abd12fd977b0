"""The stages of a route, their steps, and all that a step names."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
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
from wagtail.models import Orderable, Revision
from wagtail.search import index

from core.fields import MarkdownField
from core.models import Entry
from roadmap import sound, sums
from roadmap.fields import MarkdownLinesField, TargetsField
from roadmap.models.routes import Route
from roles.models import Lens, Skill

MOST_HOURS_OF_ONE = 400  # of a step or a project: above it, it is more than one


class Depth(models.TextChoices):
    """How deep a step goes, the shallowest first."""

    START = "start", "A first pass"
    SOLID = "solid", "Working depth"
    DEEP = "deep", "Specialist work"

    @property
    def rank(self) -> int:
        """Its place, from 0: no step requires one of a higher rank."""
        return Depth.values.index(self.value)


def hours_field(words: str) -> models.PositiveSmallIntegerField:
    """A field for a number of hours, from 0."""
    return models.PositiveSmallIntegerField(
        validators=[MinValueValidator(0), MaxValueValidator(MOST_HOURS_OF_ONE)], help_text=words
    )


class Stage(Entry):
    """A layer of a route: what you meet in it, what you bring and take away, and the gate at its end."""

    # Addresses below the Route that are no stage.
    RESERVED: ClassVar[frozenset[str]] = frozenset({"plan", "projects"})

    route = models.ForeignKey(
        Route,
        null=True,
        on_delete=models.SET_NULL,
        related_name="stages",
        help_text="The route it is a layer of. Its place in it is set by dragging in the list of stages.",
    )
    name = models.CharField(max_length=80, help_text="“Daylight: what a user sees”.")
    depth = models.CharField(max_length=120, help_text="How deep it lies, in a few words.")
    narrative = MarkdownField(help_text="What happens here, told: three paragraphs.")
    you_arrive_with = MarkdownField(help_text="What whoever arrives has.")
    you_leave_with = MarkdownField(help_text="What whoever leaves has.")
    gate = MarkdownField(help_text="What must hold before the next layer, so that somebody else can check it.")
    detour = MarkdownField(help_text="Who may pass this layer by, and what they do instead.")

    panels = [
        MultiFieldPanel(
            [
                "route",
                TitleFieldPanel("name", targets=["slug"], placeholder=False),
                FieldPanel("slug", widget=SlugInput),
                "depth",
            ],
            "The layer",
        ),
        "narrative",
        MultiFieldPanel(["you_arrive_with", "you_leave_with", "gate", "detour"], "Its gates"),
        PublishingPanel(),
    ]
    preview_template = "roadmap/previews/stage.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("narrative"),
        index.SearchField("gate"),
        index.FilterField("route_id"),
    ]

    class Meta:
        ordering = ["route__sort_order", "sort_order"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError for a slug whose address is taken."""
        super().clean()
        if self.slug in self.RESERVED:
            raise ValidationError({"slug": f"“{self.slug}” is the address of another page. Choose another name."})

    @property
    def live_steps(self) -> "models.QuerySet[Step]":
        """Its steps that readers see, in order. A query."""
        return Step.objects.filter(stage=self.pk, live=True).order_by("sort_order")


class Step(Entry):
    """One thing to do, which leaves one thing that a colleague can inspect."""

    stage = models.ForeignKey(
        Stage,
        null=True,
        on_delete=models.SET_NULL,
        related_name="steps",
        help_text="The layer it lies in. Its place in it is set by dragging in the list of steps.",
    )
    title = models.CharField(max_length=120, help_text="What is done, as an order: “Price a wrong answer”.")
    why = MarkdownField(help_text="Why it pays, in two or three sentences.")
    do = MarkdownLinesField(help_text="What to do, one a line, with numbers and commands where they help.")
    evidence = MarkdownField(help_text="What is there at the end that somebody else could inspect.")
    hours_low = hours_field("Hours for someone who has done something like it.")
    hours_high = hours_field("Hours for someone who has not, when something breaks.")
    level = models.CharField(max_length=8, choices=Depth.choices, help_text="No step requires one of a higher level.")
    pitfalls = MarkdownField(help_text="The mistake that people make here.")
    reads = TargetsField(blank=True, help_text="What to read on this site, one a line: “chapter:mindset”.")
    practice = TargetsField(blank=True, help_text="What to try on this site, one a line: “practice:cost”.")

    panels = [
        MultiFieldPanel(
            [
                "stage",
                TitleFieldPanel("title", targets=["slug"], placeholder=False),
                FieldPanel("slug", widget=SlugInput),
                "why",
                "do",
                "evidence",
            ],
            "The step",
        ),
        MultiFieldPanel([FieldRowPanel(["hours_low", "hours_high"]), "level", "pitfalls"], "What it takes"),
        InlinePanel("prerequisites", label="Prerequisite", heading="Steps that come before it"),
        InlinePanel("skills", label="Skill", heading="Skills that it trains"),
        InlinePanel("lenses", label="Lens", heading="Functions that look at its result"),
        MultiFieldPanel(["reads", "practice"], "On this site"),
        InlinePanel("resources", label="Resource", heading="Elsewhere, the first to read first"),
        PublishingPanel(),
    ]
    preview_template = "roadmap/previews/step.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("why"),
        index.SearchField("do"),
        index.SearchField("evidence"),
        index.SearchField("pitfalls"),
        index.FilterField("stage_id"),
        index.FilterField("level"),
        index.RelatedFields("skills", [index.FilterField("skill_id")]),
        index.RelatedFields("lenses", [index.FilterField("lens_id")]),
    ]

    class Meta:
        ordering = ["stage__route__sort_order", "stage__sort_order", "sort_order"]
        constraints = [
            models.CheckConstraint(condition=Q(hours_low__lte=F("hours_high")), name="step_takes_no_less_than_its_low")
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raises ValidationError where its hours run backwards."""
        super().clean()
        if self.hours_low is not None and self.hours_high is not None and self.hours_low > self.hours_high:
            raise ValidationError({"hours_high": "The hours end below where they begin."})

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Save a draft, in its turn: a save indexes rows that a publish in another transaction waits for."""
        with _one_at_a_time():
            return super().save_revision(*args, **kwargs)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish or schedule `revision`, whoever asks. Raises ValidationError where it would wait for itself.

        In its turn: two that are published at once could close a circle that neither of them sees.
        """
        with _one_at_a_time():
            check_no_circle(revision.as_object())
            super().publish(revision, *args, **kwargs)

    @property
    def hours(self) -> sums.Span:
        """From how many to how many it takes."""
        return sums.Span(self.hours_low, self.hours_high)

    @property
    def depth(self) -> Depth | None:
        """Its level as the enum, which knows its word and rank; None in a draft that has none yet."""
        return Depth(self.level) if self.level else None


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold every route until the transaction ends."""
    with transaction.atomic():
        list(Route.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
        yield


def check_no_circle(draft: Step) -> None:
    """Raises ValidationError where `draft`, with its prerequisites as they stand, waits for itself. 2 queries."""
    needs: dict[str, set[str]] = {}
    for step_id, needs_id in StepPrerequisite.objects.exclude(step=draft.pk).values_list("step_id", "needs_id"):
        needs.setdefault(str(step_id), set()).add(str(needs_id))
    needs[str(draft.pk)] = {str(row.needs_id) for row in draft.prerequisites.all()}
    if way := sound.circle(needs, str(draft.pk)):
        titles = dict(Step.objects.filter(pk__in=way).values_list("pk", "title")) | {draft.pk: draft.title}
        raise ValidationError({"slug": sound.circle_in_words([titles[int(key)] for key in way])})


class StepPrerequisite(Orderable):
    """A step that has to be done before another."""

    step = ParentalKey(Step, on_delete=models.CASCADE, related_name="prerequisites")
    needs = models.ForeignKey(
        Step, on_delete=models.CASCADE, related_name="needed_by", help_text="One that stands before it on the Route."
    )

    panels = [FieldPanel("needs")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["step", "needs"], name="prerequisite_of_a_step_once", deferrable=models.Deferrable.DEFERRED
            )
        ]


class StepSkill(Orderable):
    """A skill that a step trains."""

    step = ParentalKey(Step, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(
        Skill, on_delete=models.CASCADE, related_name="steps", help_text="Shown on the step, and the step with it."
    )

    panels = [FieldPanel("skill")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["step", "skill"], name="skill_of_a_step_once", deferrable=models.Deferrable.DEFERRED
            )
        ]


class StepLens(Orderable):
    """A function that looks at what a step leaves."""

    step = ParentalKey(Step, on_delete=models.CASCADE, related_name="lenses")
    lens = models.ForeignKey(
        Lens, on_delete=models.CASCADE, related_name="steps", help_text="Shown on the step, and the step with it."
    )

    panels = [FieldPanel("lens")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["step", "lens"], name="lens_of_a_step_once", deferrable=models.Deferrable.DEFERRED
            )
        ]


class ResourceKind(models.TextChoices):
    """What a resource is."""

    DOCS = "docs", "Documentation"
    POST = "post", "Post"
    PAPER = "paper", "Paper"
    REPO = "repo", "Code"
    BOOK = "book", "Book"
    COURSE = "course", "Course"
    VIDEO = "video", "Video"


class StepResource(Orderable):
    """Something elsewhere to read or do for a step, and when someone last checked that it is as it is told here."""

    step = ParentalKey(Step, on_delete=models.CASCADE, related_name="resources")
    title = models.CharField(max_length=200, help_text="Its title, with the authors where it has some.")
    publisher = models.CharField(max_length=80, help_text="Who publishes it.")
    year = models.PositiveSmallIntegerField(help_text="Of publication; of an undated page, the year it was seen.")
    url = models.URLField("address", max_length=300, help_text="Where it is: “https://…”.")
    kind = models.CharField(max_length=8, choices=ResourceKind.choices, help_text="What it is.")
    free = models.BooleanField(default=True, help_text="Whether it costs nothing to read.")
    minutes = models.PositiveSmallIntegerField(help_text="How long it takes, in minutes.")
    checked = models.DateField(
        "checked on", help_text="When someone last checked that it is there and says what it is here for."
    )

    panels = [
        FieldPanel("title"),
        FieldRowPanel(["publisher", "year"]),
        FieldPanel("url"),
        FieldRowPanel(["kind", "free", "minutes", "checked"]),
    ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_of(self) -> ResourceKind:
        """The kind as the enum, which knows its word."""
        return ResourceKind(self.kind)
