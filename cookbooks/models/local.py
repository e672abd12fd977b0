"""What the calculator reckons with: tiers of machines, and local models with the layers that keep a cache."""

from decimal import Decimal
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PublishingPanel,
    TitleFieldPanel,
)
from wagtail.admin.widgets import SlugInput
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cookbooks import fitting
from cookbooks.bounds import written
from core.blocks import SOURCE_BLOCKS
from core.fields import MarkdownField
from core.models import Entry

MOST_GIB = 65_536
MOST_GB_S = 100_000
is_repository = RegexValidator(
    r"^[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*$", "This is no name on Hugging Face: write “Qwen/Qwen3-8B”."
)


class MachineKind(models.TextChoices):
    """Whose memory it is that the model sits in."""

    CARD = "discrete-gpu", "Graphics card"
    APPLE = "apple-unified", "Unified memory, Apple"
    SHARED = "shared-memory-pc", "Shared memory, PC"
    RAM = "system-ram", "System memory"


def up_to(most: int) -> list[BaseValidator]:
    """Validators of a number above 0, and no more than `most`."""
    return [MinValueValidator(Decimal("0.001")), MaxValueValidator(most)]


class HardwareTier(Entry):
    """A tier of machines: what its memory holds, how fast it is read, what to expect; and the machines to choose."""

    name = models.CharField(max_length=80, help_text="“Entry card or small Mac”.")
    memory = models.CharField(max_length=160, help_text="How much there is and how much of it a model may use.")
    bandwidth_from = models.DecimalField(
        "bandwidth from", max_digits=9, decimal_places=1, validators=up_to(MOST_GB_S), help_text="GB a second."
    )
    bandwidth_to = models.DecimalField(
        "bandwidth to", max_digits=9, decimal_places=1, validators=up_to(MOST_GB_S), help_text="GB a second."
    )
    examples_text = models.CharField("examples", max_length=240, help_text="Machines of this tier, in words.")
    model_sizes = models.CharField("model sizes", max_length=240, help_text="Which models run well.")
    expect = MarkdownField(help_text="What it is like, with numbers.")

    panels = [
        MultiFieldPanel(
            [TitleFieldPanel("name", targets=["slug"], placeholder=False), FieldPanel("slug", widget=SlugInput)],
            "The tier",
        ),
        MultiFieldPanel(["memory", FieldRowPanel(["bandwidth_from", "bandwidth_to"]), "examples_text"], "Its machines"),
        MultiFieldPanel(["model_sizes", "expect"], "What it runs"),
        InlinePanel("machines", label="Machine", heading="Machines to choose from in the calculator"),
        PublishingPanel(),
    ]
    preview_template = "cookbooks/previews/tier.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("examples_text"),
        index.SearchField("expect"),
        index.RelatedFields("machines", [index.SearchField("name")]),
    ]

    class Meta:
        ordering = ["sort_order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bandwidth_from__lte=F("bandwidth_to")), name="tier_bandwidth_runs_upwards"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def listed(self) -> str:
        """The names of its machines, for a list. A query."""
        return ", ".join(machine.name for machine in self.machines.all())

    def clean(self) -> None:
        """Raises ValidationError where its bandwidth runs backwards."""
        super().clean()
        if self.bandwidth_from and self.bandwidth_to and self.bandwidth_from > self.bandwidth_to:
            raise ValidationError({"bandwidth_to": "The bandwidth ends below where it begins."})


class Machine(Orderable):
    """A machine or card that one can buy: its memory, how fast it is read, and what it cost when somebody looked."""

    tier = ParentalKey(HardwareTier, on_delete=models.CASCADE, related_name="machines")
    slug = models.SlugField(max_length=80, help_text="Its name in addresses: fixed, since links depend on it.")
    name = models.CharField(max_length=120, help_text="“GeForce RTX 4090, 24 GB”.")
    kind = models.CharField(max_length=20, choices=MachineKind.choices, help_text="Whose memory it is.")
    memory_gib = models.DecimalField(
        "memory", max_digits=9, decimal_places=3, validators=up_to(MOST_GIB), help_text="GiB."
    )
    bandwidth_gb_s = models.DecimalField(
        "bandwidth", max_digits=9, decimal_places=3, validators=up_to(MOST_GB_S), help_text="GB a second."
    )
    usable_fraction = models.DecimalField(
        "usable share",
        max_digits=4,
        decimal_places=3,
        default=1,
        validators=up_to(1),
        help_text="Of the memory, what a model may use: 1 for a card, 0.74 for a Mac.",
    )
    basis = models.CharField(max_length=160, help_text="Where the bandwidth comes from: a sum, or the vendor.")
    checked = models.DateField(
        "checked on", null=True, blank=True, help_text="When someone last looked at its source; empty: nobody did."
    )
    price = models.PositiveIntegerField(
        null=True, blank=True, help_text="What it costs, in the currency beside it; empty: nobody looked."
    )
    currency = models.CharField(max_length=3, blank=True, help_text="EUR, USD.")
    price_on = models.DateField("price seen on", null=True, blank=True, help_text="The day of the price.")
    source_title = models.CharField("source", max_length=300, help_text="Where its numbers can be looked up.")
    source_publisher = models.CharField("publisher", max_length=160, blank=True, help_text="Who says so.")
    source_year = models.PositiveSmallIntegerField("year", null=True, blank=True, help_text="Of the source.")
    source_url = models.URLField("address", max_length=1_000, blank=True, help_text="Of the source.")

    panels = [
        FieldRowPanel(["name", "slug", "kind"]),
        FieldRowPanel(["memory_gib", "bandwidth_gb_s", "usable_fraction", "basis", "checked"]),
        FieldRowPanel(["price", "currency", "price_on"]),
        FieldRowPanel(["source_title", "source_publisher", "source_year", "source_url"]),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            # Deferred: rows that trade places are saved one by one.
            models.UniqueConstraint(
                fields=["slug"],
                name="machine_has_its_own_slug",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Another machine has this name in addresses. Choose another.",
            ),
            models.CheckConstraint(
                condition=Q(memory_gib__gt=0, bandwidth_gb_s__gt=0, usable_fraction__gt=0, usable_fraction__lte=1),
                name="machine_has_memory_to_use",
                violation_error_message="A machine has memory and bandwidth, and at most all of it is usable.",
            ),
            models.CheckConstraint(
                condition=Q(price=None, currency="", price_on=None)
                | Q(price__isnull=False, price_on__isnull=False) & ~Q(currency=""),
                name="machine_price_has_currency_and_day",
                violation_error_message="A price has a currency and the day on which it was seen.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reckoned(self) -> fitting.Machine:
        """As the reckoning wants it."""
        numbers = (self.memory_gib, self.bandwidth_gb_s, self.usable_fraction)
        return fitting.Machine(self.name, *map(Fraction, numbers))


class LocalModel(Entry):
    """An open-weight model: how many parameters it has and uses, how its layers keep a cache, where its file is."""

    name = models.CharField(max_length=80, help_text="“Llama 3.1 8B”.")
    publisher = models.CharField(max_length=80, help_text="Who made it.")
    released = models.DateField(help_text="The month of its release, as its first day.")
    license = models.CharField(max_length=80, help_text="Under which license, by name.")
    parameters = models.BigIntegerField(validators=[MinValueValidator(1)], help_text="All of them, counted.")
    active_parameters = models.BigIntegerField(
        validators=[MinValueValidator(1)], help_text="Those used for a token: all, but for a mixture of experts."
    )
    parameters_basis = models.CharField("counted from", max_length=160, help_text="Where the numbers come from.")
    native_gib = models.DecimalField(
        "size as shipped",
        max_digits=9,
        decimal_places=3,
        null=True,
        blank=True,
        validators=up_to(MOST_GIB),
        help_text="GiB of the checkpoint, where it is released quantized; else empty.",
    )
    native_format = models.CharField("shipped in", max_length=20, blank=True, help_text="The format then: MXFP4.")
    layers = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)], help_text="All of its layers.")
    kv_heads = models.PositiveSmallIntegerField(
        "key-value heads", validators=[MinValueValidator(1)], help_text="Of an ordinary layer."
    )
    head_dim = models.PositiveSmallIntegerField(
        "head dimension", validators=[MinValueValidator(1)], help_text="Of an ordinary layer."
    )
    context = models.PositiveIntegerField(
        "longest context", validators=[MinValueValidator(1)], help_text="Tokens that it was made for."
    )
    weights = models.CharField(
        "weights at", max_length=120, blank=True, validators=[is_repository], help_text="For training: “Qwen/Qwen3-8B”."
    )
    gguf = models.CharField(
        "GGUF at", max_length=120, blank=True, validators=[is_repository], help_text="To run it: “Qwen/Qwen3-8B-GGUF”."
    )
    checked = models.DateField(
        "checked on", null=True, blank=True, help_text="When someone last looked at its source; empty: nobody did."
    )
    note = MarkdownField(blank=True, help_text="What else to know, in a sentence or two.")
    sources = StreamField(SOURCE_BLOCKS, blank=True, help_text="Its card first, then where its layers were read.")

    panels = [
        MultiFieldPanel(
            [
                TitleFieldPanel("name", targets=["slug"], placeholder=False),
                FieldPanel("slug", widget=SlugInput),
                FieldRowPanel(["publisher", "released", "license"]),
            ],
            "The model",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(["parameters", "active_parameters", "parameters_basis"]),
                FieldRowPanel(["native_gib", "native_format"]),
                FieldRowPanel(["layers", "kv_heads", "head_dim", "context"]),
                "checked",
            ],
            "Its numbers",
        ),
        InlinePanel("attention", label="Group", heading="Layers that keep a cache, those alike in one row"),
        MultiFieldPanel([FieldRowPanel(["weights", "gguf"])], "On Hugging Face"),
        "note",
        "sources",
        PublishingPanel(),
    ]
    preview_template = "cookbooks/previews/local_model.html"
    search_fields = [
        *Entry.search_fields,
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("publisher"),
        index.SearchField("note"),
    ]

    class Meta:
        ordering = ["sort_order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(active_parameters__gte=1, active_parameters__lte=F("parameters")),
                name="local_model_uses_some_of_its_parameters",
            ),
            models.CheckConstraint(
                condition=Q(layers__gte=1, kv_heads__gte=1, head_dim__gte=1, context__gte=1),
                name="local_model_has_layers_and_heads",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError where more is used than there is."""
        super().clean()
        if self.parameters and self.active_parameters and self.active_parameters > self.parameters:
            raise ValidationError({"active_parameters": "A model can't use more parameters than it has."})

    @property
    def billions(self) -> str:
        """How many parameters it has, and uses where those are fewer: “30.5 billion, 3.35 active”."""
        active = "" if self.active_parameters == self.parameters else f", {_billions(self.active_parameters)} active"
        return f"{_billions(self.parameters)} billion{active}"

    @property
    def reckoned(self) -> fitting.Model:
        """As the reckoning wants it. Reads its groups: a query, unless they are loaded."""
        native = None if self.native_gib is None else Fraction(self.native_gib)
        groups = tuple(row.reckoned for row in self.attention.all())
        return fitting.Model(self.name, self.parameters, self.active_parameters, groups, self.context, native)


def _billions(number: int) -> str:
    return written(Fraction(number, fitting.GB), 2)


class AttentionGroup(Orderable):
    """Layers of a model that keep the same in their cache."""

    model = ParentalKey(LocalModel, on_delete=models.CASCADE, related_name="attention")
    layers = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)], help_text="How many.")
    kv_heads = models.PositiveSmallIntegerField(
        "key-value heads", validators=[MinValueValidator(1)], help_text="Of each."
    )
    head_dim = models.PositiveSmallIntegerField(
        "head dimension", validators=[MinValueValidator(1)], help_text="Of each."
    )
    window = models.PositiveIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)], help_text="Tokens that each keeps; empty: all."
    )

    panels = [FieldRowPanel(["layers", "kv_heads", "head_dim", "window"])]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(layers__gte=1, kv_heads__gte=1, head_dim__gte=1) & (Q(window=None) | Q(window__gte=1)),
                name="attention_group_has_layers_and_heads",
            )
        ]

    def __str__(self) -> str:
        return f"{self.layers} layers"

    @property
    def reckoned(self) -> fitting.Group:
        """As the reckoning wants it."""
        return fitting.Group(self.layers, self.kv_heads, self.head_dim, self.window)
