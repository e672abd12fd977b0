"""Tokens: byte-level byte-pair encoding, learned merge by merge.

Training counts each pair of neighbors in the pieces of all lines, joins the most frequent pair everywhere, and
repeats; ties go to the smaller pair of byte strings. A text is cut by joining, in each piece, the pair that was learned
earliest, again and again. Gage (1994) for the loop; Sennrich, Haddow and Birch (2015) for words; Radford et al. (2019)
over bytes, so that no text is impossible to write.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from practice.ideas import Table, inputs
from practice.ideas.inputs import Given

DATA = ("data/harbor.yaml", "data/languages.yaml")
MOST = 400
BYTES = 256
MIXES = ("english", "english+german", "english+hindi", "english+german+hindi")
DIGITS = ("runs", "threes", "single")
SAMPLED = 25

Merge = tuple[str, str, int]
Pair = tuple[bytes, bytes]


@dataclass(frozen=True)
class Inputs(Given):
    text: str = inputs.text("In 2026 the engineer starts 48 servers; in 2027, 49.", 160, raw=True)
    merges: int = inputs.number(300, 0, MOST)
    mix: str = inputs.choice("english", *MIXES)
    digits: str = inputs.choice("runs", *DIGITS)


@dataclass(frozen=True)
class Result:
    """`languages` are rows: code, characters, bytes, tokens, tokens relative to English, in the order of `names`.

    `curve` is the count of the text's tokens at every twenty-fifth merge.
    """

    tokens: tuple[str, ...]
    whole: tuple[bool, ...]
    count: int
    characters: int
    bytes: int
    characters_per_token: float | None
    last_merge: Merge | None
    next_merge: Merge | None
    vocabulary: int
    languages: tuple[tuple[str, int, int, int, float], ...]
    names: tuple[str, ...]
    numbers: tuple[tuple[str, tuple[str, ...]], ...]
    curve: tuple[tuple[int, int], ...]
    state: str


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The merges for each training text and each rule for digits, and what is cut besides the reader's text.

    A merge is a list of left, right and count; the bytes of a token are kept as Latin-1, one character a byte.
    """
    harbor, languages = data["data/harbor.yaml"], data["data/languages.yaml"]
    lines = {"english": [line for world in harbor["worlds"].values() for line in world], **languages["training"]}
    return {
        "merges": {
            f"{mix} {digits}": _learned([line for part in mix.split("+") for line in lines[part]], digits)
            for mix in MIXES
            for digits in DIGITS
        },
        "probes": languages["probes"],
        "numbers": data["figure"]["numbers"],
    }


def compute(given: Inputs, made: Mapping[str, Any]) -> Result:
    learned = made["merges"][f"{given.mix} {given.digits}"]
    ranks = {(_bytes(left), _bytes(right)): rank for rank, (left, right, _) in enumerate(learned)}
    pieces = [piece.encode() for piece in cut(given.text, given.digits)]
    tokens = _encoded(pieces, ranks, given.merges)
    shown = tuple(_shown(token) for token in tokens)
    return Result(
        tokens=tuple(text for text, _ in shown),
        whole=tuple(is_whole for _, is_whole in shown),
        count=len(tokens),
        characters=len(given.text),
        bytes=sum(map(len, pieces)),
        characters_per_token=len(given.text) / len(tokens) if tokens else None,
        last_merge=_told(learned, given.merges - 1),
        next_merge=_told(learned, given.merges),
        vocabulary=BYTES + min(given.merges, len(learned)),
        languages=_languages(made["probes"], ranks, given),
        names=tuple(probe["name"] for probe in made["probes"]),
        numbers=tuple(
            (number, tuple(_shown(token)[0] for token in _cut(f" {number}", ranks, given)))
            for number in made["numbers"]
        ),
        curve=tuple((merges, len(_encoded(pieces, ranks, merges))) for merges in range(0, MOST + 1, SAMPLED)),
        state="ok" if tokens else "empty",
    )


def sentence(given: Inputs, result: Result) -> str:
    """The tokens by name as far as they fit a sentence, and what the languages cost."""
    by_code = {code: (tokens, ratio) for code, _, _, tokens, ratio in result.languages}
    cost = f"English {by_code['en'][0]}, " + ", ".join(
        f"{name} {by_code[code][0]} ({by_code[code][1]:.1f} times)"
        for code, name in (("de", "German"), ("hi", "Hindi"))
    )
    if result.state == "empty":
        return f"Type something to cut. The same sentence in other languages: {cost}."
    named = ", ".join(f"“{token}”" for token in result.tokens[:4])
    more = " …" if result.count > 4 else "."
    tokens = "1 token" if result.count == 1 else f"{result.count} tokens"
    return f"{tokens}: {named}{more} The same sentence in other languages: {cost}."


def tables(given: Inputs, result: Result) -> tuple[Table, ...]:
    merges = [("Last", result.last_merge), ("Next", result.next_merge)]
    return (
        Table(
            "Your text",
            ("Measure", "Value"),
            (
                ("Tokens", " | ".join(result.tokens)),
                ("Number of tokens", str(result.count)),
                ("Characters", str(result.characters)),
                ("Bytes", str(result.bytes)),
                ("Characters a token", _ratio(result.characters_per_token)),
                ("Tokens in the vocabulary", str(result.vocabulary)),
            ),
        ),
        Table(
            "One sentence in eight languages",
            ("Language", "Characters", "Bytes", "Tokens", "Relative to English"),
            tuple(
                (name, str(characters), str(size), str(tokens), f"{ratio:.1f}")
                for name, (_, characters, size, tokens, ratio) in zip(result.names, result.languages, strict=True)
            ),
        ),
        Table(
            "Numbers, with the space before them",
            ("Number", "Tokens"),
            tuple((number, " | ".join(tokens)) for number, tokens in result.numbers),
        ),
        Table(
            "The merges here",
            ("Merge", "Left", "Right", "Count when it was chosen"),
            tuple((name, f"“{merge[0]}”", f"“{merge[1]}”", str(merge[2])) for name, merge in merges if merge),
        ),
    )


def cut(text: str, digits: str) -> Iterator[str]:
    """The pieces that merges never cross.

    A piece is a run of characters of one kind with one space before it, if there is one. White space longer than one
    space leaves its last space to the piece that follows. With "threes" and "single" a number's space stands alone.
    """
    waiting = ""
    for kind, run in groupby(text, _kind):
        piece = "".join(run)
        if kind == "space":
            waiting = piece
            continue
        space = " " if waiting.endswith(" ") else ""
        if before := waiting.removesuffix(" "):
            yield before
        if kind == "digit" and digits != "runs":
            if space:
                yield space
            size = 3 if digits == "threes" else 1
            yield from (piece[place : place + size] for place in range(0, len(piece), size))
        else:
            yield space + piece
        waiting = ""
    if waiting:
        yield waiting


def _kind(sign: str) -> str:
    category = unicodedata.category(sign)
    if category[0] in "LM":
        return "letter"
    if category == "Nd":
        return "digit"
    return "space" if category[0] == "Z" or sign.isspace() else "other"


def _learned(lines: Iterable[str], digits: str) -> list[list[str | int]]:
    """At most 401 merges, so that the one after the last is known too: left, right, count when it was chosen.

    Pairs are counted once and then kept: a merge touches only the pieces that hold its pair.
    """
    counts = Counter(piece.encode() for line in lines for piece in cut(line, digits))
    pieces = [[bytes([one]) for one in piece] for piece in counts]
    times = list(counts.values())
    pairs: Counter[Pair] = Counter()
    holders: dict[Pair, set[int]] = {}
    for place, piece in enumerate(pieces):
        for pair in pairwise(piece):
            pairs[pair] += times[place]
            holders.setdefault(pair, set()).add(place)
    merges: list[list[str | int]] = []
    while len(merges) <= MOST and pairs:
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        if pairs[best] < 2:
            break
        merges.append([_text(best[0]), _text(best[1]), pairs[best]])
        for place in holders.pop(best):
            for pair in pairwise(pieces[place]):
                pairs[pair] -= times[place]
            pieces[place] = _joined(pieces[place], best)
            for pair in pairwise(pieces[place]):
                pairs[pair] += times[place]
                holders.setdefault(pair, set()).add(place)
        pairs = +pairs
    return merges


def _encoded(pieces: Iterable[bytes], ranks: Mapping[Pair, int], merges: int) -> list[bytes]:
    """The tokens of the pieces by the first so many merges."""
    tokens: list[bytes] = []
    for piece in pieces:
        parts = [bytes([one]) for one in piece]
        while len(parts) > 1:
            best = min(pairwise(parts), key=lambda pair: ranks.get(pair, MOST + 1))
            if ranks.get(best, MOST + 1) >= merges:
                break
            parts = _joined(parts, best)
        tokens += parts
    return tokens


def _joined(parts: Sequence[bytes], pair: Pair) -> list[bytes]:
    """The parts with every occurrence of the pair made one, left to right."""
    joined: list[bytes] = []
    place = 0
    while place < len(parts):
        if place + 1 < len(parts) and (parts[place], parts[place + 1]) == pair:
            joined.append(parts[place] + parts[place + 1])
            place += 2
        else:
            joined.append(parts[place])
            place += 1
    return joined


def _cut(text: str, ranks: Mapping[Pair, int], given: Inputs) -> list[bytes]:
    return _encoded((piece.encode() for piece in cut(text, given.digits)), ranks, given.merges)


def _languages(
    probes: Iterable[Mapping[str, str]], ranks: Mapping[Pair, int], given: Inputs
) -> tuple[tuple[str, int, int, int, float], ...]:
    rows = [(one["code"], one["text"], len(_cut(one["text"], ranks, given))) for one in probes]
    english = next(tokens for code, _, tokens in rows if code == "en")
    return tuple((code, len(text), len(text.encode()), tokens, tokens / english) for code, text, tokens in rows)


def _told(learned: Sequence[Sequence[Any]], place: int) -> Merge | None:
    """The merge as it is shown; None before the first and after the last."""
    if not 0 <= place < len(learned):
        return None
    left, right, count = learned[place]
    return _shown(_bytes(left))[0], _shown(_bytes(right))[0], count


def _shown(token: bytes) -> tuple[str, bool]:
    """Text if the bytes are whole characters, else the bytes in hexadecimal; and whether it is text."""
    try:
        return token.decode(), True
    except UnicodeDecodeError:
        return token.hex(" "), False


def _ratio(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"


def _bytes(text: str) -> bytes:
    return text.encode("latin-1")


def _text(token: bytes) -> str:
    return token.decode("latin-1")
