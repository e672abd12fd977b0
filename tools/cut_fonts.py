"""Cut each face in two for the web: the letters and signs that every page has, and those that few pages have.

    pip install fonttools brotli
    python tools/cut_fonts.py            writes static/fonts/*-basic.woff2 and *-more.woff2, prints their unicode-range

A browser asks for the second only where a page has one of its letters: a first visit carries a quarter less. The whole
faces stay beside them, for the cut and for the pictures that the server draws.
"""

import pathlib

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = pathlib.Path(__file__).resolve().parent.parent / "static/fonts"
FACES = ("instrument-sans", "literata", "literata-italic", "sometype-mono")
# ASCII; no-break space § © ° ± ² · × ÷ – — ' ' " " • … ‹ › and the minus sign; what our sources' authors have in names
SIGNS = (0xA0, 0xA7, 0xA9, 0xB0, 0xB1, 0xB2, 0xB7, 0xD7, 0xF7, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D)
ACCENTS = map(ord, "äöüéè")
BASIC = {*range(0x20, 0x7F), *ACCENTS, *SIGNS, 0x2022, 0x2026, 0x2039, 0x203A, 0x2212}


def cut(face: str, letters: set[int], name: str) -> int:
    """Write the face with these letters alone, its axes and features as they are. Returns its size in bytes."""
    font = TTFont(FONTS / f"{face}.woff2")
    cutter = Subsetter(Options(layout_features=["*"], hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14]))
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    font.flavor = "woff2"
    path = FONTS / f"{face}-{name}.woff2"
    font.save(path)
    return path.stat().st_size


def in_css(letters: set[int]) -> str:
    """The letters as CSS writes a unicode-range."""
    runs: list[list[int]] = []
    for letter in sorted(letters):
        if runs and runs[-1][1] == letter - 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


if __name__ == "__main__":
    more: set[int] = set()
    for face in FACES:
        letters = set(TTFont(FONTS / f"{face}.woff2").getBestCmap())
        more |= letters - BASIC
        print(face, cut(face, letters & BASIC, "basic"), cut(face, letters - BASIC, "more"))
    print(f"basic: {in_css(BASIC)}\nmore: {in_css(more)}")
