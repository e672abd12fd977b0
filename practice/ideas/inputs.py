"""What a reader sets: the kinds of inputs, and how any text from an address becomes one of their values.

Nothing is refused. A value that can't be used is replaced by the nearest that can, and a note says so.
"""

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

ON = frozenset({"on", "1", "true"})
OFF = frozenset({"", "off", "0", "false"})  # as is all else in an address; an editor is asked to mean it


@dataclass(frozen=True)
class Choice:
    """One of `values`."""

    values: tuple[str, ...]

    def read(self, text: str, default: str, label: str) -> tuple[str, str]:
        if text in self.values:
            return text, ""
        return default, f"{label} has no such choice: the usual one is used."


@dataclass(frozen=True)
class Number:
    """A number from `low` to `high`; whole if `step` is."""

    low: float
    high: float
    step: float

    @property
    def is_whole(self) -> bool:
        return float(self.step).is_integer()

    def read(self, text: str, default: float, label: str) -> tuple[float, str]:
        try:
            wanted = float(text.strip().replace(",", "."))
        except ValueError:
            wanted = math.nan
        if math.isnan(wanted):
            return default, f"{label} needs a number: {default:g} is used."
        held = min(max(wanted, self.low), self.high)
        value = math.floor(held + 0.5) if self.is_whole else held
        if wanted == held:
            return value, ""
        return value, f"{label} goes from {self.low:,g} to {self.high:,g}: {value:,g} is used."


@dataclass(frozen=True)
class Toggle:
    """On or off."""

    def read(self, text: str, default: bool, label: str) -> tuple[bool, str]:
        return text in ON, ""


@dataclass(frozen=True)
class Text:
    """Words of the reader's own, at most `longest` characters; `lines` keeps line breaks, `raw` keeps spaces."""

    longest: int
    lines: bool = False
    raw: bool = False

    def read(self, text: str, default: str, label: str) -> tuple[str, str]:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        clean = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"})
        if self.raw:
            clean = clean.replace("\n", " ")
        elif self.lines:
            clean = "\n".join(" ".join(line.split()) for line in clean.split("\n")).strip("\n")
        else:
            clean = " ".join(clean.split())
        if len(clean) <= self.longest:
            return clean, ""
        return clean[: self.longest], f"{label} takes {self.longest} characters: the rest was cut."


Kind = Choice | Number | Toggle | Text


def choice(default: str, *values: str) -> Any:
    return field(default=default, metadata={"kind": Choice(values)})


def number(default: float, low: float, high: float, step: float = 1) -> Any:
    return field(default=default, metadata={"kind": Number(low, high, step)})


def toggle(default: bool) -> Any:
    return field(default=default, metadata={"kind": Toggle()})


def text(default: str, longest: int, *, lines: bool = False, raw: bool = False) -> Any:
    return field(default=default, metadata={"kind": Text(longest, lines, raw)})


def hidden(default: str, longest: int) -> Any:
    """The state of a game, carried from request to request."""
    return field(default=default, metadata={"kind": Text(longest), "hidden": True})


@dataclass(frozen=True)
class Given:
    """The base of an idea's `Inputs`."""

    @classmethod
    def kinds(cls) -> dict[str, Kind]:
        """The kind of each input by its name, in the order in which they are shown."""
        return {one.name: one.metadata["kind"] for one in fields(cls)}

    @classmethod
    def hidden(cls) -> frozenset[str]:
        """The names of inputs without a control."""
        return frozenset(one.name for one in fields(cls) if one.metadata.get("hidden"))

    @classmethod
    def defaults(cls) -> dict[str, Any]:
        return {one.name: one.default for one in fields(cls)}

    @classmethod
    def read(
        cls, given: Mapping[str, str], start: Mapping[str, Any] | None = None, labels: Mapping[str, str] | None = None
    ) -> tuple[Self, tuple[str, ...]]:
        """The inputs of an address, and what had to be changed in it, in sentences.

        `start` are values that replace the defaults (an editor's); `labels` are the names that a reader sees.
        """
        values: dict[str, Any] = {**cls.defaults(), **(start or {})}
        notes = []
        for name, kind in cls.kinds().items():
            if name in given:
                values[name], note = kind.read(given[name], values[name], f"“{(labels or {}).get(name, name)}”")
                notes += [note] if note else []
        return cls(**values), tuple(notes)

    def settings(self, start: Mapping[str, Any] | None = None) -> dict[str, str]:
        """What an address must say to come back here: every value that is not where it starts."""
        begins: dict[str, Any] = {**self.defaults(), **(start or {})}
        return {name: written(getattr(self, name)) for name in self.kinds() if getattr(self, name) != begins[name]}


def written(value: Any) -> str:
    """A value as an address says it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)
