"""What a reader runs and on what, as an address says it: read, brought within bounds, and led to a fit.

Pure. Nothing in an address is an error: what is unknown becomes what the calculator begins with, and a note says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Generic, TypeVar

from cookbooks.bounds import LONGEST_SAID, Bound, Note, bounded, written
from cookbooks.fitting import (
    MOST_CONTEXT,
    Assumptions,
    CacheType,
    Fit,
    Machine,
    Model,
    Quantization,
    dense,
    longest_context,
    with_context,
)

OWN = "own"  # a model or machine by the reader's own numbers
MODEL, QUANTIZATION, CONTEXT, CACHE, PARALLEL, HARDWARE = (
    "model",
    "quantization",
    "context_tokens",
    "kv_cache",
    "parallel",
    "hardware",
)
MAIN = (MODEL, QUANTIZATION, CONTEXT, CACHE, PARALLEL, HARDWARE)
OWN_MODEL = ("parameters_b", "layers", "kv_heads", "head_dim")
OWN_MACHINE = ("memory_gib", "bandwidth_gb_s")
PARAMS = (*MAIN, *OWN_MODEL, *OWN_MACHINE)
LEAST_CONTEXT = 512  # tokens
MOST_PARALLEL = 256  # sequences at once
CALLED = {MODEL: "model", QUANTIZATION: "quantization", CACHE: "cache type", HARDWARE: "machine"}

Kind = TypeVar("Kind", Model, Quantization, CacheType, Machine)


@dataclass(frozen=True)
class Preset(Generic[Kind]):
    """Something to choose: its slug and name, the heading it stands under, and its numbers."""

    slug: str
    name: str
    numbers: Kind
    under: str = ""


@dataclass(frozen=True)
class Files:
    """Where a model is on Hugging Face, as weights and as GGUF, and the format it ships in; each may lack."""

    weights: str = ""
    gguf: str = ""
    native_format: str = ""


@dataclass(frozen=True)
class Presets:
    """All there is to choose, each by its slug; the bounds of own numbers; what the calculator begins with."""

    models: Mapping[str, Preset[Model]]
    quantizations: Mapping[str, Preset[Quantization]]
    caches: Mapping[str, Preset[CacheType]]
    machines: Mapping[str, Preset[Machine]]
    bounds: Mapping[str, Bound]
    defaults: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Files] = field(default_factory=dict)
    assumptions: Assumptions = field(default_factory=Assumptions)


# What stands in where an editor has published nothing to choose from.
BOUNDS = {
    "parameters_b": Bound("parameters_b", "Parameters", "billion", Fraction("0.1"), Fraction(2000), Fraction(8), False),
    "layers": Bound("layers", "Layers", "layers", Fraction(1), Fraction(256), Fraction(32)),
    "kv_heads": Bound("kv_heads", "Key-value heads", "heads", Fraction(1), Fraction(128), Fraction(8)),
    "head_dim": Bound("head_dim", "Head dimension", "elements", Fraction(16), Fraction(1024), Fraction(128)),
    "memory_gib": Bound("memory_gib", "Memory", "GiB", Fraction(1), Fraction(2048), Fraction(16), False),
    "bandwidth_gb_s": Bound("bandwidth_gb_s", "Bandwidth", "GB/s", Fraction(5), Fraction(20_000), Fraction(400), False),
}
_FILE = Preset("f16", "F16", Quantization("F16", Fraction(16)))
_CACHE = Preset("f16", "F16", CacheType("F16", Fraction(16)))


@dataclass(frozen=True)
class Way:
    """One change that makes a model fit: what it is, in words, the fit it leads to, and how an address says it."""

    words: str
    fit: Fit
    said: Mapping[str, str]


@dataclass(frozen=True)
class Setup:
    """A model in a file, with its cache, on a machine: by slugs, as a fit, and with notes on what could not be had.

    `own` are the reader's own numbers, all six, whether or not they count.
    """

    presets: Presets
    model: str
    quantization: str
    kv_cache: str
    hardware: str
    own: Mapping[str, Fraction]
    fit: Fit
    notes: tuple[Note, ...] = ()

    @property
    def said(self) -> dict[str, str]:
        """All of it as an address says it: own numbers only where they count."""
        names = (*MAIN, *(OWN_MODEL if self.model == OWN else ()), *(OWN_MACHINE if self.hardware == OWN else ()))
        values = {
            MODEL: self.model,
            QUANTIZATION: self.quantization,
            CONTEXT: str(self.fit.context_tokens),
            CACHE: self.kv_cache,
            PARALLEL: str(self.fit.parallel),
            HARDWARE: self.hardware,
            **{name: typed(number) for name, number in self.own.items()},
        }
        return {name: values[name] for name in names}

    @property
    def files(self) -> Files:
        """Where the model's files are; a model of own numbers has none."""
        return self.presets.files.get(self.model, Files())

    @cached_property
    def longest(self) -> int:
        """The longest context that fits, in tokens; 0 for none."""
        return longest_context(self.fit)

    @cached_property
    def ways(self) -> list[Way]:
        """Single changes that make it fit, the mildest of each kind; none where it fits, or none of them is enough."""
        if self.fit.fits:
            return []
        mildest = (next((way for way in kind if way.fit.fits), None) for kind in self._changes())
        return [way for way in mildest if way]

    def _changes(self) -> Iterator[list[Way]]:
        """A shorter context, a smaller cache, smaller weights: of each kind what there is, the mildest first."""
        fit, presets = self.fit, self.presets
        if self.longest >= LEAST_CONTEXT:
            words = f"{written(self.longest)} tokens of context in place of {written(fit.context_tokens)}"
            yield [Way(words, with_context(fit, self.longest), self.said | {CONTEXT: str(self.longest)})]
        yield [
            Way(f"A cache in {one.name}", replace(fit, cache=one.numbers), self.said | {CACHE: one.slug})
            for one in _smaller(presets.caches, fit.cache.bits_per_element, "bits_per_element")
        ]
        if fit.quantization.bits_per_weight:
            yield [
                Way(
                    f"Weights in {one.name}",
                    replace(fit, quantization=one.numbers),
                    self.said | {QUANTIZATION: one.slug},
                )
                for one in _smaller(presets.quantizations, fit.quantization.bits_per_weight, "bits_per_weight")
            ]


def _smaller(presets: Mapping[str, Preset], bits: Fraction, name: str) -> list[Preset]:
    """Those with fewer bits, the most bits first: one that fits is enough."""
    fewer = [preset for preset in presets.values() if (getattr(preset.numbers, name) or bits) < bits]
    return sorted(fewer, key=lambda preset: getattr(preset.numbers, name), reverse=True)


def is_asked(params: Mapping[str, object]) -> bool:
    """Whether an address with these parameters sets anything."""
    return any(name in params for name in PARAMS)


def setup(asked: Mapping[str, str], presets: Presets) -> Setup:
    """What `asked` spells, by the parameters of an address; what it leaves out is what the calculator begins with."""
    notes: list[Note] = []

    def number(bound: Bound, because: str = "") -> Fraction:
        value, note = bounded(asked.get(bound.name), bound, because)
        notes.extend([note] if note else [])
        return value

    def preset(name: str, known: Mapping[str, Preset[Kind]], stand_in: Preset[Kind]) -> Preset[Kind]:
        wanted = asked.get(name) or presets.defaults.get(name, "")
        if wanted in known:
            return known[wanted]
        first = known.get(presets.defaults.get(name, "")) or next(iter(known.values()), stand_in)
        if asked.get(name):
            notes.append(Note(name, f"There is no {CALLED[name]} “{_said(wanted)}”. {first.name} was taken."))
        return first

    bounds = {**BOUNDS, **presets.bounds}
    own = {
        name: number(bounds[name]) if asked.get(which) == OWN else bounds[name].default
        for which, names in ((MODEL, OWN_MODEL), (HARDWARE, OWN_MACHINE))
        for name in names
    }
    model = preset(MODEL, {**presets.models, OWN: own_model(own)}, own_model(own))
    machine = preset(HARDWARE, {**presets.machines, OWN: own_machine(own)}, own_machine(own))
    file = _suiting(preset(QUANTIZATION, presets.quantizations, _FILE), model, presets, notes)
    cache = preset(CACHE, presets.caches, _CACHE)
    context = number(context_bound(model, presets), _made_for(model))
    parallel = number(PARALLEL_BOUND)
    fit = Fit(
        model.numbers, file.numbers, int(context), cache.numbers, int(parallel), machine.numbers, presets.assumptions
    )
    return Setup(presets, model.slug, file.slug, cache.slug, machine.slug, own, fit, tuple(notes))


PARALLEL_BOUND = Bound(PARALLEL, "Sequences at once", "sequences", Fraction(1), Fraction(MOST_PARALLEL), Fraction(1))


def own_model(own: Mapping[str, Fraction]) -> Preset[Model]:
    """The model of a reader's own numbers: dense, all layers alike."""
    layers, kv_heads, head_dim = (int(own[name]) for name in OWN_MODEL[1:])
    return Preset(OWN, "your own model", dense(own["parameters_b"], layers, kv_heads, head_dim, "your own model"))


def own_machine(own: Mapping[str, Fraction]) -> Preset[Machine]:
    """The machine of a reader's own numbers: all of the memory they name may be used."""
    return Preset(OWN, "your own machine", Machine("your own machine", own["memory_gib"], own["bandwidth_gb_s"]))


def context_bound(model: Preset[Model], presets: Presets) -> Bound:
    """From where to where the context goes for `model`."""
    most = Fraction(model.numbers.context)
    least = min(Fraction(LEAST_CONTEXT), most)
    wanted, _ = bounded(presets.defaults.get(CONTEXT), Bound(CONTEXT, "Context", "tokens", least, most, least))
    return Bound(CONTEXT, "Context", "tokens", least, most, wanted)


def _made_for(model: Preset[Model]) -> str:
    return "" if model.numbers.context == MOST_CONTEXT else f", as long as {model.name} was made for"


def _suiting(
    file: Preset[Quantization], model: Preset[Model], presets: Presets, notes: list[Note]
) -> Preset[Quantization]:
    """`file`, or one in which the model can be had; then a note says so."""
    if file.numbers.suits(model.numbers):
        return file
    usual = presets.quantizations.get(presets.defaults.get(QUANTIZATION, ""), _FILE)
    others = (one for one in (usual, *presets.quantizations.values()) if one.numbers.suits(model.numbers))
    taken = next(others, _FILE)
    words = f"{model.name} is not released quantized, so there is no file of it as shipped. {taken.name} was taken."
    notes.append(Note(QUANTIZATION, words))
    return taken


def typed(number: Fraction) -> str:
    """A number as it is typed: “8.03”, “32”."""
    return written(number, 6).replace(",", "")


def _said(text: str) -> str:
    seen = "".join(sign for sign in text if sign.isprintable())
    return seen if len(seen) <= LONGEST_SAID else f"{seen[: LONGEST_SAID - 1]}…"
