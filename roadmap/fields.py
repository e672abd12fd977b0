"""Model fields of the Route: lines of Markdown, and lists of links by name."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from core import links, markdown
from core.fields import LinesField, validate_markdown


def validate_lines(lines: list[str]) -> None:
    """Raises ValidationError with what is wrong with the Markdown of each line, and which line it is."""
    found = [
        f"Line {at}: {sentence.partition(': ')[2]}" for at, line in enumerate(lines, 1) for sentence in _wrong(line)
    ]
    if found:
        raise ValidationError(found)


def _wrong(line: str) -> list[str]:
    try:
        validate_markdown(line)
    except ValidationError as error:
        return list(error.messages)
    return []


def validate_targets(targets: list[str]) -> None:
    """Raises ValidationError with every one of `targets` that leads nowhere."""
    if found := [trouble for target in targets if (trouble := links.trouble_with(target))]:
        raise ValidationError(found)


class MarkdownLinesField(LinesField):
    """An ordered list of short pieces of Markdown, one a line."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"validators": [validate_lines], **kwargs})

    def get_searchable_content(self, value: list[str]) -> list[str]:
        """The words of each line, for the search index."""
        return [markdown.plain(line) for line in value or []]

    def extract_references(self, value: list[str]) -> Iterator[tuple[type[Model], str, str, str]]:
        """What the lines link to by name, for Wagtail's reference index."""
        yield from links.references(target for line in value or [] for target in markdown.targets(line))


class TargetsField(LinesField):
    """An ordered list of links by name (`chapter:mindset`), one a line. What is not live is left out where it shows."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"validators": [validate_targets], **kwargs})

    def extract_references(self, value: list[str]) -> Iterator[tuple[type[Model], str, str, str]]:
        """What is named, for Wagtail's reference index."""
        yield from links.references(value or [])
