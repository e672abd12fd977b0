"""A practice page with two ideas, and a browser that nobody knows."""

from types import SimpleNamespace

import pytest
from wagtail.models import Site

from practice import guesses
from tests.factories.learners import a_browser
from tests.factories.practice import IdeaFactory, PracticePageFactory

TRIES = [("try", {"do": "Turn k1 up.", "set": [{"name": "k1", "value": "3"}], "notice": "It moves."})]


@pytest.fixture
def floor(db):
    """`page` at /practice/; its ideas `search`, whose figure takes words, and `cost`, whose does not."""
    guesses.often.__init__()
    guesses.again.__init__(guesses.TWICE)
    search = IdeaFactory(slug="search", tries=TRIES)
    cost = IdeaFactory(slug="cost")
    page = PracticePageFactory(ideas=[search, cost])
    yield SimpleNamespace(page=page, search=search, cost=cost)
    Site.clear_site_root_paths_cache()


@pytest.fixture
def alice():
    """A browser of someone whom the site does not know."""
    return a_browser()
