"""Prompts as they are shown: words and placeholders, what the rule brought; the anatomy with parts taken away.

Pure. A prompt is never Markdown: what is shown and copied is what was written, sign by sign.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

PLACEHOLDER = re.compile(r"\{\{([a-z0-9_]+)\}\}")
LONGEST_OPENING = 220  # signs of a prompt that a list shows


@dataclass(frozen=True)
class Piece:
    """A piece of a prompt: words as they are, or with `name` a placeholder, whose words are `{{name}}`."""

    text: str
    name: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a prompt, the blank lines after it included; `is_new` where the other version lacks it."""

    pieces: tuple[Piece, ...]
    is_new: bool = False


def pieces(text: str) -> Iterator[Piece]:
    """`text` in pieces; joined, they are `text` again."""
    at = 0
    for match in PLACEHOLDER.finditer(text):
        if match.start() > at:
            yield Piece(text[at : match.start()])
        yield Piece(match[0], match[1])
        at = match.end()
    if at < len(text):
        yield Piece(text[at:])


def paragraphs(text: str, other: str = "") -> list[Paragraph]:
    """`text` paragraph by paragraph; with `other`, another version of it, what that one lacks is marked as new."""
    known = {_words(one) for one in _apart(other)}
    return [Paragraph(tuple(pieces(one)), bool(other) and _words(one) not in known) for one in _apart(text)]


def _apart(text: str) -> list[str]:
    """Paragraphs with the blank lines after them: joined, they are `text` again."""
    return [one for one in re.split(r"(?<=\n\n)(?!\n)", text) if one]


def _words(text: str) -> str:
    return " ".join(text.split())


def opening(text: str) -> str:
    """The first paragraph of a prompt on one line, cut between words where it is long."""
    first = _words(next(iter(_apart(text)), ""))
    return first if len(first) <= LONGEST_OPENING else f"{first[:LONGEST_OPENING].rpartition(' ')[0]} …"


@dataclass(frozen=True)
class Shown:
    """A part of the anatomy: whether it stands in the prompt, and which parts are away if it is switched."""

    slug: str
    is_on: bool
    switched: tuple[str, ...]


def without(asked: Sequence[str], known: Sequence[str]) -> tuple[list[str], list[str]]:
    """Which of the `known` parts an address takes away, in their order; and a sentence on each that there is not.

    An address says them as `without=task` again and again, or once with commas between.
    """
    names = [name.strip() for value in asked for name in value.split(",") if name.strip()]
    unknown = dict.fromkeys(name for name in names if name not in known)
    notes = [f"There is no part “{_said(name)}”, so nothing was taken away for it." for name in unknown]
    return [name for name in known if name in names], notes[:3]


def switches(known: Sequence[str], away: Collection[str]) -> list[Shown]:
    """Each part, whether it is there, and what would be away after a switch."""
    return [
        Shown(slug, slug not in away, tuple(one for one in known if (one in away) != (one == slug))) for slug in known
    ]


def left(segments: Sequence[tuple[str, str]], away: Collection[str]) -> str:
    """The prompt of these (part, text) without the parts that are away, as it would be sent."""
    return "\n\n".join(text.strip("\n") for part, text in segments if part not in away)


def counted(text: str) -> int:
    """How many words a prompt has."""
    return len(text.split())


def in_words(names: Sequence[str]) -> str:
    """Names as a sentence has them: “task”, “task and check”, “task, purpose and check”."""
    *first, last = names or [""]
    return f"{', '.join(first)} and {last}" if first else last


def filled(text: str, words: Mapping[str, str]) -> str:
    """`text` with words in place of its placeholders; one without words stays as it is."""
    return PLACEHOLDER.sub(lambda match: words.get(match[1]) or match[0], text)


def _said(text: str) -> str:
    seen = "".join(sign for sign in text if sign.isprintable())
    return seen if len(seen) <= 20 else f"{seen[:19]}…"
