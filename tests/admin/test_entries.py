"""Snippets, from draft to reader, through the admin's own views: what each group can do, and others can't."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.models import Revision, Site

from core.publishing import publish_due
from guide.models import GlossaryPage, GuidePage, Term
from roles.models import Counterpart, Lens, Lifecycle, Phase, Role, Skill
from tests.admin.forms import role_form, skill_form, streamfield_of, url
from tests.factories import indexed
from tests.factories.glossary import GlossaryFactory, TermFactory
from tests.factories.quiz import AttemptFactory, QuizFactory
from tests.factories.quiz import published as published_quiz
from tests.factories.roles import (
    CounterpartFactory,
    ExplorerFactory,
    GuideFactory,
    LensFactory,
    LifecycleFactory,
    PhaseFactory,
    RoleFactory,
    SkillFactory,
    SkillsPageFactory,
)
from tests.roles.test_pages import words

MODELS = (Role, Skill, Counterpart, Lifecycle, Phase, Lens, Term)


def a_term():
    """A term of the one glossary, which is made if there is none."""
    guide = GuidePage.objects.first() or GuideFactory()
    return TermFactory(glossary=GlossaryPage.objects.first() or GlossaryFactory(parent=guide))


FACTORIES = {
    Role: RoleFactory,
    Skill: SkillFactory,
    Counterpart: CounterpartFactory,
    Lifecycle: LifecycleFactory,
    Phase: PhaseFactory,
    Lens: LensFactory,
    Term: a_term,
}
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


@pytest.fixture
def explorer(db):
    """A guide with an explorer and a list of skills."""
    home = GuideFactory(slug="guide")
    SkillsPageFactory(parent=home)
    yield ExplorerFactory(parent=home)
    Site.clear_site_root_paths_cache()


def published(thing):
    """The same, as its first version left it."""
    thing.save_revision().publish()
    return type(thing).objects.get(pk=thing.pk)


@pytest.fixture
def skill(explorer):
    return published(SkillFactory(name="Evals", slug="evals", summary="Before."))


@pytest.fixture
def role(explorer):
    return published(
        RoleFactory(title="Evaluator", slug="evaluator", lifecycle=explorer.to_lifecycle, tagline="Before.")
    )


def said(response):
    """What the answer, or the page it leads to, says to the person."""
    return " ".join(str(message) for message in response.context["messages"])


# Publishing


def test_what_an_editor_publishes_is_at_the_readers_next_request(editor, client, skill):
    assert "Before." in client.get("/guide/skills/evals/").content.decode()

    editor.post(url(Skill, "edit", skill.pk), skill_form(skill, summary="After.", **{"action-publish": "1"}))

    assert "After." in client.get("/guide/skills/evals/").content.decode()


def test_a_draft_is_not_shown(editor, client, skill):
    editor.post(url(Skill, "edit", skill.pk), skill_form(skill, summary="After."))

    assert Skill.objects.get(pk=skill.pk).latest_revision.as_object().summary == "After."
    assert "Before." in client.get("/guide/skills/evals/").content.decode()


@pytest.mark.parametrize("skills", [0, 4])
def test_a_role_is_not_published_without_its_five_skills(editor, client, role, skills):
    form = role_form(role, skills=skills, tagline="After.", **{"action-publish": "1"})

    answer = editor.post(url(Role, "edit", role.pk), form)

    assert answer.status_code == HTTPStatus.OK
    assert f"A published role rests on exactly 5 skills, and this one has {skills}." in answer.content.decode()
    assert "Before." in client.get("/guide/roles/evaluator/").content.decode()


def test_a_role_may_be_kept_as_a_draft_with_fewer(editor, client, role):
    editor.post(url(Role, "edit", role.pk), role_form(role, skills=2, tagline=""))

    draft = Role.objects.get(pk=role.pk).latest_revision.as_object()
    assert (draft.skills.count(), draft.tagline) == (2, "")
    assert "Before." in client.get("/guide/roles/evaluator/").content.decode()


def test_a_role_with_five_is_published(editor, client, role):
    editor.post(url(Role, "edit", role.pk), role_form(role, tagline="After.", **{"action-publish": "1"}))

    assert "After." in client.get("/guide/roles/evaluator/").content.decode()


def test_skills_may_trade_places(editor, role):
    form = role_form(role, **{"action-publish": "1"})
    form["skills-0-skill"], form["skills-1-skill"] = form["skills-1-skill"], form["skills-0-skill"]
    before = [row.skill_id for row in role.skills.all()]

    editor.post(url(Role, "edit", role.pk), form)

    after = [row.skill_id for row in Role.objects.get(pk=role.pk).skills.all()]
    assert after == [before[1], before[0], *before[2:]]


def test_a_skill_named_twice_is_refused(editor, role):
    form = role_form(role, **{"action-publish": "1"})
    form["skills-1-skill"] = form["skills-0-skill"]

    answer = editor.post(url(Role, "edit", role.pk), form)

    assert "Please correct the duplicate" in answer.content.decode()


def test_a_phase_of_another_lifecycle_is_refused(editor, role):
    stray = PhaseFactory(name="Stray")
    form = role_form(role, **{"action-publish": "1"})
    form["phases-0-phase"] = stray.pk

    answer = editor.post(url(Role, "edit", role.pk), form)

    assert f"“Stray” is no phase of the {role.lifecycle}." in answer.content.decode()


def test_a_note_becomes_a_line_of_the_history_and_the_version_goes_up(editor, client, role):
    form = role_form(role, note="It no longer owns the bar.", **{"action-publish": "1"})

    editor.post(url(Role, "edit", role.pk), form)

    found = Role.objects.get(pk=role.pk)
    assert found.version == 2
    assert [(change.value["date"], str(change.value["what"])) for change in found.changed] == [
        (timezone.localdate(), "It no longer owns the bar.")
    ]
    page = client.get("/guide/roles/evaluator/").content.decode()
    assert "version 2, changed on" in page and "It no longer owns the bar." in page


def test_a_typo_leaves_the_version_as_it_is(editor, role):
    editor.post(url(Role, "edit", role.pk), role_form(role, tagline="After.", **{"action-publish": "1"}))

    found = Role.objects.get(pk=role.pk)
    assert (found.version, len(found.changed)) == (1, 0)


def test_two_notes_before_one_publication_are_one_version(editor, role):
    editor.post(url(Role, "edit", role.pk), role_form(role, note="The first."))
    draft = Role.objects.get(pk=role.pk).latest_revision.as_object()
    lines = [("change", {"date": timezone.localdate().isoformat(), "what": "The first."})]
    again = role_form(draft, note="The second.", changed=streamfield_of(lines), **{"action-publish": "1"})
    editor.post(url(Role, "edit", role.pk), again)

    found = Role.objects.get(pk=role.pk)
    assert found.version == 2
    assert [str(change.value["what"]) for change in found.changed] == ["The second.", "The first."]


def test_nobody_notes_what_changed_before_the_first_publication(editor, explorer):
    draft = RoleFactory(lifecycle=explorer.to_lifecycle, live=False)

    answer = editor.get(url(Role, "edit", draft.pk))

    assert 'name="note"' not in answer.content.decode()


@pytest.mark.parametrize("slug", ["compare", "today"])
@pytest.mark.parametrize("deed", ["action-publish", "draft"])
def test_the_form_refuses_a_reserved_slug(editor, explorer, slug, deed):
    role = RoleFactory(lifecycle=explorer.to_lifecycle, live=False)

    answer = editor.post(url(Role, "edit", role.pk), role_form(role, slug=slug, **{deed: "1"}))

    assert f"“{slug}” is the address of another page. Choose another name." in answer.content.decode()


@pytest.mark.parametrize(
    ("factory", "slug"), [(RoleFactory, "compare"), (RoleFactory, "today"), (LensFactory, "checklist")]
)
def test_a_slug_whose_address_is_taken_is_refused(db, factory, slug):
    with pytest.raises(Exception, match="address of another page"):
        factory(slug=slug).full_clean()


def test_an_editor_makes_a_skill_which_stands_last(editor, skill):
    form = skill_form(SkillFactory.build(name="New", slug="new"), **{"action-publish": "1"})

    editor.post(url(Skill, "add"), form)

    made = Skill.objects.get(slug="new")
    assert made.live and made.sort_order == skill.sort_order + 1


def test_the_slug_is_fixed_at_first_publish(editor, skill):
    editor.post(
        url(Skill, "edit", skill.pk), skill_form(skill, slug="other", summary="After.", **{"action-publish": "1"})
    )

    skill.refresh_from_db()
    assert (skill.slug, skill.summary) == ("evals", "After.")
    assert "Fixed since it was first published" in editor.get(url(Skill, "edit", skill.pk)).content.decode()


@pytest.mark.parametrize("who", ["editor", "reviewer"])
def test_both_groups_unpublish(request, client, skill, who):
    request.getfixturevalue(who).post(url(Skill, "unpublish", skill.pk))

    assert client.get("/guide/skills/evals/").status_code == HTTPStatus.NOT_FOUND


def test_an_editor_schedules_and_the_loop_publishes(editor, client, skill):
    at = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    editor.post(
        url(Skill, "edit", skill.pk), skill_form(skill, summary="After.", go_live_at=at, **{"action-publish": "1"})
    )
    assert "Before." in client.get("/guide/skills/evals/").content.decode()

    a_day_passes(skill)
    publish_due()

    assert "After." in client.get("/guide/skills/evals/").content.decode()


def test_the_loop_publishes_no_role_that_lost_a_skill(editor, client, role):
    at = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    editor.post(url(Role, "edit", role.pk), role_form(role, tagline="After.", go_live_at=at, **{"action-publish": "1"}))

    role.skills.all()[0].skill.delete()
    a_day_passes(role)

    assert publish_due().failed == 1
    assert "Before." in client.get("/guide/roles/evaluator/").content.decode()


def a_day_passes(thing):
    """As if it were due since a minute."""
    due = timezone.now() - timedelta(minutes=1)
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    assert revision.object_id == str(thing.pk)
    revision.content["go_live_at"] = due.isoformat()
    revision.approved_go_live_at = due
    revision.save()


def test_an_editor_goes_back_to_an_older_version(editor, client, skill):
    older = skill.save_revision()
    older.publish()
    skill.summary = "Later."
    skill.save_revision().publish()

    form = skill_form(older.as_object(), **{"action-publish": "1"})
    editor.post(url(Skill, "revisions_revert", skill.pk, older.pk), form)

    assert "Before." in client.get("/guide/skills/evals/").content.decode()


def test_an_older_version_opens_without_what_was_deleted(editor, role):
    older = role.save_revision()
    role.skills.all()[0].skill.delete()
    role.phases.all()[0].phase.delete()

    answer = editor.get(url(Role, "revisions_revert", role.pk, older.pk))

    assert answer.status_code == HTTPStatus.OK


def test_dragging_stays_when_an_older_version_is_published(editor, explorer):
    first, second = SkillFactory(sort_order=0), SkillFactory(sort_order=1)
    older = first.save_revision()

    editor.post(f"{url(Skill, 'reorder', first.pk)}?position=1")
    Revision.objects.get(pk=older.pk).publish()

    assert list(Skill.objects.all()) == [second, first]


# Review


def hand_in(editor, role, **typed):
    editor.post(url(Role, "edit", role.pk), role_form(role, **typed, **{"action-submit": "1"}))
    return Role.objects.get(pk=role.pk).current_workflow_task_state


def test_a_reviewer_approves_what_an_editor_hands_in(editor, reviewer, client, role):
    step = hand_in(editor, role, tagline="After.")
    assert "Before." in client.get("/guide/roles/evaluator/").content.decode()

    reviewer.post(url(Role, "workflow_action", role.pk, "approve", step.pk), {"comment": "Good."})

    assert "After." in client.get("/guide/roles/evaluator/").content.decode()


def test_a_reviewer_sends_it_back(editor, reviewer, client, role):
    step = hand_in(editor, role, tagline="After.")

    reviewer.post(url(Role, "workflow_action", role.pk, "reject", step.pk), {"comment": "Say more."})

    assert Role.objects.get(pk=role.pk).current_workflow_state.status == "needs_changes"
    assert "Before." in client.get("/guide/roles/evaluator/").content.decode()


def test_a_role_that_lost_a_skill_on_the_way_is_not_approved(editor, reviewer, client, role):
    step = hand_in(editor, role, tagline="After.")
    role.skills.all()[0].skill.delete()

    answer = reviewer.post(url(Role, "workflow_action", role.pk, "approve", step.pk), {"comment": ""}, follow=True)

    assert "exactly 5 skills, and this one has 4" in said(answer)
    assert Role.objects.get(pk=role.pk).workflow_in_progress
    assert "Before." in client.get("/guide/roles/evaluator/").content.decode()


def test_what_is_handed_in_must_be_whole(editor, role):
    assert hand_in(editor, role, skills=3) is None


def test_an_editor_does_not_approve(editor, role):
    step = hand_in(editor, role)

    answer = editor.post(url(Role, "workflow_action", role.pk, "approve", step.pk), {"comment": ""})

    assert answer.status_code in (HTTPStatus.FOUND, HTTPStatus.FORBIDDEN)
    assert Role.objects.get(pk=role.pk).workflow_in_progress


@every_model
def test_every_kind_can_be_handed_in(db, model):
    assert FACTORIES[model]().get_workflow().name == "Review"


# Locks


def test_a_reviewer_locks_and_an_editor_waits(editor, reviewer, skill):
    reviewer.post(url(Skill, "lock", skill.pk))

    editor.post(url(Skill, "edit", skill.pk), skill_form(skill, summary="After.", **{"action-publish": "1"}))
    skill.refresh_from_db()
    assert (skill.locked, skill.summary) == (True, "Before.")

    reviewer.post(url(Skill, "unlock", skill.pk))
    editor.post(url(Skill, "edit", skill.pk), skill_form(skill, summary="After.", **{"action-publish": "1"}))
    skill.refresh_from_db()
    assert (skill.locked, skill.summary) == (False, "After.")


def test_an_editor_does_not_lock(editor, skill):
    editor.post(url(Skill, "lock", skill.pk))

    skill.refresh_from_db()
    assert not skill.locked


# Preview


@every_model
def test_every_kind_has_a_preview_(editor, explorer, model):
    thing = FACTORIES[model]()

    page = editor.get(url(model, "revisions_view", thing.pk, thing.save_revision().pk)).content.decode()

    assert getattr(thing, "what_stays", str(thing)) in page and "stylesheet" in page


def test_a_preview_shows_what_is_not_saved(editor, role):
    preview = url(Role, "preview_on_edit", role.pk)
    form = role_form(role, skills=2, tagline="Typed, not saved.", usual_from="", usual_to="")

    assert editor.post(preview, form).json() == {"is_valid": True, "is_available": True}

    page = editor.get(preview).content.decode()
    assert "Typed, not saved." in page
    assert [row.skill.name in page for row in role.skills.all()] == [True, True, False, False, False]


def test_a_role_is_previewed_open_in_the_explorer_too(editor, role):
    preview = url(Role, "preview_on_edit", role.pk)
    editor.post(preview, role_form(role, skills=2, tagline="Typed, not saved."))

    panel = editor.get(preview, {"mode": "panel"}).content.decode()

    assert "Typed, not saved." in panel
    assert "Read the whole role" in panel
    assert [row.skill.name in panel for row in role.skills.all()] == [True, True, False, False, False]


@pytest.mark.parametrize("asked", ({}, {"q": "Kept"}))
def test_roles_are_found_by_phase_skill_and_level(editor, asked):
    with indexed():
        kept, other = RoleFactory(title="Kept role"), RoleFactory(title="Other role")
    by = {
        "phases__phase": kept.phases.first().phase_id,
        "skills__skill": kept.skills.first().skill_id,
        "usual_from": kept.usual_from,
    }

    for name, value in by.items():
        listed = editor.get(url(Role, "list"), {name: value, **asked})
        assert listed.status_code == 200
        assert "Kept role" in listed.content.decode(), name
        if name != "usual_from":
            assert "Other role" not in listed.content.decode(), name
    assert other.phases.first().phase_id != by["phases__phase"]


def test_a_preview_of_what_does_not_exist_yet(editor, explorer):
    form = role_form(RoleFactory(), title="Brand new", slug="brand-new")
    for name in list(form):
        if name.endswith("-id"):
            del form[name]
    form |= {"phases-INITIAL_FORMS": 0, "skills-INITIAL_FORMS": 0}
    preview = url(Role, "preview_on_add")

    assert editor.post(preview, form).json()["is_valid"]

    assert "Brand new" in editor.get(preview).content.decode()


# Lists


@every_model
def test_every_list_is_found_searched_and_filtered(editor, explorer, model):
    thing = FACTORIES[model]()
    index = url(model, "list")
    searched = {"name": getattr(thing, "name", "")} if hasattr(thing, "name") else {"name": str(thing)}

    assert str(thing) in editor.get(index).content.decode()
    assert editor.get(index, {"q": searched["name"], "live": "true"}).status_code == HTTPStatus.OK
    assert str(thing) not in editor.get(index, {"live": "false"}).content.decode()
    for name in model.snippet_viewset.list_filter:
        value = model.objects.filter(pk=thing.pk).values_list(name, flat=True).first()
        answer = editor.get(index, {name: value, "q": "a", "ordering": "sort_order"})
        assert answer.status_code == HTTPStatus.OK


@every_model
def test_nothing_is_copied(model):
    with pytest.raises(NoReverseMatch):
        url(model, "copy", 1)


@every_model
def test_a_stranger_sees_no_list(stranger, client, model):
    for browser in (stranger, client):
        answer = browser.get(url(model, "list"))
        assert answer.status_code == HTTPStatus.FOUND and reverse("wagtailadmin_login") in answer["Location"]


@every_model
def test_a_reviewer_neither_adds_nor_deletes(reviewer, explorer, model):
    thing = FACTORIES[model]()

    reviewer.post(url(model, "delete", thing.pk))

    assert model.objects.filter(pk=thing.pk).exists()
    assert reviewer.get(url(model, "add")).status_code == HTTPStatus.FOUND


def test_deleting_says_what_leads_to_it(editor, role):
    with indexed():
        LensFactory(name="Legal", roles=[role])

    answer = editor.get(url(Role, "delete", role.pk)).content.decode()

    assert "Legal" in answer


@pytest.mark.parametrize("view", ["delete", "unpublish"])
def test_leaving_says_which_results_name_it(editor, role, view):
    quiz = published_quiz(QuizFactory())
    scored = quiz.results.all()[0].role
    AttemptFactory.create_batch(2, edition=quiz.edition, done=True)

    answer = words(editor.get(url(Role, view, scored.pk)).content.decode())

    assert f"Edition: {quiz.title}, edition 1, in its roles: " in answer
    assert "as best fit, and read as before" in answer
    assert "Question → Choice → Weights" in answer
    assert "edition 1" not in words(editor.get(url(Role, view, role.pk)).content.decode())


def test_deleting_several_says_what_leads_to_each(editor, explorer):
    roles = RoleFactory.create_batch(2)
    with indexed():
        for name, role in zip(("Legal", "Finance"), roles, strict=True):
            LensFactory(name=name, roles=[role])
    address = reverse("wagtail_bulk_action", args=["roles", "role", "delete"])

    answer = editor.get(f"{address}?id={roles[0].pk}&id={roles[1].pk}").content.decode()

    assert "Legal" in answer and "Finance" in answer


def test_an_editor_deletes(editor, client, role):
    editor.post(url(Role, "delete", role.pk))

    assert client.get("/guide/roles/evaluator/").status_code == HTTPStatus.NOT_FOUND


def test_an_editor_deletes_several(editor, explorer):
    gone = SkillFactory.create_batch(2)
    kept = SkillFactory()
    address = reverse("wagtail_bulk_action", args=["roles", "skill", "delete"])

    editor.post(f"{address}?id={gone[0].pk}&id={gone[1].pk}")

    assert list(Skill.objects.all()) == [kept]
