"""The kinds of thing a bundle holds, the things themselves, and the check that what they name is there."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.module_loading import autodiscover_modules
from wagtail.models import Page

from core import markdown
from core.bundle.files import Bundle, Node, Refused


@dataclass(frozen=True)
class Ref:
    """One thing of the bundle as another names it: its kind and slug, and where it is named."""

    kind: str
    slug: str
    node: Node

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.slug}"


@dataclass(frozen=True)
class Item:
    """One thing of the bundle: a page or a snippet, with its children.

    The slug is its name in the ledger; that of a page is its path below the series, as `some-guide/mindset`. `values`
    are by field and by child relation (a list of dicts); a stream is a list of {type, value}; another thing is a Ref.
    """

    kind: str
    slug: str
    node: Node
    values: dict[str, Any]
    parent: Ref | None = None

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.slug}"

    @property
    def needs(self) -> "Iterator[Ref]":
        """What has to be there before it: its parent, and all that its values name."""
        if self.parent:
            yield self.parent
        yield from _refs(self.values)


def _refs(value: Any) -> Iterator[Ref]:
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _refs(part)


@dataclass(frozen=True)
class Kind:
    """One kind of thing: the model that holds it, and how its items are read off the files, in order.

    `scheme` is how prose links to a snippet; a page's model says so itself. `made` is called with an object just made.
    """

    name: str
    model: type[Any]  # a page type, or a snippet with a slug
    read: Callable[[Bundle], Iterable[Item]]
    scheme: str = ""
    made: Callable[[Any], None] | None = None

    def target(self, item: Item) -> str:
        """The link by name that leads to `item`, or nothing where prose can't."""
        scheme = self.scheme or getattr(self.model, "scheme", "")
        if not scheme:
            return ""
        slug = "" if getattr(self.model, "scheme_is_whole", False) else item.slug.rpartition("/")[2]
        return f"{scheme}:{slug}"

    @property
    def is_page(self) -> bool:
        return issubclass(self.model, Page)


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Let the bundle hold these kinds."""
    _kinds.update({kind.name: kind for kind in kinds})


def all_kinds() -> dict[str, Kind]:
    """Every kind by name, in the order of the installed apps. Reads each app's `bundle.py`, the first time."""
    autodiscover_modules("bundle")
    apps_in_order = [app.label for app in apps.get_app_configs()]
    return dict(sorted(_kinds.items(), key=lambda named: apps_in_order.index(named[1].model._meta.app_label)))


def kind_of(model: type[models.Model]) -> Kind:
    """The kind that is held by a model. Raises LookupError where none is."""
    for kind in _kinds.values():
        if kind.model is model:
            return kind
    raise LookupError(f"{model.__name__} is held by no kind of the bundle")


def read(bundle: Bundle) -> list[Item]:
    """Every item of the bundle, in the order of its files. Raises Refused with every problem."""
    items = [item for kind in all_kinds().values() for item in kind.read(bundle)]
    _check_names(items)
    _check_refs(items)
    _check_links(bundle, items)
    _check_notes(bundle, items)
    in_order(items)
    if bundle.problems:
        raise Refused(bundle.problems)
    return items


def _check_names(items: list[Item]) -> None:
    counts = Counter(item.name for item in items)
    for item in items:
        if counts[item.name] > 1:
            item.node.refuse(f"The {item.kind} “{item.slug}” is there {counts[item.name]} times.", near=item.slug)


def _check_refs(items: list[Item]) -> None:
    known = {item.name for item in items}
    for item in items:
        for ref in item.needs:
            if ref.name not in known:
                ref.node.refuse(f"There is no {ref.kind} “{ref.slug}”.", near=ref.slug)


def _check_links(bundle: Bundle, items: list[Item]) -> None:
    known = {_kinds[item.kind].target(item) for item in items}
    for link, node in bundle.links:
        if not markdown.may_follow(link):
            node.refuse(f"The link “{link}” is neither an address nor a name.", near=link)
        elif markdown.is_name(link) and link.partition("#")[0] not in known:
            node.refuse(f"The link “{link}” leads to nothing in the bundle.", near=link)


def _check_notes(bundle: Bundle, items: list[Item]) -> None:
    for note, node in bundle.notes:
        holder = next((item for item in items if _holds(item.node, node)), None)
        sources = len(holder.values.get("sources") or []) if holder else 0
        if note > sources:
            node.refuse(f"[^{note}] points at a source that is not there; there are {sources}.", near=f"[^{note}]")


def _holds(item: Node, node: Node) -> bool:
    return item.source.file == node.source.file and item.first <= node.first and node.last <= item.last


def in_order(items: list[Item]) -> list[Item]:
    """The items again, what each needs before it. A circle is noted as a problem."""
    by_name = {item.name: item for item in items}
    ordered: dict[str, Item] = {}
    open_names: set[str] = set()

    def visit(item: Item) -> None:
        if item.name in ordered:
            return
        if item.name in open_names:
            item.node.refuse(f"The {item.kind} “{item.slug}” needs itself before it.")
            return
        open_names.add(item.name)
        for ref in item.needs:
            if ref.name in by_name:
                visit(by_name[ref.name])
        ordered[item.name] = item

    for item in items:
        visit(item)
    return list(ordered.values())
