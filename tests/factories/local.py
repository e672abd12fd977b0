"""Run AI Locally and what it is made of: live, small, and with nothing that a test did not ask for."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import factory

from cookbooks.models import (
    AttentionGroup,
    CacheTypeRow,
    CalculatorPage,
    EpisodePage,
    EpisodeSlot,
    HardwareTier,
    KeptSetup,
    LocalModel,
    LocalPage,
    Machine,
    MachineKind,
    QuantizationRow,
)
from tests.factories import Factory
from tests.factories.cookbooks import ShelfPageFactory
from tests.factories.learners import LearnerFactory
from tests.factories.roles import PageFactory

AS_OF = datetime.date(2026, 10, 1)
BOUNDS = [
    ("parameters_b", "Parameters", "billion", "0.1", "2000", "8.03"),
    ("layers", "Layers", "layers", "1", "256", "32"),
    ("kv_heads", "Key-value heads", "heads", "1", "128", "8"),
    ("head_dim", "Head dimension", "elements", "16", "1024", "128"),
    ("memory_gib", "Memory the model may use", "GiB", "1", "2048", "16"),
    ("bandwidth_gb_s", "Memory bandwidth", "GB/s", "5", "20000", "448"),
]
FORMULAS = ("weights-bytes", "kv-cache-bytes", "total-bytes", "fits", "bytes-per-token", "tokens-per-second")


def commands(*variants: tuple[str, str, str]) -> dict[str, Any]:
    """A block of commands: (platform, language, code) for each."""
    rows = [{"platform": platform, "language": language, "code": code} for platform, language, code in variants]
    return {"type": "commands", "value": {"variants": rows}}


def prose(text: str) -> dict[str, Any]:
    return {"type": "prose", "value": text}


class LocalPageFactory(PageFactory):
    class Meta:
        model = LocalPage

    parent = factory.SubFactory(ShelfPageFactory)
    title = "Run AI Locally"
    slug = "run-ai-locally"
    eyebrow = "Cookbook"
    pitch = summary = "Words."
    as_of = AS_OF


class EpisodePageFactory(PageFactory):
    """With `slots`, each (name, label, default, fill)."""

    class Meta:
        model = EpisodePage
        skip_postgeneration_save = True

    parent = factory.SubFactory(LocalPageFactory)
    title = factory.Sequence(lambda n: f"Episode {n}")
    slug = factory.Sequence(lambda n: f"episode-{n}")
    summary = "A sentence."
    you_need = ["A terminal"]
    you_will_have = ["An endpoint"]
    body = factory.LazyFunction(lambda: [prose("## Install\n\nType this.")])

    @factory.post_generation
    def slots(self, create: bool, extracted: Sequence[tuple[str, str, str, str]] | None, **kwargs: Any) -> None:
        for at, (name, label, default, fill) in enumerate(extracted or ()):
            EpisodeSlot.objects.create(page=self, sort_order=at, name=name, label=label, default=default, fill=fill)


class HardwareTierFactory(Factory):
    class Meta:
        model = HardwareTier

    name = factory.Sequence(lambda n: f"Tier {n}")
    slug = factory.Sequence(lambda n: f"tier-{n}")
    sort_order = factory.Sequence(int)
    memory = "16 GB"
    bandwidth_from = Decimal(120)
    bandwidth_to = Decimal(450)
    examples_text = "A card"
    model_sizes = "8B"
    expect = "It *writes*."


class MachineFactory(Factory):
    class Meta:
        model = Machine

    tier = factory.SubFactory(HardwareTierFactory)
    name = factory.Sequence(lambda n: f"Card {n}, 16 GB")
    slug = factory.Sequence(lambda n: f"card-{n}")
    sort_order = factory.Sequence(int)
    kind = MachineKind.CARD
    memory_gib = Decimal(16)
    bandwidth_gb_s = Decimal(448)
    usable_fraction = Decimal(1)
    basis = "128-bit bus"
    checked = AS_OF
    source_title = "A page"


class LocalModelFactory(Factory):
    """Llama 3.1 8B but for its name; `groups` are (layers, heads, dimension, window)."""

    class Meta:
        model = LocalModel
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Model {n}")
    slug = factory.Sequence(lambda n: f"model-{n}")
    sort_order = factory.Sequence(int)
    publisher = "Maker"
    released = AS_OF
    license = "MIT"
    parameters = active_parameters = 8_030_261_248
    parameters_basis = "counted"
    layers = 32
    kv_heads = 8
    head_dim = 128
    context = 131_072
    checked = AS_OF

    @factory.post_generation
    def groups(self, create: bool, extracted: Sequence[tuple[int, int, int, int | None]] | None, **kwargs: Any) -> None:
        for at, (layers, heads, dim, window) in enumerate(extracted or [(32, 8, 128, None)]):
            AttentionGroup.objects.create(
                model=self, sort_order=at, layers=layers, kv_heads=heads, head_dim=dim, window=window
            )


class CalculatorPageFactory(PageFactory):
    """With F16, Q4_K_M and as shipped; and F16 and Q8_0 for the cache."""

    class Meta:
        model = CalculatorPage
        skip_postgeneration_save = True

    parent = factory.SubFactory(LocalPageFactory)
    title = "Will it fit"
    slug = "will-it-fit"
    intro = units_memory = units_bandwidth = units_file = usable_why = own_words = "Words."
    rounding = "To three decimals."
    as_of = AS_OF
    default_model = factory.SubFactory(LocalModelFactory, slug="llama", name="Llama")
    default_quantization = "q4-k-m"
    default_kv_cache = "f16"
    default_hardware = "the-card"
    default_context = 8192
    headroom_gib = Decimal(1)
    efficiency_low = Decimal("0.55")
    efficiency_high = Decimal("0.85")
    own_numbers = factory.LazyFunction(
        lambda: [
            {
                "type": "number",
                "value": dict(zip(("name", "label", "unit", "least", "most", "default"), row, strict=True)),
            }
            for row in BOUNDS
        ]
    )
    formulas = factory.LazyFunction(
        lambda: [
            {
                "type": "formula",
                "value": {
                    "slug": slug,
                    "name": slug,
                    "words": "Words.",
                    "symbols": "A = B × C",
                    "variables": [{"symbol": "A", "meaning": "a thing", "unit": "bytes"}],
                    "source": {"title": "A page", "publisher": "Somebody", "year": 2026, "url": "https://example.org/"},
                },
            }
            for slug in FORMULAS
        ]
    )

    @factory.post_generation
    def presets(self, create: bool, extracted: None, **kwargs: Any) -> None:
        for at, (slug, name, bits) in enumerate(
            [("f16", "F16", "16.0005"), ("q4-k-m", "Q4_K_M", "4.8944"), ("native", "As shipped", None)]
        ):
            bits_per_weight = Decimal(bits) if bits else None
            QuantizationRow.objects.create(
                page=self, sort_order=at, slug=slug, name=name, bits_per_weight=bits_per_weight, use="Use it."
            )
        for at, (slug, name, bits) in enumerate([("f16", "F16", "16"), ("q8-0", "Q8_0", "8.5")]):
            CacheTypeRow.objects.create(
                page=self,
                sort_order=at,
                slug=slug,
                name=name,
                bits_per_element=Decimal(bits),
                block="none",
                flag="-ctk",
            )


class KeptSetupFactory(Factory):
    class Meta:
        model = KeptSetup

    learner = factory.SubFactory(LearnerFactory)
    said = factory.LazyFunction(lambda: {"model": "llama", "quantization": "q4-k-m", "context_tokens": "8192"})
