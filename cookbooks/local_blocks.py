"""Blocks of Run AI Locally: commands by platform, formulas, measured points, examples and bounds."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.functional import cached_property
from wagtail import blocks

from cookbooks.bounds import Bound
from core.blocks import MarkdownBlock, SourceBlock
from core.fields import LiteralFormField

SHOWING = "Showing"
NUMBERS = "Numbers"
PLATFORMS = [("macos", "macOS"), ("linux", "Linux"), ("windows", "Windows")]
LANGUAGES = [
    ("bash", "Shell"),
    ("powershell", "PowerShell"),
    ("python", "Python"),
    ("json", "JSON"),
    ("ini", "INI"),
    ("text", "Plain text"),
]
FORMULAS = [
    ("weights-bytes", "Weights"),
    ("kv-cache-bytes", "KV cache"),
    ("total-bytes", "Total"),
    ("fits", "Does it fit"),
    ("bytes-per-token", "Bytes read per token"),
    ("tokens-per-second", "Tokens per second"),
]
OWN_MODEL = [
    ("parameters_b", "Parameters, in billions"),
    ("layers", "Layers"),
    ("kv_heads", "Key-value heads"),
    ("head_dim", "Head dimension"),
]
OWN_MACHINE = [("memory_gib", "Memory, in GiB"), ("bandwidth_gb_s", "Memory bandwidth, in GB a second")]
WHOLE = frozenset({"layers", "kv_heads", "head_dim"})
is_decimal = RegexValidator(r"^\d{1,9}(\.\d{1,6})?$", "This is no number: write 89.6.")


class LiteralBlock(blocks.TextBlock):
    """Text that is shown and copied sign by sign: never Markdown, never trimmed."""

    @cached_property
    def field(self) -> forms.Field:
        return LiteralFormField(
            widget=forms.Textarea(attrs={"rows": self.rows, "spellcheck": "false"}), **self.field_options
        )


class NumberBlock(blocks.CharBlock):
    """A number, kept as it is written, so that no digit is lost."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 16, **kwargs})
        self.field.validators.append(is_decimal)

    def get_searchable_content(self, value: Any) -> list[str]:
        return []


class VariantBlock(blocks.StructBlock):
    """Commands for one platform, or for all."""

    platform = blocks.ChoiceBlock(choices=PLATFORMS, required=False, help_text="Empty: the same everywhere.")
    language = blocks.ChoiceBlock(choices=LANGUAGES, default="bash", help_text="Decides the colours.")
    code = LiteralBlock(
        rows=4,
        max_length=20_000,
        help_text="To the letter. {{context}} takes the reader's own, where the episode has a slot of that name.",
    )


class CommandsValue(blocks.StructValue):
    """Commands, as the template wants them."""

    @property
    def markdown(self) -> str:
        """What a reader has to read of it, for the length: the first platform's, which is one reader's."""
        first = next(iter(self["variants"]), None)
        return f"```\n{first['code']}\n```" if first else ""

    @property
    def by_platform(self) -> bool:
        """Whether it differs by platform."""
        return any(variant["platform"] for variant in self["variants"])


class CommandsBlock(blocks.StructBlock):
    """Commands or code; where platforms differ, one for each."""

    variants = blocks.ListBlock(
        VariantBlock(), min_num=1, help_text="One that is the same everywhere, or one a platform."
    )

    def clean(self, value: Any) -> blocks.StructValue:
        """Raises StructBlockValidationError where two are for the same platform, or one for all stands among others."""
        cleaned = super().clean(value)
        platforms = [variant["platform"] or "" for variant in cleaned["variants"]]
        if len(set(platforms)) < len(platforms) or ("" in platforms and len(platforms) > 1):
            message = "Each platform stands here once; what is the same everywhere stands alone."
            raise blocks.StructBlockValidationError({"variants": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "code"
        group = SHOWING
        template = "cookbooks/blocks/commands.html"
        value_class = CommandsValue
        description = "Commands or code, the same everywhere or one a platform, with a button that copies"
        preview_value: ClassVar[dict[str, Any]] = {
            "variants": [
                {"platform": "macos", "language": "bash", "code": "brew install llama.cpp"},
                {"platform": "windows", "language": "powershell", "code": "winget install llama.cpp"},
            ]
        }


class VariableBlock(blocks.StructBlock):
    """One letter of a formula."""

    symbol = blocks.CharBlock(max_length=8, help_text="The letter, as it stands in the formula.")
    meaning = blocks.CharBlock(max_length=120, help_text="What it is.")
    unit = blocks.CharBlock(max_length=40, help_text="What it is counted in.")


class FormulaBlock(blocks.StructBlock):
    """A formula: in words, in letters, and where it comes from. The numbers are the reader's."""

    slug = blocks.ChoiceBlock(choices=FORMULAS, help_text="Which step of the calculation it explains.")
    name = blocks.CharBlock(max_length=80, help_text="“KV cache”.")
    words = MarkdownBlock(max_length=2_000, help_text="The formula in sentences, with what it leaves out.")
    symbols = blocks.CharBlock(max_length=200, help_text="The formula in letters, shown as it is typed.")
    variables = blocks.ListBlock(VariableBlock(), help_text="Its letters.")
    source = SourceBlock(help_text="Where it can be looked up.")

    class Meta:
        icon = "superscript"
        group = NUMBERS
        description = "A formula of the calculator"


class MeasuredBlock(blocks.StructBlock):
    """A run that somebody measured: what was read a token, and how fast. The share of bandwidth is worked out."""

    hardware = blocks.CharBlock(max_length=160, help_text="The machine, with its bandwidth.")
    model = blocks.CharBlock(max_length=160, help_text="The model and its file.")
    bandwidth_gb_s = NumberBlock(help_text="GB a second.")
    parameters = blocks.IntegerBlock(required=False, min_value=1, help_text="With the bits, what was read a token.")
    bits_per_weight = NumberBlock(required=False, help_text="Average bits of a weight.")
    file_gib = NumberBlock(required=False, help_text="Or: the size of the file, in GiB.")
    tokens_per_second = NumberBlock(help_text="As measured.")
    source = SourceBlock(help_text="Who measured it.")

    def clean(self, value: Any) -> blocks.StructValue:
        """Raises StructBlockValidationError where nothing says how much was read for a token."""
        cleaned = super().clean(value)
        if not cleaned["file_gib"] and not (cleaned["parameters"] and cleaned["bits_per_weight"]):
            message = "Say how much was read a token: the size of the file, or parameters and bits."
            raise blocks.StructBlockValidationError({"file_gib": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "history"
        group = NUMBERS
        description = "A measured speed, from which the share of bandwidth follows"


class ExampleBlock(blocks.StructBlock):
    """A setting of the calculator worth looking at. What it comes to is worked out."""

    title = blocks.CharBlock(max_length=160, help_text="“Llama 3.1 8B on a 16 GB card”.")
    says = MarkdownBlock(max_length=1_000, help_text="What to see in it.")
    model = blocks.CharBlock(max_length=80, help_text="The slug of a model.")
    quantization = blocks.CharBlock(max_length=40, help_text="The slug of a quantization.")
    context_tokens = blocks.IntegerBlock(min_value=1, help_text="The context, in tokens.")
    kv_cache = blocks.CharBlock(max_length=40, help_text="The slug of a cache type.")
    parallel = blocks.IntegerBlock(min_value=1, default=1, help_text="Sequences at once.")
    hardware = blocks.CharBlock(max_length=80, help_text="The slug of a machine.")

    class Meta:
        icon = "pick"
        group = NUMBERS
        description = "A worked example"


class BoundValue(blocks.StructValue):
    """A number that a reader may set, and from where to where."""

    @property
    def bound(self) -> Bound:
        """As the reckoning wants it."""
        least, most, default = (Fraction(Decimal(self[name])) for name in ("least", "most", "default"))
        return Bound(self["name"], self["label"], self["unit"], least, most, default, self["name"] in WHOLE)


class BoundBlock(blocks.StructBlock):
    """A number of a reader's own, and from where to where it may go."""

    name = blocks.ChoiceBlock(choices=[*OWN_MODEL, *OWN_MACHINE], help_text="Which number it is.")
    label = blocks.CharBlock(max_length=80, help_text="What a reader is asked for.")
    unit = blocks.CharBlock(max_length=40, help_text="What it is counted in.")
    least = NumberBlock(help_text="The least.")
    most = NumberBlock(help_text="The most.")
    default = NumberBlock(help_text="What stands there at first.")

    def clean(self, value: Any) -> blocks.StructValue:
        """Raises StructBlockValidationError where the bounds run backwards, or nothing could be worked out at one."""
        cleaned = super().clean(value)
        bound = cleaned.bound
        if not 0 < bound.least <= bound.default <= bound.most:
            message = "The least is above 0, the default not below it, and the most not below the default."
            raise blocks.StructBlockValidationError({"least": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "sliders"
        group = NUMBERS
        value_class = BoundValue
        description = "A number of a reader's own, with its bounds"


FORMULA_BLOCKS: list[tuple[str, blocks.Block]] = [("formula", FormulaBlock())]
MEASURED_BLOCKS: list[tuple[str, blocks.Block]] = [("point", MeasuredBlock())]
EXAMPLE_BLOCKS: list[tuple[str, blocks.Block]] = [("example", ExampleBlock())]
BOUND_BLOCKS: list[tuple[str, blocks.Block]] = [("number", BoundBlock())]
COMMAND_BLOCKS: list[tuple[str, blocks.Block]] = [("commands", CommandsBlock())]
