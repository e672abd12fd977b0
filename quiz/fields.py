"""What an editor writes a pair a line: the points of a choice, role and weight; golden answers, question and choice."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.db import models

from core import links


class PairsWidget(forms.Textarea):
    """A box in which each line is a pair, its parts kept apart by `between`."""

    between: ClassVar[str] = " "

    rows: ClassVar[int] = 3

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": self.rows, **(attrs or {})})

    def format_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        return "\n".join(f"{first}{self.between}{second}" for first, second in (value or {}).items())


class PairsFormField(forms.CharField):
    """A textarea whose value is a mapping, each first part once."""

    widget = PairsWidget
    pair: ClassVar[re.Pattern[str]]
    what: ClassVar[str]  # a pair, in words
    like: ClassVar[str]  # one, as an example

    def to_python(self, value: Any) -> dict[str, Any]:  # type: ignore[override]
        """Raises ValidationError for a line that is no pair, or a first part named twice."""
        if isinstance(value, dict):
            return value
        pairs: dict[str, Any] = {}
        for line in filter(None, (line.strip() for line in str(value or "").splitlines())):
            match = self.pair.fullmatch(line)
            if not match:
                raise forms.ValidationError(f"“{line}” is no {self.what}. Write them as “{self.like}”.")
            if match[1] in pairs:
                raise forms.ValidationError(f"“{match[1]}” stands here twice.")
            pairs[match[1]] = self.second(match[2])
        return pairs

    def second(self, text: str) -> Any:
        """The second part as it is kept."""
        return text

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except forms.ValidationError:
            return True


class WeightsFormField(PairsFormField):
    """A textarea whose value is a mapping from the slug of a role to its weight."""

    pair = re.compile(r"([a-z0-9-]+)[\s:]+(\d)")
    what, like = "role and weight", "ai-engineer 2"

    def second(self, text: str) -> int:
        return int(text)


class AnswersWidget(PairsWidget):
    """A box in which each line is a question and its choice."""

    between, rows = ": ", 10


class AnswersFormField(PairsFormField):
    """A textarea whose value is a mapping from the slug of a question to the slug of a choice."""

    widget = AnswersWidget
    pair = re.compile(r"([\w-]+)[\s:]+([\w-]+)")
    what, like = "question and choice", "demo-flaw: slow-and-dear"


class PairsField(models.JSONField):
    """A mapping, written a pair a line."""

    form_class: ClassVar[type[PairsFormField]]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"default": dict, "blank": True, **kwargs})

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        # A default that is called would have Django compare with a hidden field, which no panel draws.
        options = {"form_class": self.form_class, "show_hidden_initial": False}
        return models.Field.formfield(self, **{**kwargs, **options})


class AnswersField(PairsField):
    """Question slug to choice slug. By slug, so that answers to what is gone still show, and are told."""

    form_class = AnswersFormField


class WeightsField(PairsField):
    """Role slug to weight. By slug, so that the points of a role that was deleted still show, and are refused."""

    form_class = WeightsFormField

    def extract_references(self, value: dict[str, int]) -> Iterator[tuple[type[models.Model], str, str, str]]:
        """The roles that get points, for Wagtail's reference index."""
        yield from links.references(f"role:{slug}" for slug in value or {})
