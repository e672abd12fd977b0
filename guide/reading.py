"""A long text as it is read: sections under their headings, each with the sources it cites."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core import blocks, markdown
from core.blocks import Prose


@dataclass(frozen=True)
class Source:
    """A source of the text: its number, counted from 1, and whether the text cites it, so that a way back exists."""

    number: int
    value: Any
    is_cited: bool


@dataclass(frozen=True)
class Section:
    """What stands under one heading. Prose gives its heading apart, so that sources stand beside what follows it."""

    heading: Prose
    text: Prose
    blocks: list[Any]
    sources: list[Source]


class Reading:
    """A page's body and sources, ready to be set."""

    def __init__(self, body: Iterable[Any], sources: Iterable[Any]) -> None:
        self._body = list(body)
        self._sources = list(sources)

    @cached_property
    def sources(self) -> list[Source]:
        """All sources, in the order of their numbers."""
        cited = set(blocks.cited(self._body))
        return [Source(number, child.value, number in cited) for number, child in enumerate(self._sources, 1)]

    @cached_property
    def outline(self) -> list[markdown.Heading]:
        """The headings of sections, with their anchors."""
        return [heading for heading in blocks.outline(self._body) if heading.level == 2]

    @cached_property
    def sections(self) -> list[Section]:
        """The text, section by section; what stands before the first heading is a section without one."""
        groups: list[list[Any]] = []
        for child in self._body:
            if not groups or _opens(child):
                groups.append([])
            groups[-1].append(child)
        return [self._section(group) for group in groups]

    def _section(self, group: list[Any]) -> Section:
        cited = [self.sources[number - 1] for number in blocks.cited(group) if number <= len(self.sources)]
        first = group[0]
        if first.block_type != "prose":
            return Section(Prose(""), Prose(""), group, cited)
        heading, text = _parted(str(first.value))
        return Section(Prose(heading), Prose(text), group[1:], cited)


def _opens(child: Any) -> bool:
    """Whether a block begins a section."""
    return getattr(child.value, "markdown", "").lstrip().startswith("## ")


def _parted(text: str) -> tuple[str, str]:
    """Prose as its heading and what follows; without a heading all of it follows."""
    if not text.lstrip().startswith("## "):
        return "", text
    heading, _, rest = text.lstrip().partition("\n")
    return heading, rest
