"""Roles and what belongs to them: live, whole, and with nothing that a test did not ask for."""

from typing import Any

import factory
from wagtail.models import Page, Site

from guide.models import ChapterPage, GuidePage, SeriesHomePage
from roles.models import (
    Change,
    Counterpart,
    Kind,
    Lens,
    LensesPage,
    LensRole,
    Level,
    Lifecycle,
    Phase,
    Role,
    RolePhase,
    RolesExplorerPage,
    RoleSkill,
    Skill,
    SkillsPage,
)
from roles.models.roles import SKILLS_OF_A_ROLE
from tests.factories import Factory


class LifecycleFactory(Factory):
    class Meta:
        model = Lifecycle

    name = factory.Sequence(lambda n: f"Lifecycle {n}")
    slug = factory.Sequence(lambda n: f"lifecycle-{n}")
    sort_order = factory.Sequence(int)
    summary = "From a problem to a system."


class PhaseFactory(Factory):
    class Meta:
        model = Phase

    lifecycle = factory.SubFactory(LifecycleFactory)
    name = factory.Sequence(lambda n: f"Phase {n}")
    slug = factory.Sequence(lambda n: f"phase-{n}")
    sort_order = factory.Sequence(int)
    question = "What does it answer?"
    summary = "Something happens."
    produces = "A thing."


class SkillFactory(Factory):
    class Meta:
        model = Skill

    name = factory.Sequence(lambda n: f"Skill {n}")
    slug = factory.Sequence(lambda n: f"skill-{n}")
    sort_order = factory.Sequence(int)
    kind = Kind.DEEPENS
    summary = "What it is."
    evidence = "What shows it."
    learn_by = "An exercise."


class RoleFactory(Factory):
    """A role at home in a phase of its own lifecycle, resting on five new skills.

    `phases` names other phases, its home first; `skills` other skills, as many as are given.
    """

    class Meta:
        model = Role
        skip_postgeneration_save = True

    lifecycle = factory.SubFactory(LifecycleFactory)
    title = factory.Sequence(lambda n: f"Role {n}")
    slug = factory.Sequence(lambda n: f"role-{n}")
    sort_order = factory.Sequence(int)
    tagline = "Does one thing."
    owns = ["A duty"]
    does_not_own = ["Another duty (somebody else)"]
    day = "A Tuesday."
    seniority_junior = "Answers for little."
    seniority_mid = "Answers for some."
    seniority_senior = "Answers for much."
    seniority_staff = "Answers for all."
    seniority_note = "Mostly in the middle."
    usual_from = Level.MID
    usual_to = Level.SENIOR
    artifacts = ["A document"]
    judged_by = ["A measure"]
    first_ninety_days = ["A move"]
    interview_signal = "Asks first."

    @factory.post_generation
    def phases(self, create: bool, extracted: list[Phase] | None, **kwargs: Any) -> None:
        found = [PhaseFactory(lifecycle=self.lifecycle)] if extracted is None else extracted
        for place, phase in enumerate(found):
            RolePhase.objects.create(role=self, phase=phase, sort_order=place)

    @factory.post_generation
    def skills(self, create: bool, extracted: list[Skill] | None, **kwargs: Any) -> None:
        found = SkillFactory.create_batch(SKILLS_OF_A_ROLE) if extracted is None else extracted
        for place, skill in enumerate(found):
            RoleSkill.objects.create(
                role=self, skill=skill, sort_order=place, why=f"Why {self.title} needs {skill.name}."
            )


class CounterpartFactory(Factory):
    """A thread between two new roles; `new=True`: one that no software role held."""

    class Meta:
        model = Counterpart

    class Params:
        new = factory.Trait(software=None, kind=Change.NEW)

    software = factory.SubFactory(RoleFactory)
    ai = factory.SubFactory(RoleFactory)
    kind = Change.TRANSFORMS
    slug = factory.Sequence(lambda n: f"counterpart-{n}")
    sort_order = factory.Sequence(int)
    what_stays = "What stays."
    what_changes = "What changes."
    first_move = "A first move."


class LensFactory(Factory):
    """A lens that falls on no role; `roles` names those it does fall on."""

    class Meta:
        model = Lens
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Lens {n}")
    slug = factory.Sequence(lambda n: f"lens-{n}")
    sort_order = factory.Sequence(int)
    watches = "something"
    question_they_ask = "What of it?"
    expects = "What it expects."
    leans_on = "What it leans on."
    earns_trust = "What earns its trust."
    loses_trust = "What loses it."
    asks_junior = "Little."
    asks_senior = "Much."
    asks_staff = "All."
    checklist = ["Check this"]

    @factory.post_generation
    def roles(self, create: bool, extracted: list[Role] | None, **kwargs: Any) -> None:
        for place, role in enumerate(extracted or []):
            LensRole.objects.create(lens=self, role=role, sort_order=place)


class PageFactory(Factory):
    """A page, live, below `parent`."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, parent: Page, **kwargs: Any) -> Page:
        return parent.add_child(instance=model_class(*args, **kwargs))


class SeriesHomeFactory(PageFactory):
    """The front door, where the site begins from now on."""

    class Meta:
        model = SeriesHomePage

    parent = factory.LazyFunction(Page.get_first_root_node)
    title = "Next Layer"
    slug = "next-layer"
    eyebrow = standfirst = footer_note = "Words."
    doors_title = "The doors"

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        home = super()._create(model_class, *args, **kwargs)
        Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
        Site.clear_site_root_paths_cache()
        return home


class GuideFactory(PageFactory):
    class Meta:
        model = GuidePage

    parent = factory.SubFactory(SeriesHomeFactory)
    title = factory.Sequence(lambda n: f"Guide {n}")
    slug = factory.Sequence(lambda n: f"guide-{n}")
    eyebrow = standfirst = "Words."
    door_from_to = door_title = door_edition = door_pitch = door_asks = "Words"
    door_contains = ["Words"]


class ChapterFactory(PageFactory):
    class Meta:
        model = ChapterPage

    title = factory.Sequence(lambda n: f"Chapter {n}")
    slug = factory.Sequence(lambda n: f"chapter-{n}")
    summary = "A sentence."
    body = [("prose", "## A section\n\nText.")]


class ExplorerFactory(PageFactory):
    """The explorer of two new lifecycles."""

    class Meta:
        model = RolesExplorerPage

    parent = factory.SubFactory(GuideFactory)
    title = "The Roles Explorer"
    slug = "roles"
    standfirst = "Words."
    from_lifecycle = factory.SubFactory(LifecycleFactory)
    to_lifecycle = factory.SubFactory(LifecycleFactory)


class SkillsPageFactory(PageFactory):
    class Meta:
        model = SkillsPage

    parent = factory.SubFactory(GuideFactory)
    title = "The skills"
    slug = "skills"
    standfirst = "Words."


class LensesPageFactory(PageFactory):
    class Meta:
        model = LensesPage

    parent = factory.SubFactory(GuideFactory)
    title = "The lenses"
    slug = "lenses"
    standfirst = "Words."
