"""A figure's controls and addresses: each kind drawn, defaults left out, settings a link away; any input is drawn."""

import gzip
import random

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from practice.figures import figure, started
from practice.ideas import SLUGS, idea
from practice.ideas.inputs import Choice, Number, Text, Toggle
from practice.showing import Place, Words
from tests.factories.practice import words_of_inputs

FRAGMENT = 12 * 1024  # bytes, compressed
SIGNS = "ab 12.,-<>&\"'{}[]()é漢🚢\u202e\u0000\n\t%"


def words(slug):
    said = words_of_inputs(slug)
    labels = {one["name"]: one["label"] for _, one in said}
    choices = {one["name"]: {choice["value"]: choice["label"] for choice in one["choices"]} for _, one in said}
    return Words(slug, slug.title(), labels, choices)


def shown(slug, query="", start=None, is_elsewhere=False):
    return figure(words(slug), Place(f"/practice/{slug}/", slug, is_elsewhere), QueryDict(query), start)


def drawn(one):
    return render_to_string("practice/components/playable.html", {"figure": one, "site": "https://example.org"})


def control(one, name):
    return next(control for control in one.controls if control.name == name)


@pytest.mark.parametrize(
    ("slug", "name", "kind"),
    [
        ("search", "q", "text"),
        ("search", "k1", "number"),
        ("search", "stem", "toggle"),
        ("agent-loop", "mode", "radios"),
        ("tool-use", "example", "select"),
        ("tool-use", "message", "lines"),
        ("next-word", "past", "hidden"),
    ],
)
def test_each_kind_of_input_has_its_control(slug, name, kind):
    assert control(shown(slug), name).drawn == kind


def test_limits_are_said_at_the_field():
    assert control(shown("search"), "q").help == "At most 80 characters"
    assert control(shown("cost"), "requests").help == "0 to 1,000,000"
    assert control(shown("cost"), "requests").high == "1000000"


def test_an_address_leaves_out_what_is_where_it_starts():
    one = shown("search", "q=deploy+payment&k1=3&b=0.75&stem=off")

    assert one.url == "/practice/search/?k1=3"
    assert one.url_with({"k1": 1.2, "stem": True}) == "/practice/search/?stem=on"
    assert one.url_with({"q": ""}) == "/practice/search/?q=&k1=3"


def test_an_address_for_a_control_that_is_not_there_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        shown("search").url_with({"knob": 1})


def test_an_editors_start_is_where_it_begins_and_what_reset_leads_to():
    one = shown("search", "search.k1=3", started("search", {"k1": "2", "b": "9", "knob": "1"}), is_elsewhere=True)

    assert (one.inputs.k1, one.inputs.b) == (3, 1)
    assert one.start_url == "/practice/search/?k1=2&b=1"
    assert [control.name for control in one.controls][:2] == ["search.q", "search.k1"]


def test_a_toggle_that_is_on_can_be_switched_off_without_script():
    assert shown("agent-loop", "check=off").inputs.check is False
    assert shown("agent-loop", "check=off&check=on").inputs.check is True  # as a ticked form sends it


def test_the_dice_are_thrown_again_from_the_last_number_on():
    seed = idea("agent-loop").Inputs.kinds()["seed"]

    assert shown("agent-loop", "seed=4").dice_url == "/practice/agent-loop/?seed=5"
    assert shown("agent-loop", f"seed={seed.high:g}").dice_url == "/practice/agent-loop/"
    assert shown("search").dice_url == ""


def test_what_is_somebodys_own_is_known():
    assert shown("search", "q=mine").has_own_words and not shown("search", "k1=3").has_own_words
    assert not shown("cost").takes_words


@pytest.mark.parametrize("slug", SLUGS)
def test_a_figure_is_small_enough_to_send_again_and_again(slug):
    assert len(gzip.compress(drawn(shown(slug)).encode())) <= FRAGMENT


@pytest.mark.parametrize("slug", SLUGS)
def test_any_address_draws_a_figure_with_a_sentence_and_numbers(slug):
    dice = random.Random(slug)
    kinds = idea(slug).Inputs.kinds()
    for _ in range(12):
        query = QueryDict(mutable=True)
        query.update({name: wild(kinds[name], dice) for name in kinds if dice.random() < 0.8})

        one = figure(words(slug), Place(f"/practice/{slug}/", slug), query)

        assert one.sentence
        assert all(len(row) == len(table.heads) for table in one.tables for row in table.rows)
        assert "\x00" not in drawn(one)


def wild(kind, dice):
    """A value that may be one of the kind, or too large, or nothing of the sort."""
    if dice.random() < 0.3:
        return "".join(dice.choice(SIGNS) for _ in range(dice.randrange(40)))
    match kind:
        case Choice(values):
            return dice.choice(values)
        case Number(low, high):
            return str(dice.choice([low, high, dice.uniform(low, high), high * 1e9, -1, "nan", "inf", "1e400"]))
        case Toggle():
            return dice.choice(["on", "off"])
        case Text(longest):
            return "".join(dice.choice(SIGNS) for _ in range(dice.randrange(longest + 20)))
