"""What an editor could change of a thing, in a form that compares: whatever the files say, whatever the database holds.

A state names other things by kind and slug. It leaves out keys, dates, paths, places in an order and ids of blocks; and
whatever is empty or at its default, so that a field that is added later changes no digest.
"""

import datetime
import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, Page, RevisionMixin, WorkflowMixin

from core.bundle.kinds import Item, Kind, Ref

State = dict[str, Any]
# How a stored key of another object becomes its name; None where the object is gone.
Names = Callable[[type[models.Model], Any], str | None]
# How a name in the bundle becomes what stands for it now; None where it is not there.
Keys = Callable[[Ref], Any]

_WAGTAIL = (Page, DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin)
_EDITED = {"title", "slug", "seo_title", "search_description", "show_in_menus", "go_live_at", "expire_at"}
_EMPTY: tuple[Any, ...] = (None, "", [], {})


@cache
def _kept_by_wagtail(model: type[models.Model]) -> set[str]:
    """The fields of a model that Wagtail keeps: those of its own bases, whatever another model calls its fields."""
    bases = [base for base in _WAGTAIL if issubclass(model, base)]
    return {field.name for base in bases for field in base._meta.get_fields()} - _EDITED


def fields_of(model: type[models.Model]) -> Iterator[models.Field]:
    """The fields of a model that hold what an editor writes."""
    for field in model._meta.concrete_fields:
        link_up = field.primary_key or (field.remote_field and getattr(field.remote_field, "parent_link", False))
        if field.editable and not link_up and field.name not in _kept_by_wagtail(model):
            yield field


def rows_of(model: type[models.Model]) -> dict[str, tuple[type[models.Model], list[models.Field]]]:
    """The child relations of a model that hold what an editor writes: the model of their rows, and its fields."""
    return {
        relation.get_accessor_name(): (
            relation.related_model,
            [field for field in fields_of(relation.related_model) if field.name != relation.field.name],
        )
        for relation in get_all_child_relations(model)
        if not relation.related_model.__module__.startswith("wagtail.")
    }


def digest(state: Any) -> str:
    """The SHA-256 of a state, or of an order of names, in hex."""
    return hashlib.sha256(json.dumps(state, sort_keys=True, default=_as_text).encode()).hexdigest()


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def of_item(kind: Kind, item: Item, keys: Keys) -> State | None:
    """The state that the files ask for, as far as what they name is there.

    What names something that is gone does as the database does: a row or a list item goes with it, a field that may be
    empty is empty, and where it may not, there can be no such object: None.
    """
    values = without_gone(kind.model, item.values, keys)
    if values is None:
        return None
    return {**_all_asked(kind.model, fields_of(kind.model), values), "live": True}


def _all_asked(model: type[models.Model], fields: Iterable[models.Field], values: dict[str, Any]) -> State:
    """What the files ask of an object, of its rows, and of theirs."""
    state = _state(fields, lambda field: _asked(field, values.get(field.name)))
    for name, (row, inner) in rows_of(model).items():
        if values.get(name):
            state[name] = [_all_asked(row, inner, value) for value in values[name]]
    return state


def of_object(kind: Kind, stored: Any, names: Names) -> State | None:
    """The state of a stored object: of its newest draft, where it has one, and whether it is live."""
    live = stored.live
    if stored.has_unpublished_changes and stored.latest_revision:
        stored = stored.latest_revision.as_object()
        if stored is None:
            return None
    return {**_all_held(kind.model, fields_of(kind.model), stored, names), "live": live}


def _all_held(model: type[models.Model], fields: Iterable[models.Field], stored: Any, names: Names) -> State:
    """What an object holds, its rows, and theirs."""
    state = _state(fields, lambda field: _held(field, stored, names))
    for name, (row, inner) in rows_of(model).items():
        needed = {field.name for field in inner if isinstance(field, models.ForeignKey) and not field.null}
        rows = [_all_held(row, inner, one, names) for one in getattr(stored, name).all()]
        if rows := [one for one in rows if one.keys() >= needed]:
            state[name] = rows
    return state


def without_gone(model: type[models.Model], values: dict[str, Any], keys: Keys) -> dict[str, Any] | None:
    """The values without what names something that is not there; None where a field that may not be empty would be."""
    kept: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Ref):
            field = model._meta.get_field(name)
            if keys(value) is None:
                if not field.null:
                    return None
                value = None
        elif name in (rows := rows_of(model)):
            value = [row for one in value if (row := without_gone(rows[name][0], one, keys)) is not None]
        elif isinstance(value, dict | list):
            value = _without_gone(value, keys)
        kept[name] = value
    return kept


def _without_gone(value: Any, keys: Keys) -> Any:
    if isinstance(value, dict):
        return {name: None if _is_gone(part, keys) else _without_gone(part, keys) for name, part in value.items()}
    if isinstance(value, list):
        return [_without_gone(part, keys) for part in value if not _is_gone(part, keys)]
    return value


def _is_gone(value: Any, keys: Keys) -> bool:
    return isinstance(value, Ref) and keys(value) is None


def _state(fields: Iterable[models.Field], value_of: Callable[[models.Field], Any]) -> State:
    """The values of the fields by name, without what is empty or at its default."""
    values = ((field, value_of(field)) for field in fields)
    return {field.name: value for field, value in values if value not in _EMPTY and value != field.get_default()}


def _asked(field: models.Field, value: Any) -> Any:
    """What the files ask of a field, by name."""
    if isinstance(value, Ref):
        return value.name
    return _plain(field.stream_block, value) if isinstance(field, StreamField) and value else value


def _held(field: models.Field, stored: Any, names: Names) -> Any:
    """What a field of a stored object holds, by name."""
    if isinstance(field, models.ForeignKey):
        key = getattr(stored, field.attname)
        return None if key is None else names(field.related_model, key)
    value = getattr(stored, field.name)
    if isinstance(field, StreamField):
        return _plain(field.stream_block, value.get_prep_value(), names)
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return list(value) if isinstance(value, list | tuple) else value


def _plain(block: blocks.Block, value: Any, names: Names | None = None) -> Any:
    """A block's value without ids, and without what is empty or at its default; other things by name."""
    if isinstance(value, Ref):
        return value.name
    if isinstance(block, blocks.StreamBlock):
        return [
            {"type": one["type"], "value": _plain(block.child_blocks[one["type"]], one["value"], names)}
            for one in value or []
            if one["type"] in block.child_blocks
        ]
    if isinstance(block, blocks.ListBlock):
        items = [one["value"] if _is_wrapped(one) else one for one in value or []]
        plain = [_plain(block.child_block, one, names) for one in items]
        return [one for one in plain if one is not None]
    if isinstance(block, blocks.StructBlock):
        parts = {name: _plain(child, (value or {}).get(name), names) for name, child in block.child_blocks.items()}
        return {
            name: part
            for name, part in parts.items()
            if part not in _EMPTY and part != _default(block.child_blocks[name])
        }
    if isinstance(block, blocks.ChooserBlock) and value is not None and names:
        return names(block.target_model, value)
    return _as_text(value) if isinstance(value, datetime.date) else value


def _default(block: blocks.Block) -> Any:
    default = block.meta.default if hasattr(block.meta, "default") else None
    return default if isinstance(default, str | int | bool) else None


def _is_wrapped(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == "item" and "value" in value


def fill(stored: Any, kind: Kind, item: Item, keys: Keys) -> None:
    """Give an object, new or old, everything the files ask of it, as far as it is there. Saves nothing."""
    values = without_gone(kind.model, item.values, keys) or {}
    _fill_all(stored, fields_of(kind.model), values, keys, item.name)


def _fill_all(stored: Any, fields: Iterable[models.Field], values: dict[str, Any], keys: Keys, path: str) -> None:
    """Fill an object, its rows, and theirs."""
    _fill(stored, fields, values, keys, path)
    for name, (row, inner) in rows_of(type(stored)).items():
        rows = []
        for place, value in enumerate(values.get(name, [])):
            one = row(sort_order=place)
            _fill_all(one, inner, value, keys, f"{path}/{name}/{place}")
            rows.append(one)
        getattr(stored, name).set(rows)


def _fill(stored: Any, fields: Iterable[models.Field], values: dict[str, Any], keys: Keys, path: str) -> None:
    for field in fields:
        value = values.get(field.name)
        if isinstance(field, models.ForeignKey):
            setattr(stored, field.attname, None if value is None else keys(value))
        elif isinstance(field, StreamField):
            raw = _raw(field.stream_block, value or [], keys, f"{path}/{field.name}")
            setattr(stored, field.name, field.stream_block.to_python(raw))
        else:
            setattr(stored, field.name, field.get_default() if value is None else value)


def _raw(block: blocks.Block, value: Any, keys: Keys, path: str) -> Any:
    """A block's value as it is stored. Ids come from the place, so that the same files make the same blocks."""
    if isinstance(value, Ref):
        return keys(value)
    if isinstance(block, blocks.StreamBlock):
        return [
            {"type": one["type"], "value": _raw(block.child_blocks[one["type"]], one["value"], keys, f"{path}/{at}")}
            | _id(f"{path}/{at}")
            for at, one in enumerate(value)
        ]
    if isinstance(block, blocks.ListBlock):
        return [
            {"type": "item", "value": _raw(block.child_block, one, keys, f"{path}/{at}")} | _id(f"{path}/{at}")
            for at, one in enumerate(value or [])
        ]
    if isinstance(block, blocks.StructBlock):
        return {
            name: _raw(child, value[name], keys, f"{path}/{name}") if value.get(name) is not None else _nothing(child)
            for name, child in block.child_blocks.items()
        }
    return _as_text(value) if isinstance(value, datetime.date) else value


def _nothing(block: blocks.Block) -> Any:
    """What stands where the files say nothing."""
    if isinstance(block, blocks.ListBlock | blocks.StreamBlock):
        return []
    if isinstance(block, blocks.StructBlock):
        return {name: _nothing(child) for name, child in block.child_blocks.items()}
    default = _default(block)
    texts = blocks.CharBlock | blocks.TextBlock | blocks.URLBlock
    return "" if default is None and isinstance(block, texts) else default


def _id(path: str) -> dict[str, str]:
    return {"id": str(name_to_key(path))}


def name_to_key(name: str) -> uuid.UUID:
    """A key made from a name: the same in every database."""
    return uuid.uuid5(uuid.UUID("6f1c1f0e-4a34-5d8c-9f0a-3c8f5b1f7a52"), name)
