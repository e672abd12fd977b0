"""The Claude Cookbook through the admin's own views: sign by sign, in order, checked today, reported, previewed."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from wagtail.admin.menu import admin_menu, reports_menu
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cookbooks import freshness
from cookbooks.models import ChangeReport, Command, Sheet
from cookbooks.models.reports import ReportState
from core import stampfile, stamps
from tests.admin.conftest import editor, reviewer, stranger  # noqa: F401 - fixtures
from tests.admin.forms import url
from tests.factories.cookbooks import ChangeReportFactory, CommandFactory, RecipeFactory, SheetFactory

QUEUE = "/admin/reports/changed/"
pytestmark = pytest.mark.django_db


def command_form(command, /, **typed):
    names = ("slug", "command", "what", "example", "note", "level", "source", "since", "undo", "removed_since")
    values = {name: getattr(command, name) for name in (*names, "replaced_by")} | {"group": command.group_id}
    return nested_form_data(values | {"slots": inline_formset([])} | typed)


def saved(browser, command, /, **typed):
    """What is kept of a command as a draft, once an editor has typed something; or the page that says what is wrong."""
    response = browser.post(url(Command, "edit", command.pk), command_form(command, **typed))
    command.refresh_from_db()
    return response, command.get_latest_revision_as_object()


@pytest.mark.parametrize(
    "typed", ["  claude --model opus ", "first\r\n\tsecond\r\n", 'x = "*not* <b>Markdown</b>"', "a\\"]
)
def test_a_literal_keeps_what_was_typed(editor, book, typed):  # noqa: F811
    response, draft = saved(editor, book.first, command=typed)

    assert response.status_code == 302
    assert draft.command == typed.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("claude “explain”", "this is a curly quotation mark"),
        ("claude –model", "this is a dash that no keyboard types"),
        ("claude\u00a0--model", "this is a space that is not the space bar"),
        ("$ claude", "begins with the prompt sign"),
    ],
)
def test_a_look_alike_is_refused_with_its_place(editor, book, typed, says):  # noqa: F811
    response, draft = saved(editor, book.first, command=typed)

    assert response.status_code == 200
    assert says in response.text
    assert draft.command == "claude"


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

SOON = date.today() + timedelta(days=3)  # while the editor is still signed in


def bulk(model, *things):
    ids = "&".join(f"id={thing.pk}" for thing in things)
    return f"/admin/bulk/cookbooks/{model}/checked-today/?{ids}&next=/admin/"


def test_many_commands_are_said_to_be_checked_today_and_nothing_else_changes(editor, book):  # noqa: F811
    book.model.what = "A draft."
    book.model.save_revision()
    question = editor.get(bulk("command", book.first, book.model))
    assert "You went through 2 of them today" in question.text

    with time_machine.travel(SOON):
        assert editor.post(bulk("command", book.first, book.model)).status_code == 302

    for command in (book.first, book.model):
        command.refresh_from_db()
        assert command.checked == SOON
        if command.latest_revision:
            assert command.latest_revision.as_object().checked == SOON
    assert (book.model.what, book.model.get_latest_revision_as_object().what) == ("Runs on *Opus*.", "A draft.")
    book.rewind.refresh_from_db()
    assert book.rewind.checked is None


def test_a_sheet_checked_today_is_due_after_as_many_days_as_before(editor, book):  # noqa: F811
    span = book.sheet.review_by - book.sheet.checked

    with time_machine.travel(SOON):
        editor.post(bulk("sheet", book.sheet))

    book.sheet.refresh_from_db()
    assert (book.sheet.checked, book.sheet.review_by) == (SOON, SOON + span)


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


# Wagtail asks the read-only link for its form field, whose scheme Django warns of.
@pytest.mark.filterwarnings("ignore:The default scheme")
def test_the_queue_is_worked_through_and_its_words_stay_as_they_came(editor, book):  # noqa: F811
    report = ChangeReportFactory(command=book.first, reason="It asks for a folder now.")
    assert "claude: It asks for a folder now." in editor.get(QUEUE).text
    assert "It asks for a folder now." in editor.get(f"{QUEUE}edit/{report.pk}/").text

    posted = {"state": "mended", "note": "Done.", "reason": "Forged.", "link": "https://example.org/"}
    assert editor.post(f"{QUEUE}edit/{report.pk}/", posted).status_code == 302

    report.refresh_from_db()
    assert (report.state, report.note, report.reason, report.link) == (
        ReportState.MENDED,
        "Done.",
        "It asks for a folder now.",
        "",
    )
    editor.get(QUEUE)  # says that it was updated, and names it
    assert "It asks" not in editor.get(QUEUE, {"state": "open"}).text


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
