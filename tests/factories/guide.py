"""Close-ups and their list, and what is read. The other pages of the roof come with the roles, which can't be shown
without them."""

from datetime import UTC, datetime

import factory

from guide.models import ArticlePage, ArticlesPage, ReadMark
from tests.factories import Factory
from tests.factories.learners import LearnerFactory
from tests.factories.roles import ChapterFactory, GuideFactory, PageFactory, SeriesHomeFactory

__all__ = [
    "ArticleFactory",
    "ArticlesFactory",
    "ChapterFactory",
    "GuideFactory",
    "ReadMarkFactory",
    "SeriesHomeFactory",
]


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


class ReadMarkFactory(Factory):
    """A text that was read at noon, and is gone; `page`: one that is there."""

    class Meta:
        model = ReadMark

    learner = factory.SubFactory(LearnerFactory)
    page = None
    title = factory.Sequence(lambda n: f"Text {n}")
    at = datetime(2026, 11, 3, 12, tzinfo=UTC)
