"""The ideas, one pure module each: inputs in, everything that is drawn out; no Django, no file, no clock.

A module of an idea has:

- `DATA`: the files of the bundle's practice folder that it reads ("data/harbor.yaml").
- `Inputs`: a frozen dataclass whose fields are made by `choice`, `number`, `toggle`, `text` and `hidden`.
- `Result`: a frozen dataclass of everything that is drawn. A name that Python keeps for itself ends in `_`.
- `prepare(data)`: what is made once (counts, merges, eigenvectors) from the parsed files by their names, and from
  `figure.data` of its own file by the name "figure"; a value of dicts with words as keys, lists, text, numbers and
  None only, so that it can be kept as JSON.
- `compute(inputs, made)`: the `Result` of those inputs, by what `prepare` made. Deterministic.
- `sentence(inputs, result)`: one sentence that says what the picture shows.
- `tables(inputs, result)`: the same in numbers, as `Table`s.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from practice.ideas.inputs import Given

SLUGS = (
    "search",
    "embeddings",
    "tokens",
    "next-word",
    "sampling",
    "context-window",
    "attention",
    "training",
    "retrieval",
    "tool-use",
    "agent-loop",
    "evals",
    "injection",
    "cost",
    "quantization",
)


@dataclass(frozen=True)
class Table:
    """Numbers of a figure: a caption, the heads of the columns, and rows of words and numbers as they are shown.

    The first cell of a row names it.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Idea(Protocol):
    """A module of this package, as its callers see it."""

    DATA: tuple[str, ...]
    Inputs: type[Given]

    def prepare(self, data: Mapping[str, Any]) -> Any: ...
    def compute(self, inputs: Any, made: Any) -> Any: ...
    def sentence(self, inputs: Any, result: Any) -> str: ...
    def tables(self, inputs: Any, result: Any) -> tuple[Table, ...]: ...


def idea(slug: str) -> Idea:
    """The module of the idea; KeyError if there is none."""
    if slug not in SLUGS:
        raise KeyError(slug)
    return import_module(f"practice.ideas.{slug.replace('-', '_')}")
