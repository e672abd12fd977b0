"""Run AI Locally: its front, the episodes, and the calculator."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cookbooks import filling, fitting, local_queries, local_views
from cookbooks.local_blocks import BOUND_BLOCKS, COMMAND_BLOCKS, EXAMPLE_BLOCKS, FORMULA_BLOCKS, MEASURED_BLOCKS
from cookbooks.models.local import LocalModel
from cookbooks.models.shelf import CookbookPage
from core import markdown
from core.blocks import PROSE_BLOCKS, SOURCE_BLOCKS, texts
from core.caching import cacheable
from core.fields import LinesField, MarkdownField
from core.models import BasePage, BaseRoutablePage


class LocalPage(CookbookPage):
    """The front of Run AI Locally: the episodes in order, the calculator, the tiers of hardware."""

    template = "cookbooks/local/book.html"
    subpage_types = ["cookbooks.EpisodePage", "cookbooks.CalculatorPage"]

    @property
    def size(self) -> str:
        """What is in it, counted: “7 episodes, 16 models, 12 machines”. A query."""
        return local_queries.size(self)

    @path("", name="book")
    def book(self, request: HttpRequest) -> HttpResponse:
        """What is in it, the same for everyone."""
        return cacheable(self.render(request, context_overrides=local_queries.front(self)))


class EpisodePage(BasePage):
    """One episode: what you need, what you will have, the text with its commands."""

    scheme = "episode"
    template = "cookbooks/local/episode.html"
    allowed_http_methods = [*BasePage.allowed_http_methods, HTTPMethod.POST]
    parent_page_types = ["cookbooks.LocalPage"]
    subpage_types: ClassVar[list[str]] = []

    summary = models.CharField(max_length=200, help_text="One sentence under the title.")
    you_need = LinesField("you need", help_text="What a reader brings, one a line.")
    you_will_have = LinesField("you will have", help_text="What a reader has at the end, one a line.")
    body = StreamField(
        [*PROSE_BLOCKS, *COMMAND_BLOCKS], help_text="The text. A section is a prose block that begins with its heading."
    )
    sources = StreamField(SOURCE_BLOCKS, blank=True, help_text="Where what stands here can be looked up.")
    words = models.PositiveIntegerField(default=0, editable=False)  # of the text, so that lists need not read it

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(["summary", "you_need", "you_will_have"], "First words"),
        InlinePanel("slots", label="Slot", heading="Words in commands that a reader's own machine replaces"),
        FieldPanel("body"),
        FieldPanel("sources"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("summary"), index.SearchField("body")]

    @property
    def minutes(self) -> int:
        """How long the text takes to read, at least one."""
        return markdown.minutes(self.words)

    def clean(self) -> None:
        super().clean()
        self.words = sum(markdown.words(text) for text in texts(self.body))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The episode, with what the reader runs in its commands; a post forgets what is kept of that."""
        return local_views.episode(request, self)


class EpisodeSlot(Orderable):
    """A word in the commands of an episode that gives way to the reader's own."""

    page = ParentalKey(EpisodePage, on_delete=models.CASCADE, related_name="slots")
    name = models.SlugField(
        max_length=40, db_index=False, help_text="As it stands in commands: context, for {{context}}."
    )
    label = models.CharField(max_length=80, help_text="What it is, for a reader: “Context length in tokens”.")
    default = models.CharField(max_length=200, help_text="What stands there for who has not said what they run.")
    fill = models.CharField(
        "filled with",
        max_length=8,
        choices=[
            (filling.Fill.GGUF.value, "The model's GGUF on Hugging Face, with the file's tag"),
            (filling.Fill.WEIGHTS.value, "The model's weights on Hugging Face"),
            (filling.Fill.FILE.value, "The path of the model's file"),
            (filling.Fill.CONTEXT.value, "The context, in tokens"),
            (filling.Fill.NOTHING.value, "Nothing: the word of the episode stays"),
        ],
        help_text="What of a reader's machine takes its place.",
    )

    panels = [FieldRowPanel(["name", "label", "default", "fill"])]

    def __str__(self) -> str:
        return self.label

    @property
    def slot(self) -> filling.Slot:
        """As the filling wants it."""
        return filling.Slot(self.name, self.label, self.default, self.fill)


class CalculatorPage(BaseRoutablePage):
    """Will it fit? A model in a file, with its cache, on a machine: memory, speed, and how both come about."""

    scheme = "calculator"
    scheme_is_whole = True
    max_count_per_parent = 1
    template = "cookbooks/local/calculator.html"
    regions = frozenset({"fit"})
    allowed_http_methods = [*BaseRoutablePage.allowed_http_methods, HTTPMethod.POST]
    parent_page_types = ["cookbooks.LocalPage"]
    subpage_types: ClassVar[list[str]] = []

    intro = MarkdownField(help_text="What the calculator does, and how far to trust it.")
    as_of = models.DateField("as of", help_text="The month of which models and machines were true, as its first day.")
    default_model = models.ForeignKey(
        LocalModel, null=True, on_delete=models.SET_NULL, related_name="+", help_text="The model it begins with."
    )
    default_quantization = models.SlugField(max_length=40, db_index=False, help_text="The slug of a row below.")
    default_kv_cache = models.SlugField(
        "default cache", max_length=40, db_index=False, help_text="The slug of a row below."
    )
    default_hardware = models.SlugField(
        "default machine", max_length=80, db_index=False, help_text="The slug of a machine."
    )
    default_context = models.PositiveIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(fitting.MOST_CONTEXT)], help_text="In tokens."
    )
    headroom_gib = models.DecimalField(
        "headroom", max_digits=6, decimal_places=3, validators=[MinValueValidator(0)], help_text="GiB left free."
    )
    efficiency_low = models.DecimalField(
        "lowest share of bandwidth",
        max_digits=4,
        decimal_places=3,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text="That measured runs reach, context full.",
    )
    efficiency_high = models.DecimalField(
        "highest share of bandwidth",
        max_digits=4,
        decimal_places=3,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text="That measured runs reach, context empty.",
    )
    rounding = models.CharField(max_length=300, help_text="How figures are rounded, in a sentence.")
    units_memory = MarkdownField("memory", help_text="What a GiB is here.")
    units_bandwidth = MarkdownField("bandwidth", help_text="What a GB a second is here.")
    units_file = MarkdownField("file size", help_text="What a GB of a file is.")
    usable_why = MarkdownField("usable share", help_text="Why not all of a machine's memory is usable.")
    own_words = MarkdownField("own numbers", help_text="What own numbers are for, and what they leave out.")
    own_numbers = StreamField(BOUND_BLOCKS, help_text="The numbers of a model and a machine, six in all.")
    formulas = StreamField(FORMULA_BLOCKS, help_text="In the order of the calculation.")
    measured = StreamField(MEASURED_BLOCKS, blank=True, help_text="The points from which the two shares come.")
    examples = StreamField(EXAMPLE_BLOCKS, blank=True, help_text="Settings worth looking at.")
    quantization_source = StreamField(SOURCE_BLOCKS, blank=True, max_num=1, help_text="Where the bits come from.")
    cache_source = StreamField(SOURCE_BLOCKS, blank=True, max_num=1, help_text="Where the cache's bits come from.")
    sources = StreamField(SOURCE_BLOCKS, blank=True, help_text="Where what stands here can be looked up.")

    content_panels = [
        *BaseRoutablePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("as_of"),
        MultiFieldPanel(
            [
                "default_model",
                FieldRowPanel(["default_quantization", "default_kv_cache", "default_hardware", "default_context"]),
            ],
            "What it begins with",
        ),
        InlinePanel("quantizations", label="Quantization", heading="Quantizations to choose from"),
        InlinePanel("cache_types", label="Cache type", heading="Types of cache to choose from"),
        MultiFieldPanel(
            [FieldRowPanel(["headroom_gib", "efficiency_low", "efficiency_high"]), "rounding", "usable_why"],
            "What is taken as given",
        ),
        MultiFieldPanel(["units_memory", "units_bandwidth", "units_file"], "Units"),
        MultiFieldPanel(["own_words", "own_numbers"], "Own numbers"),
        FieldPanel("formulas"),
        FieldPanel("measured"),
        FieldPanel("examples"),
        FieldPanel("quantization_source"),
        FieldPanel("cache_source"),
        FieldPanel("sources"),
    ]
    search_fields = [*BaseRoutablePage.search_fields, index.SearchField("intro"), index.SearchField("formulas")]

    def clean(self) -> None:
        """Raises ValidationError where the shares of bandwidth run backwards."""
        super().clean()
        if None not in (self.efficiency_low, self.efficiency_high) and self.efficiency_low > self.efficiency_high:
            raise ValidationError({"efficiency_high": "The shares end below where they begin."})

    @cached_property
    def quantization_rows(self) -> "list[QuantizationRow]":
        """Its quantizations. A query, once."""
        return list(self.quantizations.all())

    @cached_property
    def cache_rows(self) -> "list[CacheTypeRow]":
        """Its types of cache. A query, once."""
        return list(self.cache_types.all())

    @path("", name="calculator")
    def calculator(self, request: HttpRequest) -> HttpResponse:
        """The calculator, set as the address says; a post keeps the setting for the learner, or forgets it."""
        return local_views.calculator(request, self)


class QuantizationRow(Orderable):
    """A way to store weights: how many bits each takes."""

    page = ParentalKey(CalculatorPage, on_delete=models.CASCADE, related_name="quantizations")
    slug = models.SlugField(max_length=40, help_text="Its name in addresses: fixed, since links depend on it.")
    name = models.CharField(max_length=40, help_text="As files have it: Q4_K_M.")
    bits_per_weight = models.DecimalField(
        "bits a weight",
        max_digits=8,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0.1), MaxValueValidator(64)],
        help_text="Scales included; empty: as the checkpoint came.",
    )
    use = MarkdownField(help_text="When to take it.")

    panels = [FieldRowPanel(["name", "slug", "bits_per_weight"]), FieldPanel("use")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "slug"], name="quantization_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=models.Q(bits_per_weight=None) | models.Q(bits_per_weight__gt=0), name="quantization_has_bits"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CacheTypeRow(Orderable):
    """A way to store the KV cache: how many bits each element takes, and how to ask for it."""

    page = ParentalKey(CalculatorPage, on_delete=models.CASCADE, related_name="cache_types")
    slug = models.SlugField(max_length=40, help_text="Its name in addresses: fixed, since links depend on it.")
    name = models.CharField(max_length=40, help_text="Q8_0.")
    bits_per_element = models.DecimalField(
        "bits an element",
        max_digits=8,
        decimal_places=4,
        validators=[MinValueValidator(0.1), MaxValueValidator(64)],
        help_text="Scales included.",
    )
    block = models.CharField(max_length=80, help_text="How it is packed: “34 bytes per 32 elements”, or none.")
    flag = models.CharField(max_length=80, help_text="How llama-server is asked for it, sign by sign.")

    panels = [FieldRowPanel(["name", "slug", "bits_per_element", "block", "flag"])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "slug"], name="cache_type_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=models.Q(bits_per_element__gt=0), name="cache_type_has_bits"),
        ]

    def __str__(self) -> str:
        return self.name
