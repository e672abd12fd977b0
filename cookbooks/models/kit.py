"""The prompts of The AI Field Kit: each as it is, and as the one rule rewrites it."""

import re

from django.core.exceptions import ValidationError
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

from core.fields import LiteralField, MarkdownField
from core.models import Entry

PLACEHOLDER = re.compile(r"\{\{([a-z0-9_]+)\}\}")


class Prompt(Entry):
    """A prompt to fill in and copy, and the same prompt under the one rule: both take the same placeholders."""

    title = models.CharField(max_length=120, help_text="What it is for, as an order: “Find the cause before the fix”.")
    when = MarkdownField(help_text="The moment in which one reaches for it, in a sentence.")
    prompt = LiteralField(help_text="To the letter, with {{placeholders}} in double braces.")
    with_rule = LiteralField("under the one rule", help_text="The same prompt, so that the attempt comes first.")
    why_it_works = MarkdownField(help_text="What each part of it does to the answer.")
    watch_out = MarkdownField(help_text="How it misleads, and what to do then.")

    panels = [
        MultiFieldPanel(
            [
                TitleFieldPanel("title", targets=["slug"], placeholder=False),
                FieldPanel("slug", widget=SlugInput),
                "when",
            ],
            "What it is for",
        ),
        MultiFieldPanel(["prompt", "with_rule"], "The prompt, sign by sign"),
        InlinePanel("placeholders", label="Placeholder", heading="What a reader fills in, in this order"),
        MultiFieldPanel(["why_it_works", "watch_out"], "How to use it"),
        InlinePanel("follow_ups", label="Follow-up", heading="What to send next"),
        PublishingPanel(),
    ]
    preview_template = "cookbooks/previews/prompt.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("when"),
        index.SearchField("prompt"),
        index.SearchField("why_it_works"),
    ]

    class Meta:
        ordering = ["sort_order"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raises ValidationError where the two versions of it ask for different things."""
        super().clean()
        asked, under_rule = (set(PLACEHOLDER.findall(text or "")) for text in (self.prompt, self.with_rule))
        if asked != under_rule:
            names = ", ".join(sorted(asked ^ under_rule))
            raise ValidationError(
                {"with_rule": f"One of the two versions has these placeholders, the other not: {names}."}
            )


class Placeholder(Orderable):
    """What a reader fills into a prompt."""

    owner = ParentalKey(Prompt, on_delete=models.CASCADE, related_name="placeholders")
    name = models.SlugField(
        max_length=40, db_index=False, help_text="As it stands in the prompt: symptom, for {{symptom}}."
    )
    label = models.CharField(max_length=120, help_text="What a reader is asked for: “What you observe”.")
    example = models.CharField(max_length=300, help_text="Something that could stand there.")

    panels = [FieldRowPanel(["name", "label"]), FieldPanel("example")]

    def __str__(self) -> str:
        return self.label


class FollowUp(Orderable):
    """What to send after the answer, sign by sign."""

    owner = ParentalKey(Prompt, on_delete=models.CASCADE, related_name="follow_ups")
    text = LiteralField(help_text="To the letter; it may have {{placeholders}} that nothing asks for.")

    panels = [FieldPanel("text")]

    def __str__(self) -> str:
        return self.text
