"""The points of a choice as an editor writes them: a matrix a question, or one role a line, its weight behind it."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import models

from core import links

_LINE = re.compile(r"(?P<role>[a-z0-9-]+)[\s:]+(?P<weight>\d)")


class WeightsWidget(forms.Textarea):
    """A box in which each line is a role and its weight."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 3, **(attrs or {})})

    def format_value(self, value: Any) -> str:
        return (
            value if isinstance(value, str) else "\n".join(f"{role} {weight}" for role, weight in (value or {}).items())
        )


class WeightsFormField(forms.CharField):
    """A textarea whose value is a mapping from the slug of a role to its weight."""

    widget = WeightsWidget

    def to_python(self, value: Any) -> dict[str, int]:  # type: ignore[override]
        """Raises ValidationError for a line that names no role and weight, or a role named twice."""
        if isinstance(value, dict):
            return value
        weights: dict[str, int] = {}
        for line in filter(None, (line.strip() for line in str(value or "").splitlines())):
            match = _LINE.fullmatch(line)
            if not match:
                raise forms.ValidationError(f"“{line}” is no role and weight. Write them as “ai-engineer 2”.")
            if match["role"] in weights:
                raise forms.ValidationError(f"“{match['role']}” stands here twice.")
            weights[match["role"]] = int(match["weight"])
        return weights

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except forms.ValidationError:
            return True


class WeightsField(models.JSONField):
    """Role slug to weight. By slug, so that the points of a role that was deleted still show, and are refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"default": dict, "blank": True, **kwargs})

    def extract_references(self, value: dict[str, int]) -> Iterator[tuple[type[models.Model], str, str, str]]:
        """The roles that get points, for Wagtail's reference index."""
        yield from links.references(f"role:{slug}" for slug in value or {})

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        # A default that is called would have Django compare with a hidden field, which no panel draws.
        options = {"form_class": WeightsFormField, "show_hidden_initial": False}
        return models.Field.formfield(self, **{**kwargs, **options})
