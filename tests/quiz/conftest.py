import pytest
from wagtail.models import Site

from tests.factories.learners import a_browser
from tests.factories.quiz import QuizPageFactory
from tests.quiz.papers import bundle, bundle_paper


@pytest.fixture(scope="session")
def quiz():
    """The guide's quiz, as its file has it."""
    return bundle()


@pytest.fixture(scope="session")
def paper(quiz):
    """The paper of the guide's quiz."""
    return bundle_paper(quiz)


@pytest.fixture
def page(db):
    """The page of a small quiz: three questions of two choices, two roles, and one about the role of today."""
    yield QuizPageFactory()
    Site.clear_site_root_paths_cache()


@pytest.fixture
def alice():
    """A browser of someone whom the site does not know."""
    return a_browser()


@pytest.fixture
def bob():
    """Another browser."""
    return a_browser()
