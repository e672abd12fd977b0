"""What the values of a file must be: shapes, most of them read off the model fields and blocks that will hold them.

A shape takes a node and returns the value as models want it. What does not fit is noted at its place and comes out as
None, so that one reading finds every problem.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.snippets.blocks import SnippetChooserBlock

from core import literals
from core.blocks import MarkdownBlock, TargetBlock
from core.bundle.files import Node
from core.bundle.kinds import Ref, kind_of
from core.fields import LinesField, LiteralField, MarkdownField, TargetField

Shape = Callable[[Node], Any]
_TYPES = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a mapping"}


@dataclass(frozen=True)
class Key:
    """A key of a mapping: the shape of its value, and what it becomes (nothing: its own keys stand for it)."""

    shape: Shape
    becomes: str
    required: bool = True


def _wrong_type(node: Node, wanted: str) -> Any:
    found = "nothing" if node.value is None else _TYPES.get(type(node.value), "a date")
    hint = ": put it in quotes" if wanted == "text" and found not in ("nothing", "a list", "a mapping") else ""
    return node.refuse(f"This has to be {wanted}, and is {found}{hint}.")


def text(*, longest: int | None = None, blank: bool = False) -> Shape:
    """Text, at most `longest` characters of it."""

    def read(node: Node) -> str | None:
        if not isinstance(node.value, str):
            return _wrong_type(node, "text")
        if not node.value.strip() and not blank:
            return node.refuse("This is empty.")
        if longest and len(node.value) > longest:
            return node.refuse(f"This is {len(node.value)} characters long; {longest} fit.")
        if "\0" in node.value:
            return node.refuse("This holds a NUL character.")
        return node.value.strip()

    return read


def literal(*, blank: bool = False) -> Shape:
    """Text that is copied sign by sign, as it stands in the file."""
    plain = text(blank=blank)

    def read(node: Node) -> str | None:
        if plain(node) is None:
            return None
        for sentence in literals.troubles(node.value):
            node.refuse(sentence)
        return node.value

    return read


def markdown(*, longest: int | None = None, blank: bool = False) -> Shape:
    """Prose. What it links to and which sources it cites is noted for the check of the whole."""
    plain = text(longest=longest, blank=blank)

    def read(node: Node) -> str | None:
        prose = plain(node)
        if prose:
            node.source.bundle.mentions(node)
        return prose

    return read


def target(*, blank: bool = False) -> Shape:
    """A link by name, as `chapter:mindset`, or an address."""
    plain = text(blank=blank)

    def read(node: Node) -> str | None:
        name = plain(node)
        if name:
            node.source.bundle.links.append((name, node))
        return name

    return read


def slug(node: Node) -> str | None:
    """A name in kebab-case."""
    name = text(longest=80)(node)
    try:
        validate_slug(name or "x")
    except ValidationError:
        return node.refuse(f"“{name}” is no slug: only letters, digits, hyphens and underscores.")
    return name


def address(node: Node) -> str | None:
    """An address on the web."""
    url = text()(node)
    try:
        URLValidator(schemes=["http", "https"])(url or "https://example.org")
    except ValidationError:
        return node.refuse(f"“{url}” is no web address.")
    return url


def whole(node: Node) -> int | None:
    """A number, 0 or more."""
    if isinstance(node.value, bool) or not isinstance(node.value, int):
        return _wrong_type(node, "a number")
    if not 0 <= node.value <= 32767:
        return node.refuse(f"{node.value} is out of range: 0 to 32767.")
    return node.value


def flag(node: Node) -> bool | None:
    """True or false."""
    return node.value if isinstance(node.value, bool) else _wrong_type(node, "true or false")


def day(node: Node) -> datetime.date | None:
    """A date: "2026-11-24"."""
    if isinstance(node.value, datetime.date) and not isinstance(node.value, datetime.datetime):
        return node.value
    try:
        return datetime.date.fromisoformat(node.value)
    except (TypeError, ValueError):
        return node.refuse(f"“{node.value}” is no date: write year-month-day.")


def month(node: Node) -> datetime.date | None:
    """A month, as its first day: "2026-11"."""
    try:
        return datetime.date.fromisoformat(f"{node.value}-01")
    except ValueError:
        return node.refuse(f"“{node.value}” is no month: write year-month, in quotes.")


def one_of(values: Iterable[str]) -> Shape:
    """One of a few words."""
    allowed = list(values)

    def read(node: Node) -> str | None:
        if node.value in allowed:
            return node.value
        return node.refuse(f"“{node.value}” is none of {', '.join(allowed)}.")

    return read


def ref(model: type[models.Model]) -> Shape:
    """Another thing of the bundle, by its slug."""

    def read(node: Node) -> Ref | None:
        name = slug(node)
        return Ref(kind_of(model).name, name, node) if name else None

    return read


def list_of(shape: Shape, *, fewest: int | None = None, most: int | None = None) -> Shape:
    """A list, each item of one shape."""

    def read(node: Node) -> list[Any] | None:
        if not isinstance(node.value, list):
            return _wrong_type(node, "a list")
        if len(node.value) < (fewest or 0) or len(node.value) > (most or len(node.value)):
            node.refuse(f"This list has {len(node.value)} items; it takes {fewest or 0} to {most or 'any number'}.")
        return [shape(item) for item in node.value]

    return read


def each(name: str, shape: Shape, *, fewest: int | None = None) -> Shape:
    """A list whose items become rows with one field, `name`."""
    values = list_of(shape, fewest=fewest)

    def read(node: Node) -> list[dict[str, Any]]:
        return [{name: value} for value in values(node) or []]

    return read


def record(keys: Mapping[str, Key]) -> Shape:
    """A mapping with these keys and no other. Comes out as a dict by what the keys become."""

    def read(node: Node) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if not isinstance(node.value, dict):
            _wrong_type(node, "a mapping")
            return found
        for name, value in node.value.items():
            if name not in keys:
                value.refuse(f"No key “{name}” is known here; the keys are {', '.join(keys)}.")
        for name, key in keys.items():
            if name in node.value:
                value = key.shape(node.value[name])
                found.update({key.becomes: value} if key.becomes else value or {})
            elif key.required:
                node.refuse(f"The key “{name}” is missing.")
        return found

    return read


def key(shape: Shape, becomes: str, *, required: bool = True) -> Key:
    """A key that no field stands for."""
    return Key(shape, becomes, required)


def group(keys: Mapping[str, Key]) -> Key:
    """A mapping inside a mapping, whose keys become what they would outside of it."""
    return Key(record(keys), "")


def of(model: type[models.Model], *names: str, **others: str) -> dict[str, Key]:
    """Keys of these fields of a model. `others` are keys that are called otherwise in files: key="field"."""
    fields = {**{name: name for name in names}, **others}
    return {name: _key_of(model._meta.get_field(field)) for name, field in fields.items()}  # type: ignore[arg-type]


def _key_of(field: models.Field) -> Key:
    # A list or a stream of nothing is a list all the same; `blank` allows the key to lack.
    return Key(shape_of(field), field.name, required=not (field.blank or field.has_default()))


@singledispatch
def shape_of(field: Any) -> Shape:
    """The shape of what a model field or a block holds. Raises TypeError where none is known."""
    raise TypeError(f"{field!r} has no shape yet")


@shape_of.register
def _(field: models.CharField) -> Shape:
    if field.choices:
        return one_of(value for value, _ in field.flatchoices if value)
    return text(longest=field.max_length, blank=field.blank)


@shape_of.register
def _(field: models.SlugField) -> Shape:
    return slug


@shape_of.register
def _(field: models.TextField) -> Shape:
    return text(blank=field.blank)


@shape_of.register
def _(field: LiteralField) -> Shape:
    return literal(blank=field.blank)


@shape_of.register
def _(field: MarkdownField) -> Shape:
    return markdown(blank=field.blank)


@shape_of.register
def _(field: TargetField) -> Shape:
    return target(blank=field.blank)


@shape_of.register
def _(field: LinesField) -> Shape:
    return list_of(text(), fewest=None if field.blank else 1)


@shape_of.register
def _(field: models.PositiveSmallIntegerField) -> Shape:
    return whole


@shape_of.register
def _(field: models.BooleanField) -> Shape:
    return flag


@shape_of.register
def _(field: models.DateField) -> Shape:
    return day


@shape_of.register
def _(field: models.ForeignKey) -> Shape:
    one = ref(field.related_model)
    return (lambda node: None if node.value is None else one(node)) if field.null else one


@shape_of.register
def _(field: StreamField) -> Shape:
    return shape_of(field.stream_block)


@shape_of.register
def _(block: blocks.StreamBlock) -> Shape:
    """A list of blocks, each a mapping of its type to its value; with a single type, a list of plain values."""
    children = {name: shape_of(child) for name, child in block.child_blocks.items()}

    def read_one(node: Node) -> dict[str, Any] | None:
        if len(children) == 1:
            ((name, shape),) = children.items()
            return {"type": name, "value": shape(node)}
        if not isinstance(node.value, dict) or len(node.value) != 1:
            return node.refuse(f"This has to be one block, as “type: value”, of {', '.join(children)}.")
        ((name, value),) = node.value.items()
        if name not in children:
            return node.refuse(f"No block “{name}” is known here; the blocks are {', '.join(children)}.")
        return {"type": name, "value": children[name](value)}

    return list_of(read_one)


@shape_of.register
def _(block: blocks.StructBlock) -> Shape:
    return record({name: _key_of_child(name, child) for name, child in block.child_blocks.items()})


def _key_of_child(name: str, child: blocks.Block) -> Key:
    # A chooser's own `required` builds its form field, which asks for the admin.
    required = child._required if isinstance(child, blocks.ChooserBlock) else getattr(child, "required", True)
    return Key(shape_of(child), name, required and not child.meta.default)


@shape_of.register
def _(block: blocks.ListBlock) -> Shape:
    return list_of(shape_of(block.child_block), fewest=block.meta.min_num, most=block.meta.max_num)


@shape_of.register
def _(block: blocks.CharBlock) -> Shape:
    return text(longest=block.field.max_length, blank=not block.required)


@shape_of.register
def _(block: blocks.TextBlock) -> Shape:
    return text(longest=block.field_options["max_length"], blank=not block.required)


@shape_of.register
def _(block: MarkdownBlock) -> Shape:
    return markdown(longest=block.field_options["max_length"], blank=not block.required)


@shape_of.register
def _(block: TargetBlock) -> Shape:
    return target(blank=not block.required)


@shape_of.register
def _(block: blocks.URLBlock) -> Shape:
    return address


@shape_of.register
def _(block: blocks.ChoiceBlock) -> Shape:
    return one_of(value for value, _ in block.field.choices if value)


@shape_of.register
def _(block: blocks.IntegerBlock) -> Shape:
    return whole


@shape_of.register
def _(block: blocks.BooleanBlock) -> Shape:
    return flag


@shape_of.register
def _(block: blocks.DateBlock) -> Shape:
    return day


@shape_of.register
def _(block: SnippetChooserBlock) -> Shape:
    return ref(block.target_model)
