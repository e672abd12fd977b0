"""The AI Field Kit and what it is made of: live, small, and with nothing that a test did not ask for."""

import datetime
from collections.abc import Sequence
from typing import Any

import factory

from cookbooks.models import (
    AnatomyPage,
    FollowUp,
    KitPage,
    Part,
    Placeholder,
    Prompt,
    PromptsPage,
    RulePage,
    Segment,
)
from tests.factories import Factory
from tests.factories.cookbooks import ShelfPageFactory
from tests.factories.roles import PageFactory

AS_OF = datetime.date(2026, 10, 1)


class KitPageFactory(PageFactory):
    class Meta:
        model = KitPage

    parent = factory.SubFactory(ShelfPageFactory)
    title = "The AI Field Kit"
    slug = "ai-field-kit"
    eyebrow = "Field kit"
    pitch = summary = "Words."
    as_of = AS_OF


class AnatomyPageFactory(PageFactory):
    """With three parts and their pieces: task, context, check."""

    class Meta:
        model = AnatomyPage
        skip_postgeneration_save = True

    parent = factory.SubFactory(KitPageFactory)
    title = "The anatomy"
    slug = "anatomy"
    intro = prompt_note = "Words."
    prompt_title = "The whole prompt"
    as_of = AS_OF

    @factory.post_generation
    def parts(self, create: bool, extracted: None, **kwargs: Any) -> None:
        for at, slug in enumerate(("task", "context", "check")):
            Part.objects.create(
                page=self,
                sort_order=at,
                slug=slug,
                name=slug.title(),
                what=f"What {slug} is.",
                why=f"Why {slug}.",
                lost=f"Lost with {slug}.",
                weak=f"**Weak** {slug} <b>",
                strong=f"Strong\n{slug}",
            )
            Segment.objects.create(page=self, sort_order=at, part=slug, text=f"Piece of {slug}: **a** <b>\n")


class PromptsPageFactory(PageFactory):
    class Meta:
        model = PromptsPage

    parent = factory.SubFactory(KitPageFactory)
    title = "Five to steal"
    slug = "prompts"
    intro = "Words."
    as_of = AS_OF


class RulePageFactory(PageFactory):
    class Meta:
        model = RulePage

    parent = factory.SubFactory(KitPageFactory)
    title = "The one rule"
    slug = "the-one-rule"
    rule = "Attempt first."
    summary = "The evidence."
    body = factory.LazyFunction(lambda: [{"type": "prose", "value": "## Why it works\n\nWords."}])


class PromptFactory(Factory):
    """Asks for a symptom; `then` are follow-ups."""

    class Meta:
        model = Prompt
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Prompt {n}")
    slug = factory.Sequence(lambda n: f"prompt-{n}")
    sort_order = factory.Sequence(int)
    when = why_it_works = watch_out = "Words."
    prompt = "Find the cause.\n\nSymptom: {{symptom}} & <b>**x**</b>\n\nStop."
    with_rule = "Make me find the cause.\n\nSymptom: {{symptom}} & <b>**x**</b>\n\nStop."

    @factory.post_generation
    def asks(self, create: bool, extracted: Sequence[str] | None, **kwargs: Any) -> None:
        for at, name in enumerate(extracted or ["symptom"]):
            Placeholder.objects.create(owner=self, sort_order=at, name=name, label=name.title(), example="An example")

    @factory.post_generation
    def then(self, create: bool, extracted: Sequence[str] | None, **kwargs: Any) -> None:
        for at, text in enumerate(extracted or ()):
            FollowUp.objects.create(owner=self, sort_order=at, text=text)
