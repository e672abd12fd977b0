"""Text that is typed or pasted somewhere else, sign by sign: what in it looks like another sign and is not that one."""

import re

_LOOK_ALIKES = {
    "a curly quotation mark": ("“”„‟‘’‚‛«»", "Write the straight one of your keyboard, \" or '."),
    "a dash that no keyboard types": ("‐‑‒–—―−", "An option begins with one or two hyphens, - or --."),
    "a space that is not the space bar's": (
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
        "Type the space again.",
    ),
    "a sign that cannot be seen": (
        "\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff",
        "Delete it, or type the words around it again.",
    ),
    "an ellipsis in one sign": ("…", "Write three full stops."),
}
_NAMES = {sign: (name, cure) for name, (signs, cure) in _LOOK_ALIKES.items() for sign in signs}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_PROMPT = re.compile(r"^\s*\$ ")


def troubles(text: str) -> list[str]:
    """What somebody who pastes `text` would stumble over, a sentence for each place, lines counted from 1."""
    return [sentence for at, line in enumerate(text.split("\n"), 1) for sentence in _troubles_of(line, at)]


def _troubles_of(line: str, at: int) -> list[str]:
    found = []
    if _PROMPT.match(line):
        found.append(f"Line {at} begins with the prompt sign “$ ”, which would be pasted too. Leave it out.")
    if _CONTROL.search(line):
        found.append(f"Line {at} holds a control character. Type the line again.")
    for name, cure in dict.fromkeys(_NAMES[sign] for sign in line if sign in _NAMES):
        place = next(column for column, sign in enumerate(line, 1) if _NAMES.get(sign, ("",))[0] == name)
        found.append(f"Line {at}, sign {place}: this is {name}. {cure}")
    return found
