"""What can be published, what is remembered, what is summed, and where links lead."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Revision, Site

from core.links import doors_of
from core.publishing import publish_due
from roadmap import pace, queries
from roadmap.models import Milestone, RetiredStep, Stage, Step, StepPrerequisite
from roadmap.sums import Span, stretch, weeks
from tests.factories.roadmap import PathFactory, ProjectFactory, StageFactory, StepFactory


def publish(step, *needs):
    """Publish `step`, needing `needs`."""
    step.prerequisites = [StepPrerequisite(needs=need, sort_order=at) for at, need in enumerate(needs)]
    step.save_revision().publish()


def needed_by(step):
    return [row.needs for row in StepPrerequisite.objects.filter(step=step)]


# Circles


def test_a_step_that_would_wait_for_itself_is_not_published_and_the_circle_is_named(way):
    with pytest.raises(ValidationError) as refused:
        publish(way.first, way.third)

    assert refused.value.messages == [
        "“First” needs “Third”, which needs “Second”, which needs “First”: a circle that nobody can begin. "
        "Take one of these prerequisites away."
    ]
    assert needed_by(way.first) == []


def test_a_step_that_needs_itself_is_not_published(way):
    with pytest.raises(ValidationError, match="“First” needs itself"):
        publish(way.first, way.first)


def test_a_step_whose_old_prerequisite_closed_the_circle_may_be_turned_around(way):
    publish(way.second)

    publish(way.first, way.second)

    assert (needed_by(way.first), needed_by(way.second)) == ([way.second], [])


def test_what_is_scheduled_waits_while_it_would_close_a_circle(way):
    publish(way.first)
    publish(way.second)
    way.first = Step.objects.get(pk=way.first.pk)
    way.first.prerequisites = [StepPrerequisite(needs=way.third)]
    way.first.go_live_at = timezone.now() + timedelta(hours=1)
    way.first.save_revision().publish()
    publish(Step.objects.get(pk=way.second.pk), way.first)
    Revision.objects.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=timezone.now() - timedelta(hours=1)
    )

    done = publish_due()

    assert (done.published, done.failed) == (0, 1)
    assert needed_by(way.first) == []


def test_the_database_keeps_hours_in_order(way):
    with pytest.raises(IntegrityError), transaction.atomic():
        StepFactory(hours_low=4, hours_high=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectFactory(hours_low=4, hours_high=2)


def test_hours_that_run_backwards_are_refused_in_words(way):
    way.first.hours_low = 9
    with pytest.raises(ValidationError, match="The hours end below where they begin"):
        way.first.full_clean()


def test_a_stage_can_not_take_the_address_of_the_plan(way):
    with pytest.raises(ValidationError, match="“plan” is the address of another page"):
        StageFactory.build(route=way.route, slug="plan").clean()


# Retiring


def titles():
    return {(row.route, row.step): row.title for row in RetiredStep.objects.all()}


def test_a_deleted_step_is_remembered_by_its_last_title(way):
    way.first.delete()

    assert titles() == {("the-route", "first"): "First"}


def test_steps_are_remembered_when_their_stage_goes_and_again_when_they_do(way):
    way.top.delete()
    Step.objects.all().delete()

    assert titles() == {
        ("the-route", "first"): "First",
        ("the-route", "second"): "Second",
        ("the-route", "third"): "Third",
    }


def test_steps_are_remembered_when_they_are_deleted_at_once(way):
    Step.objects.filter(slug__in=["first", "second"]).delete()

    assert set(titles()) == {("the-route", "first"), ("the-route", "second")}


@pytest.mark.parametrize("name", ["first", "top", "route"])
def test_what_is_unpublished_leaves_its_steps_remembered(way, name):
    getattr(way, name).unpublish()

    assert ("the-route", "first") in titles()


def test_the_last_title_is_the_one_remembered(way):
    way.first.unpublish()
    way.first.title = "Another"
    way.first.save()
    way.first.delete()

    assert titles() == {("the-route", "first"): "Another"}


# Sums


def test_a_milestone_counts_the_core_of_a_path_as_far_as_it_says(way):
    path = PathFactory(route=way.route, core=[way.first, way.second, way.third], optional=[])
    rows = (
        ("All steps", None, "", []),
        ("The path", path.role, "", []),
        ("To the second", path.role, "second", []),
        ("Without the first", path.role, "second", ["first"]),
        ("To a step that is gone", path.role, "gone", []),
    )
    for at, (what, role, through, without) in enumerate(rows):
        Milestone.objects.create(route=way.route, what=what, role=role, through=through, without=without, sort_order=at)

    assert queries.facts(way.route.pk).reached == [
        ("All steps", 3, "6 to 12 hours"),
        ("The path", 3, "6 to 12 hours"),
        ("To the second", 2, "4 to 8 hours"),
        ("Without the first", 1, "2 to 4 hours"),
    ]
    assert pace.of_path(path) == "3 steps, 6–12 hours"


def test_a_path_sums_what_is_live_and_needed(way):
    path = PathFactory(route=way.route, core=[way.first, way.second], optional=[way.third])
    Step.objects.filter(pk=way.second.pk).update(live=False)

    assert pace.of_path(path) == "1 step, 2–4 hours"


def test_weeks_are_counted_when_begun():
    assert weeks(Span(75, 147), 5) == Span(15, 30)
    assert weeks(Span(0, 1), 5) == Span(0, 1)
    with pytest.raises(ValueError, match="Without an hour"):
        weeks(Span(1, 1), 0)


def test_a_stretch_that_names_what_is_not_there_is_none():
    assert stretch("abc", "b", []) == ["a", "b"]
    assert stretch("abc", "", ["a"]) == ["b", "c"]
    assert stretch("abc", "x", []) is None
    assert stretch("abc", "", ["x"]) is None


# Links by name


def leads(target):
    return doors_of(Site.objects.get(is_default_site=True)).href(target)


def test_stages_steps_and_projects_have_addresses(way):
    ProjectFactory(route=way.route, slug="one")

    assert leads("stage:daylight") == "/guide/route/daylight/"
    assert leads("step:third") == "/guide/route/bedrock/third/"
    assert leads("project:one") == "/guide/route/projects/one/"
    assert leads("route:") == "/guide/route/"


@pytest.mark.parametrize("hidden", ["step", "stage", "route", "page"])
def test_a_step_has_no_address_while_something_above_it_is_not_live(way, hidden):
    {"step": way.third, "stage": way.deep, "route": way.route, "page": way.page}[hidden].unpublish()

    assert leads("step:third") is None


def test_a_stage_without_a_route_has_no_address(way):
    Stage.objects.filter(pk=way.deep.pk).update(route=None)

    assert (leads("stage:bedrock"), leads("step:third")) == (None, None)
