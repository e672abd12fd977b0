"""The shelf, The Claude Cookbook and what it is made of: live, whole, and with nothing that a test did not ask for."""

import datetime
from collections.abc import Sequence
from typing import Any

import factory
from django.utils import timezone

from cookbooks.models import (
    ChangeReport,
    ClaudePage,
    Command,
    Failure,
    Group,
    Level,
    LevelCommand,
    Mark,
    Recipe,
    RecipeCommand,
    RecipeStep,
    Said,
    Sheet,
    ShelfPage,
    Slot,
    Where,
)
from tests.factories import Factory
from tests.factories.guide import SeriesHomeFactory
from tests.factories.learners import LearnerFactory
from tests.factories.roles import PageFactory

CHECKED = datetime.date(2026, 11, 24)
REVIEW_BY = datetime.date(2027, 2, 28)


class ShelfPageFactory(PageFactory):
    class Meta:
        model = ShelfPage

    parent = factory.SubFactory(SeriesHomeFactory)
    title = "Cookbooks"
    slug = "cookbooks"
    standfirst = "For the hours at the keyboard."


class ClaudePageFactory(PageFactory):
    class Meta:
        model = ClaudePage

    parent = factory.SubFactory(ShelfPageFactory)
    title = "The Claude Cookbook"
    slug = "claude-cookbook"
    eyebrow = "Cookbook"
    pitch = summary = intro = recipes_intro = levels_intro = "Words."
    as_of = datetime.date(2026, 11, 1)


class SheetFactory(Factory):
    class Meta:
        model = Sheet

    title = factory.Sequence(lambda n: f"Sheet {n}")
    slug = factory.Sequence(lambda n: f"sheet-{n}")
    sort_order = factory.Sequence(int)
    summary = "Words."
    checked = CHECKED
    review_by = REVIEW_BY
    tool_version = "Claude Code 2.1"


class GroupFactory(Factory):
    class Meta:
        model = Group

    sheet = factory.SubFactory(SheetFactory)
    title = factory.Sequence(lambda n: f"Group {n}")
    slug = factory.Sequence(lambda n: f"group-{n}")
    sort_order = factory.Sequence(int)
    intro = "Words."


class CommandFactory(Factory):
    """A command of level 1; `slots` are (text, name) pairs."""

    class Meta:
        model = Command
        skip_postgeneration_save = True

    group = factory.SubFactory(GroupFactory)
    command = factory.Sequence(lambda n: f"command {n}")
    slug = factory.Sequence(lambda n: f"command-{n}")
    sort_order = factory.Sequence(int)
    what = "Does it."
    level = 1
    source = "https://example.org/docs"

    @factory.post_generation
    def replaces(self, create: bool, extracted: Sequence[tuple[str, str]] | None, **kwargs: Any) -> None:
        for place, (text, name) in enumerate(extracted or []):
            Slot.objects.create(
                command=self, text=text, name=name, label=name.title(), example="another", sort_order=place
            )


class LevelFactory(Factory):
    """A level; `learns` names its commands, in order."""

    class Meta:
        model = Level
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: n % 4 + 1)
    name = factory.LazyAttribute(lambda level: ["Ask", "Steer", "Delegate", "Operate"][level.number - 1])
    slug = factory.LazyAttribute(lambda level: level.name.lower())
    sort_order = factory.Sequence(int)
    promise = exercise_brief = "Words."
    you_can = habits = exercise_done_when = leave_behind = ["One."]
    exercise_title = "Map and mend"
    exercise_minutes = 150
    test_yourself = factory.LazyAttribute(lambda level: [f"Statement {n} of {level.number}." for n in range(1, 6)])

    @factory.post_generation
    def learns(self, create: bool, extracted: Sequence[Command] | None, **kwargs: Any) -> None:
        for place, command in enumerate(extracted or []):
            LevelCommand.objects.create(level=self, command=command, sort_order=place)


class RecipeFactory(Factory):
    """A recipe of two steps; `uses` names its commands."""

    class Meta:
        model = Recipe
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Recipe {n}")
    slug = factory.Sequence(lambda n: f"recipe-{n}")
    sort_order = factory.Sequence(int)
    level = 1
    time = "An hour"
    when = proof = "Words."
    ingredients = ["A clone."]

    @factory.post_generation
    def steps(self, create: bool, extracted: Sequence[tuple[str, str]] | None, **kwargs: Any) -> None:
        found = [("Begin.", "claude"), ("End.", "")] if extracted is None else extracted
        for place, (do, run) in enumerate(found):
            RecipeStep.objects.create(recipe=self, do=do, run=run, where=Where.SHELL, sort_order=place)

    @factory.post_generation
    def uses(self, create: bool, extracted: Sequence[Command] | None, **kwargs: Any) -> None:
        for place, command in enumerate(extracted or []):
            RecipeCommand.objects.create(recipe=self, command=command, sort_order=place)

    @factory.post_generation
    def fails(self, create: bool, extracted: Sequence[tuple[str, str]] | None, **kwargs: Any) -> None:
        for place, (failure, remedy) in enumerate(extracted or []):
            Failure.objects.create(recipe=self, failure=failure, remedy=remedy, sort_order=place)


class MarkFactory(Factory):
    """A command that a learner uses."""

    class Meta:
        model = Mark

    learner = factory.SubFactory(LearnerFactory)
    about = Said.COMMAND
    slug = factory.Sequence(lambda n: f"command-{n}")
    words = "claude"
    at = factory.LazyFunction(timezone.now)


class ChangeReportFactory(Factory):
    class Meta:
        model = ChangeReport

    command = factory.SubFactory(CommandFactory)
    reason = factory.Sequence(lambda n: f"It asks for something else now: {n}.")
