import pytest
from django.core.checks.registry import registry
from django.db import models
from django.test.utils import isolate_apps
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Orderable, Page

from core import checks
from core.models import BasePage, Entry


def found(check) -> list[tuple[str, str]]:
    """What `check` says of the models at hand: whom it is about, and what."""
    return [(getattr(error.obj, "__name__", ""), error.msg) for error in check(None)]


@pytest.fixture(autouse=True)
def models_of_this_test():
    """The checks look only at the models that a test makes."""
    with isolate_apps("core", "wagtail", kwarg_name="apps") as apps, pytest.MonkeyPatch.context() as patch:
        patch.setattr(checks.apps, "get_models", apps.get_models)
        yield


def test_region_that_the_template_does_not_draw_is_an_error():
    class RolesPage(BasePage):
        template = "404.html"
        regions = frozenset({"role"})

        class Meta:
            app_label = "core"

    assert found(checks.regions_are_drawn) == [("RolesPage", "404.html draws no 'role'")]


def test_page_type_without_a_place_is_an_error():
    class NowherePage(BasePage):
        class Meta:
            app_label = "core"

    class SomewherePage(NowherePage):
        parent_page_types = ["core.NowherePage"]
        subpage_types = []

        class Meta:
            app_label = "core"

    assert found(checks.places_are_named) == [
        ("NowherePage", "NowherePage has no parent_page_types"),
        ("NowherePage", "NowherePage has no subpage_types"),
    ]


def test_field_without_help_is_an_error():
    class Person(Entry):
        name = models.CharField(max_length=80, help_text="In full.")
        motto = models.CharField(max_length=80)
        counted = models.IntegerField(editable=False)

        class Meta:
            app_label = "core"

    class Hobby(Orderable):
        person = ParentalKey(Person, related_name="hobbies")
        what = models.CharField(max_length=80)

        class Meta:
            app_label = "core"

    class Log(models.Model):
        line = models.TextField()

        class Meta:
            app_label = "core"

        def __str__(self):
            return self.line

    assert found(checks.fields_have_help) == [
        ("Person", "motto has no help_text"),
        ("Hobby", "what has no help_text"),
    ]


def test_block_without_help_is_an_error_told_once():
    class Card(blocks.StructBlock):
        title = blocks.CharBlock(help_text="Two words.")
        image = ImageChooserBlock()
        text = blocks.TextBlock()

    class Deck(blocks.StructBlock):
        cards = blocks.ListBlock(Card(), help_text="One each.")
        other = Card()
        more = blocks.ListBlock(blocks.CharBlock(help_text="A line."))

    class DeckPage(BasePage):
        body = StreamField([("deck", Deck()), ("card", Card()), ("line", blocks.CharBlock())], help_text="All of it.")

        class Meta:
            app_label = "core"

    assert sorted(found(checks.blocks_have_help)) == [
        ("Card", "Card.image has no help_text"),
        ("Card", "Card.text has no help_text"),
        ("Deck", "Deck.more has no help_text"),
    ]


def test_wagtails_own_are_not_ours_to_check():
    class Theirs(Page):
        class Meta:
            app_label = "wagtailcore"

    assert found(checks.places_are_named) == found(checks.fields_have_help) == []


def test_checks_are_registered():
    names = {checks.regions_are_drawn, checks.places_are_named, checks.fields_have_help, checks.blocks_have_help}

    assert names <= set(registry.get_checks())
