"""What is held of a learner is all found, shown and deleted; and nobody else's is touched."""

from collections.abc import Iterator

import pytest
from django.db import models

from cookbooks.models import KeptSetup, Mark
from guide.models import ReadMark
from learners import holdings
from learners.models import Browser, Learner, SkillClaim, Transfer
from practice.models import Played
from quiz.models import Attempt
from roadmap.models import AcceptanceTick, Plan, StepProgress
from roles.models import CheckTick
from tests.factories.cookbooks import MarkFactory
from tests.factories.guide import ReadMarkFactory
from tests.factories.learners import (
    BrowserFactory,
    LearnerFactory,
    SkillClaimFactory,
    TransferFactory,
)
from tests.factories.local import KeptSetupFactory
from tests.factories.practice import PlayedFactory
from tests.factories.progress import AcceptanceTickFactory, CheckTickFactory, PlanFactory, StepProgressFactory
from tests.factories.quiz import AttemptFactory

pytestmark = pytest.mark.django_db

# How a row is planted in each model that leads to a learner. A new one asks for its line here.
PLANTED = {
    Attempt: lambda learner: AttemptFactory(learner=learner, done=True),
    Browser: lambda learner: BrowserFactory(learner=learner),
    Transfer: lambda learner: TransferFactory(learner=learner),
    SkillClaim: lambda learner: SkillClaimFactory(learner=learner),
    Mark: lambda learner: MarkFactory(learner=learner),
    KeptSetup: lambda learner: KeptSetupFactory(learner=learner),
    StepProgress: lambda learner: StepProgressFactory(learner=learner),
    AcceptanceTick: lambda learner: AcceptanceTickFactory(learner=learner),
    Plan: lambda learner: PlanFactory(learner=learner, dated=True),
    Played: lambda learner: PlayedFactory(learner=learner),
    CheckTick: lambda learner: CheckTickFactory(learner=learner),
    ReadMark: lambda learner: ReadMarkFactory(learner=learner),
}
# Browsers are led to whom their learner has become by the link itself.
MERGED = {model: plant for model, plant in PLANTED.items() if model is not Browser}


def leading_to(model: type[models.Model], known: set[type[models.Model]]) -> Iterator[type[models.Model]]:
    """Every model with a key to `model`, hidden ones too, then every model with a key to those."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.related_model not in known:
            known.add(relation.related_model)
            yield relation.related_model
            yield from leading_to(relation.related_model, known)


def test_every_model_that_leads_to_a_learner_can_be_planted():
    assert set(leading_to(Learner, {Learner})) == set(PLANTED)


def test_deleting_a_learner_deletes_a_row_of_every_model_and_no_one_elses():
    alice, bob = LearnerFactory(role_today="backend-engineer"), LearnerFactory()
    rows = {learner: [plant(learner) for plant in PLANTED.values()] for learner in (alice, bob)}

    holdings.delete(alice)

    assert not Learner.objects.filter(pk=alice.pk).exists()
    assert not any(type(row).objects.filter(pk=row.pk).exists() for row in rows[alice])
    assert Learner.objects.filter(pk=bob.pk).exists()
    assert all(type(row).objects.filter(pk=row.pk).exists() for row in rows[bob])


def test_deleting_twice_does_no_harm():
    learner = LearnerFactory()

    holdings.delete(learner)
    holdings.delete(learner)

    assert not Learner.objects.exists()


def test_what_has_to_happen_first_happens_in_the_same_transaction(monkeypatch):
    learner = LearnerFactory(role_today="backend-engineer")

    def fail(learner):
        Learner.objects.filter(pk=learner.pk).update(role_today="")
        raise RuntimeError

    nothing = holdings.Holding("Nothing", "Kept.", "Long.", shown=lambda *asked: [], before_deletion=fail)
    monkeypatch.setattr(holdings, "holdings", [nothing])

    with pytest.raises(RuntimeError):
        holdings.delete(learner)

    learner.refresh_from_db()
    assert learner.role_today == "backend-engineer"


def test_merging_gives_a_row_of_every_model_to_the_other_and_leaves_no_ones_else():
    alice, bob, carol = LearnerFactory(role_today="backend-engineer"), LearnerFactory(), LearnerFactory()
    mine = [plant(alice) for plant in MERGED.values()]
    others = [plant(carol) for plant in MERGED.values()]

    holdings.merge(alice, bob)
    alice.delete()

    for row in mine:
        row.refresh_from_db()
        assert row.learner == bob
    for row in others:
        row.refresh_from_db()
        assert row.learner == carol
    bob.refresh_from_db()
    assert bob.role_today == "backend-engineer"


def test_everything_held_is_shown_in_words_kept_or_not_by_an_editor(rf):
    alice = LearnerFactory(role_today="backend-engineer")
    request = rf.get("/you/")
    for plant in PLANTED.values():
        plant(alice)

    shown = holdings.of(alice, request)

    assert [holding.name for holding, _ in shown] == [holding.name for holding in holdings.holdings]
    assert all(thing.words for _, things in shown for thing in things)
