"""The Claude Cookbook's files: whole, counted, and refused where they deceive."""

import shutil

import pytest
import yaml
from django.conf import settings

from core.bundle import Refused, check

FOLDER = settings.CONTENT / "cookbooks/claude-cookbook"
SHEETS = ("cheat-sheet-1", "cheat-sheet-2")


def read(name):
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def items():
    return check(settings.CONTENT)


def of(items, kind):
    return [item for item in items if item.kind == kind]


def test_the_counts_of_the_files_are_those_of_what_is_in_them(items):
    counted = {part["slug"]: part["count"] for part in read("cookbook")["parts"]}
    sheets = {name: read(name) for name in SHEETS}

    assert {one["slug"]: sum(len(group["commands"]) for group in one["groups"]) for one in sheets.values()} == {
        slug: number for slug, number in counted.items() if slug not in ("recipes", "mastery")
    }
    assert (len(of(items, "command")), len(of(items, "recipe")), len(of(items, "level"))) == (
        188,
        counted["recipes"],
        counted["mastery"],
    )


def test_a_command_comes_sign_by_sign(items):
    loaded = {item.slug: item.values for item in of(items, "command")}

    for name in SHEETS:
        for group in read(name)["groups"]:
            for command in group["commands"]:
                assert loaded[command["id"]]["command"] == command["command"]
                assert loaded[command["id"]].get("example", "") == command.get("example", "")


def test_every_level_has_five_statements_and_every_command_a_level(items):
    assert {len(item.values["test_yourself"]) for item in of(items, "level")} == {5}
    assert {item.values["number"] for item in of(items, "level")} == {1, 2, 3, 4}
    assert {item.values["level"] for item in of(items, "command")} == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("file", "there", "instead", "says"),
    [
        ("cheat-sheet-1", "command: claude update", "command: claude –update", "this is a dash that no keyboard types"),
        ("cheat-sheet-1", "command: claude update", 'command: "$ claude update"', "begins with the prompt sign"),
        ("cheat-sheet-1", "command: claude update", "command: “claude” update", "this is a curly quotation mark"),
        ("cheat-sheet-1", "        level: 1\n", "        level: 7\n", "There is no level 7; there are 4, from 1."),
        (
            "cheat-sheet-1",
            '{text: "auth-refactor"',
            '{text: "auth-refracted"',
            "neither in the command nor in its example",
        ),
        ("recipes", "      - n: 2\n", "      - n: 3\n", "This is number 2 in the file."),
        ("recipes", "      - p-file\n", "      - p-nowhere\n", "There is no command “p-nowhere”."),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path, file, there, instead, says):
    shutil.copytree(settings.CONTENT, tmp_path / "content")
    changed = tmp_path / "content" / "cookbooks/claude-cookbook" / f"{file}.yaml"
    text = changed.read_text(encoding="utf-8")
    assert there in text
    changed.write_text(text.replace(there, instead, 1), encoding="utf-8")

    with pytest.raises(Refused) as refused:
        check(tmp_path / "content")

    assert says in str(refused.value)
    assert f"{file}.yaml:" in str(refused.value)
