"""Model fields for what editors write: Markdown, links by name, and lists of short lines."""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models

from core import links, literals, markdown
from core.widgets import LinesWidget, MarkdownTextarea, TargetInput


def validate_markdown(text: str) -> None:
    """Raises ValidationError with every link that leads nowhere and every piece of HTML in `text`, and its line."""
    found = [
        (address.line, f"{trouble} It stands behind “{address.words}”.")
        for address in markdown.addresses(text)
        if (trouble := links.trouble_with(address.href))
    ]
    found += [
        (line, f"“{html}” would show as it is typed: HTML has no effect here. Put code between backticks.")
        for line, html in markdown.raw_html(text)
    ]
    if found:
        raise ValidationError([f"Line {line}: {sentence}" for line, sentence in sorted(found, key=itemgetter(0))])


def validate_target(target: str) -> None:
    """Raises ValidationError where `target` leads nowhere."""
    if trouble := links.trouble_with(target):
        raise ValidationError(trouble)


class MarkdownField(models.TextField):
    """Prose, kept as Markdown (CommonMark and tables), in the database as in the files."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"widget": MarkdownTextarea, "validators": [validate_markdown], **kwargs})

    def get_searchable_content(self, value: str) -> list[str]:
        """The words of `value`, for the search index."""
        return [markdown.plain(value or "")]

    def extract_references(self, value: str) -> Iterator[tuple[type[models.Model], str, str, str]]:
        """What `value` links to by name, for Wagtail's reference index."""
        yield from links.references(markdown.targets(value or ""))


class TargetField(models.CharField):
    """Where one link leads: a name (`chapter:mindset`), a web address or a path."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 300)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"widget": TargetInput, "validators": [validate_target], **kwargs})

    def extract_references(self, value: str) -> Iterator[tuple[type[models.Model], str, str, str]]:
        """What `value` names, for Wagtail's reference index."""
        yield from links.references([value or ""])


def validate_literal(text: str) -> None:
    """Raises ValidationError for each sign in `text` that only looks like the one that is meant."""
    if found := literals.troubles(text):
        raise ValidationError(found)


class LiteralFormField(forms.CharField):
    """A box whose value is what was typed, blanks at its ends and all; lines end as they do on Unix."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "strip": False})

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class LiteralField(models.TextField):
    """Text that is copied sign by sign: a command, a prompt. Never Markdown, never mended; look-alikes are refused."""

    default_validators = [validate_literal]

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        widget = forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "autocapitalize": "off", "wrap": "off"})
        return super().formfield(**{"form_class": LiteralFormField, "widget": widget, **kwargs})


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

    def __init__(
        self, verbose_name: str | None = None, *, base_field: models.Field | None = None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("default", list)
        super().__init__(base_field or models.TextField(), verbose_name=verbose_name, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return models.Field.formfield(self, **{**kwargs, "form_class": LinesFormField, "show_hidden_initial": False})
