"""Cheat sheets: their groups, their commands, the parts of a command that a reader replaces, what went away."""

import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Coalesce
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

from cookbooks import slots
from cookbooks.models.levels import Rank
from core.fields import LiteralField, MarkdownField
from core.models import Entry


class Sheet(Entry):
    """A cheat sheet: commands in groups, with the day they were checked and the day they are due again."""

    # Addresses below the cookbook that are no sheet.
    RESERVED: ClassVar[frozenset[str]] = frozenset({"commands", "recipes", "levels"})

    title = models.CharField(max_length=120, help_text="“Claude Code in the terminal”.")
    summary = MarkdownField(help_text="What is on it and in which order, in a sentence or two.")
    checked = models.DateField("checked on", help_text="When someone last went through all of it.")
    review_by = models.DateField(
        help_text="When it is due again. A command that was checked by itself is due after as many days as lie between."
    )
    tool_version = models.CharField(max_length=200, help_text="What it was checked against, with its version.")

    panels = [
        MultiFieldPanel(
            [TitleFieldPanel("title", targets=["slug"], placeholder=False), FieldPanel("slug", widget=SlugInput)],
            "The sheet",
        ),
        "summary",
        MultiFieldPanel([FieldRowPanel(["checked", "review_by"]), "tool_version"], "How fresh it is"),
        InlinePanel("removed", label="Name", heading="Names that went away or changed their meaning"),
        PublishingPanel(),
    ]
    preview_template = "cookbooks/previews/sheet.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("summary"),
    ]

    class Meta:
        ordering = ["sort_order"]
        constraints = [
            models.CheckConstraint(condition=Q(checked__lte=F("review_by")), name="sheet_is_due_after_its_check")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def live_groups(self) -> "models.QuerySet[Group]":
        """Its groups that readers see, in order. A query."""
        return Group.objects.filter(sheet=self.pk, live=True).order_by("sort_order")

    def clean(self) -> None:
        """Raises ValidationError for a slug whose address is taken, and for a review before the check."""
        super().clean()
        if self.slug in self.RESERVED:
            raise ValidationError({"slug": f"“{self.slug}” is the address of another page. Choose another name."})
        if self.checked and self.review_by and self.review_by < self.checked:
            raise ValidationError({"review_by": "It would be due before it was checked."})


class RemovedName(Orderable):
    """A name that went away, or means something else now, and what to write in its place."""

    sheet = ParentalKey(Sheet, on_delete=models.CASCADE, related_name="removed")
    command = LiteralField(help_text="What people still type.")
    replaced_by = LiteralField(blank=True, help_text="What to type today. Empty where nothing took its place.")
    since = models.CharField(max_length=80, blank=True, help_text="The version with which it went: “v2.1.212”.")

    panels = [FieldPanel("command"), FieldPanel("replaced_by"), FieldPanel("since")]

    def __str__(self) -> str:
        return self.command


class Group(Entry):
    """A part of a cheat sheet: commands that one meets together."""

    sheet = models.ForeignKey(
        Sheet,
        null=True,
        on_delete=models.SET_NULL,
        related_name="groups",
        help_text="The sheet it is a part of. Its place there is set by dragging in the list of groups.",
    )
    title = models.CharField(max_length=120, help_text="“Keys while Claude works”.")
    intro = MarkdownField(help_text="A sentence or two before its commands.")

    panels = [
        "sheet",
        MultiFieldPanel(
            [TitleFieldPanel("title", targets=["slug"], placeholder=False), FieldPanel("slug", widget=SlugInput)],
            "The group",
        ),
        "intro",
        PublishingPanel(),
    ]
    preview_template = "cookbooks/previews/group.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("intro"),
        index.FilterField("sheet_id"),
    ]

    class Meta:
        ordering = ["sheet__sort_order", "sort_order"]

    def __str__(self) -> str:
        return self.title

    @property
    def live_commands(self) -> "models.QuerySet[Command]":
        """Its commands that readers see, in order. A query."""
        return Command.objects.filter(group=self.pk, live=True, removed_since="").order_by("sort_order")


class Command(Entry):
    """Something to type or paste: the command itself, sign by sign, what it does, and when that was last checked.

    The database keeps a column besides, `haystack`: the words of command, what, example and note in small letters, each
    text on lines of its own, which searches read. Nothing writes it but the database.
    """

    group = models.ForeignKey(
        Group,
        null=True,
        on_delete=models.SET_NULL,
        related_name="commands",
        help_text="The group it stands in. Its place there is set by dragging in the list of commands.",
    )
    command = LiteralField(help_text="Exactly what is typed or pasted, without a prompt sign.")
    what = MarkdownField(help_text="What it does, in a sentence: “Starts a session in the current directory.”")
    example = LiteralField(blank=True, help_text="The command at work, where it needs more than itself.")
    note = MarkdownField(blank=True, help_text="The pitfall that costs the most time.")
    level = models.PositiveSmallIntegerField(choices=Rank.choices, help_text="The level at which one needs it.")
    source = models.URLField("source", max_length=300, help_text="The page that says so: “https://…”.")
    since = models.CharField(max_length=40, blank=True, help_text="The first version that has it: “v2.1.212”.")
    as_of = models.DateField(
        "as of", null=True, blank=True, help_text="For what is likely to change: the month it was last seen, as a day."
    )
    checked = models.DateField(
        "checked on", null=True, blank=True, help_text="When it was checked by itself; empty: with its sheet."
    )
    destructive = models.BooleanField(
        "can lose work", default=False, help_text="Whether it can change or delete what a reader has."
    )
    undo = MarkdownField(blank=True, help_text="How to get back what it took. Needed where it can lose work.")
    removed_since = models.CharField(
        "removed with",
        max_length=80,
        blank=True,
        help_text="The version that has it no more: then it leaves the sheet.",
    )
    replaced_by = LiteralField(blank=True, help_text="What to type in its place, once it is removed.")

    panels = [
        MultiFieldPanel(["group", "command", FieldPanel("slug", widget=SlugInput), "what", "note"], "The command"),
        InlinePanel("slots", label="Placeholder", heading="Parts of it that a reader replaces"),
        MultiFieldPanel(["example", "level"], "In use"),
        MultiFieldPanel(["source", FieldRowPanel(["since", "as_of", "checked"])], "How we know"),
        MultiFieldPanel(["destructive", "undo"], "What it can take"),
        MultiFieldPanel(["removed_since", "replaced_by"], "When it is gone"),
        PublishingPanel(),
    ]
    preview_template = "cookbooks/previews/command.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("command", boost=3),
        index.AutocompleteField("command"),
        index.SearchField("what", boost=2),
        index.SearchField("example"),
        index.SearchField("note"),
        index.FilterField("group_id"),
        index.FilterField("level"),
        index.FilterField("destructive"),
    ]

    class Meta:
        ordering = ["group__sheet__sort_order", "group__sort_order", "sort_order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(destructive=False) | ~Q(undo=""), name="command_that_can_lose_work_says_how_to_undo"
            )
        ]

    def __str__(self) -> str:
        return self.command.partition("\n")[0]

    def clean(self) -> None:
        """Raises ValidationError where it can lose work and does not say how to get it back."""
        super().clean()
        if self.destructive and not self.undo.strip():
            raise ValidationError({"undo": "This command can lose work: say how to get it back."})

    @property
    def pieces(self) -> list[slots.Piece]:
        """The command in pieces, its placeholders told apart. A query."""
        return slots.pieces(self.command, self._slots)

    @property
    def example_pieces(self) -> list[slots.Piece]:
        """Its example, likewise."""
        return slots.pieces(self.example, self._slots)

    @property
    def _slots(self) -> list[slots.Slot]:
        return [slots.Slot(slot.text, slot.name, slot.label, slot.example) for slot in self.slots.all()]

    @property
    def checked_on(self) -> datetime.date | None:
        """When it was last checked: by itself, or else with its sheet. Reads the group and its sheet."""
        sheet = self.group.sheet if self.group else None
        return self.checked or (sheet.checked if sheet else None)


class Slot(Orderable):
    """A part of a command or its example that a reader replaces; every occurrence of its text is one."""

    command = ParentalKey(Command, on_delete=models.CASCADE, related_name="slots")
    text = LiteralField(help_text="The part, exactly as it stands in the command or the example.")
    name = models.SlugField(max_length=40, db_index=False, help_text="A short name for it: “session_name”.")
    label = models.CharField(max_length=80, help_text="What a reader is asked for: “Session name”.")
    example = models.CharField(max_length=200, help_text="Something that could stand there.")

    panels = [FieldPanel("text"), FieldRowPanel(["name", "label"]), FieldPanel("example")]

    def __str__(self) -> str:
        return self.label


def due_on() -> Coalesce:
    """When a command is due again, as an expression: as long after its own check as its sheet is after the sheet's."""
    sheet_checked, sheet_due = F("group__sheet__checked"), F("group__sheet__review_by")
    own = Cast(F("checked") + (sheet_due - sheet_checked), models.DateField())
    return Coalesce(own, sheet_due, output_field=models.DateField())
