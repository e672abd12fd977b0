"""The series home, a guide's home, its chapters and its articles."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.search import index

from core import markdown
from core.blocks import CHANGE_BLOCKS, SOURCE_BLOCKS, texts
from core.caching import cacheable
from core.fields import LinesField, MarkdownField
from core.models import BasePage
from guide import queries, views
from guide.blocks import CHAPTER_BLOCKS, SECTION_BLOCKS
from guide.reading import Reading, glances


class WithOwn(RoutablePageMixin):
    """A page that is the same for everyone, but for what is a reader's own: that comes in apart, in pieces."""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The answer of any route. One that is made for one person says so itself, and is kept nowhere."""
        return cacheable(super().serve(request, *args, **kwargs), params=self.params)

    @path("yours/", name="yours")
    def yours(self, request: HttpRequest) -> HttpResponse:
        """What is a reader's own on this page."""
        return views.yours(request, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        here = self.get_url(request) or ""
        return {**super().get_context(request, *args, **kwargs), "here": here}


class FrontPage(BasePage):
    """A page that opens with large words and a drawing, and goes on in sections."""

    eyebrow = models.CharField(max_length=80, help_text="The small line over the title.")
    kicker = models.CharField(max_length=80, blank=True, help_text="A short line in italic over the title.")
    standfirst = MarkdownField(help_text="Two or three sentences beside the title.")
    caption = models.CharField(max_length=200, blank=True, help_text="A sentence under the drawing.")
    drawing_in_words = models.TextField(blank=True, help_text="What the drawing shows, for those who do not see it.")

    hero_panels = [
        MultiFieldPanel(["eyebrow", "kicker", "standfirst", "caption", "drawing_in_words"], "First words and drawing")
    ]

    class Meta:
        abstract = True


class SeriesHomePage(FrontPage):
    """The front door of the site: the guides, a door each."""

    scheme = "series"
    scheme_is_whole = True
    max_count = 1

    body = StreamField(SECTION_BLOCKS, blank=True, help_text="Sections under the first words, in reading order.")
    doors_eyebrow = models.CharField("eyebrow", max_length=80, blank=True, help_text="The small line over the doors.")
    doors_title = models.CharField("title", max_length=120, help_text="The heading over the doors.")
    doors_intro = MarkdownField("intro", blank=True, help_text="A sentence or two before the doors.")
    after_doors = StreamField(SECTION_BLOCKS, blank=True, help_text="Sections after the doors, in reading order.")
    footer_note = MarkdownField(help_text="The words at the foot of every page: who we are. One or two sentences.")

    template = "guide/series_home.html"
    content_panels = [
        *BasePage.content_panels,
        *FrontPage.hero_panels,
        FieldPanel("body"),
        MultiFieldPanel(["doors_eyebrow", "doors_title", "doors_intro"], "The doors"),
        FieldPanel("after_doors"),
        FieldPanel("footer_note"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("standfirst"), index.SearchField("body")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["guide.GuidePage", "cookbooks.ShelfPage", "practice.PracticePage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "guides": queries.guides_of(self)}


class GuidePage(WithOwn, FrontPage):
    """The home of one guide, section by section, and its door on the series home."""

    scheme = "guide"

    meta = LinesField(blank=True, help_text="Short words under the buttons, one a line.")
    body = StreamField(SECTION_BLOCKS, blank=True, help_text="The sections of this page, in reading order.")
    sources = StreamField(SOURCE_BLOCKS, blank=True, help_text="Where what stands here can be looked up.")
    further_reading = StreamField(SOURCE_BLOCKS, blank=True, help_text="What to read next, outside this guide.")

    door_from_to = models.CharField("from and to", max_length=80, help_text="“Engineer → Architect”.")
    door_title = models.CharField("title", max_length=80, help_text="“The architect”.")
    door_edition = models.CharField("edition", max_length=40, help_text="“Full guide”, “First edition”.")
    door_pitch = MarkdownField("pitch", help_text="Two sentences on what the move is.")
    door_asks = models.CharField("asks of you", max_length=160, help_text="What the move asks of a person.")
    door_contains = LinesField("contains", help_text="What the guide holds, one a line.")
    door_action = models.CharField(
        "action", max_length=40, default="Open the guide", help_text="The words of the link."
    )

    template = "guide/guide.html"
    content_panels = [
        *BasePage.content_panels,
        *FrontPage.hero_panels,
        FieldPanel("meta"),
        FieldPanel("body"),
        FieldPanel("sources"),
        FieldPanel("further_reading"),
        MultiFieldPanel(
            [
                "door_from_to",
                "door_title",
                "door_edition",
                "door_pitch",
                "door_asks",
                "door_contains",
                "door_action",
            ],
            "Its door on the series home",
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("standfirst"), index.SearchField("body")]
    parent_page_types = ["guide.SeriesHomePage"]
    subpage_types = [
        "guide.ChapterPage",
        "guide.ArticlesPage",
        "guide.GlossaryPage",
        "roles.RolesExplorerPage",
        "roles.SkillsPage",
        "roles.LensesPage",
        "quiz.QuizPage",
        "roadmap.RoutePage",
    ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **queries.guide_context(self)}


class LongRead(WithOwn, BasePage):
    """A text to read from top to bottom: contents, sources in the margin, what changed."""

    heading = models.CharField(
        max_length=160, blank=True, help_text="The large heading, where it says more than the title. Empty: the title."
    )
    summary = models.CharField(max_length=160, help_text="One sentence under the heading.")
    gives = models.CharField(
        max_length=200,
        blank=True,
        help_text="What it gives a reader, for lists. Empty: the sentence under the heading.",
    )
    body = StreamField(CHAPTER_BLOCKS, help_text="The text. A section is a prose block that begins with its heading.")
    sources = StreamField(
        SOURCE_BLOCKS, blank=True, help_text="Numbered in this order; [^2] in the text points at the second."
    )
    changes = StreamField(CHANGE_BLOCKS, blank=True, verbose_name="what changed", help_text="Newest first.")
    words = models.PositiveIntegerField(default=0, editable=False)  # of the text, so that lists need not read it

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(["heading", "summary", "gives"], "First words"),
        FieldPanel("body"),
        FieldPanel("sources"),
        FieldPanel("changes"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("heading", boost=2),
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    # What such a text is called over its heading, and whether its place among its neighbours is a number worth saying.
    kind: ClassVar[str]
    is_numbered: ClassVar[bool] = False

    class Meta:
        abstract = True

    @property
    def minutes(self) -> int:
        """How long the text takes to read, at least one."""
        return markdown.minutes(self.words)

    @path("read/", name="read")
    def read(self, request: HttpRequest) -> HttpResponse:
        """Whether a reader has read it; a post says so, or takes it back."""
        return views.read(request, self)

    def check_request_method(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        """A post may only set a reader's mark."""
        match = getattr(request, "routable_resolver_match", None)
        if request.method == HTTPMethod.POST and match and match.url_name == "read":
            return None
        return super().check_request_method(request, *args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.words = sum(markdown.words(text) for text in texts(self.body))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "description": self.search_description or self.summary,
            "place": queries.place_of(self),
            "reading": Reading(self.body, self.sources),
        }


class ChapterPage(LongRead):
    """A chapter of a guide; one with reflexes to retrain has them at a glance, too, on a page to print."""

    scheme = "chapter"
    kind = "Chapter"
    is_numbered = True
    template = "guide/chapter.html"
    parent_page_types = ["guide.GuidePage"]
    subpage_types: list[str] = []

    @path("at-a-glance/", name="glance")
    def glance(self, request: HttpRequest) -> HttpResponse:
        """Its pairs of reflexes on one page. Raises Http404 where it has none."""
        shifts = glances(self.body)
        if not shifts:
            raise Http404("This chapter has no reflexes to retrain.")
        context = {
            "title": f"{self.title} at a glance",
            "description": f"{len(shifts)} reflexes and the ones to grow in their place, on one page.",
            "shifts": shifts,
        }
        return TemplateResponse(request, "guide/at_a_glance.html", {**self.get_context(request), **context})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context(request, *args, **kwargs)
        pairs = sum(child.block_type == "shift" for child in self.body)
        return {**found, "pairs": pairs, "glance_url": f"{self.get_url(request)}at-a-glance/" if pairs else ""}

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The chapter and, where it has reflexes to retrain, those at a glance."""
        found = super().get_sitemap_urls(request)
        if not any(child.block_type == "shift" for child in self.body):
            return found
        return [*found, *({**one, "location": f"{one['location']}at-a-glance/"} for one in found)]


class ArticlesPage(WithOwn, BasePage):
    """The list of a guide's close-ups."""

    scheme = "articles"
    scheme_is_whole = True
    max_count_per_parent = 1

    standfirst = MarkdownField(help_text="Two or three sentences: what these articles are.")

    template = "guide/articles.html"
    content_panels = [*BasePage.content_panels, FieldPanel("standfirst")]
    search_fields = [*BasePage.search_fields, index.SearchField("standfirst")]
    parent_page_types = ["guide.GuidePage"]
    subpage_types = ["guide.ArticlePage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "articles": queries.articles_of(self)}


class ArticlePage(LongRead):
    """A close-up: one subject worked through to the end."""

    scheme = "article"
    kind = "Close-up"
    template = "guide/chapter.html"
    parent_page_types = ["guide.ArticlesPage"]
    subpage_types: list[str] = []
