"""How the series home, the guides, their chapters and their articles stand in files."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from core.bundle import Bundle, Item, Kind, Node, Ref, register
from core.bundle.files import Text
from core.bundle.front import open_with
from core.bundle.shapes import Key, group, key, list_of, markdown, of, record, shape_of, slug, whole
from guide import bundle_glossary
from guide.blocks import ShiftBlock
from guide.models import ArticlePage, ArticlesPage, ChapterPage, GuidePage, SeriesHomePage
from roles.bundle import INDEXES, guides

SERIES = "guides/series.yaml"
# A shift opens with its pair in full; what follows is the body of its block.
_SHIFT = re.compile(
    r"## (?P<title>(?P<n>\d+)\. .+)\n\n\*\*Old reflex\.\*\* [^\0]+?\n\n\*\*New reflex\.\*\* [^\0]+?\n\n(?P<body>[^\0]+)"
)

DOORS = list_of(
    record(
        {"slug": key(slug, "slug")}
        | of(GuidePage, from_to="door_from_to", title="door_title", edition="door_edition", pitch="door_pitch")
        | of(GuidePage, asks_of_you="door_asks", contains="door_contains", action="door_action")
    )
)


def _front_page(model: type[SeriesHomePage | GuidePage], *more_of_hero: str) -> dict[str, Key]:
    """The keys of a front page: when it was reviewed, its words for search engines, its first words and drawing."""
    drawing = Key(record(of(model, "caption", alt="drawing_in_words")), "", required=False)
    return {
        **of(model, "slug", updated="reviewed_on"),
        "seo": group(of(model, title="seo_title", description="search_description")),
        "hero": group(of(model, "title", "eyebrow", "standfirst", *more_of_hero) | {"image": drawing}),
    }


SERIES_HOME = record(
    _front_page(SeriesHomePage)
    | of(SeriesHomePage, "body", "after_doors", "footer_note")
    | {
        "doors_section": group(of(SeriesHomePage, eyebrow="doors_eyebrow", title="doors_title", intro="doors_intro")),
        "doors": key(DOORS, "doors"),
    }
)
GUIDE = record(
    _front_page(GuidePage, "kicker", "meta")
    | of(GuidePage, "body", "sources", "further_reading")
    | {name: key(list_of(slug), name, required=False) for name in ("chapters", "articles")}
)
_LONG_READ = {
    **of(ChapterPage, "title", "slug", "seo_title", "heading", "summary", "gives", "sources", "changes"),
    **of(ChapterPage, reviewed="reviewed_on"),
}
_PAIR = {
    name: Key(shape_of(child), name, child.meta.default is None)
    for name, child in ShiftBlock().child_blocks.items()
    if name not in ("title", "body")
}
PAIRS = list_of(record({"n": key(whole, "n")} | _PAIR))
CHAPTER = record(_LONG_READ | {"pairs": key(PAIRS, "pairs", required=False)})
ARTICLE = record(_LONG_READ)


def read_series(bundle: Bundle) -> Iterator[Item]:
    if root := bundle.yaml(SERIES):
        values = SERIES_HOME(root)
        values.pop("doors", None)
        yield Item("series", values.get("slug") or "", root, values)


def _doors(bundle: Bundle) -> Iterator[tuple[str, Node, dict[str, Any], Ref]]:
    """The guides that the series has a door to: the slug, where the door stands, its values, the series."""
    root = bundle.yaml(SERIES)
    found = SERIES_HOME(root) if root else {}
    for at, door in enumerate(found.get("doors") or []):
        node = root.key("doors").item(at)  # type: ignore[union-attr]
        if name := door.get("slug"):
            fields = {field: value for field, value in door.items() if field != "slug"}
            yield name, node, fields, Ref("series", found.get("slug") or "", node)


def _homes(bundle: Bundle) -> Iterator[tuple[str, Node, dict[str, Any]]]:
    """The homes of those guides: the slug, the file, its values."""
    for name, _, _, _ in _doors(bundle):
        if root := bundle.yaml(f"guides/{name}/home.yaml"):
            yield name, root, GUIDE(root)


def read_guides(bundle: Bundle) -> Iterator[Item]:
    homes = {name: (root, values) for name, root, values in _homes(bundle)}
    for name, _, door, series in _doors(bundle):
        if name in homes:
            root, home = homes[name]
            if home.get("slug") not in (None, name):
                root.key("slug").refuse(f"This guide stands in the folder of “{name}”.")
            page = {field: value for field, value in home.items() if field not in ("chapters", "articles")}
            yield Item("guide", name, root, page | door, series)


def read_chapters(bundle: Bundle) -> Iterator[Item]:
    for guide, root, home in _homes(bundle):
        named = [name for name in home.get("chapters") or [] if name]
        _none_besides(bundle, f"guides/{guide}", named)
        for at, name in enumerate(named):
            parent = Ref("guide", guide, root.key("chapters").item(at))
            yield from _long_read(bundle, "chapter", f"guides/{guide}/{name}.md", f"{guide}/{name}", parent)


def read_articles(bundle: Bundle) -> Iterator[Item]:
    for guide, root, home in _homes(bundle):
        named = [name for name in home.get("articles") or [] if name]
        _none_besides(bundle, f"guides/{guide}/articles", named)
        for at, name in enumerate(named):
            parent = Ref("articles", f"{guide}/articles", root.key("articles").item(at))
            file = f"guides/{guide}/articles/{name}.md"
            yield from _long_read(bundle, "article", file, f"{guide}/articles/{name}", parent)


def _none_besides(bundle: Bundle, folder: str, named: list[str]) -> None:
    """Note each text of a folder that the guide's home does not name: it would be lost in silence."""
    for file in bundle.files(f"{folder}/*.md"):
        if PurePosixPath(file).stem not in named and (found := bundle.markdown(file)):
            found.whole.refuse("The guide's home.yaml names no such text.")


def _long_read(bundle: Bundle, kind: str, file: str, path: str, parent: Ref) -> Iterator[Item]:
    found = bundle.markdown(file)
    if found is None:
        return
    values = (CHAPTER if kind == "chapter" else ARTICLE)(found.front)
    if values.get("slug") not in (None, PurePosixPath(file).stem):
        found.front.key("slug").refuse("The slug is not the file's name.")
    pairs = values.pop("pairs", None) or []
    values |= {"body": _body(found, pairs), "search_description": values.get("summary") or ""}
    yield Item(kind, path, found.whole, values, parent)


def _body(found: Text, pairs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The text as blocks: the words before the first heading, then a block a section, a shift where it has a pair."""
    by_number = {pair.get("n"): pair for pair in pairs if pair}
    body = []
    for node in filter(lambda node: node.value, [found.intro, *found.sections]):
        prose = markdown()(node) or ""
        match = _SHIFT.fullmatch(prose)
        if match and (pair := by_number.pop(int(match["n"]), None)):
            words = {name: value for name, value in pair.items() if name != "n"}
            body.append({"type": "shift", "value": {**words, "title": match["title"], "body": match["body"]}})
        else:
            body.append({"type": "prose", "value": prose})
    for number in by_number:
        found.front.key("pairs").refuse(f"No section “## {number}.” opens with an old and a new reflex for this pair.")
    return body


def read_index(bundle: Bundle) -> Iterator[Item]:
    for folder in guides(bundle):
        if root := bundle.yaml(f"{folder}/indexes.yaml"):
            guide = PurePosixPath(folder).name
            node = root.key("articles")
            values = {**(INDEXES(root).get("articles") or {}), "slug": "articles"}
            yield Item("articles", f"{guide}/articles", node, values, Ref("guide", guide, node))


register(
    Kind("series", SeriesHomePage, read_series, made=open_with),
    Kind("guide", GuidePage, read_guides),
    Kind("chapter", ChapterPage, read_chapters),
    Kind("articles", ArticlesPage, read_index),
    Kind("article", ArticlePage, read_articles),
    *bundle_glossary.KINDS,
)
