"""Whether a model fits into a machine, and how fast it writes there: exact arithmetic over what its maker published.

Pure, and in fractions: sizes are bytes, and become GiB (2^30) or GB (10^9) where they are shown. Where each formula
comes from stands beside it. What a person asks for is brought within bounds before it comes here (`bounds`); what can't
be, is refused.
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

GIB = 2**30  # bytes; memory is sold in units that behave as GiB
GB = 10**9  # bytes; bandwidth is printed in GB a second
BITS = 8  # of a byte
KEY_AND_VALUE = 2  # vectors that a layer keeps for each token and key-value head
MOST_CONTEXT = 16_777_216  # tokens, of a model whose own length is not known

Number = int | Fraction


class Refused(ValueError):
    """No such model, file, cache or machine can be: says why, in a sentence."""


def _check(holds: bool, sentence: str) -> None:
    if not holds:
        raise Refused(sentence)


@dataclass(frozen=True)
class Group:
    """Attention layers that keep the same: `window` tokens at most, or all of them where it is None."""

    layers: int
    kv_heads: int
    head_dim: int
    window: int | None = None

    def __post_init__(self) -> None:
        """Raises Refused for counts that no layer can have."""
        counts = (self.layers, self.kv_heads, self.head_dim, 1 if self.window is None else self.window)
        _check(min(counts) >= 1, "Layers, heads, the head dimension and a window are 1 or more.")

    def kept(self, tokens: int) -> int:
        """How many of `tokens` its layers keep."""
        return tokens if self.window is None else min(tokens, self.window)


@dataclass(frozen=True)
class Model:
    """What counts of a model: how many parameters it has and uses for a token, and the layers that keep a cache.

    Layers that keep a small fixed state (linear attention) are left out of `groups`; without any, it has no cache.
    `context` is the longest it was made for, in tokens. `native_gib`: the checkpoint's size, where it ships quantized.
    """

    name: str
    parameters: int
    active_parameters: int
    groups: tuple[Group, ...]
    context: int = MOST_CONTEXT
    native_gib: Fraction | None = None

    def __post_init__(self) -> None:
        """Raises Refused where there is nothing to read, or more is read than there is."""
        sentence = "A model uses 1 of its parameters at least, and no more than it has."
        _check(1 <= self.active_parameters <= self.parameters, sentence)
        _check(self.context >= 1, "A model reads 1 token at least.")
        _check(self.native_gib is None or self.native_gib > 0, "A checkpoint is larger than nothing.")

    @property
    def is_sparse(self) -> bool:
        """Whether a router leaves some of its parameters unused for a token."""
        return self.active_parameters < self.parameters


@dataclass(frozen=True)
class Quantization:
    """How weights are stored: bits for each, scales included; None: as the checkpoint came."""

    name: str
    bits_per_weight: Fraction | None

    def __post_init__(self) -> None:
        """Raises Refused where a weight takes no bits."""
        _check(self.bits_per_weight is None or self.bits_per_weight > 0, "A weight takes more than no bits.")

    def suits(self, model: Model) -> bool:
        """Whether `model` can be had so."""
        return self.bits_per_weight is not None or model.native_gib is not None


@dataclass(frozen=True)
class CacheType:
    """How the KV cache is stored: bits for each element."""

    name: str
    bits_per_element: Fraction

    def __post_init__(self) -> None:
        """Raises Refused where an element takes no bits."""
        _check(self.bits_per_element > 0, "An element of the cache takes more than no bits.")


@dataclass(frozen=True)
class Machine:
    """Memory, the share of it that a model may use, and how fast that memory is read."""

    name: str
    memory_gib: Fraction
    bandwidth_gb_s: Fraction
    usable_fraction: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        """Raises Refused for a machine without memory, or with more of it usable than there is."""
        _check(self.memory_gib > 0 and self.bandwidth_gb_s > 0, "A machine has memory, and reads it.")
        _check(0 < self.usable_fraction <= 1, "The usable share of memory is above 0 and at most 1.")


@dataclass(frozen=True)
class Assumptions:
    """What is taken as given: the memory left free, and which share of the bandwidth real runs reach."""

    headroom_gib: Fraction = Fraction(1)
    efficiency_low: Fraction = Fraction("0.55")
    efficiency_high: Fraction = Fraction("0.85")


@dataclass(frozen=True)
class Fit:
    """One model on one machine, and all that follows. Sizes are bytes, speeds tokens a second; nothing is rounded."""

    model: Model
    quantization: Quantization
    context_tokens: int
    cache: CacheType
    parallel: int
    machine: Machine
    assumptions: Assumptions = field(default_factory=Assumptions)

    def __post_init__(self) -> None:
        """Raises Refused for a context or a number of sequences below 1, and for a file that there is not."""
        _check(self.context_tokens >= 1 and self.parallel >= 1, "There is 1 token and 1 sequence at least.")
        _check(self.quantization.suits(self.model), f"{self.model.name} does not ship quantized.")

    @cached_property
    def weights(self) -> Fraction:
        """W = P × b ÷ 8: every parameter counts, used or not; a checkpoint that ships quantized has its own size.

        Source: llama.cpp, quantize, bits per weight and file sizes (ggml-org, 2026).
        """
        if self.quantization.bits_per_weight is None:
            return Fraction(self.model.native_gib or 0) * GIB
        return self.model.parameters * Fraction(self.quantization.bits_per_weight) / BITS

    @cached_property
    def kv_cache(self) -> Fraction:
        """K = s × Σ_g (L_g × min(n, w_g) × H_g × D_g × 2 × q ÷ 8), over the groups of layers.

        Source: Kwon et al., PagedAttention (SOSP 2023); bits of an element: llama.cpp, ggml-common.h.
        """
        return self.parallel * sum((self.kept_by(group) for group in self.model.groups), Fraction(0))

    def kept_by(self, group: Group) -> Fraction:
        """What one sequence keeps in the layers of one group."""
        elements = group.layers * group.kept(self.context_tokens) * group.kv_heads * group.head_dim * KEY_AND_VALUE
        return elements * Fraction(self.cache.bits_per_element) / BITS

    @property
    def headroom(self) -> Fraction:
        """For compute buffers, the runtime and the display. Source: llama.cpp, `--fit-target` (ggml-org, 2026)."""
        return Fraction(self.assumptions.headroom_gib) * GIB

    @property
    def total(self) -> Fraction:
        """T = W + K + headroom."""
        return self.weights + self.kv_cache + self.headroom

    @property
    def usable(self) -> Fraction:
        """M × u: what of the machine's memory the model may use. Source: sglang PR 29949 (2026), for unified memory."""
        return Fraction(self.machine.memory_gib) * Fraction(self.machine.usable_fraction) * GIB

    @property
    def spare(self) -> Fraction:
        """What is left of the usable memory; below 0: what is missing."""
        return self.usable - self.total

    @property
    def fits(self) -> bool:
        """T ≤ M × u."""
        return self.spare >= 0

    @property
    def active_weights(self) -> Fraction:
        """W × A ÷ P: what is read of the weights for a token."""
        return self.weights * self.model.active_parameters / self.model.parameters

    @property
    def bytes_per_token(self) -> Fraction:
        """R = W × A ÷ P + K ÷ s: to write a token, every active weight and the cache of its sequence is read once."""
        return self.active_weights + self.kv_cache / self.parallel

    @property
    def _bandwidth(self) -> Fraction:
        return Fraction(self.machine.bandwidth_gb_s) * GB

    @property
    def ceiling_empty(self) -> Fraction:
        """B ÷ R with nothing in the cache yet."""
        return self._bandwidth / self.active_weights

    @property
    def ceiling_full(self) -> Fraction:
        """B ÷ R with the context full."""
        return self._bandwidth / self.bytes_per_token

    @property
    def likely_low(self) -> Fraction:
        """The low share of the bandwidth, with the context full. Source: the points that the calculator lists."""
        return Fraction(self.assumptions.efficiency_low) * self.ceiling_full

    @property
    def likely_high(self) -> Fraction:
        """The high share of the bandwidth, with the context empty."""
        return Fraction(self.assumptions.efficiency_high) * self.ceiling_empty


def gib(size: Number) -> Fraction:
    """Bytes as GiB to three decimals, halves to even."""
    return round(Fraction(size) / GIB, 3)


def speed(tokens_per_second: Number) -> Fraction:
    """Tokens a second to one decimal, halves to even."""
    return round(Fraction(tokens_per_second), 1)


def figures(fit: Fit) -> dict[str, Fraction | bool]:
    """What a fit comes to, rounded, under the names that the calculator's examples use."""
    return {
        "weights_gib": gib(fit.weights),
        "kv_gib": gib(fit.kv_cache),
        "total_gib": gib(fit.total),
        "usable_gib": gib(fit.usable),
        "spare_gib": gib(fit.spare),
        "fits": fit.fits,
        "ceiling_tokens_per_second_empty": speed(fit.ceiling_empty),
        "ceiling_tokens_per_second_full": speed(fit.ceiling_full),
        "likely_low_tokens_per_second": speed(fit.likely_low),
        "likely_high_tokens_per_second": speed(fit.likely_high),
    }


def longest_context(fit: Fit) -> int:
    """The longest context with which the model of `fit` still fits, in tokens; 0 where none does.

    At most what the model was made for. The cache never shrinks with the context, so the search may halve.
    """
    room = fit.usable - fit.weights - fit.headroom
    low, high = 0, fit.model.context
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if with_context(fit, middle).kv_cache <= room else (low, middle - 1)
    return low if room >= 0 else 0


def with_context(fit: Fit, tokens: int) -> Fit:
    """The same model, file, cache and machine with another context. Raises Refused for one below 1 token."""
    return replace(fit, context_tokens=tokens)


def share_of_bandwidth(read: Number, tokens_per_second: Number, bandwidth_gb_s: Number) -> Fraction:
    """Which share of the bandwidth a measured run reached that read so many bytes for each token."""
    return Fraction(read) * Fraction(tokens_per_second) / (Fraction(bandwidth_gb_s) * GB)


def dense(parameters_b: Fraction, layers: int, kv_heads: int, head_dim: int, name: str = "Your model") -> Model:
    """A model by its numbers alone: all of its billions of parameters active, all layers alike, no window.

    Raises Refused where there can be none.
    """
    parameters = round(parameters_b * GB)
    return Model(name, parameters, parameters, (Group(layers, kv_heads, head_dim),))
