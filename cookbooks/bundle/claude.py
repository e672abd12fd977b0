"""How The Claude Cookbook stands in files: its cover, two cheat sheets, recipes and levels.

Counts stand in the files for whoever reads them there; tests check them, and the site counts.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.text import slugify

from cookbooks.bundle.shelf import COVER, SHELF, ignored, shelf_of
from cookbooks.models import (
    ClaudePage,
    Command,
    Failure,
    Group,
    Level,
    Rank,
    Recipe,
    RecipeStep,
    RemovedName,
    Sheet,
    Slot,
)
from core.bundle import Bundle, Item, Kind, Node, Ref, register
from core.bundle.shapes import Key, each, group, key, list_of, markdown, month, of, record, ref, slug, whole

FOLDER = "cookbooks/claude-cookbook"
COVER_FILE, RECIPES_FILE, LEVELS_FILE = (f"{FOLDER}/{name}.yaml" for name in ("cookbook", "recipes", "mastery"))
SHEET_FILES = f"{FOLDER}/cheat-sheet-*.yaml"


def level(node: Node) -> int | None:
    """The number of a level."""
    number = whole(node)
    if number is None or number in Rank.values:
        return number
    return node.refuse(f"There is no level {number}; there are {len(Rank)}, from 1.")


_LEVEL: dict[str, Key] = {"level": key(level, "level")}
BOOK = record(COVER | of(ClaudePage, "intro", how_checked="as_of_note") | ignored("levels", "parts"))
COMMAND = record(
    of(Command, "command", "what", "example", "note", "source", "since", "destructive", "undo", "checked", id="slug")
    | of(Command, "removed_since", "replaced_by")
    | _LEVEL
    | {
        "as_of": Key(month, "as_of", required=False),
        "slots": Key(list_of(record(of(Slot, "text", "name", "label", "example"))), "slots", required=False),
    }
)
GROUP = record(of(Group, "slug", "title", "intro") | {"commands": key(list_of(COMMAND), "_commands")})
SHEET = record(
    of(Sheet, "slug", "title", "summary", "checked", "review_by", "tool_version")
    | {
        "removed": Key(list_of(record(of(RemovedName, "command", "replaced_by", "since"))), "removed", required=False),
        "groups": key(list_of(GROUP), "_groups"),
    }
)
STEP = record(of(RecipeStep, "do", "where", "run") | {"n": key(whole, "_n")})
RECIPE = record(
    of(Recipe, "slug", "title", "time", "when", "ingredients", check="proof")
    | _LEVEL
    | {
        "steps": key(list_of(STEP, fewest=1), "steps"),
        "goes_wrong": key(list_of(record(of(Failure, "failure", "remedy"))), "goes_wrong"),
        "commands": key(each("command", ref(Command)), "commands"),
    }
)
RECIPES = record(
    {"intro": key(markdown(), "intro"), "recipes": key(list_of(RECIPE), "recipes")} | ignored("slug", "title")
)
LEVEL = record(
    of(Level, "name", "promise", "you_can", "habits", "test_yourself", "leave_behind")
    | {"level": key(level, "number")}
    | {
        "commands": key(each("command", ref(Command)), "commands"),
        "recipes": key(list_of(slug), "_recipes"),
        "exercise": group(
            of(
                Level,
                title="exercise_title",
                minutes="exercise_minutes",
                brief="exercise_brief",
                done_when="exercise_done_when",
            )
        ),
    }
)
LEVELS = record({"intro": key(markdown(), "intro"), "levels": key(list_of(LEVEL), "levels")} | ignored("slug", "title"))


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """The values without what stays in the file."""
    return {name: value for name, value in values.items() if not name.startswith("_")}


def _read(bundle: Bundle, file: str) -> Node | None:
    return bundle.yaml(file) if bundle.files(COVER_FILE) else None


def read_book(bundle: Bundle) -> Iterator[Item]:
    root, recipes, levels = (_read(bundle, file) for file in (COVER_FILE, RECIPES_FILE, LEVELS_FILE))
    if root:
        values = _kept(BOOK(root))
        values["recipes_intro"] = markdown()(recipes.key("intro")) if recipes else None
        values["levels_intro"] = markdown()(levels.key("intro")) if levels else None
        yield Item("claude-cookbook", f"{SHELF}/{values.get('slug') or ''}", root, values, shelf_of(root))


def _sheets(bundle: Bundle) -> Iterator[tuple[Node, dict[str, Any]]]:
    for file in bundle.files(SHEET_FILES):
        if root := bundle.yaml(file):
            yield root, SHEET(root)


def _groups(bundle: Bundle) -> Iterator[tuple[Node, dict[str, Any], Ref]]:
    for root, sheet in _sheets(bundle):
        owner = Ref("sheet", sheet.get("slug") or "", root.key("slug"))
        for at, one in enumerate(sheet.get("_groups") or []):
            yield root.key("groups").item(at), one, owner


def read_levels(bundle: Bundle) -> Iterator[Item]:
    if root := _read(bundle, LEVELS_FILE):
        for at, one in enumerate(LEVELS(root).get("levels") or []):
            name = slugify(one.get("name") or "")
            yield Item("level", name, root.key("levels").item(at), _kept(one) | {"slug": name})


def read_sheets(bundle: Bundle) -> Iterator[Item]:
    for root, sheet in _sheets(bundle):
        yield Item("sheet", sheet.get("slug") or "", root, _kept(sheet))


def read_groups(bundle: Bundle) -> Iterator[Item]:
    for node, one, sheet in _groups(bundle):
        yield Item("group", one.get("slug") or "", node, _kept(one) | {"sheet": sheet})


def read_commands(bundle: Bundle) -> Iterator[Item]:
    for node, one, _ in _groups(bundle):
        owner = Ref("group", one.get("slug") or "", node.key("slug"))
        for at, command in enumerate(one.get("_commands") or []):
            place = node.key("commands").item(at)
            _judge_slots(place, command)
            yield Item("command", command.get("slug") or "", place, _kept(command) | {"group": owner})


def _judge_slots(node: Node, command: dict[str, Any]) -> None:
    """Note each slot whose text stands neither in the command nor in its example."""
    text = f"{command.get('command') or ''}\n{command.get('example') or ''}"
    for at, slot in enumerate(command.get("slots") or []):
        if (slot.get("text") or "") not in text:
            node.key("slots").item(at).refuse("This stands neither in the command nor in its example.")


def read_recipes(bundle: Bundle) -> Iterator[Item]:
    if root := _read(bundle, RECIPES_FILE):
        for at, recipe in enumerate(RECIPES(root).get("recipes") or []):
            node = root.key("recipes").item(at)
            steps = recipe.get("steps") or []
            for place, step in enumerate(steps, 1):
                if step.get("_n") not in (None, place):
                    node.key("steps").item(place - 1).key("n").refuse(f"This is number {place} in the file.")
            yield Item(
                "recipe", recipe.get("slug") or "", node, _kept(recipe) | {"steps": [_kept(one) for one in steps]}
            )


register(
    Kind("claude-cookbook", ClaudePage, read_book),
    Kind("sheet", Sheet, read_sheets, scheme="sheet"),
    Kind("group", Group, read_groups),
    Kind("command", Command, read_commands),
    Kind("level", Level, read_levels),
    Kind("recipe", Recipe, read_recipes, scheme="recipe"),
)
