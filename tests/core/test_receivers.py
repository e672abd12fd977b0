from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageViewRestriction, Site

from core import stampfile, stamps


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def home(db):
    """A live page with a live page below it."""
    home = Page.objects.get(depth=2)
    home.add_child(instance=Page(title="Below"))
    return Page.objects.get(pk=home.pk)


@pytest.fixture
def below(home):
    return home.get_children().get()


@pytest.fixture
def changed(django_capture_on_commit_callbacks):
    """Whether what is done makes all that is cached stale."""

    def changed(act) -> bool:
        stamps.heal()
        before = stampfile.read()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return stampfile.read() != before

    return changed


def schedule(page: Page) -> None:
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()


def rename(page: Page) -> None:
    page.slug = "renamed"
    page.save()


CHANGES = {
    "publish": lambda home, below: below.save_revision().publish(),
    "unpublish": lambda home, below: below.unpublish(),
    "delete": lambda home, below: below.delete(),
    "copy": lambda home, below: below.copy(update_attrs={"slug": "copy"}, keep_live=True),
    "move": lambda home, below: (
        home.get_children().get().move(home.add_child(instance=Page(title="New")), pos="last-child")
    ),
    "new address": lambda home, below: rename(below),
    "site": lambda home, below: Site.objects.first().save(),
    "redirect": lambda home, below: Redirect.add_redirect("/old", "/new"),
    "restriction": lambda home, below: PageViewRestriction.objects.create(page=below, restriction_type="login"),
    "image": lambda home, below: get_image_model().objects.create(title="An image", file=get_test_image_file()),
    "document": lambda home, below: get_document_model().objects.create(
        title="A file", file=ContentFile(b"x", "a.txt")
    ),
}
DRAFTS = {
    "draft": lambda home, below: below.save_revision(),
    "schedule": lambda home, below: schedule(below),
    "first schedule": lambda home, below: schedule(home.add_child(instance=Page(title="New", live=False))),
    "nothing": lambda home, below: None,
}


@pytest.mark.parametrize("act", CHANGES.values(), ids=CHANGES)
def test_what_shows_makes_all_that_is_cached_stale(home, below, changed, act):
    assert changed(lambda: act(home, below))


@pytest.mark.parametrize("act", DRAFTS.values(), ids=DRAFTS)
def test_what_shows_nowhere_leaves_it_fresh(home, below, changed, act):
    assert not changed(lambda: act(home, below))


def test_delete_of_an_image_makes_all_that_is_cached_stale(home, changed):
    image = get_image_model().objects.create(title="An image", file=get_test_image_file())

    assert changed(image.delete)
