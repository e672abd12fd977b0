"""Loads a bundle into the database: all of it or nothing, and never over what an editor did.

The ledger (`core.Loaded`) remembers the state in which each thing was last loaded. A thing in another state was edited,
and one that is not there was deleted: both are left as they are, and reported, until someone takes the file's version.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.dispatch import Signal
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from core import stamps
from core.bundle import states
from core.bundle.files import Bundle, Problem, Refused
from core.bundle.kinds import Item, Kind, Ref, all_kinds, in_order, read
from core.models import Loaded

# Sent when a bundle has been loaded, with its `folder`.
loaded = Signal()
# Two loads at once, on two machines, follow one another.
_TURN = int.from_bytes(b"bundle")
_ORDER = "order"


@dataclass
class Report:
    """What a load did, and what it left alone; things are named `kind:slug`."""

    made: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unpublished: list[str] = field(default_factory=list)  # gone from the bundle
    left: list[str] = field(default_factory=list)  # an editor's work
    not_remade: list[str] = field(default_factory=list)  # deleted by an editor, or without what it can't be without
    unchanged: int = 0


def check(folder: Path) -> list[Item]:
    """All that the bundle in `folder` holds, in the order of its files, from the files alone. Raises Refused."""
    return read(Bundle(folder))


def load(folder: Path, take: Collection[str] = ()) -> Report:
    """Make the site hold what the bundle in `folder` does, an editor's work apart.

    `take` names things (`kind:slug`) whose version in the files is to go over an edit or a deletion.
    Raises Refused, having written nothing, with every problem of the bundle.
    """
    items = check(folder)
    unknown = sorted(set(take) - {item.name for item in items})
    if unknown:
        raise Refused([Problem("--take", 0, f"The bundle has no {name}.") for name in unknown])
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
        report = _Load(items, frozenset(take)).run()
    loaded.send(sender=load, folder=folder)
    return report


class _Load:
    """One load: the items, what is stored of them, the ledger, and the report as it grows."""

    def __init__(self, items: list[Item], take: frozenset[str]) -> None:
        self.items = items
        self.take = take
        self.kinds = all_kinds()
        self.report = Report()
        self.ledger = {f"{row.kind}:{row.slug}": row for row in Loaded.objects.all()}
        self.stored: dict[str, Any] = {}
        self.names: dict[tuple[type[models.Model], Any], str] = {}
        for kind in self.kinds.values():
            self._find(kind)

    def run(self) -> Report:
        # Each row of a thing would have the whole thing indexed again; and what it links to may not be there yet.
        with disable_reference_index_auto_update():
            for item in in_order(self.items):
                self._settle(item)
        self._index_references()
        for kind in self.kinds.values():
            self._put_in_order(kind)
        present = {item.name for item in self.items}
        for name, row in self.ledger.items():
            if name not in present and row.kind in self.kinds:
                self._let_go(name, row)
        return self.report

    def _index_references(self) -> None:
        """Let Wagtail know what leads where: from all that changed, and from anything to what is new."""
        for name in self.stored if self.report.made else self.report.changed:
            ReferenceIndex.create_or_update_for_object(self.stored[name])

    def _find(self, kind: Kind) -> None:
        """Read what is stored of a kind: one query, and one for each child relation."""
        rows = states.rows_of(kind.model)
        objects = kind.model._default_manager.select_related("latest_revision").prefetch_related(*rows)
        if not kind.is_page:
            for stored in objects:
                self._know(kind, f"{kind.name}:{stored.slug}", stored)
            return
        slugs = {item.slug for item in self.items if item.kind == kind.name}
        slugs.update(row.slug for row in self.ledger.values() if row.kind == kind.name)
        keys = {states.name_to_key(f"{kind.name}:{slug}"): slug for slug in slugs}
        for page in objects:
            # By its key, an editor may rename or move it; one made by hand goes by its path below the series.
            slug = keys.get(page.translation_key) or page.url_path.strip("/").partition("/")[2] or page.slug
            if page.translation_key in keys or f"{kind.name}:{slug}" not in self.stored:
                self._know(kind, f"{kind.name}:{slug}", page)

    def _know(self, kind: Kind, name: str, stored: Any) -> None:
        self.stored[name] = stored
        self.names[kind.model, stored.pk] = name

    def _key(self, ref: Ref) -> Any:
        stored = self.stored.get(ref.name)
        return stored.pk if stored else None

    def _name(self, model: type[models.Model], key: Any) -> str | None:
        """The name of the object that a stored key stands for; None where it is gone."""
        if any(kind.model is model for kind in self.kinds.values()):
            return self.names.get((model, key))
        return f"{model._meta.label_lower}:{key}"

    def _digest_of(self, kind: Kind, stored: Any) -> str:
        return states.digest(states.of_object(kind, stored, self._name))

    def _settle(self, item: Item) -> None:
        """Make, change or leave what an item stands for."""
        kind, row, stored = self.kinds[item.kind], self.ledger.get(item.name), self.stored.get(item.name)
        taken = item.name in self.take
        asked = states.of_item(kind, item, self._key)
        if asked is None or (stored is None and ((row and not taken) or self._has_no_place(item))):
            self.report.not_remade.append(item.name)
        elif stored is None:
            self._make(kind, item)
            self.report.made.append(item.name)
        elif (now := self._digest_of(kind, stored)) == states.digest(asked):
            self._note(item.kind, item.slug, now)
            self.report.unchanged += 1
        elif taken or (row and row.digest == now and not stored.locked):
            self._publish(kind, item, stored)
            self.report.changed.append(item.name)
        else:
            self.report.left.append(item.name)

    def _has_no_place(self, item: Item) -> bool:
        """Whether the page above it is missing, or another page has its address."""
        if not self.kinds[item.kind].is_page or item.parent is None:
            return False
        parent = self.stored.get(item.parent.name)
        return parent is None or parent.get_children().filter(slug=item.values.get("slug")).exists()

    def _make(self, kind: Kind, item: Item) -> None:
        stored = kind.model(live=False)
        states.fill(stored, kind, item, self._key)
        with _placed(item):
            if kind.is_page:
                stored.translation_key = states.name_to_key(item.name)
                self._put_in_tree(item, stored)
            else:
                stored.sort_order = [one for one in self.items if one.kind == kind.name].index(item)
                stored.save()
                log(instance=stored, action="wagtail.create")
        self._know(kind, item.name, stored)
        self._publish(kind, item, stored)
        if kind.made:
            kind.made(stored)

    def _put_in_tree(self, item: Item, page: Page) -> None:
        """Below its parent, after the page that stands before it in the files, or else last."""
        if item.parent is None:
            Page.get_first_root_node().add_child(instance=page)
            return
        siblings = [one for one in self.items if one.parent and one.parent.name == item.parent.name]
        before = [self.stored[one.name] for one in siblings[: siblings.index(item)] if one.name in self.stored]
        if before:
            Page.objects.get(pk=before[-1].pk).add_sibling("right", instance=page)
        else:
            Page.objects.get(pk=self.stored[item.parent.name].pk).add_child(instance=page)

    def _publish(self, kind: Kind, item: Item, stored: Any) -> None:
        """Publish the file's version as a new revision, and note it in the ledger."""
        states.fill(stored, kind, item, self._key)
        with _placed(item):
            stored.save_revision(log_action=False).publish()
        published = kind.model._default_manager.select_related("latest_revision").get(pk=stored.pk)
        self._know(kind, item.name, published)
        self._note(item.kind, item.slug, self._digest_of(kind, published))

    def _note(self, kind: str, slug: str, digest: str) -> None:
        row = self.ledger.get(f"{kind}:{slug}")
        if row is None or row.digest != digest:
            row, _ = Loaded.objects.update_or_create(kind=kind, slug=slug, defaults={"digest": digest})
            self.ledger[f"{kind}:{slug}"] = row

    def _let_go(self, name: str, row: Loaded) -> None:
        """Unpublish what the bundle holds no more, unless an editor changed it."""
        kind, stored = self.kinds[row.kind], self.stored.get(name)
        if stored is None:
            return
        if self._digest_of(kind, stored) != row.digest or stored.locked:
            self.report.left.append(name)
        elif stored.live:
            stored.unpublish()
            self._note(row.kind, row.slug, self._digest_of(kind, kind.model._default_manager.get(pk=stored.pk)))
            self.report.unpublished.append(name)

    def _put_in_order(self, kind: Kind) -> None:
        """Give snippets the order of the files, unless an editor has dragged them into another since the last load."""
        names = [item.name for item in self.items if item.kind == kind.name and item.name in self.stored]
        if kind.is_page or not names:
            return
        keys = {self.stored[name].pk: name for name in names}
        rows = kind.model._default_manager.filter(pk__in=keys).order_by("sort_order", "pk").values_list("pk", flat=True)
        now = [keys[key] for key in rows]
        row = self.ledger.get(f"{_ORDER}:{kind.name}")
        if now != names:
            if row and row.digest != states.digest([name for name in now if name not in self.report.made]):
                return
            for place, name in enumerate(names):
                kind.model._default_manager.filter(pk=self.stored[name].pk).update(sort_order=place)
            stamps.change()
            self.report.changed.append(f"{_ORDER}:{kind.name}")
        self._note(_ORDER, kind.name, states.digest(names))


@contextmanager
def _placed(item: Item) -> Iterator[None]:
    """Says of what a model itself won't take where in the files it stands."""
    try:
        yield
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            for message in messages:
                item.node.key(name).refuse(f"{item.name}, {name}: {message}")
        raise Refused(item.node.source.bundle.problems) from error
