"""Model fields for what editors write: Markdown, and lists of short lines."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models


class MarkdownField(models.TextField):
    """Prose, kept as Markdown (CommonMark and tables), in the database as in the files."""


class LinesWidget(forms.Textarea):
    """A box in which each line is one item."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 4, **(attrs or {})})

    def format_value(self, value: Any) -> str:
        return value if isinstance(value, str) else "\n".join(value or [])


class LinesFormField(forms.CharField):
    """A textarea whose value is the list of its lines, trimmed, blank ones left out."""

    widget = LinesWidget

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line for line in (line.strip() for line in lines) if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial or []) != self.to_python(data)


class LinesField(ArrayField):
    """An ordered list of short texts that an editor writes one a line."""

    def __init__(self, base_field: models.Field | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        super().__init__(base_field or models.TextField(), **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return models.Field.formfield(self, **{**kwargs, "form_class": LinesFormField})
