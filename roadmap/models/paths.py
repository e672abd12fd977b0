"""Who comes from where and goes where: the steps that a role needs, what a role has already, and projects."""

from django.core.exceptions import ValidationError
from django.db import models
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
from wagtail.models import Orderable
from wagtail.search import index

from core.fields import MarkdownField
from core.models import Entry
from roadmap import sums
from roadmap.fields import MarkdownLinesField
from roadmap.models.routes import Route
from roadmap.models.steps import Step, hours_field
from roles.models import Role


class Path(Entry):
    """The steps of a route that one AI role needs, in the order of the descent; hours and weeks are sums over them."""

    route = models.ForeignKey(
        Route, null=True, on_delete=models.SET_NULL, related_name="paths", help_text="The route it is a path of."
    )
    role = models.ForeignKey(
        Role,
        null=True,
        on_delete=models.SET_NULL,
        related_name="paths",
        verbose_name="to",
        help_text="The AI role it leads to.",
    )
    note = MarkdownField(help_text="What is peculiar to this path, said to whoever walks it.")

    panels = [
        FieldRowPanel(["route", "role"]),
        "slug",
        "note",
        InlinePanel("steps", label="Step", heading="Steps, those that it needs first"),
        PublishingPanel(),
    ]
    preview_template = "roadmap/previews/path.html"
    search_fields = [
        *Entry.search_fields,
        index.AutocompleteField("slug"),
        index.SearchField("note"),
        index.FilterField("route_id"),
        index.FilterField("role_id"),
    ]

    class Meta:
        ordering = ["route__sort_order", "sort_order"]

    def __str__(self) -> str:
        return f"To {self.role or 'a deleted role'}"


class PathStep(Orderable):
    """A step on a path: one that the role needs, or one that it may take besides."""

    path = ParentalKey(Path, on_delete=models.CASCADE, related_name="steps")
    step = models.ForeignKey(
        Step,
        on_delete=models.CASCADE,
        related_name="paths",
        help_text="In the order of the descent, those that it rests on with it.",
    )
    optional = models.BooleanField(default=False, help_text="Not needed: it stands beside the path, and is not summed.")

    panels = [FieldRowPanel(["step", "optional"])]

    class Meta(Orderable.Meta):
        constraints = [
            # Deferred: rows that trade places are saved one by one.
            models.UniqueConstraint(
                fields=["path", "step"], name="step_on_a_path_once", deferrable=models.Deferrable.DEFERRED
            )
        ]


class Start(Entry):
    """What somebody from one software role can tick on the first day, and what to lean on and to watch."""

    route = models.ForeignKey(
        Route, null=True, on_delete=models.SET_NULL, related_name="starts", help_text="The route they begin."
    )
    role = models.ForeignKey(
        Role,
        null=True,
        on_delete=models.SET_NULL,
        related_name="starts",
        verbose_name="from",
        help_text="The software role they come from.",
    )
    lean_on = MarkdownField(help_text="What they have that most others here have not.")
    watch = MarkdownField(help_text="The habit that gets in their way.")

    panels = [
        FieldRowPanel(["route", "role"]),
        "slug",
        "lean_on",
        "watch",
        InlinePanel("already", label="Step", heading="What they can tick on the first day, and why"),
        PublishingPanel(),
    ]
    preview_template = "roadmap/previews/start.html"
    search_fields = [
        *Entry.search_fields,
        index.AutocompleteField("slug"),
        index.SearchField("lean_on"),
        index.SearchField("watch"),
        index.FilterField("route_id"),
        index.FilterField("role_id"),
    ]

    class Meta:
        ordering = ["route__sort_order", "sort_order"]

    def __str__(self) -> str:
        return f"From {self.role or 'a deleted role'}"


class Already(Orderable):
    """A step that somebody from a role may have done, and what would show it."""

    start = ParentalKey(Start, on_delete=models.CASCADE, related_name="already")
    step = models.ForeignKey(
        Step, on_delete=models.CASCADE, related_name="already_of", help_text="One whose evidence they may have in hand."
    )
    why = MarkdownField(help_text="Why they may have done it, and what it takes to tick it.")

    panels = [FieldPanel("step"), FieldPanel("why")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["start", "step"], name="step_at_a_start_once", deferrable=models.Deferrable.DEFERRED
            )
        ]


class Project(Entry):
    """A piece of work that rests on many steps, with a list of what must hold before it is accepted."""

    route = models.ForeignKey(
        Route, null=True, on_delete=models.SET_NULL, related_name="projects", help_text="The route it belongs to."
    )
    title = models.CharField(max_length=120, help_text="“One honest feature”.")
    depth = models.CharField(max_length=120, help_text="From where to where: “From daylight to the trench”.")
    brief = MarkdownField(help_text="What to build, and what makes it hard: two paragraphs.")
    hours_low = hours_field("Hours on top of its steps, at least.")
    hours_high = hours_field("Hours on top of its steps, at most.")
    hours_note = MarkdownField("note on hours", blank=True, help_text="What the hours leave out.")
    acceptance = MarkdownLinesField(help_text="What must hold, one a line, so that somebody else can check it.")

    panels = [
        MultiFieldPanel(
            [
                "route",
                TitleFieldPanel("title", targets=["slug"], placeholder=False),
                FieldPanel("slug", widget=SlugInput),
                "depth",
                "brief",
            ],
            "The project",
        ),
        InlinePanel("steps", label="Step", heading="Steps it rests on"),
        FieldPanel("acceptance"),
        MultiFieldPanel([FieldRowPanel(["hours_low", "hours_high"]), "hours_note"], "Hours"),
        PublishingPanel(),
    ]
    preview_template = "roadmap/previews/project.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("brief"),
        index.SearchField("acceptance"),
        index.FilterField("route_id"),
    ]

    class Meta:
        ordering = ["route__sort_order", "sort_order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_low__lte=F("hours_high")), name="project_takes_no_less_than_its_low"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raises ValidationError where its hours run backwards."""
        super().clean()
        if self.hours_low is not None and self.hours_high is not None and self.hours_low > self.hours_high:
            raise ValidationError({"hours_high": "The hours end below where they begin."})

    @property
    def hours(self) -> sums.Span:
        """From how many to how many it takes, on top of its steps."""
        return sums.Span(self.hours_low, self.hours_high)


class ProjectStep(Orderable):
    """A step that a project rests on."""

    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="steps")
    step = models.ForeignKey(
        Step, on_delete=models.CASCADE, related_name="projects", help_text="One whose evidence it builds on."
    )

    panels = [FieldPanel("step")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["project", "step"], name="step_in_a_project_once", deferrable=models.Deferrable.DEFERRED
            )
        ]
