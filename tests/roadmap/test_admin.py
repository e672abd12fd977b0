"""The Route through the admin's own views: what is refused, what is warned of, what a deletion says, what previews."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu, reports_menu
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from core import stampfile, stamps
from roadmap.models import Path, PathStep, Stage, Start, Step, StepPrerequisite
from roadmap.models.progress import StepProgress
from tests.admin.conftest import editor, reviewer, stranger  # noqa: F401 - fixtures
from tests.admin.forms import url
from tests.factories.learners import LearnerFactory
from tests.factories.practice import IdeaFactory
from tests.factories.roadmap import (
    PathFactory,
    ProjectFactory,
    StageFactory,
    StartFactory,
    StepFactory,
    StepResourceFactory,
)
from tests.factories.roles import ChapterFactory, LensesPageFactory, LensFactory, SkillFactory, SkillsPageFactory


def step_form(step, needs=(), **typed):
    """The form of a stored step that needs `needs`, with what an editor has typed."""
    names = ("title", "slug", "why", "evidence", "hours_low", "hours_high", "level", "pitfalls")
    kept = {row.needs_id: row.pk for row in step.prerequisites.all()}
    rows = [{"id": kept.get(need.pk, ""), "needs": need.pk} for need in needs]
    rows.sort(key=lambda row: row["id"] == "")
    gone = [{"id": pk, "needs": need, "DELETE": "on"} for need, pk in kept.items() if need not in [n.pk for n in needs]]
    rows = [row for row in rows if row["id"]] + gone + [row for row in rows if not row["id"]]
    return nested_form_data(
        {
            **{name: getattr(step, name) for name in names},
            "stage": step.stage_id,
            "do": "\n".join(step.do),
            "reads": "\n".join(step.reads),
            "practice": "\n".join(step.practice),
            "prerequisites": inline_formset(rows, initial=len(kept)),
            **{name: inline_formset([], initial=0) for name in ("skills", "lenses", "resources")},
            **typed,
        }
    )


def publish(browser, step, needs=(), **typed):
    """The answer to publishing the form of `step`."""
    return browser.post(
        url(Step, "edit", step.pk), step_form(step, needs, **{"action-publish": "1", **typed}), follow=True
    )


def said(response):
    return [str(message).split("\n")[0] for message in response.context["messages"]]


def needed_by(step):
    return [row.needs for row in StepPrerequisite.objects.filter(step=step)]


# Writing


def test_a_circle_is_refused_with_its_steps_named_and_kept_as_a_draft_if_asked(editor, way):  # noqa: F811
    answer = publish(editor, way.first, [way.third])

    assert "“First” needs “Third”, which needs “Second”, which needs “First”" in answer.text
    assert needed_by(way.first) == []

    editor.post(url(Step, "edit", way.first.pk), step_form(way.first, [way.third]))

    draft = Step.objects.get(pk=way.first.pk).latest_revision.as_object()
    assert [row.needs_id for row in draft.prerequisites.all()] == [way.third.pk]


def test_a_draft_that_closes_a_circle_is_not_published_by_going_back_to_it(editor, way):  # noqa: F811
    way.first.prerequisites = [StepPrerequisite(needs=way.third)]
    revision = way.first.save_revision()
    stored = Step.objects.get(pk=way.first.pk)
    form = step_form(stored, [way.third], **{"action-publish": "1", "revision": revision.pk})

    answer = editor.post(url(Step, "edit", way.first.pk), form, follow=True)

    assert "a circle that nobody can begin" in answer.text
    assert needed_by(way.first) == []


def test_a_step_that_needs_a_deeper_one_is_refused(editor, way):  # noqa: F811
    deep = StepFactory(stage=way.top, title="Deep one", level="deep")

    answer = publish(editor, way.second, [deep])

    assert "“Deep one” has a higher level than this step, which needs it." in answer.text
    assert needed_by(way.second) == [way.first]


def test_what_a_published_step_leaves_to_mend_is_said(editor, way):  # noqa: F811
    later = StepFactory(stage=way.deep, title="Later")
    PathFactory(route=way.route, core=[way.first, way.second])

    warned = said(publish(editor, way.second, [way.first, later], level="solid"))

    assert "“Later” stands after “Second”, which needs it. Drag one of them to another place." in warned
    assert "“Third” needs “Second”, which now has a higher level. Change one of the two levels." in warned
    assert any(words.endswith("lacks what it needs: “Later”. Add it there.") for words in warned)


def test_a_new_step_stands_last(editor, way):  # noqa: F811
    fresh = StepFactory.build(stage=way.top, slug="fresh", title="Fresh")

    editor.post(url(Step, "add"), step_form(fresh, [way.first], **{"action-publish": "1"}))

    assert list(Step.objects.order_by("sort_order"))[-1].slug == "fresh"
    assert needed_by(Step.objects.get(slug="fresh")) == [way.first]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"do": "See [it](step:nowhere)."}, "there is no step of that name"),
        ({"reads": "chapter:nowhere"}, "there is no chapter page of that name"),
        ({"reads": "javascript:alert(1)"}, "is no web address"),
        ({"practice": "nothing:cost"}, "nothing goes by “nothing:”"),
        ({"hours_low": "9"}, "The hours end below where they begin."),
        ({"hours_high": "100000"}, "less than or equal to 400"),
    ],
)
def test_what_leads_nowhere_is_refused_in_a_sentence(editor, way, typed, sentence):  # noqa: F811
    assert sentence in publish(editor, way.first, **typed).text


def test_what_is_not_live_yet_may_be_named(editor, way):  # noqa: F811
    for slug in ("cost", "evals"):
        IdeaFactory(slug=slug, live=False)

    publish(editor, way.first, practice="practice:cost\npractice:evals")

    assert Step.objects.get(pk=way.first.pk).practice == ["practice:cost", "practice:evals"]


def path_form(path, core, **typed):
    """The form of a stored path with other steps."""
    old = [{"id": row.pk, "step": row.step_id, "DELETE": "on"} for row in path.steps.all()]
    rows = [{"id": "", "step": step.pk} for step in core]
    return nested_form_data(
        {
            "route": path.route_id,
            "role": path.role_id,
            "slug": path.slug,
            "note": path.note,
            "steps": inline_formset(old + rows, initial=len(old)),
            "action-publish": "1",
            **typed,
        }
    )


@pytest.mark.parametrize(
    ("core", "sentence"),
    [
        (["second"], "“Second” needs “First”, which this path has not among the steps it needs."),
        (["second", "first"], "The steps that it needs are not in the order of the descent. Drag them there."),
        (["first", "second"], ""),
    ],
)
def test_a_path_holds_what_its_steps_need_in_the_order_of_the_descent(editor, way, core, sentence):  # noqa: F811
    path = PathFactory(route=way.route)

    answer = editor.post(
        url(Path, "edit", path.pk), path_form(path, [getattr(way, name) for name in core]), follow=True
    )

    found = list(PathStep.objects.filter(path=path).order_by("sort_order").values_list("step__slug", flat=True))
    assert sentence in answer.text
    assert found == ([] if sentence else core)


def test_an_order_that_is_dragged_shows_at_once(editor, way, django_capture_on_commit_callbacks):  # noqa: F811
    stamps.heal()
    before = stampfile.read()

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"{url(Step, 'reorder', way.third.pk)}?position=0")

    assert [step.slug for step in Step.objects.order_by("sort_order")] == ["third", "first", "second"]
    assert stampfile.read() != before


# Lists, menu, previews


def test_the_route_is_a_group_of_the_menu(editor, rf):  # noqa: F811
    (group,) = [item for item in admin_menu.registered_menu_items if item.label == "Route"]
    request = rf.get("/admin/")
    request.user = editor.user

    labels = [str(item.label) for item in sorted(group.menu.menu_items_for_request(request), key=lambda one: one.order)]

    assert labels == ["Steps", "Stages", "Paths", "Starts", "Projects", "Routes"]


@pytest.mark.parametrize(("name", "sees"), [("editor", True), ("reviewer", True), ("stranger", False)])
def test_the_report_stands_in_the_menu_of_those_who_may_see_it(request, rf, name, sees):
    asked = rf.get("/admin/")
    asked.user = request.getfixturevalue(name).user

    assert ("Resources" in [str(item.label) for item in reports_menu.menu_items_for_request(asked)]) == sees


def test_steps_are_listed_and_filtered(editor, way):  # noqa: F811
    response = editor.get(url(Step, "list"), {"stage": way.deep.pk})

    assert "Third" in response.text
    assert "Second" not in response.text
    assert "2–4" in response.text


def test_every_list_opens(editor, way):  # noqa: F811
    PathFactory(route=way.route, core=[way.first])
    StartFactory(route=way.route, already=[way.first])
    ProjectFactory(route=way.route, rests_on=[way.first])

    for thing in (way.route, way.top, way.first, *Path.objects.all(), *Start.objects.all(), *way.route.projects.all()):
        assert editor.get(url(type(thing), "list")).status_code == 200
        assert editor.get(url(type(thing), "edit", thing.pk)).status_code == 200


def test_a_preview_shows_what_is_not_saved(editor, way):  # noqa: F811
    IdeaFactory(slug="cost")
    preview = url(Step, "preview_on_edit", way.third.pk)
    form = step_form(way.third, [way.first, way.second], title="Typed", do="One.\n\nTwo.", practice="practice:cost")
    StepResourceFactory(step=way.third)

    assert editor.post(preview, form).json() == {"is_valid": True, "is_available": True}
    page = " ".join(editor.get(preview).text.split())

    assert "<h1>Typed</h1>" in page
    assert "<li>One.</li><li>Two.</li>" in page
    assert "<li>Second</li><li>First</li>" in page
    assert Step.objects.get(pk=way.third.pk).title == "Third"


def test_every_kind_has_a_preview(editor, way, rf):  # noqa: F811
    things = [
        way.route,
        way.top,
        PathFactory(route=way.route, core=[way.first], optional=[way.third], note="A note."),
        StartFactory(route=way.route, already=[way.first]),
        ProjectFactory(route=way.route, rests_on=[way.first], acceptance=["It *holds*."]),
    ]

    pages = [thing.make_preview_request(preview_mode="").render().content.decode() for thing in things]

    assert "four-hours" in pages[0].lower()
    assert '<a href="/guide/route/daylight/first/">First</a>' in pages[1]
    assert "<small>Optional</small>" in pages[2]
    assert "Why First." in pages[3]
    assert "It <em>holds</em>." in pages[4]


# Deletion


def held_by(step, **states):
    """So many learners who say so of `step`."""
    for state, number in states.items():
        for learner in LearnerFactory.create_batch(number):
            StepProgress.objects.create(
                learner=learner, route="the-route", step=step.slug, state=state, at=timezone.now()
            )


@pytest.mark.parametrize("verb", ["delete", "unpublish"])
def test_the_confirmation_says_what_a_step_touches_and_how_many_learners_have_it(editor, way, verb):  # noqa: F811
    held_by(way.second, done=2, doing=1)
    Step.objects.get(pk=way.third.pk).save_revision().publish()

    page = " ".join(editor.get(url(Step, verb, way.second.pk)).text.split())

    assert "Third</a>, in Step prerequisite → Needs" in page
    assert "3 learners, in what is theirs: done by 2, being done by 1. It stays theirs, under its last title" in page
    assert "/guide/route/bedrock/third/" in page


def test_the_confirmation_for_a_stage_counts_the_learners_of_its_steps_once(editor, way):  # noqa: F811
    held_by(way.first, done=1)
    learner = StepProgress.objects.get().learner
    StepProgress.objects.create(learner=learner, route="the-route", step="second", state="skip", at=timezone.now())

    page = editor.get(url(Stage, "delete", way.top.pk)).text

    assert "1 learner, in what is theirs: done by 1, skipped by 1." in page


def test_progress_outlives_the_step(editor, way):  # noqa: F811
    held_by(way.first, done=1)

    editor.post(url(Step, "delete", way.first.pk))

    assert not Step.objects.filter(slug="first").exists()
    assert StepProgress.objects.get().step == "first"
    assert needed_by(way.second) == []


def test_where_a_chapter_a_skill_and_a_lens_are_used_is_said_and_only_while_it_is_live(client, way):
    SkillsPageFactory(parent=way.guide)
    LensesPageFactory(parent=way.guide)
    ChapterFactory(parent=way.guide, slug="mindset")
    skill, lens = SkillFactory(slug="evals"), LensFactory(slug="finops")
    StepFactory(
        stage=way.top, slug="used", title="Used there", trains=[skill], seen_by=[lens], reads=["chapter:mindset"]
    )
    StepFactory(stage=way.top, title="A draft", live=False, trains=[skill], seen_by=[lens], reads=["chapter:mindset"])
    addresses = ("/guide/skills/evals/", "/guide/lenses/finops/", "/guide/mindset/")

    for address in addresses:
        page = client.get(address).text
        assert '<a href="/guide/route/daylight/used/">Used there</a>' in page
        assert "A draft" not in page

    way.page.unpublish()

    assert not any("Used there" in client.get(address).text for address in addresses)


def test_a_resource_is_kept_with_its_step(editor, way):  # noqa: F811
    StepResourceFactory(step=way.first, title="A book")

    assert "A book" in editor.get(url(Step, "edit", way.first.pk)).text
    assert reverse("roadmap_resources").endswith("/admin/reports/resources/")
    StageFactory(route=way.route)
