"""The AI Field Kit: its front, the anatomy of a prompt, the prompts to take along, the one rule."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cookbooks import kit_queries, kit_views
from cookbooks.fields import VerbatimField
from cookbooks.models.shelf import CookbookPage
from core import markdown
from core.blocks import PROSE_BLOCKS, SOURCE_BLOCKS, texts
from core.caching import cacheable
from core.fields import MarkdownField
from core.models import BasePage, BaseRoutablePage


class KitPage(CookbookPage):
    """The front of The AI Field Kit: what is in it."""

    template = "cookbooks/kit/book.html"
    subpage_types = ["cookbooks.AnatomyPage", "cookbooks.PromptsPage", "cookbooks.RulePage"]

    @property
    def size(self) -> str:
        """What is in it, counted: “7 parts of a prompt, 5 prompts, 1 rule”. A query."""
        return kit_queries.size(self)

    @path("", name="book")
    def book(self, request: HttpRequest) -> HttpResponse:
        """What is in it, the same for everyone."""
        return cacheable(self.render(request, context_overrides=kit_queries.front(self)))


class AnatomyPage(BaseRoutablePage):
    """A whole prompt with its parts marked; each part can be taken away, to see what is lost."""

    scheme = "anatomy"
    scheme_is_whole = True
    max_count_per_parent = 1
    template = "cookbooks/kit/anatomy.html"
    regions = frozenset({"anatomy"})
    params = frozenset({"without"})
    parent_page_types = ["cookbooks.KitPage"]
    subpage_types: ClassVar[list[str]] = []

    intro = MarkdownField(help_text="What a prompt is, and how many parts it needs.")
    as_of = models.DateField("as of", help_text="The month of which it was true, as its first day.")
    prompt_title = models.CharField(max_length=120, help_text="What the whole prompt is called.")
    prompt_note = MarkdownField(help_text="How to read it, in a sentence or two.")
    sources = StreamField(SOURCE_BLOCKS, blank=True, help_text="Where what stands here can be looked up.")

    content_panels = [
        *BaseRoutablePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("as_of"),
        InlinePanel("parts", label="Part", heading="The parts, in order"),
        MultiFieldPanel(["prompt_title", "prompt_note"], "The whole prompt"),
        InlinePanel("segments", label="Piece", heading="The whole prompt, piece by piece"),
        FieldPanel("sources"),
    ]
    search_fields = [
        *BaseRoutablePage.search_fields,
        index.SearchField("intro"),
        index.RelatedFields("parts", [index.SearchField("name"), index.SearchField("what"), index.SearchField("why")]),
    ]

    @path("", name="anatomy")
    def anatomy(self, request: HttpRequest) -> HttpResponse:
        """The anatomy, without the parts that the address takes away."""
        return kit_views.anatomy(request, self)


class Part(Orderable):
    """One part of a prompt: what it is, why it is there, what is lost without it, and a weak and a strong one."""

    page = ParentalKey(AnatomyPage, on_delete=models.CASCADE, related_name="parts")
    slug = models.SlugField(max_length=40, help_text="Its name in addresses: “task”.")
    name = models.CharField(max_length=40, help_text="“Task”.")
    what = MarkdownField(help_text="What it says, in a sentence.")
    why = MarkdownField(help_text="Why an answer needs it.")
    lost = MarkdownField("what is lost", help_text="What the answer looks like without it.")
    weak = VerbatimField(help_text="A weak one, sign by sign.")
    strong = VerbatimField(help_text="A strong one for the same case, sign by sign.")

    panels = [FieldRowPanel(["name", "slug"]), "what", "why", "lost", FieldRowPanel(["weak", "strong"])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "slug"], name="part_of_a_prompt_once", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.name


class Segment(Orderable):
    """A piece of the whole prompt, and the part that it is."""

    page = ParentalKey(AnatomyPage, on_delete=models.CASCADE, related_name="segments")
    part = models.SlugField(max_length=40, db_index=False, help_text="The slug of the part that it is.")
    text = VerbatimField(help_text="Sign by sign.")

    panels = [FieldPanel("part"), FieldPanel("text")]

    def __str__(self) -> str:
        return self.part


class PromptsPage(BaseRoutablePage):
    """The prompts, each at an address of its own; `rule` rewrites each by the one rule."""

    scheme = "prompts"
    scheme_is_whole = True
    max_count_per_parent = 1
    template = "cookbooks/kit/prompts.html"
    regions = frozenset({"prompts"})
    params = frozenset({"rule"})
    parent_page_types = ["cookbooks.KitPage"]
    subpage_types: ClassVar[list[str]] = []

    intro = MarkdownField(help_text="How to use them, and what to check before pasting anything.")
    as_of = models.DateField("as of", help_text="The month of which it was true, as its first day.")

    content_panels = [*BaseRoutablePage.content_panels, FieldPanel("intro"), FieldPanel("as_of")]
    search_fields = [*BaseRoutablePage.search_fields, index.SearchField("intro")]

    @path("", name="prompts")
    def prompts(self, request: HttpRequest) -> HttpResponse:
        """All of them."""
        return kit_views.prompts(request, self)

    @path("<slug:slug>/", name="prompt")
    def prompt(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One of them, to fill in."""
        return kit_views.prompt(request, self, slug)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The list and every prompt."""
        return super().get_sitemap_urls(request) + kit_queries.sitemap_entries(self, request)


class RulePage(BasePage):
    """The one rule: the evidence, how to apply it, when to break it."""

    scheme = "rule"
    scheme_is_whole = True
    max_count_per_parent = 1
    template = "cookbooks/kit/rule.html"
    parent_page_types = ["cookbooks.KitPage"]
    subpage_types: ClassVar[list[str]] = []

    rule = models.CharField(
        "the rule", max_length=160, blank=True, help_text="The rule itself, as the switch that applies it says it."
    )
    summary = models.CharField(max_length=200, help_text="One sentence under the title.")
    body = StreamField(PROSE_BLOCKS, help_text="The text. A section is a prose block that begins with its heading.")
    sources = StreamField(SOURCE_BLOCKS, blank=True, help_text="Where what stands here can be looked up.")
    words = models.PositiveIntegerField(default=0, editable=False)  # of the text, so that lists need not read it

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("rule"),
        FieldPanel("summary"),
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **kit_queries.rule_context(self)}
