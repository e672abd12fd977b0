"""What somebody points at to show that they did something: a web address, a note. Pure; says what can't be kept."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

LONGEST_EVIDENCE = 2_000
LONGEST_NOTE = 2_000
_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"\x00-\x1f\x7f]")


class Refused(ValueError):
    """What was said can't be kept. `errors`: a sentence for each field (evidence, note) that is wrong."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


def check(evidence: str, note: str) -> tuple[str, str]:
    """`evidence` and `note` as they are kept. Raises Refused, with a sentence for each that can't be."""
    evidence, note = evidence.strip(), note.strip().replace("\r\n", "\n")
    errors = {}
    if trouble := trouble_with(evidence):
        errors["evidence"] = trouble
    if len(note) > LONGEST_NOTE:
        errors["note"] = f"The note has {len(note):,} characters, and {LONGEST_NOTE:,} is the most. Shorten it."
    elif "\0" in note:
        errors["note"] = "The note has a character that no text has. Type it anew."
    if errors:
        raise Refused(errors)
    return evidence, note


def trouble_with(evidence: str) -> str:
    """Why `evidence` is no address that can be kept, in a sentence; empty for one that can, and for none at all."""
    if not evidence:
        return ""
    if len(evidence) > LONGEST_EVIDENCE:
        most = f"{LONGEST_EVIDENCE:,} is the most"
        return f"This address has {len(evidence):,} characters, and {most}. Use a shorter one, or the note."
    try:
        parts = urlsplit(evidence)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
        parts.port  # noqa: B018 - raises ValueError for one that is none
    except ValueError:
        is_address = False
    if not is_address or _NOT_IN_ADDRESSES.search(evidence):
        return "This is not a web address. Write it in full, from https:// on, or put it in the note."
    return ""


def joined(first: tuple[str, str], second: tuple[str, str]) -> tuple[str, str]:
    """Two pairs of evidence and note as one that loses nothing: the first address stands, all else goes to the note.

    The note may grow beyond what a form takes: it is shortened by whoever edits it next.
    """
    shown_by = first[0] or second[0]
    note = first[1]
    for more in (second[1], second[0] if second[0] != shown_by else ""):
        if more and more not in note:
            note = f"{note}\n\n{more}" if note else more
    return shown_by, note
