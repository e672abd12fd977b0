"""Ideas and the page that shows them: live, whole, and with nothing that a test did not ask for."""

from typing import Any

import factory
from django.utils import timezone

from practice.ideas import idea
from practice.ideas.inputs import Choice
from practice.models import GuessTally, Idea, IdeaLens, IdeaRole, IdeaSkill, Played, PracticePage
from tests.factories import Factory
from tests.factories.learners import LearnerFactory
from tests.factories.roles import PageFactory, SeriesHomeFactory


def words_of_inputs(slug: str) -> list[tuple[str, dict[str, Any]]]:
    """A word for each control of a figure, and for each of its choices."""
    return [
        (
            "input",
            {
                "name": name,
                "label": f"The {name}",
                "choices": [{"value": value, "label": f"{value} it is"} for value in getattr(kind, "values", ())]
                if isinstance(kind, Choice)
                else [],
            },
        )
        for name, kind in idea(slug).Inputs.kinds().items()
    ]


class IdeaFactory(Factory):
    """The idea of a figure that there is, by its slug. `roles`, `skills`, `lenses` are what it leads to."""

    class Meta:
        model = Idea
        skip_postgeneration_save = True

    slug = "search"
    sort_order = factory.Sequence(int)
    title = factory.LazyAttribute(lambda made: f"{made.slug.title()}: what it is")
    question = "How does it work?"
    promise = "You will see."
    minutes = 6
    predict_question = "Which comes first?"
    predict_choices = ["The one", "The other", "Neither"]
    predict_answer = "The other"
    predict_reveal = "Since it is rarer."
    explain = [("explain", {"heading": "Begin", "body": "Type."}), ("explain", {"heading": "Why", "body": "So."})]
    what_you_see = "A picture."
    inputs = factory.LazyAttribute(lambda made: words_of_inputs(made.slug))
    rule = "a = b"
    tries = []
    surprise = "It is old."
    misconception = "That it is new."
    checks = [("check", {"question": "And?", "choices": ["Yes", "No"], "answer": "No", "why": "It is not."})]
    after_question = "And now?"
    after_choices = ["This", "That", "None"]
    after_answer = "This"
    after_why = "As before."

    @factory.post_generation
    def roles(self, create: bool, extracted: list[Any] | None, **kwargs: Any) -> None:
        for place, role in enumerate(extracted or []):
            IdeaRole.objects.create(idea=self, role=role, sort_order=place)

    @factory.post_generation
    def skills(self, create: bool, extracted: list[Any] | None, **kwargs: Any) -> None:
        for place, skill in enumerate(extracted or []):
            IdeaSkill.objects.create(idea=self, skill=skill, sort_order=place)

    @factory.post_generation
    def lenses(self, create: bool, extracted: list[Any] | None, **kwargs: Any) -> None:
        for place, lens in enumerate(extracted or []):
            IdeaLens.objects.create(idea=self, lens=lens, sort_order=place)


class PracticePageFactory(PageFactory):
    """The guide at /practice/, with `ideas` in one part."""

    class Meta:
        model = PracticePage

    class Params:
        ideas: Any = ()

    parent = factory.SubFactory(SeriesHomeFactory)
    title = "AI in Practice"
    slug = "practice"
    standfirst = "How the machine works."
    premise_eyebrow = "// Why"
    premise = "Take it apart."
    how_to_read = "Say first."
    parts = factory.LazyAttribute(
        lambda made: [("part", {"eyebrow": "// One", "title": "Finding", "summary": "Two ways.", "ideas": made.ideas})]
    )


class PlayedFactory(Factory):
    class Meta:
        model = Played

    learner = factory.SubFactory(LearnerFactory)
    idea = "search"
    at = factory.LazyFunction(timezone.now)


class GuessTallyFactory(Factory):
    class Meta:
        model = GuessTally

    idea = "search"
    which = "predict"
    choice = 1
    right = False
    count = 1
