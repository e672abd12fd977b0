"""The Claude Cookbook through the admin's own views: in order, due again, who may do what, previewed."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from wagtail.admin.menu import admin_menu, reports_menu
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cookbooks import freshness
from cookbooks.models import ChangeReport, Command, Sheet
from core import stampfile, stamps
from tests.admin.conftest import editor, reviewer, stranger  # noqa: F401 - fixtures
from tests.admin.forms import url
from tests.factories.cookbooks import CommandFactory, RecipeFactory, SheetFactory

QUEUE = "/admin/reports/changed/"
pytestmark = pytest.mark.django_db


def command_form(command, **typed):
    names = ("slug", "command", "what", "example", "note", "level", "source", "since", "undo", "removed_since")
    values = {name: getattr(command, name) for name in (*names, "replaced_by")} | {"group": command.group_id}
    return nested_form_data(values | {"slots": inline_formset([])} | typed)


def saved(browser, command, **typed):
    """What is kept of a command as a draft, once an editor has typed something; or the page that says what is wrong."""
    response = browser.post(url(Command, "edit", command.pk), command_form(command, **typed))
    command.refresh_from_db()
    return response, command.get_latest_revision_as_object()


def test_what_can_lose_work_has_to_say_how_to_undo_it(editor, book):  # noqa: F811
    response, draft = saved(editor, book.first, destructive="on")

    assert "say how to get it back" in response.text
    assert not draft.destructive


def test_a_sheet_may_not_take_the_address_of_another_page(book):
    with pytest.raises(Exception, match="is the address of another page"):
        SheetFactory.build(slug="recipes").clean()


@pytest.mark.parametrize("name", ["sheet", "start", "first"])
def test_an_order_that_is_dragged_shows_at_the_next_request(editor, book, name):  # noqa: F811
    thing = getattr(book, name)
    stamps.heal()
    before = stampfile.read()

    response = editor.post(url(type(thing), "reorder", thing.pk) + "?position=1")

    assert response.status_code == 200
    assert stampfile.path().exists()
    assert before


# Checked today


def bulk(model, *things):
    ids = "&".join(f"id={thing.pk}" for thing in things)
    return f"/admin/bulk/cookbooks/{model}/checked-today/?{ids}&next=/admin/"


def test_who_may_not_publish_may_not_say_that_it_was_checked(stranger, book):  # noqa: F811
    stranger.post(bulk("command", book.first))

    assert not Command.objects.exclude(checked=None).exists()


# What is due


def test_the_report_names_what_is_due_the_longest_first(editor, book):  # noqa: F811
    late = CommandFactory(
        command="late", group__sheet=SheetFactory(checked=date(2026, 1, 1), review_by=date(2026, 2, 1))
    )
    with time_machine.travel(date(2026, 11, 24)):
        everything = editor.get(reverse("cookbooks_due")).text
        overdue = editor.get(reverse("cookbooks_due"), {"due": "overdue"}).text
        exported = editor.get(reverse("cookbooks_due"), {"export": "csv"})

    assert everything.index(late.command) < everything.index("/rewind")
    assert "Due again" in overdue
    assert "/rewind" not in overdue
    assert "late" in b"".join(exported.streaming_content).decode()


def test_pages_are_drawn_anew_on_the_day_after_something_was_due(book):
    with time_machine.travel(date(2027, 3, 1)):
        assert freshness.tell_what_is_due() is True
    with time_machine.travel(date(2027, 2, 27)):
        assert freshness.tell_what_is_due() is False


# The queue


def test_only_readers_write_into_the_queue_and_only_editors_read_it(editor, stranger):  # noqa: F811
    assert editor.get(f"{QUEUE}new/").status_code == 302
    assert stranger.get(QUEUE).status_code == 302
    assert not ChangeReport.objects.exists()


@pytest.mark.parametrize(("name", "sees"), [("editor", True), ("stranger", False)])
def test_queue_and_report_stand_in_the_menu_of_those_who_may_see_them(request, rf, name, sees):
    asked = rf.get("/admin/")
    asked.user = request.getfixturevalue(name).user
    labels = {str(item.label) for item in reports_menu.menu_items_for_request(asked)}

    assert ({"Commands due again", "Changed, say readers"} <= labels) == sees


def test_the_shelf_is_a_group_of_the_menu(editor, rf):  # noqa: F811
    (group,) = [item for item in admin_menu.registered_menu_items if item.label == "Shelf"]
    asked = rf.get("/admin/")
    asked.user = editor.user
    labels = [str(item.label) for item in group.menu.menu_items_for_request(asked)]

    assert {"Commands", "Groups", "Cheat sheets", "Recipes", "Levels"} <= {*labels}


# Lists and previews


def test_every_list_opens_and_every_kind_has_a_preview(editor, book):  # noqa: F811
    recipe = RecipeFactory(uses=[book.first], fails=[("It *fails*.", "Mend it.")])
    things = [book.sheet, book.start, book.model, book.ask, recipe]

    for thing in things:
        assert editor.get(url(type(thing), "list")).status_code == 200
        assert editor.get(url(type(thing), "edit", thing.pk)).status_code == 200
    pages = [thing.make_preview_request(preview_mode="").render().content.decode() for thing in things]

    assert "due again February 28, 2027" in pages[0]
    assert "Begin <em>here</em>." in pages[1]
    assert 'data-slot="prompt"' in pages[2]
    assert "Statement 1 of 1." in pages[3]
    assert "It <em>fails</em>." in pages[4]


def test_a_sheet_can_be_deleted_and_leaves_its_commands(book):
    Sheet.objects.filter(pk=book.sheet.pk).delete()

    assert Command.objects.count() == 3
