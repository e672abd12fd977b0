"""The pages of the roof: the series home, the guides, their chapters, articles, glossaries; what is read of them."""

from guide.models.glossary import GlossaryPage, Term, Topic
from guide.models.pages import ArticlePage, ArticlesPage, ChapterPage, GuidePage, SeriesHomePage
from guide.models.reads import ReadMark

__all__ = [
    "ArticlePage",
    "ArticlesPage",
    "ChapterPage",
    "GlossaryPage",
    "GuidePage",
    "ReadMark",
    "SeriesHomePage",
    "Term",
    "Topic",
]
