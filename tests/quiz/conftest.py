import pytest
from django.db import transaction
from wagtail.models import Site

from quiz.models import QuizPage
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


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    """The page of a small quiz, made once for all tests of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield QuizPageFactory()
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture
def page(once, django_db_blocker):
    """The page of a small quiz: three questions of two choices, two roles, and one about the role of today.

    What the test writes is undone. It gives access to the database by itself: `django_db` would end what `once` began.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield QuizPage.objects.get(pk=once.pk)
        transaction.set_rollback(True)


@pytest.fixture
def alice():
    """A browser of someone whom the site does not know."""
    return a_browser()


@pytest.fixture
def bob():
    """Another browser."""
    return a_browser()
