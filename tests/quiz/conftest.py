import pytest

from tests.quiz.papers import bundle, bundle_paper


@pytest.fixture(scope="session")
def quiz():
    """The guide's quiz, as its file has it."""
    return bundle()


@pytest.fixture(scope="session")
def paper(quiz):
    """The paper of the guide's quiz."""
    return bundle_paper(quiz)
