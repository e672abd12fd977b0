"""A long text as it is read: sections under their headings, each with the sources it cites."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core import blocks, markdown


@dataclass(frozen=True)
class Source:
    """A source of the text and its number, counted from 1."""

    number: int
    value: Any


@dataclass(frozen=True)
class Section:
    """What stands under one heading: the prose that opens it, as `heading` and `text`, then blocks.

    Heading and text are apart so that sources can stand beside what follows the heading. A section that a block opens
    has neither.
    """

    heading: str
    text: str
    blocks: list[Any]
    sources: list[Source]

    @property
    def opening(self) -> bool:
        """Whether prose opens the section."""
        return bool(self.heading or self.text)


class Reading:
    """A page's body and sources, ready to be set."""

    def __init__(self, body: Iterable[Any], sources: Iterable[Any]) -> None:
        self._body = list(body)
        self._sources = [Source(number, child.value) for number, child in enumerate(sources, 1)]

    @cached_property
    def outline(self) -> list[markdown.Heading]:
        """The headings of sections, with their anchors."""
        return [heading for heading in blocks.outline(self._body) if heading.level == 2]

    @cached_property
    def sections(self) -> list[Section]:
        """The text, section by section; what stands before the first heading is a section without one."""
        groups: list[list[Any]] = []
        for child in self._body:
            if not groups or getattr(child.value, "markdown", "").lstrip().startswith("## "):
                groups.append([])
            groups[-1].append(child)
        return [self._section(group) for group in groups]

    def _section(self, group: list[Any]) -> Section:
        sources = [self._sources[number - 1] for number in blocks.cited(group) if number <= len(self._sources)]
        if group[0].block_type != "prose":
            return Section("", "", group, sources)
        text = str(group[0].value).lstrip()
        heading, _, rest = text.partition("\n") if text.startswith("## ") else ("", "", text)
        return Section(heading, rest, group[1:], sources)


@dataclass(frozen=True)
class Glance:
    """A reflex to retrain, at a glance: its heading with the anchor that it has in the text, and the block's value."""

    heading: markdown.Heading
    value: Any


def glances(body: Iterable[Any]) -> list[Glance]:
    """The reflexes to retrain that a long text tells, in its order."""
    anchors, found = markdown.Anchors(), []
    for child in body:
        headings = [heading for text in blocks.texts([child]) for heading in markdown.headings(text, anchors)]
        if child.block_type == "shift" and headings:
            found.append(Glance(headings[0], child.value))
    return found
