"""Blocks that any long text may hold. Their names are stored with every text that uses them, so they are for ever."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock

from core import links, markdown
from core.fields import validate_markdown, validate_target
from core.widgets import MarkdownTextarea, TargetInput

TEXT = "Text"
SHOWING = "Showing"
LANGUAGES = [
    ("text", "Plain text"),
    ("bash", "Shell"),
    ("python", "Python"),
    ("json", "JSON"),
    ("yaml", "YAML"),
    ("toml", "TOML"),
    ("sql", "SQL"),
    ("javascript", "JavaScript"),
    ("html", "HTML"),
    ("css", "CSS"),
    ("diff", "Diff"),
]


class Prose(str):
    """Markdown that knows how to be shown: as blocks of text. As a string it is what the editor typed."""

    template: ClassVar[str] = "core/blocks/prose.html"

    def __html__(self) -> SafeString:
        return markdown.render(self)

    def render_as_block(self, context: dict[str, Any] | None = None) -> SafeString:
        """As HTML inside a page, its anchors told apart from those of the page's other texts."""
        return render_to_string(self.template, {**(context or {}), "value": self})

    @property
    def markdown(self) -> str:
        """What the text adds to the page's outline, length and sources."""
        return str(self)


class Line(Prose):
    """Markdown inside one line: bold, code, links."""

    def __html__(self) -> SafeString:
        return markdown.inline(self)

    def render_as_block(self, context: dict[str, Any] | None = None) -> SafeString:
        return self.__html__()


class MarkdownBlock(blocks.TextBlock):
    """Prose in Markdown, its links by name checked, chosen with Wagtail's choosers and known to its reports."""

    shown_as: ClassVar[type[Prose]] = Prose

    @cached_property
    def field(self) -> forms.Field:
        options = {**self.field_options, "validators": [*self.field_options["validators"], validate_markdown]}
        return forms.CharField(widget=MarkdownTextarea(attrs={"rows": self.rows}), **options)

    def normalize(self, value: Any) -> Prose:
        return self.shown_as(value or "")

    def to_python(self, value: Any) -> Prose:
        return self.shown_as(value or "")

    def value_from_form(self, value: Any) -> Prose:
        return self.shown_as(value or "")

    def value_for_form(self, value: Any) -> str:
        return str(value or "")

    def get_prep_value(self, value: Any) -> str:
        return str(value or "")

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        return self.normalize(value).render_as_block(context)

    def get_searchable_content(self, value: Any) -> list[str]:
        return [markdown.plain(value)] if self.search_index and value else []

    def extract_references(self, value: Any) -> Iterator[tuple[type[Model], str, str, str]]:
        yield from links.references(markdown.targets(value or ""))

    class Meta:
        icon = "pilcrow"


class MarkdownLineBlock(MarkdownBlock):
    """One line of prose: bold, code, links."""

    shown_as = Line


class TargetBlock(blocks.CharBlock):
    """Where one link leads: a name (`chapter:mindset`), a web address or a path."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field.validators.append(validate_target)
        self.field.widget = TargetInput()

    def get_searchable_content(self, value: Any) -> list[str]:
        return []

    def extract_references(self, value: Any) -> Iterator[tuple[type[Model], str, str, str]]:
        yield from links.references([value or ""])

    class Meta:
        icon = "link"


class ProseBlock(MarkdownBlock):
    """Paragraphs, headings, lists, tables and code in Markdown."""

    class Meta:
        icon = "pilcrow"
        group = TEXT
        description = "Paragraphs, headings and lists, written in Markdown"
        preview_value = "## A heading\n\nA paragraph with a [link](https://example.org/), `code` and **bold words**."


class CodeValue(blocks.StructValue):
    """Code, as the template wants it."""

    @property
    def html(self) -> SafeString:
        """The code, escaped and coloured."""
        return markdown.highlight(self["code"], self["language"])

    @property
    def label(self) -> str:
        """What it is, for who hears it: the file or the language."""
        return self["filename"] or f"Code, {dict(LANGUAGES)[self['language']]}"


class CodeBlock(blocks.StructBlock):
    """Code, shown to the letter."""

    language = blocks.ChoiceBlock(choices=LANGUAGES, default="text", help_text="Decides the colours.")
    code = blocks.TextBlock(rows=6, max_length=20_000, help_text="Shown to the letter: nothing in it is Markdown.")
    filename = blocks.CharBlock(required=False, max_length=120, help_text="The file it would stand in, if it matters.")
    caption = MarkdownLineBlock(required=False, max_length=300, help_text="What to see in it, in a sentence.")

    class Meta:
        icon = "code"
        group = SHOWING
        template = "core/blocks/code.html"
        value_class = CodeValue
        description = "Code in a language, with a button that copies it"
        preview_value = {
            "language": "python",
            "code": "def share(passed: int, tried: int) -> float:\n    return passed / tried",
            "filename": "evals.py",
            "caption": "One number, and no idea yet how sure it is.",
        }


class FigureBlock(blocks.StructBlock):
    """A picture with what it shows in words."""

    image = ImageChooserBlock(help_text="The picture, at least 1,400 pixels wide if it is to fill the column.")
    alternative = blocks.CharBlock(
        required=False, max_length=300, help_text="What the picture shows, for those who do not see it."
    )
    decorative = blocks.BooleanBlock(
        required=False, help_text="Tick only if a reader who does not see it misses nothing: then it needs no words."
    )
    caption = MarkdownLineBlock(required=False, max_length=300, help_text="A sentence under the picture.")
    credit = blocks.CharBlock(required=False, max_length=160, help_text="Whose it is, and under which licence.")

    def clean(self, value: Any) -> blocks.StructValue:
        """Raises StructBlockValidationError where words are missing, or stand beside a tick that none are needed."""
        cleaned = super().clean(value)
        if bool(cleaned["alternative"]) == bool(cleaned["decorative"]):
            message = "Say what the picture shows, or tick that it is decorative: one of the two."
            raise blocks.StructBlockValidationError({"alternative": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "image"
        group = SHOWING
        template = "core/blocks/figure.html"
        description = "A picture, with its words, caption and credit"


class CalloutBlock(blocks.StructBlock):
    """A word aside: what to note, what to beware of, an example."""

    kind = blocks.ChoiceBlock(
        choices=[("note", "Note"), ("caution", "Caution"), ("example", "Example")],
        default="note",
        help_text="Caution is for what can do harm.",
    )
    title = blocks.CharBlock(required=False, max_length=120, help_text="A few words; empty, the kind stands alone.")
    body = MarkdownBlock(max_length=2_000, help_text="Two or three sentences. Longer, and it belongs in the text.")

    class Meta:
        icon = "info-circle"
        group = TEXT
        template = "core/blocks/callout.html"
        description = "A note, a caution or an example, set apart from the text"
        preview_value = {"kind": "caution", "title": "Keys in prompts", "body": "A prompt can be read back."}


class TableBlock(blocks.StructBlock):
    """A table: figures and short words."""

    table = TypedTableBlock(
        [
            ("text", MarkdownLineBlock(required=False, max_length=1_000, help_text="Words, bold, code and links.")),
            ("number", blocks.CharBlock(required=False, max_length=60, help_text="A figure with its unit.")),
        ],
        help_text="The caption says what the table shows. A column of numbers is set to the right.",
    )
    names_rows = blocks.BooleanBlock(
        required=False, default=True, help_text="The first column names its row, as the first line names the columns."
    )

    def clean(self, value: Any) -> blocks.StructValue:
        """Raises StructBlockValidationError where nothing says what the table shows."""
        cleaned = super().clean(value)
        if not cleaned["table"] or not cleaned["table"].caption:
            message = "Say in a caption what the table shows."
            raise blocks.StructBlockValidationError({"table": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "table"
        group = SHOWING
        template = "core/blocks/table.html"
        description = "Rows and columns, with a caption"


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words."""

    text = MarkdownBlock(max_length=1_200, help_text="The words as they were said, without quotation marks.")
    who = blocks.CharBlock(max_length=120, help_text="Who said it.")
    where = blocks.CharBlock(required=False, max_length=200, help_text="Where and when.")
    url = blocks.URLBlock(required=False, help_text="Where it can be read.")

    class Meta:
        icon = "openquote"
        group = TEXT
        template = "core/blocks/quote.html"
        description = "Somebody’s own words, with who said them and where"
        preview_value = {"text": "Measure before you argue.", "who": "A colleague", "where": "In review, 2026"}


class BeforeAfterValue(blocks.StructValue):
    """A change from one habit to another."""

    @property
    def heading(self) -> str:
        """The title as a heading in Markdown."""
        return f"## {self['title']}"

    @property
    def markdown(self) -> str:
        """What the block adds to the page's outline, length and sources."""
        return f"{self.heading}\n\n{self['old']}\n\n{self['new']}\n\n{self['body']}"


class BeforeAfterBlock(blocks.StructBlock):
    """One change under its own heading: what was before, what comes after, and why."""

    title = blocks.CharBlock(max_length=120, help_text="The heading; a number with a full stop before it is set apart.")
    old = blocks.CharBlock(max_length=200, help_text="The reflex a reader has.")
    new = blocks.CharBlock(max_length=200, help_text="The one to grow.")
    body = MarkdownBlock(
        rows=8, help_text="Why, in paragraphs that open with bold words, as **Worked.** or **This week.**"
    )

    class Meta:
        icon = "arrow-up"
        group = TEXT
        template = "core/blocks/before_after.html"
        value_class = BeforeAfterValue
        description = "A reflex and the one that takes its place"
        preview_value = {
            "title": "1. Every answer is a draw",
            "old": "Run it once. It worked.",
            "new": "Run it ten times and look at the spread.",
            "body": "**Worked.** Ten runs of one prompt gave four answers.\n\n**This week.** Run yours ten times.",
        }


class SourceBlock(blocks.StructBlock):
    """Where something can be looked up."""

    title = blocks.CharBlock(max_length=300, help_text="As the page or paper calls itself.")
    publisher = blocks.CharBlock(required=False, max_length=160, help_text="Who published it.")
    year = blocks.IntegerBlock(required=False, min_value=1800, max_value=2200, help_text="The year it is from.")
    url = blocks.URLBlock(required=False, max_length=1_000, help_text="Where it can be read.")

    class Meta:
        icon = "link-external"
        group = TEXT
        template = "core/blocks/source.html"
        description = "A source, with its publisher, year and address"
        preview_value = {"title": "A paper", "publisher": "arXiv", "year": 2024, "url": "https://arxiv.org/"}


class ChangeBlock(blocks.StructBlock):
    """What changed on a day."""

    date = blocks.DateBlock(help_text="The day of the change.")
    what = MarkdownLineBlock(max_length=400, help_text="What changed, for a reader who was here before.")

    class Meta:
        icon = "history"
        group = TEXT
        template = "core/blocks/change.html"
        description = "What changed, and when"
        preview_value = {"date": datetime.date(2026, 11, 24), "what": "The figures of 2026."}


# What a long text may hold.
PROSE_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("prose", ProseBlock(rows=10, help_text="Markdown. A section begins with its heading: “## The heading”.")),
    ("callout", CalloutBlock()),
    ("quote", QuoteBlock()),
    ("code", CodeBlock()),
    ("figure", FigureBlock()),
    ("table", TableBlock()),
]
SOURCE_BLOCKS: list[tuple[str, blocks.Block]] = [("source", SourceBlock())]
CHANGE_BLOCKS: list[tuple[str, blocks.Block]] = [("change", ChangeBlock())]


def texts(body: Iterable[Any]) -> list[str]:
    """The Markdown of a long text, in the order in which it stands there."""
    return [text for child in body for text in _texts(child.value)]


def _texts(value: Any) -> Iterator[str]:
    if hasattr(value, "markdown"):
        yield value.markdown
    elif isinstance(value, blocks.StructValue):
        for part in value.values():
            yield from _texts(part)


def outline(body: Iterable[Any]) -> list[markdown.Heading]:
    """The headings of a long text, with the anchors that they have on the page."""
    anchors = markdown.Anchors()
    return [heading for text in texts(body) for heading in markdown.headings(text, anchors)]


def reading_minutes(body: Iterable[Any]) -> int:
    """How long a long text takes to read, in minutes, at least one."""
    return markdown.minutes(sum(markdown.words(text) for text in texts(body)))


def cited(body: Iterable[Any]) -> list[int]:
    """The sources a long text refers to, each once, in order of first mention; counted from 1."""
    return list(dict.fromkeys(source for text in texts(body) for source in markdown.cited(text)))
