"""A learner of whom nothing is held goes, a day or two after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from learners.clearing import clear_empty
from learners.models import Learner
from tests.factories.learners import LearnerFactory
from tests.factories.quiz import AttemptFactory

pytestmark = pytest.mark.django_db


def test_empty_learners_are_cleared_and_no_others():
    before = (timezone.now() - timedelta(days=4)).date()
    LearnerFactory(made_on=before)
    fresh = LearnerFactory()
    named = LearnerFactory(made_on=before, role_today="backend-engineer")
    with_attempt = AttemptFactory(learner=LearnerFactory(made_on=before)).learner

    assert clear_empty() == 1
    assert clear_empty() == 0

    assert set(Learner.objects.all()) == {fresh, named, with_attempt}
