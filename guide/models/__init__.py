"""The pages of the roof: the series home, the guides, their chapters and articles."""

from guide.models.pages import ArticlePage, ArticlesPage, ChapterPage, GuidePage, SeriesHomePage

__all__ = ["ArticlePage", "ArticlesPage", "ChapterPage", "GuidePage", "SeriesHomePage"]
