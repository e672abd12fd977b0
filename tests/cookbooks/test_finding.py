"""What is typed is found as it stands, sign by sign; what is misspelled, nearly so; nothing is too odd to be asked."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cookbooks import finding
from tests.factories.cookbooks import CommandFactory, GroupFactory, MarkFactory, SheetFactory

pytestmark = pytest.mark.django_db

SAID = [
    "/compact Focus on it",
    "claude --model opus",
    "@src/file.ts",
    "!ls",
    "g++ # C++",
    "50%",
    "a_b",
    "axb",
    "back\\slash",
]


@pytest.fixture
def said():
    group = GroupFactory()
    for text in SAID:
        CommandFactory(group=group, command=text, what="Words.")


def found(q, **params):
    return [line.command for line in finding.find(finding.asked({"q": q, **params})).lines]


@pytest.mark.parametrize(
    ("q", "commands"),
    [
        ("/compact", ["/compact Focus on it"]),
        ("--model", ["claude --model opus"]),
        ("@src", ["@src/file.ts"]),
        ("!ls", ["!ls"]),
        ("C++", ["g++ # C++"]),
        ("%", ["50%"]),
        ("_", ["a_b"]),
        ("\\", ["back\\slash"]),
        ("opus --MODEL", ["claude --model opus"]),
        ("  model   opus ", ["claude --model opus"]),
    ],
)
def test_every_word_is_found_exactly_as_it_stands(said, q, commands):
    assert found(q) == commands


@pytest.mark.parametrize("where", ["command", "what", "example", "note"])
def test_command_description_example_and_note_are_looked_through(where):
    CommandFactory()
    wanted = CommandFactory(**{where: "a needle here"})

    assert found("needle") == [wanted.command]


def test_words_may_stand_in_different_places():
    wanted = CommandFactory(command="alpha", note="omega")
    CommandFactory(command="alpha")

    assert found("omega alpha") == [wanted.command]


@pytest.mark.parametrize(("q", "nearly"), [("/cmpact", "/compact Focus on it"), ("comapct", "/compact Focus on it")])
def test_what_is_misspelled_is_found_nearly_so_and_says_that(said, q, nearly):
    answer = finding.find(finding.asked({"q": q}))

    assert answer.is_near
    assert answer.lines[0].command == nearly


@pytest.mark.parametrize("q", ["@nothing", "%%", "C--", "zzzzzz", "\U0001f642"])
def test_a_sign_is_meant_and_never_nearly_so(said, q):
    assert found(q) == []


def test_the_best_stands_first():
    group = GroupFactory()
    for text in ("run claude", "Claude Code", "claude", "note"):
        CommandFactory(group=group, command=text, what="claude" if text == "note" else "Words.")

    assert found("claude") == ["claude", "Claude Code", "run claude", "note"]


def test_of_several_words_those_in_the_command_count_most():
    group = GroupFactory()
    for text, what in (("claude", "A model of any effort."), ("/model", "Any effort."), ("--effort --model", "Words.")):
        CommandFactory(group=group, command=text, what=what)

    assert found("model effort") == ["--effort --model", "claude", "/model"]


def test_filters_go_together():
    sheet = SheetFactory(slug="one")
    one, other = GroupFactory(sheet=sheet, slug="a"), GroupFactory(slug="b")
    CommandFactory(group=one, command="x1", level=1)
    wanted = CommandFactory(group=one, command="x2", level=2)
    CommandFactory(group=other, command="x3", level=2)

    assert found("x", sheet="one", level="2") == [wanted.command]
    assert found("x", group="b") == ["x3"]
    assert found("x", group="a", sheet="nowhere") == []


def test_what_is_not_live_or_gone_is_not_found():
    CommandFactory(command="needle 1", live=False)
    CommandFactory(command="needle 2", group=GroupFactory(live=False))
    CommandFactory(command="needle 3", group=GroupFactory(sheet=SheetFactory(live=False)))
    CommandFactory(command="needle 4", removed_since="v3")

    assert found("needle") == []


def test_many_are_shown_in_part_and_counted(said):
    group = GroupFactory()
    for n in range(finding.MOST + 5):
        CommandFactory(group=group, command=f"needle {n}")

    first = finding.find(finding.asked({"q": "needle"}))
    everything = finding.find(finding.asked({"q": "needle", "all": "1"}))

    assert (len(first.lines), first.total, first.left_out) == (finding.MOST, finding.MOST + 5, 5)
    assert (len(everything.lines), everything.left_out) == (finding.MOST + 5, 0)


def test_it_costs_one_query_however_many_there_are(said):
    learner = MarkFactory().learner
    for q in ("claude", "comapct", "", "zzzzzz"):
        with CaptureQueriesContext(connection) as queries:
            finding.find(finding.asked({"q": q}), learner=learner)
        assert len(queries) == 1


@pytest.mark.parametrize(
    ("params", "q", "note"),
    [
        ({"q": "x" * 10_000}, "x" * 120, "its first 120 characters"),
        ({"q": "a " * 40}, ("a " * 40).strip(), "the first 12"),
        ({"q": "\u202e\u200bmodel\u00a0\x07 opus"}, "model opus", None),
        ({"level": "9"}, "", "no such level"),
        ({"level": "x"}, "", "no such level"),
        ({"group": "'; DROP TABLE"}, "", "no such group"),
        ({"sheet": "../"}, "", "no such sheet"),
    ],
)
def test_what_can_not_be_asked_is_left_out_and_noted(params, q, note):
    asked = finding.asked(params)

    assert asked.q == q
    assert (note in " ".join(asked.notes)) if note else not asked.notes


@pytest.mark.parametrize(
    "q",
    [
        "(",
        "[a-z]*",
        "a{1,}",
        "'",
        '"',
        "--",
        "; DROP TABLE x",
        "%s",
        "\\x",
        "\ud800",
        "مرحبا",
        "\U0001f469\u200d\U0001f4bb",
    ],
)
def test_any_sign_may_be_typed(said, q):
    finding.find(finding.asked({"q": q}))


def test_a_command_is_due_as_long_after_its_own_check_as_its_sheet_after_the_sheets():
    sheet = SheetFactory(checked=date(2026, 11, 1), review_by=date(2026, 11, 11))
    group = GroupFactory(sheet=sheet)
    CommandFactory(group=group, command="with its sheet")
    CommandFactory(group=group, command="by itself", checked=date(2026, 11, 6))

    with time_machine.travel(date(2026, 11, 12)):
        lines = {line.command: line for line in finding.find(finding.asked({})).lines}

    assert (lines["with its sheet"].due, lines["with its sheet"].is_stale) == (date(2026, 11, 11), True)
    assert (lines["by itself"].due, lines["by itself"].is_stale) == (date(2026, 11, 16), False)


def test_a_line_knows_whether_its_reader_uses_it():
    used, other = CommandFactory(), CommandFactory()
    mark = MarkFactory(slug=used.slug)

    lines = finding.find(finding.asked({}), learner=mark.learner).lines

    assert {line.slug: line.is_used for line in lines} == {used.slug: True, other.slug: False}
