"""The pages of the roof: the series home, the guides, their chapters, articles and glossaries."""

from guide.models.glossary import GlossaryPage, Term, Topic
from guide.models.pages import ArticlePage, ArticlesPage, ChapterPage, GuidePage, SeriesHomePage

__all__ = [
    "ArticlePage",
    "ArticlesPage",
    "ChapterPage",
    "GlossaryPage",
    "GuidePage",
    "SeriesHomePage",
    "Term",
    "Topic",
]
