"""The Claude Cookbook as a reader opens it: sheets, commands, marks, recipes, levels, reports, and odd input."""

import re
from datetime import date

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cookbooks import changes
from cookbooks.models import ChangeReport, Command, Mark, RemovedName, Said
from cookbooks.models.reports import ReportState
from core import stampfile
from learners.models import Learner
from tests.factories.cookbooks import CommandFactory, LevelFactory, RecipeFactory, SheetFactory
from tests.factories.kit import KitPageFactory
from tests.factories.learners import a_browser
from tests.factories.local import LocalPageFactory

HERE = "/cookbooks/claude-cookbook/"
SHEET = f"{HERE}terminal/"
ONE = f"{HERE}commands/cc-start/"
HTMX = {"HX-Request": "true"}


def page(response):
    return BeautifulSoup(response.content, "html.parser")


def words(response):
    return " ".join(page(response).get_text(" ").split())


def send(browser, address, **posted):
    """Post as a browser does: with the cookie that it is first given."""
    response = browser.post(address, posted)
    if response.status_code == 307:
        response = browser.post(response["Location"], posted)
    return response


@pytest.fixture
def alice(book):
    """A browser of someone whom the site does not know."""
    return a_browser()


@pytest.fixture(autouse=True)
def a_new_hour(monkeypatch):
    monkeypatch.setattr(changes, "window", changes.Window(changes.HOUR))


# Read


def test_the_shelf_names_its_books_with_what_is_in_them_counted(alice):
    assert "3 commands, 1 sheet, 0 recipes, 1 level" in words(alice.get("/cookbooks/"))

    CommandFactory(group=Command.objects.first().group)

    assert "4 commands" in words(alice.get("/cookbooks/"))


def test_the_shelf_costs_a_query_a_book_to_count_it(alice, book):
    LocalPageFactory(parent=book.shelf)
    KitPageFactory(parent=book.shelf)
    alice.get("/cookbooks/")
    with CaptureQueriesContext(connection) as queries:
        alice.get("/cookbooks/", headers=HTMX)

    assert sum("cookbooks_" in query["sql"] for query in queries) == 9  # one finds the page, a few its books


def test_the_book_leads_to_its_sheets_recipes_and_levels(alice, book):
    RecipeFactory()
    found = {link["href"] for link in page(alice.get(HERE)).select("main a")}

    assert {SHEET, f"{HERE}recipes/", f"{HERE}levels/", f"{HERE}levels/#ask"} <= found


def test_a_sheet_holds_its_commands_under_their_groups_each_at_an_anchor(alice):
    sheet = page(alice.get(SHEET))

    assert [heading.text for heading in sheet.select(".commands__group h2")] == ["Start", "Keys"]
    assert [row["id"] for row in sheet.select(".command")] == ["cc-start", "cc-model", "s-rewind"]
    assert sheet.select_one(".commands__intro em").text == "here"
    assert "3 commands, checked November 24, 2026 against Claude Code 2.1" in words(alice.get(SHEET))


def test_a_command_stands_sign_by_sign_with_its_slots_marked(alice, book):
    code = page(alice.get(SHEET)).select_one("#cc-model code")

    assert code.text == book.model.command
    assert [(slot.text, slot["data-slot"], slot["data-label"]) for slot in code.select("[data-slot]")] == [
        ("explain this", "prompt", "Prompt")
    ]


def test_a_flag_is_not_broken_at_the_end_of_a_line(alice, book):
    code = page(alice.get(SHEET)).select_one("#cc-model code")

    assert [flag.text for flag in code.select(".flag")] == ["--model"]


def test_what_can_lose_work_says_how_to_undo_it(alice):
    assert "Can lose work. Commit first." in page(alice.get(SHEET)).select_one("#s-rewind").get_text(" ", strip=True)


def test_a_line_past_its_review_says_so(alice, book):
    with time_machine.travel(date(2027, 3, 1)):
        assert "Checked November 2026, due again" in words(alice.get(SHEET))
    with time_machine.travel(date(2027, 2, 28)):
        assert "due again" not in words(alice.get(SHEET))


def test_what_is_gone_is_listed_with_what_replaced_it(alice, book):
    RemovedName.objects.create(sheet=book.sheet, command="/fork", replaced_by="/subtask", since="v2", sort_order=0)
    CommandFactory(group=book.keys, slug="s-old", command="/old", removed_since="v3")
    gone = page(alice.get(SHEET)).select_one(".commands__gone").get_text(" ", strip=True)

    assert "/fork , with v2: write /subtask" in gone
    assert "/old , with v3: nothing took its place" in gone
    assert "s-old" not in [row["id"] for row in page(alice.get(SHEET)).select(".command")]
    assert "Gone with v3." in words(alice.get(f"{HERE}commands/s-old/"))


@pytest.mark.parametrize("missing", ["nowhere/", "commands/nowhere/", "recipes/nowhere/", "nowhere.md", "nowhere.json"])
def test_what_is_not_there_is_not_found(alice, missing):
    assert alice.get(f"{HERE}{missing}").status_code == 404


def test_what_is_not_live_is_not_found(alice, book):
    RecipeFactory(slug="draft", live=False)
    SheetFactory(slug="draft", live=False)
    Command.objects.filter(pk=book.first.pk).update(live=False)

    for address in (f"{HERE}recipes/draft/", f"{HERE}draft/", f"{HERE}draft.md", ONE):
        assert alice.get(address).status_code == 404


# Find


def test_finding_on_a_sheet_says_how_many_and_keeps_the_state_in_the_address(alice):
    LevelFactory(number=2)
    found = page(alice.get(SHEET, {"q": "--model", "level": "2"}))

    assert [row["id"] for row in found.select(".command")] == ["cc-model"]
    assert found.select_one("[role=status].commands__count").text == "1 command found"
    assert found.select_one("#find")["value"] == "--model"
    assert found.select_one("#level option[selected]")["value"] == "2"
    assert found.select_one("form[role=search]")["action"] == SHEET


def test_what_was_looked_for_is_marked_in_what_was_found(alice, book):
    CommandFactory(group=book.keys, slug="s-odd", command="a <b>&& c", what="Runs *c* & `<b>`.", example="x <b>")
    found = page(alice.get(SHEET, {"q": "<B>"})).select_one("#s-odd")

    assert [mark.text for mark in found.select("mark")] == ["<b>", "<b>", "<b>"]
    assert found.select_one("code").text == "a <b>&& c"
    assert not page(alice.get(SHEET)).select("mark")


def test_all_sheets_are_looked_through_or_one(alice):
    other = CommandFactory(command="claude elsewhere", group__sheet__slug="other")

    assert [row["id"] for row in page(alice.get(f"{HERE}commands/", {"q": "claude"})).select(".command")] == [
        "cc-start",
        "cc-model",
        other.slug,
    ]
    one = page(alice.get(f"{HERE}commands/", {"q": "claude", "sheet": "other"}))
    assert [row["id"] for row in one.select(".command")] == [other.slug]


def test_nothing_found_says_what_to_do(alice):
    nothing = words(alice.get(SHEET, {"q": "@nowhere"}))

    assert "No command says “@nowhere”" in nothing
    assert "look through both sheets" in nothing


def test_an_answer_while_one_types_is_the_region_alone_and_costs_two_queries_of_ours(alice):
    headers = HTMX | {"HX-Target": "div#found"}
    alice.get(SHEET, {"q": "claude"}, headers=headers)

    with CaptureQueriesContext(connection) as queries:
        answer = alice.get(SHEET, {"q": "claude"}, headers=headers)
    ours = [sql for sql in (query["sql"] for query in queries) if "cookbooks_" in sql and "wagtailcore_page" not in sql]

    assert "<html" not in answer.text
    assert [row["id"] for row in page(answer).select("#found .command")] == ["cc-start", "cc-model"]
    assert answer["Cache-Control"] == "no-store"
    assert len(ours) == 2


@pytest.mark.parametrize("groups", [1, 5])
def test_a_sheet_costs_the_same_however_long_it_is(alice, book, groups):
    for _ in range(groups):
        for _ in range(5):
            CommandFactory(group__sheet=book.sheet, replaces=[("command", "it")])
    alice.get(SHEET)

    with CaptureQueriesContext(connection) as queries:
        alice.get(SHEET)
    ours = [query["sql"] for query in queries if "cookbooks_" in query["sql"]]

    assert len(ours) <= 10


ODD = ["x" * 7000, "(", "[a-z]*", "'; DROP TABLE x; --", "%", "_", "\\", "\u202eabc", "\U0001f642", "مرحبا", "\ufffe"]


def test_any_query_gets_an_answer_in_words(alice):
    for q in ODD:
        response = alice.get(SHEET, {"q": q}, headers=HTMX | {"HX-Target": "div#found"})
        assert response.status_code == 200
        assert re.search(r"\d commands?( found)?|No command", words(response))
    for where in (SHEET, f"{HERE}commands/"):
        assert alice.get(where, {"q": ODD[0], "group": ODD[3], "level": "-1", "sheet": ODD[1]}).status_code == 200


@pytest.mark.parametrize(("q", "status"), [("x" * 10_000, 414), ("a\0b", 400)])
def test_a_query_that_no_browser_sends_is_refused_in_words(alice, q, status):
    assert alice.get(SHEET, {"q": q}).status_code == status


# One command


def test_a_command_and_its_recipes_lead_to_each_other(alice, book):
    recipe = RecipeFactory(uses=[book.first])
    RecipeFactory(title="Another")
    RecipeFactory(title="A draft", uses=[book.first], live=False)

    found = page(alice.get(ONE))
    assert [link["href"] for link in found.select(".command-page__list a")] == [f"{HERE}recipes/{recipe.slug}/"]
    assert ONE in [link["href"] for link in page(alice.get(f"{HERE}recipes/{recipe.slug}/")).select("main a")]


def test_a_command_says_when_it_was_checked_and_where(alice, book):
    Command.objects.filter(pk=book.first.pk).update(checked=date(2026, 11, 25), as_of=date(2026, 8, 1), since="v2")
    said = words(alice.get(ONE))

    for fact in ("Checked November 25, 2026", "Last seen so August 2026", "Since v2", "Source example.org/docs"):
        assert fact in said


# What changed


def test_a_report_waits_for_an_editor_and_says_nothing_of_whoever_sent_it(alice, book):
    answer = send(alice, ONE, reason="It asks for a folder now.", link="https://example.org/x")

    assert (answer.status_code, answer["Location"]) == (303, f"{ONE}?kept=report#changed")
    assert "Thank you." in words(alice.get(answer["Location"]))
    row = ChangeReport.objects.get()
    assert (row.command, row.reason, row.link, row.state) == (
        book.first,
        "It asks for a folder now.",
        "https://example.org/x",
        ReportState.OPEN,
    )
    assert not Learner.objects.exists()


def test_the_same_report_again_is_the_one_that_is_there(alice):
    for _ in range(2):
        send(alice, ONE, reason="It asks for a folder now.", link="")

    assert ChangeReport.objects.count() == 1


def test_a_report_that_was_mended_may_come_again(alice):
    send(alice, ONE, reason="It asks for a folder now.", link="")
    ChangeReport.objects.update(state=ReportState.MENDED)
    send(alice, ONE, reason="It asks for a folder now.", link="")

    assert ChangeReport.objects.count() == 2


@pytest.mark.parametrize(
    ("reason", "link", "says"),
    [
        ("", "", "Say in a few words what has changed."),
        ("no", "", "Say a little more"),
        ("x" * 601, "", "longer than 600 characters"),
        ("It has changed.", "example.org", "This is not a web address."),
        ("It has changed.", "javascript:alert(1)", "This is not a web address."),
        ("It has changed.", "https://me:secret@example.org/", "holds a name or a password"),
        ("It has changed.", "https://example.org/" + "x" * 300, "This is not a web address."),
        ("It has\0changed.", "", "Null characters are not allowed."),
    ],
)
def test_a_report_that_can_not_be_read_keeps_its_words(alice, reason, link, says):
    answer = alice.post(ONE, {"reason": reason, "link": link})

    assert answer.status_code == 422
    assert says in words(answer)
    assert page(answer).select_one("#link").get("value", "") == link
    assert not ChangeReport.objects.exists()


def test_one_report_too_many_is_told_to_wait_and_keeps_its_words(alice):
    for n in range(changes.MOST_AN_ADDRESS):
        assert alice.post(ONE, {"reason": f"It has changed: {n}."}).status_code == 303

    answer = alice.post(ONE, {"reason": "It has changed once more."})

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) <= changes.HOUR
    assert "Not sent yet." in words(answer)
    assert "It has changed once more." in page(answer).select_one("#reason").text
    assert ChangeReport.objects.count() == changes.MOST_AN_ADDRESS


# Marks


def test_who_has_no_cookie_gets_the_page_that_everyone_gets(alice):
    assert "private" in alice.get(SHEET)["Cache-Control"]
    assert not alice.cookies


def test_a_mark_is_kept_fills_the_level_and_names_the_next(alice, book):
    answer = send(alice, SHEET, use="cc-start")
    shown = alice.get(answer["Location"])

    assert answer["Location"].endswith("#cc-start")
    assert shown["Cache-Control"] == "no-store"
    assert page(shown).select_one("#mark-cc-start")["aria-pressed"] == "true"
    said = page(shown).select_one("#standing").get_text(" ", strip=True)
    assert "1 of 2 commands of this level in use." in said
    assert "Next to learn: /rewind" in said
    assert "Kept here under a random number" in said
    assert Mark.objects.get().words == "claude"


def test_a_mark_is_taken_back_by_the_same_button(alice, book):
    send(alice, SHEET, use="cc-start")
    send(alice, SHEET, use="cc-start")
    assert Mark.objects.count() == 1

    for _ in range(2):
        send(alice, SHEET, unuse="cc-start")

    assert not Mark.objects.exists()
    assert page(alice.get(SHEET)).select_one("#mark-cc-start")["aria-pressed"] == "false"


def test_a_mark_on_the_commands_own_page_leads_back_there(alice, book):
    assert send(alice, ONE, use="cc-start")["Location"].startswith(ONE)
    assert "Kept that you use it." in words(alice.get(f"{ONE}?kept=cc-start"))


@pytest.mark.parametrize("slug", ["nowhere", "", "'; DROP TABLE x", "x" * 300, "\U0001f642"])
def test_a_mark_of_what_is_not_there_changes_nothing(alice, slug):
    assert send(alice, SHEET, use=slug).status_code == 303
    assert not Mark.objects.exists()
    assert not Learner.objects.exists()


def test_a_browser_that_keeps_no_cookie_is_told_that_nothing_was_kept(alice, book):
    said = words(alice.get(SHEET, {"kept": "cc-start"}))

    assert "This browser kept nothing." in said


def test_marking_keeps_what_was_asked_for(alice):
    assert send(alice, f"{SHEET}?q=claude&level=1", use="cc-start")["Location"].startswith(
        f"{SHEET}?q=claude&level=1&kept="
    )


def test_the_page_of_one_is_not_given_to_another(alice, book):
    send(alice, SHEET, use="cc-start")

    assert page(a_browser().get(SHEET)).select_one("#mark-cc-start")["aria-pressed"] == "false"


# Recipes


@pytest.fixture
def recipe(book):
    return RecipeFactory(
        slug="mend", title="Mend it", steps=[("Begin.", "claude -n x"), ("End.", "")], uses=[book.first]
    )


def test_a_recipe_has_its_words_and_its_prompts_sign_by_sign(alice, recipe):
    found = page(alice.get(f"{HERE}recipes/mend/"))

    assert [code.text for code in found.select(".recipe__run code")] == ["claude -n x"]
    assert "2 steps" in found.get_text()


def test_steps_are_ticked_along_and_started_again(alice, recipe):
    address = f"{HERE}recipes/mend/"
    first = page(alice.get(address)).select_one("#tick-1")

    answer = send(alice, address, done=first["value"])
    assert answer["Location"].endswith("#step-1")
    ticked = page(alice.get(address))
    assert "1 of 2 done." in ticked.get_text()
    assert ticked.select_one("#tick-1")["aria-pressed"] == "true"
    assert "1 of 2 done" in words(alice.get(f"{HERE}recipes/"))

    send(alice, address, undone=first["value"])
    assert not Mark.objects.exists()

    send(alice, address, done=first["value"])
    send(alice, address, again="1")
    assert not Mark.objects.exists()


def test_a_step_that_was_reworded_meanwhile_is_not_ticked(alice, recipe):
    assert send(alice, f"{HERE}recipes/mend/", done="0" * 64).status_code == 303
    assert not Mark.objects.exists()


# Levels


def test_four_statements_skip_a_level_and_three_do_not(alice, book):
    LevelFactory(number=2, learns=[book.model])
    test = page(alice.get(f"{HERE}levels/")).select_one("#ask form")
    boxes = [box["value"] for box in test.select("[name=holds]")]
    assert len(boxes) == 5

    send(alice, f"{HERE}levels/", level="ask", holds=boxes[:3])
    assert Mark.objects.filter(about=Said.STATEMENT).count() == 3
    assert "Skipped" not in words(alice.get(f"{HERE}levels/"))

    send(alice, f"{HERE}levels/", level="ask", holds=boxes[:4])
    said = page(alice.get(f"{HERE}levels/"))
    assert "Skipped: 4 statements hold" in said.select_one("#ask").get_text(" ", strip=True)
    assert "Steer" in said.select_one("#standing").get_text()

    send(alice, f"{HERE}levels/", level="ask")
    assert not Mark.objects.exists()


def test_no_statement_of_whoever_said_nothing_makes_no_learner(alice):
    assert send(alice, f"{HERE}levels/", level="ask").status_code == 303
    assert send(alice, f"{HERE}levels/", level="nowhere", holds="x").status_code == 303
    assert not Learner.objects.exists()


# Files


def test_a_sheet_as_json_holds_each_command_sign_by_sign(alice, book):
    RemovedName.objects.create(sheet=book.sheet, command="/fork", replaced_by="/subtask", since="v2", sort_order=0)
    data = alice.get(f"{HERE}terminal.json").json()
    found = {one["id"]: one for group in data["groups"] for one in group["commands"]}

    assert data["count"] == len(found) == 3
    assert found["cc-model"]["command"] == book.model.command
    assert found["cc-model"]["slots"] == [
        {"text": "explain this", "name": "prompt", "label": "Prompt", "example": "another"}
    ]
    assert found["s-rewind"]["can_lose_work"] is True
    assert data["removed"] == [{"command": "/fork", "replaced_by": "/subtask", "since": "v2"}]


def test_a_sheet_as_markdown_keeps_backticks_and_lines(alice, book):
    CommandFactory(group=book.keys, command="!`git diff`", what="Runs *it*.")
    CommandFactory(group=book.keys, command="---\nname: x\n```\n---", what="A file.")
    text = alice.get(f"{HERE}terminal.md")

    assert text["Content-Type"] == "text/markdown; charset=utf-8"
    assert "- `` !`git diff` ``: Runs *it*." in text.text
    assert "- A file.\n\n  ````\n  ---\n  name: x\n  ```\n  ---\n  ````" in text.text
    assert "- `/rewind`: Takes it back. Can lose work. Commit first." in text.text


# Kept whole


def test_a_sheet_is_kept_whole_for_everyone_and_drawn_anew_when_something_is_published(alice, book):
    stampfile.write("one")
    alice.get(SHEET)
    with CaptureQueriesContext(connection) as queries:
        assert alice.get(SHEET).status_code == 200
        assert alice.get(SHEET, {"kept": "x"}).status_code == 200
    assert not [query for query in queries if "cookbooks_command" in query["sql"] and "kept" in query["sql"]]

    Command.objects.filter(pk=book.first.pk).update(what="Something else.")
    stampfile.write("two")

    assert "Something else." in words(alice.get(SHEET))


def test_every_address_of_the_book_is_in_the_sitemap(alice, book, settings):
    RecipeFactory(slug="mend")
    places = re.findall(r"<loc>[^<]*?(/cookbooks/[^<]*)</loc>", alice.get("/sitemap.xml").text)

    assert {HERE, SHEET, ONE, f"{HERE}recipes/mend/", f"{HERE}commands/", f"{HERE}recipes/", f"{HERE}levels/"} <= {
        *places
    }
