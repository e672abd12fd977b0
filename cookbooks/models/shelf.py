"""What every book on the shelf has: a name, a pitch, a summary, the month of which it is true, its sources."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import SOURCE_BLOCKS
from core.fields import MarkdownField
from core.models import BaseRoutablePage


class CookbookPage(BaseRoutablePage):
    """A book on the shelf. Each kind of book is a page type of its own, made from this one.

    Prose links to any of them as `cookbook:<slug>`.
    """

    scheme = "cookbook"
    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["cookbooks.ShelfPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count = 1

    eyebrow = models.CharField(max_length=80, help_text="The small line over the title.")
    pitch = MarkdownField(help_text="What stands under its name on the shelf, in two or three sentences.")
    summary = MarkdownField(help_text="What stands under its title, when it is open: what one gets.")
    as_of = models.DateField("as of", help_text="The month of which all of it was true, as its first day.")
    as_of_note = MarkdownField("what was checked", blank=True, help_text="What was tried and what was only read.")
    sources = StreamField(SOURCE_BLOCKS, blank=True, help_text="Where what stands here can be looked up.")

    cover_panels = [
        MultiFieldPanel(["eyebrow", "pitch", "summary"], "First words"),
        MultiFieldPanel(["as_of", "as_of_note"], "How it was checked"),
    ]
    content_panels = [*BaseRoutablePage.content_panels, *cover_panels, FieldPanel("sources")]
    search_fields = [
        *BaseRoutablePage.search_fields,
        index.SearchField("pitch"),
        index.SearchField("summary"),
        index.SearchField("as_of_note"),
    ]

    @property
    def size(self) -> str:
        """How much is in it, counted, in a line: “188 commands, 8 recipes”. Empty for a book that counts nothing."""
        return ""
