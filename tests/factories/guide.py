"""Close-ups and their list. The other pages of the roof come with the roles, which can't be shown without them."""

import factory

from guide.models import ArticlePage, ArticlesPage
from tests.factories.roles import ChapterFactory, GuideFactory, PageFactory, SeriesHomeFactory

__all__ = ["ArticleFactory", "ArticlesFactory", "ChapterFactory", "GuideFactory", "SeriesHomeFactory"]


class ArticlesFactory(PageFactory):
    class Meta:
        model = ArticlesPage

    parent = factory.SubFactory(GuideFactory)
    title = "Close-ups"
    slug = "articles"
    standfirst = "Words."


class ArticleFactory(PageFactory):
    class Meta:
        model = ArticlePage

    title = factory.Sequence(lambda n: f"Article {n}")
    slug = factory.Sequence(lambda n: f"article-{n}")
    summary = "A sentence."
    body = [("prose", "## A section\n\nText.")]
