"""What authors of page types, snippets and blocks can get wrong: said at start with a hint, not by a broken page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db.models import Field, Model
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from modelcluster.fields import ParentalKey
from wagtail.blocks import BaseStructBlock, Block, FieldBlock, ListBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Page

REGION_NOT_DRAWN = "core.E001"
PLACE_NOT_NAMED = "core.E002"
FIELD_WITHOUT_HELP = "core.E003"
BLOCK_WITHOUT_HELP = "core.E004"


@checks.register(checks.Tags.templates)
def regions_are_drawn(app_configs: Any, **kwargs: Any) -> Iterator[checks.Error]:
    """Each region that a page type names is a partial of its template."""
    for page_type in _page_types():
        for region in sorted(getattr(page_type, "regions", ())):
            try:
                get_template(f"{page_type.template}#{region}")
            except TemplateDoesNotExist:
                yield checks.Error(
                    f"{page_type.template} draws no {region!r}",
                    hint=f"Wrap it in {{% partialdef {region} inline %}}, its element's id the same name.",
                    obj=page_type,
                    id=REGION_NOT_DRAWN,
                )


@checks.register(checks.Tags.models)
def places_are_named(app_configs: Any, **kwargs: Any) -> Iterator[checks.Error]:
    """Each page type says which pages it may stand under, and which under it."""
    for page_type in _page_types():
        for attribute in ("parent_page_types", "subpage_types"):
            if not any(attribute in vars(base) for base in page_type.__mro__ if not _is_of_wagtail(base)):
                yield checks.Error(
                    f"{page_type.__name__} has no {attribute}",
                    hint='Name them as strings, "app.Model"; an empty list for none.',
                    obj=page_type,
                    id=PLACE_NOT_NAMED,
                )


@checks.register(checks.Tags.models)
def fields_have_help(app_configs: Any, **kwargs: Any) -> Iterator[checks.Error]:
    """Each field of ours that an editor fills in says what belongs there."""
    for model in _edited_models():
        for field in _own_fields(model):
            if not field.help_text:
                yield checks.Error(
                    f"{field.name} has no help_text",
                    hint="One sentence to an editor: what belongs there, how long, where it shows.",
                    obj=model,
                    id=FIELD_WITHOUT_HELP,
                )


@checks.register(checks.Tags.models)
def blocks_have_help(app_configs: Any, **kwargs: Any) -> Iterator[checks.Error]:
    """The same for each field of a block. A block used in several places is named once."""
    seen: set[type[Block]] = set()
    for model in _edited_models():
        for field in _own_fields(model):
            if isinstance(field, StreamField):
                for block in _structs_in(field.stream_block, seen):
                    yield from _without_help(block)


def _without_help(block: BaseStructBlock) -> Iterator[checks.Error]:
    for name, child in block.child_blocks.items():
        if not isinstance(child, BaseStructBlock) and not _help_of(child):
            yield checks.Error(
                f"{type(block).__name__}.{name} has no help_text",
                hint="One sentence to an editor: what belongs there, how long, where it shows.",
                obj=type(block),
                id=BLOCK_WITHOUT_HELP,
            )


def _help_of(block: Block) -> str:
    if isinstance(block, FieldBlock):
        # A chooser makes its field, and with it a query, only when it is drawn.
        return getattr(block, "_help_text", "") or block.field.help_text
    return getattr(block.meta, "help_text", "")


def _structs_in(block: Block, seen: set[type[Block]]) -> Iterator[BaseStructBlock]:
    """Every kind of StructBlock in `block`, itself included, that is not in `seen`, to which it is added."""
    if isinstance(block, ListBlock):
        yield from _structs_in(block.child_block, seen)
    elif isinstance(block, BaseStreamBlock | BaseStructBlock):
        if isinstance(block, BaseStructBlock):
            if type(block) in seen:
                return
            seen.add(type(block))
            yield block
        for child in block.child_blocks.values():
            yield from _structs_in(child, seen)


def _page_types() -> list[type[Page]]:
    return [model for model in apps.get_models() if issubclass(model, Page) and _is_ours(model)]


def _edited_models() -> list[type[Model]]:
    """Our page types, snippets, and rows that are edited with one of them."""
    return [
        model
        for model in apps.get_models()
        if _is_ours(model)
        and (
            issubclass(model, DraftStateMixin)
            or any(isinstance(field, ParentalKey) for field in model._meta.local_fields)
        )
    ]


def _own_fields(model: type[Model]) -> Iterator[Field]:
    """The fields of `model` that an editor fills in and that are not Wagtail's."""
    of_wagtail = {
        field.name
        for base in model.__mro__
        if _is_of_wagtail(base) and hasattr(base, "_meta")
        for field in base._meta.get_fields()
    }
    for field in model._meta.concrete_fields:
        is_filled_in = field.editable and not field.auto_created and not isinstance(field, ParentalKey)
        if is_filled_in and field.name not in of_wagtail:
            yield field


def _is_ours(model: type[Model]) -> bool:
    return Path(apps.get_app_config(model._meta.app_label).path).parent == settings.BASE_DIR


def _is_of_wagtail(base: type) -> bool:
    return base.__module__.partition(".")[0] == "wagtail"
