"""What a reader's setup puts into the slots of an episode: which word fills which slot, and the text with it.

Pure but for the colours of code. `{{context}}` in a command is a slot; its episode says what fills it, and what stands
there until a reader has said what they run.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cookbooks.setups import OWN, Setup
from core.markdown import highlight

SLOT = re.compile(r"\{\{(\w+)\}\}")
# A word that no lexer takes apart and no command holds.
_MARK = "slot{at}qzxw"
_MARKED = re.compile(r"slot(\d+)qzxw")


class Fill(StrEnum):
    """What of a setup fills a slot."""

    GGUF = "gguf"  # the model on Hugging Face with the tag of its file, as llama-server takes it
    WEIGHTS = "weights"  # the model on Hugging Face as its maker published it
    FILE = "file"  # the path of the file on disk
    CONTEXT = "context"  # tokens
    NOTHING = "nothing"  # the episode's own word, whatever a reader runs


@dataclass(frozen=True)
class Slot:
    """A slot of an episode: its name in commands, its label, the word there at first, and what fills it."""

    name: str
    label: str
    default: str
    fill: str


@dataclass(frozen=True)
class Filled:
    """A slot with the word that stands in it, whether that is the reader's, and why not, if they could expect it."""

    slot: Slot
    word: str
    is_yours: bool = False
    why_not: str = ""


def filled(slots: Sequence[Slot], setup: Setup | None) -> dict[str, Filled]:
    """Each slot by its name, with what `setup` puts there; without one, what the episode has."""
    words = words_of(setup) if setup else {}
    return {slot.name: _filled(slot, words, setup) for slot in slots}


def _filled(slot: Slot, words: Mapping[str, str], setup: Setup | None) -> Filled:
    if setup is None or slot.fill == Fill.NOTHING:
        return Filled(slot, slot.default)
    if word := words.get(slot.fill):
        return Filled(slot, word, is_yours=True)
    return Filled(slot, slot.default, why_not=f"We know no download for {setup.fit.model.name}.")


def words_of(setup: Setup) -> dict[str, str]:
    """What a setup knows to write, by what it fills; without a known download, only the context."""
    files, words = setup.files, {str(Fill.CONTEXT): str(setup.fit.context_tokens)}
    tag = "" if setup.fit.quantization.bits_per_weight is None else setup.fit.quantization.name
    if setup.model == OWN:
        return words
    if files.weights:
        words[Fill.WEIGHTS] = files.weights
    if files.gguf:
        stem = re.sub(r"-gguf$", "", files.gguf.rpartition("/")[2], flags=re.IGNORECASE)
        words[Fill.GGUF] = f"{files.gguf}:{tag}" if tag else files.gguf
        words[Fill.FILE] = f"models/{stem}-{tag or files.native_format.lower() or 'native'}.gguf"
    return words


def shown(code: str, language: str, slots: Mapping[str, Filled]) -> SafeString:
    """`code` escaped and coloured, each slot that is known marked with its word in it; others stand as they are."""
    found: list[Filled] = []

    def mark(match: re.Match[str]) -> str:
        if match[1] not in slots:
            return match[0]
        found.append(slots[match[1]])
        return _MARK.format(at=len(found) - 1)

    # With a line end: the lexer of the shell takes a comment for one only up to it.
    html = highlight(f"{SLOT.sub(mark, code)}\n", language).removesuffix("\n")
    return mark_safe(_MARKED.sub(lambda match: _marked(found[int(match[1])]), html))


def filled_in(html: SafeString, slots: Mapping[str, Filled]) -> SafeString:
    """Prose as HTML, each slot that is known marked with its word in it; others stand as they are."""
    return mark_safe(SLOT.sub(lambda match: _marked(slots[match[1]]) if match[1] in slots else match[0], html))


def _marked(one: Filled) -> SafeString:
    state = "yours" if one.is_yours else "ours"
    return format_html('<span class="slot" data-slot="{}">{}</span>', state, one.word)
