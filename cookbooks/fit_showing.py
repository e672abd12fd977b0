"""A fit as it is drawn and told: the bar and its table, the verdict, and the formulas with the numbers in them.

Pure. What is drawn is said in words and figures too; a share of the drawing is a percentage with two decimals.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from cookbooks.bounds import fixed, written
from cookbooks.fitting import GB, Fit, Group, gib, speed

TIGHT = Fraction(1, 20)  # of the usable memory: with less to spare, a fit is a tight one
NAMES = {"weights": "Weights", "cache": "KV cache", "headroom": "Headroom", "spare": "To spare", "over": "Too much"}


@dataclass(frozen=True)
class Segment:
    """A piece of the bar: what it is, its size in GiB as it is read, where it begins and how wide it is, in percent."""

    kind: str
    gib: str
    start: str
    width: str

    @property
    def name(self) -> str:
        """What it is, in a word or two."""
        return NAMES[self.kind]


@dataclass(frozen=True)
class Row:
    """A row of the table beside the bar: what it is, in GiB, and as a share of the usable memory."""

    kind: str
    name: str
    gib: str
    share: str
    how: str

    @property
    def is_drawn(self) -> bool:
        """Whether it is a piece of the bar."""
        return self.kind in NAMES


@dataclass(frozen=True)
class Bar:
    """The memory of a machine, laid out: pieces from left to right, and where the usable memory ends, in percent."""

    segments: list[Segment]
    limit: str
    usable: str
    words: str


def bar(fit: Fit) -> Bar:
    """The bar of a fit: what it takes, piece by piece, and what is left, or how far it goes over."""
    scale = max(fit.total, fit.usable)
    sizes = [("weights", fit.weights), ("cache", fit.kv_cache), ("headroom", fit.headroom)]
    if fit.spare > 0:
        sizes.append(("spare", fit.spare))
    at, segments = Fraction(0), []
    for kind, size in sizes:
        segments.append(Segment(kind, fixed(gib(size), 3), _percent(at / scale), _percent(size / scale)))
        at += size
    if fit.spare < 0:  # laid over the pieces, from the limit on
        over = Segment("over", fixed(gib(-fit.spare), 3), _percent(fit.usable / scale), _percent(-fit.spare / scale))
        segments.append(over)
    pieces = ", ".join(f"{one.name.lower()} {one.gib}" for one in segments)
    usable = _gib(fit.usable)
    return Bar(segments, _percent(fit.usable / scale), usable, f"{pieces} GiB, of {usable} GiB usable.")


def rows(fit: Fit) -> list[Row]:
    """The table beside the bar, total and usable memory and what is left included."""
    file = fit.quantization.name
    tokens = f"{written(fit.context_tokens)} tokens"
    many = "" if fit.parallel == 1 else f", {written(fit.parallel)} sequences"
    share = Fraction(fit.machine.usable_fraction)
    of_all = "all of it" if share == 1 else f"{written(share * 100)} percent of {written(fit.machine.memory_gib)} GiB"
    left = (
        ("spare", "To spare", fit.spare, "usable less total")
        if fit.fits
        else ("over", "Missing", -fit.spare, "total less usable")
    )
    listed = [
        ("weights", "Weights", fit.weights, f"{fit.model.name} in {file}"),
        ("cache", "KV cache", fit.kv_cache, f"{tokens}{many}, in {fit.cache.name}"),
        ("headroom", "Headroom", fit.headroom, "compute buffers, runtime, display"),
        ("total", "Total", fit.total, "what is needed"),
        ("usable", "Usable", fit.usable, f"{fit.machine.name}: {of_all}"),
        left,
    ]
    return [
        Row(kind, name, fixed(gib(size), 3), f"{fixed(size / fit.usable * 100, 0)} %", how)
        for kind, name, size, how in listed
    ]


def verdict(fit: Fit) -> str:
    """Whether it fits, in a word or two."""
    if not fit.fits:
        return "It does not fit"
    return "It fits, barely" if fit.spare < fit.usable * TIGHT else "It fits"


def verdict_kind(fit: Fit) -> str:
    """The verdict as a state that can be drawn: fits, tight, over."""
    return {"It fits": "fits", "It fits, barely": "tight"}.get(verdict(fit), "over")


def sentence(fit: Fit) -> str:
    """The verdict with its numbers."""
    needs, has = fixed(gib(fit.total), 3), fixed(gib(fit.usable), 3)
    if not fit.fits:
        return f"{needs} GiB are needed and {has} are usable: {fixed(gib(-fit.spare), 3)} GiB are missing."
    return f"{needs} GiB are needed and {has} are usable: {fixed(gib(fit.spare), 3)} GiB are left."


@dataclass(frozen=True)
class Speeds:
    """Tokens a second as they are read, to one decimal."""

    low: str
    high: str
    ceiling_full: str
    ceiling_empty: str


def speeds(fit: Fit) -> Speeds:
    """How fast it writes, or would if it fitted."""
    numbers = (fit.likely_low, fit.likely_high, fit.ceiling_full, fit.ceiling_empty)
    return Speeds(*(fixed(speed(number), 1) for number in numbers))


def worked(fit: Fit) -> dict[str, list[str]]:
    """Each formula with the numbers of `fit` in it, line by line, by its slug."""
    return {
        "weights-bytes": [_weights(fit)],
        "kv-cache-bytes": list(_cache(fit)),
        "total-bytes": [
            f"T = {_gib(fit.weights)} + {_gib(fit.kv_cache)} + {_gib(fit.headroom)} = {_gib(fit.total)} GiB"
        ],
        "fits": [
            f"M × u = {_memory(fit)} = {_gib(fit.usable)} GiB",
            f"T = {_gib(fit.total)} GiB, which is {'not more: it fits' if fit.fits else 'more: it does not fit'}",
        ],
        "bytes-per-token": list(_read(fit)),
        "tokens-per-second": list(_speeds(fit)),
    }


def _memory(fit: Fit) -> str:
    return f"{written(fit.machine.memory_gib)} × {written(fit.machine.usable_fraction)}"


def _weights(fit: Fit) -> str:
    bits = fit.quantization.bits_per_weight
    if bits is None:
        return f"W = {_gib(fit.weights)} GiB, the size of the checkpoint"
    sizes = f"{_bytes(fit.weights)} = {_gib(fit.weights)} GiB"
    return f"W = {written(fit.model.parameters)} × {written(bits, 4)} ÷ 8 = {sizes}"


def _cache(fit: Fit) -> Iterator[str]:
    if not fit.model.groups:
        yield "K = 0: no layer of this model keeps a cache"
        return
    total = f"{_bytes(fit.kv_cache)} = {_gib(fit.kv_cache)} GiB"
    if len(fit.model.groups) == 1:
        yield f"K = {written(fit.parallel)} × {_product(fit.model.groups[0], fit)} = {total}"
        return
    for at, group in enumerate(fit.model.groups, 1):
        yield f"group {at}: {_product(group, fit)} = {_bytes(fit.kept_by(group))}"
    sizes = " + ".join(written(round(fit.kept_by(group))) for group in fit.model.groups)
    yield f"K = {written(fit.parallel)} × ({sizes}) = {total}"


def _product(group: Group, fit: Fit) -> str:
    kept = written(group.kept(fit.context_tokens))
    numbers = (written(group.layers), kept, written(group.kv_heads), written(group.head_dim), "2")
    return f"{' × '.join(numbers)} × {written(fit.cache.bits_per_element, 4)} ÷ 8"


def _read(fit: Fit) -> Iterator[str]:
    share = ""
    if fit.model.is_sparse:
        share = f" × {written(fit.model.active_parameters)} ÷ {written(fit.model.parameters)}"
    cache = f"{_gb(fit.kv_cache)}{f' ÷ {fit.parallel}' if fit.parallel > 1 else ''}"
    yield f"R = {_gb(fit.weights)}{share} + {cache} = {_gb(fit.bytes_per_token)} GB, context full"
    yield f"R = {_gb(fit.active_weights)} GB, context empty"


def _speeds(fit: Fit) -> Iterator[str]:
    speed_of, given = speeds(fit), fit.assumptions
    bandwidth = written(fit.machine.bandwidth_gb_s)
    yield f"ceiling, full = {bandwidth} ÷ {_gb(fit.bytes_per_token)} = {speed_of.ceiling_full}"
    yield f"ceiling, empty = {bandwidth} ÷ {_gb(fit.active_weights)} = {speed_of.ceiling_empty}"
    yield f"low = {written(given.efficiency_low)} × {fixed(fit.ceiling_full, 2)} = {speed_of.low}"
    yield f"high = {written(given.efficiency_high)} × {fixed(fit.ceiling_empty, 2)} = {speed_of.high}"


def _percent(share: Fraction) -> str:
    return f"{fixed(share * 100, 2)}%"


def _gib(size: Fraction) -> str:
    return fixed(gib(size), 3)


def _gb(size: Fraction) -> str:
    return fixed(size / GB, 3)


def _bytes(size: Fraction) -> str:
    return f"{written(round(size))} bytes"
