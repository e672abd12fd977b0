"""Marks: made once, taken back, joined, shown in words; and the queue that a deletion leaves alone."""

import pytest

from cookbooks import holdings, marks
from cookbooks.models import Mark, Said
from learners.lines import digest_of
from tests.factories.cookbooks import MarkFactory
from tests.factories.learners import LearnerFactory

pytestmark = pytest.mark.django_db


def test_a_mark_is_made_once():
    learner = LearnerFactory()

    for _ in range(2):
        marks.mark(learner, Said.COMMAND, "cc-start", [("", "claude")])

    assert Mark.objects.count() == 1
    assert marks.of(learner).commands == {"cc-start"}


def test_a_learner_who_is_gone_has_nothing_left_behind():
    learner = LearnerFactory()
    type(learner).objects.filter(pk=learner.pk).delete()

    marks.mark(learner, Said.COMMAND, "cc-start", [("", "claude")])

    assert not Mark.objects.exists()


def test_settling_keeps_what_is_ticked_and_nothing_else_of_the_same():
    learner = LearnerFactory()
    marks.mark(learner, Said.STATEMENT, "ask", [("a", "A."), ("b", "B."), ("old", "Reworded since.")])
    marks.mark(learner, Said.STATEMENT, "steer", [("a", "A.")])

    marks.settle(learner, Said.STATEMENT, "ask", {"a": "A.", "b": "B.", "c": "C."}, ["c", "a", "nowhere"])

    assert marks.of(learner).statements == {("ask", "a"), ("ask", "c"), ("ask", "old"), ("steer", "a")}


def test_emphasis_and_case_make_no_other_line():
    assert digest_of("Open *three* hops.") == digest_of("open three hops")
    assert digest_of("Open 3.5 hops") != digest_of("Open 35 hops")


def test_two_sets_joined_lose_nothing_and_double_nothing():
    source, target = LearnerFactory(), LearnerFactory()
    for learner in (source, target):
        MarkFactory(learner=learner, slug="both")
    MarkFactory(learner=source, slug="one")
    MarkFactory(learner=source, about=Said.STEP, slug="both", line="a")

    holdings.merge(source, target)

    assert sorted(Mark.objects.filter(learner=target).values_list("about", "slug")) == [
        ("command", "both"),
        ("command", "one"),
        ("step", "both"),
    ]
