"""How a guide's glossary stands in a file: the page's first words, then its terms. Read by `guide.bundle`."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from core.bundle import Bundle, Item, Kind, Node, Ref
from core.bundle.shapes import key, list_of, of, record, target, text
from guide.models import GlossaryPage, Term

TERM = record(
    of(Term, "slug", "name", "definition", "topic", "sources")
    | {
        "written": key(list_of(text(longest=80)), "written", required=False),
        "doors": key(list_of(target()), "doors", required=False),
    }
)
GLOSSARY = record(
    of(GlossaryPage, "title", "standfirst", seo_description="search_description")
    | {"terms": key(list_of(TERM), "terms")}
)


def _glossaries(bundle: Bundle) -> Iterator[tuple[str, Node, dict[str, Any]]]:
    """The guides with a glossary: the slug, the file, its values."""
    for file in bundle.files("guides/*/glossary.yaml"):
        if root := bundle.yaml(file):
            yield PurePosixPath(file).parent.name, root, GLOSSARY(root)


def read_pages(bundle: Bundle) -> Iterator[Item]:
    for guide, root, values in _glossaries(bundle):
        page = {name: value for name, value in values.items() if name != "terms"} | {"slug": "glossary"}
        yield Item("glossary", f"{guide}/glossary", root.key("title"), page, Ref("guide", guide, root.key("title")))


def read_terms(bundle: Bundle) -> Iterator[Item]:
    for guide, root, values in _glossaries(bundle):
        for at, term in enumerate(values.get("terms") or []):
            node = root.key("terms").item(at)
            of_it = Ref("glossary", f"{guide}/glossary", root.key("title"))
            yield Item("term", term.get("slug") or "", node, {**term, "glossary": of_it})


KINDS = (Kind("glossary", GlossaryPage, read_pages), Kind("term", Term, read_terms, scheme="term"))
