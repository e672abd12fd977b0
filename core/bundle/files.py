"""The files of a bundle: YAML, and Markdown under front matter, every value with the place it came from.

Knows lines and types; what a file should hold is the business of shapes and kinds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from core import markdown

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FRONT_MATTER = re.compile(r"---\n(?P<front>.*?\n)---\n(?P<body>.*)", re.DOTALL)
_FENCE = re.compile(r"\s{0,3}(```|~~~)")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with a bundle, and where: `file:line: sentence`."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}" if self.line else f"{self.file}: {self.sentence}"


class Refused(Exception):
    """The bundle is not loaded, none of it; says every problem."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, eq=False)
class Source:
    """One file: its name in the bundle and its lines."""

    bundle: "Bundle" = field(repr=False)
    file: str
    lines: list[str] = field(repr=False)


@dataclass(frozen=True, eq=False)
class Node:
    """A value of a file and its lines there, counted from 1.

    `value` is text, a number, a date, a truth or None as YAML has it; or a list of nodes; or a dict of nodes by key.
    """

    source: Source
    value: Any
    first: int
    last: int

    def refuse(self, sentence: str, near: str = "") -> Any:
        """Note a problem at this value; at its first line that holds `near`, where there is one.

        Returns None, which is what a refused value comes out as.
        """
        lines = range(self.first, min(self.last, len(self.source.lines)) + 1)
        line = next((line for line in lines if near and near in self.source.lines[line - 1]), self.first)
        self.source.bundle.problems.append(Problem(self.source.file, line, sentence))

    def key(self, name: str) -> "Node":
        """The value at `name`, or this node where it has none: a place to complain about."""
        return self.value.get(name, self) if isinstance(self.value, dict) else self

    def item(self, at: int) -> "Node":
        """The value at place `at`, counted from 0, or this node where it has none."""
        return self.value[at] if isinstance(self.value, list) and at < len(self.value) else self


@dataclass(frozen=True)
class Text:
    """A Markdown file: its front matter, the text before the first `##`, a node for each section, and the whole."""

    front: Node
    intro: Node
    sections: list[Node]
    whole: Node


@dataclass
class Bundle:
    """A folder of content files, the problems found so far, and what its prose mentions."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    links: list[tuple[str, Node]] = field(default_factory=list)
    notes: list[tuple[int, Node]] = field(default_factory=list)
    _sources: dict[str, Source | None] = field(default_factory=dict)
    _roots: dict[str, Node | None] = field(default_factory=dict)

    def files(self, pattern: str) -> list[str]:
        """The names of the files that match, in order of the alphabet."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(pattern) if path.is_file())

    def yaml(self, file: str) -> Node | None:
        """The root of a YAML file; None, with a problem noted, where it is missing or doesn't parse."""
        if file not in self._roots:
            source = self._source(file)
            self._roots[file] = self._compose(source, "\n".join(source.lines), 0) if source else None
        return self._roots[file]

    def markdown(self, file: str) -> Text | None:
        """A Markdown file with front matter; None, with a problem noted, where it is missing or doesn't parse."""
        source = self._source(file)
        if source is None:
            return None
        match = _FRONT_MATTER.fullmatch("\n".join(source.lines) + "\n")
        if not match:
            self.problems.append(Problem(file, 1, "This file has no front matter between two lines of ---."))
            return None
        front = self._compose(source, match["front"], 1)
        if front is None:
            return None
        intro, *sections = _sections(source, match["body"].rstrip("\n"), match["front"].count("\n") + 3)
        return Text(front, intro, sections, Node(source, front.value, 1, len(source.lines)))

    def mentions(self, node: Node) -> None:
        """Note what the prose of `node` links to and which sources it cites. Raw HTML in it is a problem."""
        self.links += [(address.href, node) for address in markdown.addresses(node.value)]
        self.notes += [(source, node) for source in markdown.cited(node.value)]
        for _, tag in markdown.raw_html(node.value):
            node.refuse(f"“{tag}” is HTML; prose is Markdown alone.", near=tag)

    def _source(self, file: str) -> Source | None:
        if file not in self._sources:
            self._sources[file] = self._read(file)
        return self._sources[file]

    def _read(self, file: str) -> Source | None:
        try:
            text = (self.folder / file).read_text(encoding="utf-8")
        except FileNotFoundError:
            self.problems.append(Problem(file, 1, "This file is missing."))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.problems.append(Problem(file, line, "This is not UTF-8 text."))
        except OSError as error:
            self.problems.append(Problem(file, 1, f"This file can't be read: {error.strerror}."))
        else:
            return Source(self, file, text.splitlines())
        return None

    def _compose(self, source: Source, text: str, offset: int) -> Node | None:
        try:
            loader = _Loader(text)
            root = loader.get_single_node()
            if root is None:
                raise yaml.MarkedYAMLError(problem="nothing stands in it")
            return _node(loader, source, root, offset)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = min((mark.line if mark else 0) + 1 + offset, max(1, len(source.lines)))
            what = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is broken"
            self.problems.append(Problem(source.file, line, f"This is not YAML: {what}."))
        except ValueError as error:
            self.problems.append(Problem(source.file, 1 + offset, f"This is not YAML: {error}."))
        return None


def _node(loader: yaml.SafeLoader, source: Source, node: yaml.Node, offset: int, first: int | None = None) -> Node:
    """The node as ours. `first` is the line of its key, where it has one."""
    begin = first or node.start_mark.line + 1 + offset
    # A block ends where the next thing begins: not on its own last line.
    end = max(begin, node.end_mark.line + offset + (node.end_mark.column > 0))
    if isinstance(node, yaml.MappingNode):
        entries: dict[str, Node] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1 + offset
            ours = _node(loader, source, value, offset, line)
            if key.value in entries:
                ours.refuse(f"The key “{key.value}” stands here twice.")
            entries[key.value] = ours
        return Node(source, entries, begin, end)
    if isinstance(node, yaml.SequenceNode):
        return Node(source, [_node(loader, source, item, offset) for item in node.value], begin, end)
    return Node(source, loader.construct_object(node), begin, end)


def _sections(source: Source, body: str, first: int) -> Iterator[Node]:
    """The text before the first `##`, then each section with its heading. `first` is the body's first line."""
    start, fence = 0, ""
    lines = body.split("\n")
    for at, line in enumerate(lines):
        if mark := _FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        if line.startswith("## ") and not fence:
            yield _section(source, lines, start, at, first)
            start = at
    yield _section(source, lines, start, len(lines), first)


def _section(source: Source, lines: list[str], start: int, end: int, first: int) -> Node:
    return Node(source, "\n".join(lines[start:end]).strip(), first + start, first + end - 1)
