"""Recipes: whole jobs from start to proof, step by step."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PublishingPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail.models import Orderable
from wagtail.search import index

from cookbooks.models.levels import Rank
from cookbooks.models.sheets import Command
from core.fields import LinesField, LiteralField, MarkdownField
from core.models import Entry


class Where(models.TextChoices):
    """Where a step of a recipe happens."""

    SHELL = "shell", "In your terminal"
    CLAUDE = "claude", "At the prompt of a running session"
    EDITOR = "editor", "In your editor"
    YOU = "you", "You, by yourself"


class Recipe(Entry):
    """A job from start to proof: what you need, the steps with their prompts, the check, what goes wrong."""

    title = models.CharField(max_length=120, help_text="What is done, as an order: “Fix a bug, test first”.")
    level = models.PositiveSmallIntegerField(choices=Rank.choices, help_text="The level that it belongs to.")
    time = models.CharField(max_length=80, help_text="How long it takes: “30 to 60 minutes”.")
    when = MarkdownField(help_text="The situation it is for, in two or three sentences.")
    ingredients = LinesField(help_text="What has to be there before the first step, one a line.")
    proof = MarkdownField("the check", help_text="How you know that it worked, so that somebody else could look.")

    panels = [
        MultiFieldPanel(
            [TitleFieldPanel("title", targets=["slug"], placeholder=False), FieldPanel("slug", widget=SlugInput)],
            "The recipe",
        ),
        MultiFieldPanel(["level", "time", "when", "ingredients"], "Before"),
        InlinePanel("steps", label="Step", heading="Steps, in order"),
        "proof",
        InlinePanel("goes_wrong", label="Failure", heading="What usually goes wrong"),
        InlinePanel("commands", label="Command", heading="Commands that it uses"),
        PublishingPanel(),
    ]
    preview_template = "cookbooks/previews/recipe.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("when"),
        index.SearchField("proof"),
        index.RelatedFields("steps", [index.SearchField("do"), index.SearchField("run")]),
        index.FilterField("level"),
    ]

    class Meta:
        ordering = ["sort_order"]

    def __str__(self) -> str:
        return self.title


class RecipeStep(Orderable):
    """One step of a recipe: what to do, where, and the exact words to type there."""

    recipe = ParentalKey(Recipe, on_delete=models.CASCADE, related_name="steps")
    do = MarkdownField(help_text="What to do, in a sentence or two.")
    where = models.CharField(max_length=8, choices=Where.choices, help_text="Where it happens.")
    run = LiteralField(blank=True, help_text="The exact command or prompt, where there is one.")

    panels = [FieldPanel("do"), FieldPanel("where"), FieldPanel("run")]

    def __str__(self) -> str:
        return self.do


class Failure(Orderable):
    """Something that usually goes wrong with a recipe, and what to do about it."""

    recipe = ParentalKey(Recipe, on_delete=models.CASCADE, related_name="goes_wrong")
    failure = MarkdownField(help_text="What one sees.")
    remedy = MarkdownField(help_text="Why, and what to do.")

    panels = [FieldPanel("failure"), FieldPanel("remedy")]

    def __str__(self) -> str:
        return self.failure


class RecipeCommand(Orderable):
    """A command that a recipe uses."""

    recipe = ParentalKey(Recipe, on_delete=models.CASCADE, related_name="commands")
    command = models.ForeignKey(
        Command, on_delete=models.CASCADE, related_name="recipes", help_text="Shown on both pages."
    )

    panels = [FieldPanel("command")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["recipe", "command"], name="command_of_a_recipe_once", deferrable=models.Deferrable.DEFERRED
            )
        ]
