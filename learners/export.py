"""Everything held of a learner, as plain data: what `/you/` says in words, and each row, whatever app it is of."""

from collections.abc import Iterator
from typing import Any

from django.db.models import ForeignObjectRel, Model
from django.http import HttpRequest
from django.utils import timezone

from learners import holdings
from learners.models import Learner

# What opens something: a file that goes astray must not.
SECRET = frozenset({"token_hash", "replaced_by", "key", "result_key"})


def of(learner: Learner, request: HttpRequest) -> dict[str, Any]:
    """What is held of `learner`: `in_words` by kind, as on `/you/`; `rows` by model, those that hang on others too."""
    return {
        "exported_at": timezone.now(),
        "in_words": [
            {
                "kind": holding.name,
                "kept": holding.kept,
                "how_long": holding.how_long,
                "things": [
                    {"words": thing.words, "at": thing.at, "address": _in_full(thing.href, request)} for thing in things
                ],
            }
            for holding, things in holdings.of(learner, request)
        ],
        "rows": {
            model._meta.label: [_plain(row) for row in rows] for model, rows in _rows(Learner, [learner], {Learner})
        },
    }


def _rows(model: type[Model], rows: list[Model], known: set[type[Model]]) -> Iterator[tuple[type[Model], list[Model]]]:
    """`rows`, then all rows with a key to them, model by model, and so on."""
    yield model, rows
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many:
            other = relation.related_model
            if isinstance(other, str) or other in known:
                continue
            known.add(other)
            found = other._base_manager.filter(**{f"{relation.field.name}__in": rows}).order_by("pk")
            yield from _rows(other, list(found), known)


def _plain(row: Model) -> dict[str, Any]:
    return {field.name: field.value_from_object(row) for field in row._meta.concrete_fields if field.name not in SECRET}


def _in_full(href: str, request: HttpRequest) -> str:
    return request.build_absolute_uri(href) if href else ""
