"""Pages, from draft to reader, through the admin's own views."""

from http import HTTPStatus

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from wagtail.models import GroupPagePermission, Site
from wagtail.signals import page_published
from wagtail.test.utils.form_data import nested_form_data, streamfield

from guide.groups import EDITOR, REVIEWER
from tests.admin.forms import page_form
from tests.factories.roles import GuideFactory, SkillsPageFactory


@pytest.fixture
def page(db):
    yield SkillsPageFactory(parent=GuideFactory(slug="guide"), standfirst="Before.")
    Site.clear_site_root_paths_cache()


@pytest.fixture
def read_guide(client, page):
    """The guide, and what a reader gets of its home."""
    return page.get_parent().specific, lambda: client.get("/guide/").content.decode()


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


def locks():
    """How many turns this connection has taken and not given back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        return cursor.fetchone()[0]


def test_saves_of_a_form_follow_one_another(editor, page):
    """What Wagtail saves by itself meanwhile would take a first publication back."""
    held = []

    def count(**kwargs):
        held.append(locks())

    page_published.connect(count)
    editor.post(edit(page), page_form(page, standfirst="After.", **{"action-publish": "1"}))
    page_published.disconnect(count)
    count()

    assert held == [1, 0]


def test_a_form_that_breaks_leaves_no_one_waiting(editor, page, monkeypatch):
    monkeypatch.setattr(type(page), "save_revision", None)

    with pytest.raises(TypeError):
        editor.post(edit(page), page_form(page, standfirst="After.", **{"action-publish": "1"}))

    assert locks() == 0


def test_an_autosave_after_a_publish_that_it_has_not_seen_is_refused(editor, client, page):
    loaded = page.save_revision()
    page.standfirst = "After."
    page.save_revision().publish()
    form = page_form(page, standfirst="Before that.", loaded_revision_id=loaded.pk)

    answer = editor.post(edit(page), form, headers={"accept": "application/json"})

    assert answer.json()["error_code"] == "invalid_revision"
    assert "After." in shown(client)


def test_an_editor_writes_the_jobs_the_first_ninety_days_and_the_test_of_fit_of_a_short_guide(editor, read_guide):
    guide, read = read_guide
    names = ("title", "slug", "eyebrow", "standfirst", "door_from_to", "door_title", "door_edition", "door_pitch")
    words = {name: getattr(guide, name) for name in (*names, "door_asks", "door_action")}
    jobs = streamfield([("item", {"name": "Staff engineer", "line": "A few teams.", "target": "guide:guide"})])
    begin, fit = (streamfield([("item", what)]) for what in ("Days 1–30: read.", "Write one record."))
    body = [("paths", "Six paths", jobs), ("steps", "The first 90 days", begin), ("steps", "Test your fit", fit)]
    sections = [
        (kind, {"eyebrow": "", "title": title, "items": items} | ({"intro": ""} if kind == "steps" else {}))
        for kind, title, items in body
    ]
    lists = {name: streamfield([]) for name in ("sources", "further_reading")}
    typed = {**words, "door_contains": "Paths", "body": streamfield(sections), **lists, "action-publish": "1"}

    editor.post(edit(guide), nested_form_data(typed))

    page = read()
    assert '<a href="/guide/">Staff engineer</a>' in page and "A few teams." in page
    assert all(words in page for words in ("Days 1–30", "Read.", "Write one record."))
    assert page.index('href="#do-test-your-fit"') < page.index('href="#do-the-first-90-days"')  # its two buttons
    assert 'id="do-test-your-fit"' in page and 'id="do-the-first-90-days"' in page
