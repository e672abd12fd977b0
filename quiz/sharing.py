"""The picture that stands for a result where its link is shared: made once, kept by what it says.

It is the site's own card with other words. It holds what the result's first lines say and nothing of who answered, so
that two results which say the same share a picture.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont

from quiz.telling import Told

WIDTH, HEIGHT = 1200, 630
_GROUND, _SANS, _SERIF = "share.png", "fonts/instrument-sans.woff2", "fonts/literata-italic.woff2"
_PAPER, _INK, _QUIET, _ACCENT = (246, 250, 248), (11, 34, 38), (56, 76, 78), (0, 107, 108)
_WORDS_OF_THE_SITE = (60, 135, 640, 378)  # where the ground says what the site is; no contour lies there
_LEFT = 76
_ROOM = {1: (104, 1040), 2: (64, 800)}  # by lines: the largest size and the widest line that stay clear of the crest
_SMALLEST, _NOTE = 36, 28  # pixels
_NARROW, _BOLD = 78, 640  # the axes of headings
_VERSION = b"1"  # another drawing gets other names


@dataclass(frozen=True)
class Card:
    """What a picture says: the quiz's question, one or two large lines, and a sentence of numbers, which may be ""."""

    asks: str
    lines: tuple[str, ...]
    note: str

    @property
    def alt(self) -> str:
        """The same in words."""
        return " ".join(filter(None, (self.asks, f"{' '.join(self.lines)}.", self.note)))

    @property
    def name(self) -> str:
        """The file it is kept in, the same for the same words."""
        said = "\n".join((self.asks, *self.lines, self.note)).encode()
        return f"cards/{hashlib.blake2b(said, digest_size=16, key=_VERSION).hexdigest()}.png"


def card_of(told: Told, asks: str) -> Card:
    """The card of a result of the quiz that asks `asks`."""
    best, runner_up = told.best, told.runner_up
    if told.is_flat:
        return Card(asks, (told.headline,), f"The nearest: {best.words.name}, a fit of {best.fit}.")
    if told.is_close:
        note = f"Too close to call: a fit of {best.fit} and {runner_up.fit}."
        return Card(asks, (best.words.name, f"and {runner_up.words.name}"), note)
    note = f"A fit of {best.fit}, then {runner_up.words.name} with {runner_up.fit}."
    return Card(asks, (best.words.name,), note)


def picture(card: Card) -> bytes:
    """The card as a PNG of 1200 by 630 pixels, drawn the first time that someone asks for it."""
    if not default_storage.exists(card.name):
        drawn = draw(card)
        kept = default_storage.save(card.name, ContentFile(drawn))
        if kept != card.name:  # another process was quicker, and the storage gave ours another name
            default_storage.delete(kept)
        return drawn
    with default_storage.open(card.name) as file:
        return bytes(file.read())


def draw(card: Card) -> bytes:
    """The card as a PNG; the same words make the same bytes."""
    image = _ground().copy()
    pen = ImageDraw.Draw(image)
    pen.rectangle(_WORDS_OF_THE_SITE, fill=_PAPER)
    pen.text((_LEFT, 152), card.asks, font=_serif(34), fill=_ACCENT)
    size, top = _fitting(card.lines), 196
    for line in card.lines:
        pen.text((_LEFT - 3, top), line, font=_sans(size), fill=_INK)
        top += round(size * 1.06)
    top += 20
    for line in _wrapped(card.note, _NOTE, 560):
        pen.text((_LEFT, top), line, font=_sans(_NOTE, width=100, weight=480), fill=_QUIET)
        top += round(_NOTE * 1.25)
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _fitting(lines: tuple[str, ...]) -> int:
    """The largest size at which every line has room."""
    largest, widest = _ROOM[len(lines)]
    for size in range(largest, _SMALLEST, -2):
        if all(_sans(size).getlength(line) <= widest for line in lines):
            return size
    return _SMALLEST


def _wrapped(text: str, size: int, widest: int) -> Iterator[str]:
    font, line = _sans(size, width=100, weight=480), ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > widest:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _path(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return found


@lru_cache(maxsize=1)
def _ground() -> Image.Image:
    with Image.open(_path(_GROUND)) as image:
        return image.convert("RGB")


@lru_cache(maxsize=64)
def _sans(size: int, width: int = _NARROW, weight: int = _BOLD) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(_path(_SANS), size)
    font.set_variation_by_axes([width, weight])
    return font


@lru_cache(maxsize=4)
def _serif(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_path(_SERIF), size)
