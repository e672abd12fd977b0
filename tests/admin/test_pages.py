"""Pages, from draft to reader, through the admin's own views."""

from http import HTTPStatus

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupPagePermission, Site

from guide.groups import EDITOR, REVIEWER
from tests.admin.forms import page_form
from tests.factories.roles import GuideFactory, SkillsPageFactory


@pytest.fixture
def page(db):
    yield SkillsPageFactory(parent=GuideFactory(slug="guide"), standfirst="Before.")
    Site.clear_site_root_paths_cache()


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def shown(client):
    return client.get("/guide/skills/").content.decode()


def test_an_editor_publishes(editor, client, page):
    assert "Before." in shown(client)

    editor.post(edit(page), page_form(page, standfirst="After.", **{"action-publish": "1"}))

    assert "After." in shown(client)


def test_a_reviewer_approves_what_an_editor_hands_in(editor, reviewer, client, page):
    editor.post(edit(page), page_form(page, standfirst="After.", **{"action-submit": "1"}))
    assert "Before." in shown(client)
    page.refresh_from_db()

    step = page.current_workflow_task_state
    reviewer.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", step.pk]), {"comment": ""})

    assert "After." in shown(client)


@pytest.mark.parametrize("who", ["editor", "reviewer"])
def test_both_groups_unpublish(request, client, page, who):
    request.getfixturevalue(who).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))

    assert client.get("/guide/skills/").status_code == HTTPStatus.NOT_FOUND


def test_an_editor_goes_back_to_an_older_version(editor, client, page):
    older = page.save_revision()
    older.publish()
    page.standfirst = "Later."
    page.save_revision().publish()

    assert (
        editor.get(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, older.pk])).status_code
        == HTTPStatus.OK
    )
    editor.post(edit(page), page_form(page, standfirst="Before.", revision=older.pk, **{"action-publish": "1"}))

    assert "Before." in shown(client)


def test_a_reviewer_locks_and_an_editor_waits(editor, reviewer, client, page):
    reviewer.post(reverse("wagtailadmin_pages:lock", args=[page.pk]))

    editor.post(edit(page), page_form(page, standfirst="After.", **{"action-publish": "1"}))

    assert "Before." in shown(client)


def test_an_editor_does_not_lock(editor, page):
    editor.post(reverse("wagtailadmin_pages:lock", args=[page.pk]))

    page.refresh_from_db()
    assert not page.locked


def test_an_editor_previews(editor, page):
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    assert editor.post(preview, page_form(page, standfirst="Typed.")).json()["is_valid"]

    assert "Typed." in editor.get(preview).content.decode()


def test_a_stranger_is_sent_to_sign_in(stranger, client, page):
    for browser in (stranger, client):
        answer = browser.post(edit(page), page_form(page, standfirst="After.", **{"action-publish": "1"}))
        assert answer.status_code == HTTPStatus.FOUND and reverse("wagtailadmin_login") in answer["Location"]
    assert "Before." in shown(client)


def test_migrating_again_changes_nothing_that_someone_gave(db):
    reviewer = Group.objects.get(name=REVIEWER)
    before = [group.permissions.count() for group in Group.objects.order_by("name")]
    GroupPagePermission.objects.filter(group=reviewer, permission__codename="lock_page").delete()

    call_command("migrate", verbosity=0)

    assert {group.name for group in Group.objects.all()} == {EDITOR, REVIEWER}
    assert [group.permissions.count() for group in Group.objects.order_by("name")] == before
    assert GroupPagePermission.objects.filter(group=reviewer, permission__codename="lock_page").count() == 1


def test_a_form_is_saved_by_its_editor_alone(editor, page):
    """What Wagtail saves by itself meanwhile would take a first publication back."""
    for address in (edit(page), reverse("wagtailadmin_pages:add", args=["guide", "chapterpage", page.get_parent().pk])):
        form = editor.get(address).content.decode()
        assert "w-unsaved" in form and "w-autosave#save" not in form
