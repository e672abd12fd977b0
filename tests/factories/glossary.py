"""Glossaries and their terms."""

import factory

from guide.models import GlossaryPage, Term, Topic
from tests.factories import Factory
from tests.factories.roles import GuideFactory, PageFactory


class GlossaryFactory(PageFactory):
    class Meta:
        model = GlossaryPage

    parent = factory.SubFactory(GuideFactory)
    title = "Glossary"
    slug = "glossary"
    standfirst = "Words."


class TermFactory(Factory):
    """A term that prose spells as it is called; of no glossary, unless one is given."""

    class Meta:
        model = Term

    name = factory.Sequence(lambda n: f"Term {n}")
    slug = factory.Sequence(lambda n: f"term-{n}")
    written = factory.LazyAttribute(lambda made: [made.name.lower()])
    definition = "What it means."
    topic = Topic.MODEL
