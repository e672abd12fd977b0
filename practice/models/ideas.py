"""An idea in words. What it computes is a pure module of the same name in `practice.ideas`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
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
from wagtail.fields import StreamField
from wagtail.models import Orderable, Revision
from wagtail.search import index

from core.blocks import SOURCE_BLOCKS
from core.fields import LinesField, MarkdownField
from core.markdown import plain
from core.models import Entry
from practice import figures, judging
from practice.blocks import (
    CHECK_BLOCKS,
    EXPLAIN_BLOCKS,
    INPUT_BLOCKS,
    LEAN_BLOCKS,
    ODD_BLOCKS,
    READ_BLOCKS,
    SET_BLOCKS,
    TRY_BLOCKS,
)
from practice.judging import Asked
from practice.showing import Place
from roles.models import Lens, Role, Skill


class Idea(Entry):
    """One idea of AI in Practice in words: its question, its figure's labels, experiments, and what they show."""

    title = models.CharField(max_length=120, help_text="What it is, and in a few words why: “Search: the index”.")
    question = MarkdownField(help_text="The question that the idea answers, as a reader would ask it.")
    promise = MarkdownField(help_text="What the reader will have done at the end, in a sentence.")
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)], help_text="How long it takes.")

    predict_question = MarkdownField("question", help_text="Asked before the figure: where does it surprise?")
    predict_choices = LinesField("choices", help_text="Two to six, one a line.")
    predict_answer = models.CharField("answer", max_length=200, help_text="The right one, in the same words.")
    predict_reveal = MarkdownField("reveal", help_text="Why. Shown whatever was chosen.")
    predict_set = StreamField(
        SET_BLOCKS,
        blank=True,
        verbose_name="seen where",
        help_text="Where the figure does not show it as it starts: the controls that a link under the reveal sets.",
    )

    explain = StreamField(EXPLAIN_BLOCKS, help_text="The first stands before the figure, the others after it.")
    what_you_see = MarkdownField(help_text="What the figure shows, for whoever does not see it.")
    inputs = StreamField(INPUT_BLOCKS, verbose_name="controls", help_text="The words of each control.")
    rule = models.TextField(
        "exact rule", blank=True, help_text="How the figure is computed, to the letter. Nothing in it is Markdown."
    )
    tries = StreamField(TRY_BLOCKS, verbose_name="try this", help_text="Experiments under the figure.")

    surprise = MarkdownField(help_text="What is worth telling a friend.")
    misconception = MarkdownField(help_text="What people believe before, and why it is not so.")
    checks = StreamField(CHECK_BLOCKS, blank=True, verbose_name="check yourself", help_text="Questions to oneself.")

    after_question = MarkdownField("question", help_text="The same point in a new situation, asked at the end.")
    after_choices = LinesField("choices", help_text="As many as before the figure, one a line.")
    after_answer = models.CharField("answer", max_length=200, help_text="The right one, in the same words.")
    after_why = MarkdownField("why", help_text="Why. Shown whatever was chosen.")

    odd_inputs = StreamField(ODD_BLOCKS, blank=True, help_text="What it does with what nobody expects.")
    reads = StreamField(READ_BLOCKS, blank=True, verbose_name="to read", help_text="Pages of this site.")
    leans = StreamField(LEAN_BLOCKS, blank=True, verbose_name="other ideas", help_text="Those it has to do with.")
    sources = StreamField(SOURCE_BLOCKS, blank=True, help_text="Where what stands here can be looked up.")

    panels = [
        MultiFieldPanel(
            [
                TitleFieldPanel("title", targets=["slug"], placeholder=False),
                FieldPanel("slug", widget=SlugInput),
                "question",
                "promise",
                FieldRowPanel(["minutes"]),
            ],
            "First words",
        ),
        MultiFieldPanel(
            ["predict_question", "predict_choices", "predict_answer", "predict_reveal", "predict_set"], "Predict first"
        ),
        "explain",
        MultiFieldPanel(["what_you_see", "inputs", "rule"], "The figure"),
        "tries",
        MultiFieldPanel(["surprise", "misconception"], "What is left"),
        "checks",
        MultiFieldPanel(["after_question", "after_choices", "after_answer", "after_why"], "Afterwards"),
        "odd_inputs",
        InlinePanel("roles", label="Role", heading="Roles that use it daily"),
        InlinePanel("skills", label="Skill", heading="Skills it belongs to"),
        InlinePanel("lenses", label="Lens", heading="Who asks about it"),
        MultiFieldPanel(["reads", "leans", "sources"], "Where it leads"),
        PublishingPanel(),
    ]
    preview_template = "practice/previews/idea.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("question"),
        index.SearchField("promise"),
        index.SearchField("explain"),
        index.SearchField("surprise"),
        index.SearchField("misconception"),
    ]

    class Meta:
        ordering = ["sort_order"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raises ValidationError for an idea that nothing computes."""
        super().clean()
        if self.slug and (trouble := judging.unknown(self.slug)):
            raise ValidationError({"slug": trouble})

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish or schedule `revision`. Raises ValidationError where its figure would refuse what it says."""
        draft = revision.as_object()
        if found := judging.troubles(draft):
            raise ValidationError([sentence for _, sentence in found])
        super().publish(revision, *args, **kwargs)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """With `figure`, None where its words do not fit it yet, and `questions`."""
        fits = not judging.troubles(self)
        figure = figures.figure(figures.words_of(self), Place("", self.slug)) if fits else None
        context = super().get_preview_context(request, mode_name)
        return {**context, "figure": figure, "questions": [self.predict, self.after]}

    @property
    def summary(self) -> str:
        """What it answers, in plain words."""
        return plain(self.question)

    @property
    def structured(self) -> dict[str, str | bool]:
        """What it is, in the words of schema.org."""
        return {
            "@type": "LearningResource",
            "learningResourceType": "simulation",
            "interactivityType": "mixed",
            "teaches": plain(self.promise),
            "isAccessibleForFree": True,
        }

    @property
    def predict(self) -> Asked:
        """The question before the figure."""
        return Asked(self.predict_question, tuple(self.predict_choices), self.predict_answer, self.predict_reveal)

    @property
    def reveals(self) -> dict[str, str]:
        """How the figure is set where it shows the answer; empty: it does as it starts."""
        return {one.value["name"]: one.value["value"] or "" for one in self.predict_set}

    @property
    def after(self) -> Asked:
        """The question after it."""
        return Asked(self.after_question, tuple(self.after_choices), self.after_answer, self.after_why)

    @property
    def labels(self) -> dict[str, str]:
        """What readers see beside each control."""
        return {one.value["name"]: one.value["label"] for one in self.inputs}

    @property
    def choices(self) -> dict[str, dict[str, str]]:
        """What readers see for each value of each control that has choices."""
        return {
            one.value["name"]: {choice["value"]: choice["label"] for choice in one.value["choices"]}
            for one in self.inputs
        }


class IdeaRole(Orderable):
    """A role that uses an idea daily."""

    idea = ParentalKey(Idea, on_delete=models.CASCADE, related_name="roles")
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="ideas", help_text="It leads here, too.")

    panels = [FieldPanel("role")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "role"], name="role_of_an_idea_once", deferrable=models.Deferrable.DEFERRED
            )
        ]


class IdeaSkill(Orderable):
    """A skill that an idea belongs to."""

    idea = ParentalKey(Idea, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="ideas", help_text="It leads here, too.")

    panels = [FieldPanel("skill")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "skill"], name="skill_of_an_idea_once", deferrable=models.Deferrable.DEFERRED
            )
        ]


class IdeaLens(Orderable):
    """A function that asks about an idea."""

    idea = ParentalKey(Idea, on_delete=models.CASCADE, related_name="lenses")
    lens = models.ForeignKey(Lens, on_delete=models.CASCADE, related_name="ideas", help_text="It leads here, too.")

    panels = [FieldPanel("lens")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "lens"], name="lens_of_an_idea_once", deferrable=models.Deferrable.DEFERRED
            )
        ]
