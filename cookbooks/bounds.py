"""Numbers that a person may ask for: read as they are typed, brought within bounds, and written as they are read.

Pure. No number that is typed is an error: what is out of bounds becomes the bound, what is none becomes the default,
and a note says so.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

LONGEST_SAID = 20  # signs of what was typed that are said back
_MOST_DIGITS = 24  # before and after the point: what has more is out of every bound, or exact enough
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d*)\.?(?P<rest>\d*)(?:[eE](?P<power>[+-]?\d{1,2}))?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)


@dataclass(frozen=True)
class Bound:
    """A number that may be asked for: its name in addresses, its label and unit, and from where to where it goes."""

    name: str
    label: str
    unit: str
    least: Fraction
    most: Fraction
    default: Fraction
    is_whole: bool = True


@dataclass(frozen=True)
class Note:
    """What became of something that was asked for and can't be: the name of its input, and a sentence."""

    name: str
    sentence: str


def bounded(asked: str | None, bound: Bound, because: str = "") -> tuple[Fraction, Note | None]:
    """The number that `asked` spells, within `bound`; with a note where it is another. Nothing asked is the default.

    `because` says after the most what sets it: “, as long as Llama 3.1 8B was made for”.
    """
    text = _seen(asked or "")
    if not text:
        return bound.default, None
    number = _read(text)
    if number is None:
        taken, why = bound.default, "is no number"
    elif number < bound.least:
        taken, why = bound.least, f"is below the least, {_measured(bound.least, bound.unit)}"
    elif number > bound.most:
        taken, why = bound.most, f"is above the most, {_measured(bound.most, bound.unit)}{because}"
    elif bound.is_whole and number.denominator != 1:
        taken, why = Fraction(round(number)), "is not whole"
    else:
        return number, None
    return taken, Note(bound.name, f"{bound.label}: “{_said(text)}” {why}. {written(taken)} was taken.")


def written(number: Fraction | int, places: int = 3) -> str:
    """A number as it is read, without needless zeros: “8,030,261,248”, “4.8944”, “−0.083”.

    Whole numbers are exact; others have `places` decimals at most, halves to even.
    """
    digits = fixed(number, places)
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def fixed(number: Fraction | int, places: int) -> str:
    """A number with all of its `places` decimals, as in a column: “4.576”, “1.000”, “−3.667”."""
    scaled = round(Fraction(number) * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    decimals = f".{rest:0{places}d}" if places else ""
    return f"{'−' if scaled < 0 else ''}{whole:,}{decimals}"


def _seen(text: str) -> str:
    """`text` without what can't be seen, without spaces, and with one sign for minus."""
    seen = "".join(sign for sign in text if sign.isprintable() and not sign.isspace())
    return seen.replace("−", "-")


def _read(text: str) -> Fraction | None:
    """What `text` spells, commas between thousands allowed; None where that is no number."""
    match = _NUMBER.fullmatch(text.replace(",", "") if _THOUSANDS.fullmatch(text) else text)
    if not match or not (match["whole"] or match["rest"]):
        return None
    whole = match["whole"].lstrip("0") or "0"
    if len(whole) > _MOST_DIGITS:
        whole = "9" * _MOST_DIGITS
    digits = Fraction(f"{whole}.{match['rest'][:_MOST_DIGITS] or 0}")
    return digits * Fraction(10) ** int(match["power"] or 0) * (-1 if match["sign"] == "-" else 1)


def _measured(number: Fraction, unit: str) -> str:
    one = number == 1 and "/" not in unit  # “GB/s” is no plural
    return f"{written(number)} {unit.removesuffix('s') if one else unit}".rstrip()


def _said(text: str) -> str:
    return text if len(text) <= LONGEST_SAID else f"{text[: LONGEST_SAID - 1]}…"
