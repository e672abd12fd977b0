"""The levels of mastery: what you can do at each, what to practice, and how to test that you are there."""

from django.db import models
from django.utils.text import capfirst
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

STATEMENTS = 5
ENOUGH = 4  # of the statements, to skip a level


class Rank(models.IntegerChoices):
    """The place of a level, from 1. What it is called, its `Level` says."""

    FIRST = 1, "Level 1"
    SECOND = 2, "Level 2"
    THIRD = 3, "Level 3"
    FOURTH = 4, "Level 4"


class Level(Entry):
    """A level of mastery, from 1: its commands and recipes, an exercise, statements to test oneself by."""

    number = models.PositiveSmallIntegerField(
        unique=True,
        choices=Rank.choices,
        help_text="Its place. Commands and recipes name it.",
    )
    name = models.CharField(max_length=40, help_text="A verb: “Steer”.")
    promise = MarkdownField(help_text="What is true of you at this level, in a sentence.")
    you_can = LinesField(help_text="What you can do, one a line.")
    habits = LinesField(help_text="What you do on an ordinary day, one a line.")
    exercise_title = models.CharField("title", max_length=120, help_text="“Map and mend”.")
    exercise_minutes = models.PositiveSmallIntegerField("minutes", help_text="How long it takes.")
    exercise_brief = MarkdownField("brief", help_text="What to do, so that somebody can begin.")
    exercise_done_when = LinesField("done when", help_text="What holds at the end, one a line.")
    test_yourself = LinesField(help_text="Five statements to be answered with yes or no, one a line.")
    leave_behind = LinesField(help_text="What to stop doing, one a line.")

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(["number", TitleFieldPanel("name", targets=["slug"], placeholder=False)]),
                FieldPanel("slug", widget=SlugInput),
                "promise",
                "you_can",
                "habits",
            ],
            "The level",
        ),
        MultiFieldPanel(
            ["exercise_title", "exercise_minutes", "exercise_brief", "exercise_done_when"], "One evening of practice"
        ),
        MultiFieldPanel(["test_yourself", "leave_behind"], "The test"),
        InlinePanel("commands", label="Command", heading="Commands to learn, the first to learn first"),
        PublishingPanel(),
    ]
    preview_template = "cookbooks/previews/level.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("promise"),
        index.SearchField("you_can"),
        index.SearchField("habits"),
    ]

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {capfirst(self.name)}"


class LevelCommand(Orderable):
    """A command that belongs to a level, at its place in the order of learning."""

    level = ParentalKey(Level, on_delete=models.CASCADE, related_name="commands")
    command = models.ForeignKey(
        "cookbooks.Command", on_delete=models.CASCADE, related_name="learned_at", help_text="What to learn."
    )

    panels = [FieldPanel("command")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["level", "command"], name="command_of_a_level_once", deferrable=models.Deferrable.DEFERRED
            )
        ]
