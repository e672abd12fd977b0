"""How the shelf stands in files, and what every book on it has."""

from collections.abc import Iterator

from cookbooks.models import CookbookPage, ShelfPage
from core.bundle import Bundle, Item, Kind, Node, Ref, register
from core.bundle.shapes import Key, key, month, of, record

FILE = "guides/shelf.yaml"
SERIES = "guides/series.yaml"
SHELF = "cookbooks"

SHELF_PAGE = record(of(ShelfPage, "title", "standfirst", seo_description="search_description"))
# The keys that every book's cookbook.yaml has.
COVER = {
    **of(CookbookPage, "slug", "title", "eyebrow", "pitch", "summary", "sources"),
    "as_of": key(month, "as_of"),
}


def anything(node: Node) -> None:
    """What tests read and the site works out."""


def ignored(*names: str) -> dict[str, Key]:
    """Keys that stay in the file."""
    return {name: Key(anything, f"_{name}", required=False) for name in names}


def shelf_of(node: Node) -> Ref:
    """The shelf, as the books on it name it."""
    return Ref("shelf", SHELF, node)


def read_shelf(bundle: Bundle) -> Iterator[Item]:
    root = bundle.yaml(FILE) if bundle.files(FILE) else None
    series = bundle.yaml(SERIES) if root else None
    if root and series:
        node = root.key("cookbooks")
        slug = series.key("slug").value
        yield Item("shelf", SHELF, node, {**SHELF_PAGE(node), "slug": SHELF}, Ref("series", str(slug), node))


register(Kind("shelf", ShelfPage, read_shelf))
