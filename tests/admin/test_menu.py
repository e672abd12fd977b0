"""The menu that each person finds in the admin."""

import pytest
from django.apps import apps
from wagtail.admin.menu import admin_menu, help_menu, reports_menu, settings_menu
from wagtail.models import GroupPagePermission, Page

from guide import groups

EDITORS_DAY = ["Guide", "Roles", "Lenses", "Images", "Documents", "Reports"]


@pytest.fixture
def labels(rf):
    """The labels of a menu, in order, as the person at a browser sees them."""

    def labels_(browser, menu=admin_menu):
        request = rf.get("/admin/")
        request.user = browser.user
        return [str(item.label) for item in sorted(menu.menu_items_for_request(request), key=lambda item: item.order)]

    return labels_


def test_the_menu_follows_an_editors_day(editor, labels):
    assert [label for label in labels(editor) if label in EDITORS_DAY] == EDITORS_DAY


def test_a_reviewer_finds_what_there_is_to_review(reviewer, labels):
    assert [label for label in labels(reviewer) if label in EDITORS_DAY] == ["Guide", "Roles", "Lenses", "Reports"]


def test_what_an_editor_never_needs_is_not_shown(editor, labels):
    assert labels(editor, help_menu) == ["Shortcuts"]
    assert not {"Page types usage", "Workflow tasks"} & set(labels(editor, reports_menu))
    assert labels(editor, settings_menu) == ["Collections"]


def test_roles_hold_what_the_explorer_shows(editor, labels):
    (roles,) = [item for item in admin_menu.registered_menu_items if item.label == "Roles"]

    assert labels(editor, roles.menu) == ["Roles", "Skills", "Counterparts", "Lifecycles", "Phases"]


def test_groups_wait_for_pages_after_a_flush(db):
    Page.objects.all().delete()

    groups.make(apps.get_app_config("guide"))

    assert not GroupPagePermission.objects.exists()
