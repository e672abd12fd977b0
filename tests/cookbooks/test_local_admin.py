"""Models, machines, prompts and the pages of two books through the admin's own views."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cookbooks.local_blocks import BoundBlock, CommandsBlock, MeasuredBlock, NumberBlock
from cookbooks.local_reports import NUMBERS_GOOD_FOR, PRICE_GOOD_FOR, state_of
from cookbooks.models import HardwareTier, LocalModel, Machine, Prompt
from tests.admin.conftest import editor, stranger  # noqa: F401 - fixtures
from tests.admin.forms import url
from tests.factories.kit import PromptFactory
from tests.factories.local import BOUNDS, CalculatorPageFactory, HardwareTierFactory, LocalModelFactory, MachineFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 25)
MACHINE = {
    "name": "A card",
    "slug": "a-card",
    "kind": "discrete-gpu",
    "memory_gib": "16",
    "bandwidth_gb_s": "448",
    "usable_fraction": "1",
    "basis": "A sum",
    "source_title": "A page",
}


def tier_form(tier, *machines, **typed):
    """The form of a stored tier with these machines, new ones, and what an editor has typed."""
    names = ("name", "slug", "memory", "bandwidth_from", "bandwidth_to", "examples_text", "model_sizes", "expect")
    rows = inline_formset([MACHINE | machine for machine in machines], initial=0)
    return nested_form_data({name: getattr(tier, name) for name in names} | {"machines": rows} | typed)


def prompt_form(stored, **typed):
    names = ("title", "slug", "when", "prompt", "with_rule", "why_it_works", "watch_out")
    rows = {name: inline_formset([], initial=0) for name in ("placeholders", "follow_ups")}
    return nested_form_data({name: getattr(stored, name) for name in names} | rows | typed)


def publish(browser, thing, form):
    return browser.post(url(type(thing), "edit", thing.pk), form | {"action-publish": "1"}, follow=True)


def test_an_editor_adds_a_machine_with_a_price_to_a_tier(editor):  # noqa: F811
    tier = HardwareTierFactory()

    publish(editor, tier, tier_form(tier, {"price": "479", "currency": "EUR", "price_on": "2026-11-25"}))

    machine = Machine.objects.get(slug="a-card")
    assert (machine.tier, machine.memory_gib, machine.price) == (tier, Decimal(16), 479)


@pytest.mark.parametrize(
    ("machine", "says"),
    [
        ({"memory_gib": "-1"}, "greater than or equal to"),
        ({"memory_gib": "70000"}, "less than or equal to"),
        ({"usable_fraction": "1.5"}, "less than or equal to"),
        ({"price": "479"}, "A price has a currency and the day on which it was seen."),
        ({"slug": "taken"}, "Another machine has this name in addresses."),
    ],
)
def test_a_machine_that_can_not_be_is_refused_in_a_sentence(editor, machine, says):  # noqa: F811
    MachineFactory(slug="taken")
    tier = HardwareTierFactory()

    answer = publish(editor, tier, tier_form(tier, machine))

    assert says in answer.content.decode()
    assert not Machine.objects.filter(tier=tier).exists()


def test_a_tier_whose_bandwidth_runs_backwards_is_refused(editor):  # noqa: F811
    tier = HardwareTierFactory()

    answer = publish(editor, tier, tier_form(tier, bandwidth_from="500", bandwidth_to="100"))

    assert "The bandwidth ends below where it begins." in answer.content.decode()


@pytest.mark.parametrize(
    "broken",
    [
        {"parameters": 0, "active_parameters": 0},
        {"parameters": 1, "active_parameters": 2},
        {"layers": 0},
        {"context": 0},
    ],
)
def test_the_database_holds_no_model_that_can_not_be(broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalModelFactory(**broken)


def test_a_model_that_uses_more_than_it_has_is_refused():
    with pytest.raises(ValidationError, match="can't use more parameters than it has"):
        LocalModel(parameters=1, active_parameters=2).clean()


@pytest.mark.parametrize(
    ("factory", "model"),
    [(HardwareTierFactory, HardwareTier), (LocalModelFactory, LocalModel), (PromptFactory, Prompt)],
)
def test_every_entry_has_a_list_a_form_and_a_preview(editor, factory, model):  # noqa: F811
    thing = factory()

    assert str(thing) in editor.get(url(model, "list")).content.decode()
    assert editor.get(url(model, "edit", thing.pk)).status_code == 200
    assert thing.make_preview_request(None, thing.default_preview_mode).status_code == 200


def test_a_prompt_is_kept_sign_by_sign(editor):  # noqa: F811
    prompt = PromptFactory()
    typed = "  Find **it**.\r\n\r\n{{symptom}}  \r\n"

    publish(editor, prompt, prompt_form(prompt, prompt=typed, with_rule=typed))

    prompt.refresh_from_db()
    assert prompt.prompt == typed.replace("\r\n", "\n")


def test_two_versions_of_a_prompt_ask_for_the_same(editor):  # noqa: F811
    prompt = PromptFactory()

    answer = publish(editor, prompt, prompt_form(prompt, with_rule="{{symptom}} {{other}}"))

    assert "One of the two versions has these placeholders, the other not: other." in answer.content.decode()


def test_a_curly_quotation_mark_in_a_prompt_is_refused(editor):  # noqa: F811
    prompt = PromptFactory()

    answer = publish(editor, prompt, prompt_form(prompt, prompt="“{{symptom}}”"))

    assert "this is a curly quotation mark" in answer.content.decode()


# Blocks


def test_each_platform_stands_once_in_commands():
    block = CommandsBlock()
    rows = [{"platform": platform, "language": "bash", "code": "x"} for platform in ("linux", "linux")]

    with pytest.raises(ValidationError):
        block.clean(block.to_python({"variants": rows}))
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"variants": [rows[0], {**rows[0], "platform": ""}]}))
    assert block.clean(block.to_python({"variants": rows[:1]})).by_platform


def test_bounds_that_run_backwards_are_refused():
    block = BoundBlock()
    names = ("name", "label", "unit", "least", "most", "default")
    value = dict(zip(names, BOUNDS[0], strict=True))

    assert block.clean(block.to_python(value)).bound.most == 2000
    for broken in ({"least": "0"}, {"most": "1"}, {"default": "3000"}):
        with pytest.raises(ValidationError):
            block.clean(block.to_python(value | broken))


def test_a_measured_point_says_how_much_was_read():
    block = MeasuredBlock()
    point = {"hardware": "M", "model": "L", "bandwidth_gb_s": "120", "tokens_per_second": "20.87"}
    source = {"source": {"title": "A page"}}

    with pytest.raises(ValidationError):
        block.clean(block.to_python(point | source))
    assert block.clean(block.to_python(point | source | {"file_gib": "3.83"}))["file_gib"] == "3.83"


@pytest.mark.parametrize("number", ["", "1e3", "-1", "1,5", "nan", "1" * 12])
def test_a_number_is_one(number):
    with pytest.raises(ValidationError):
        NumberBlock().clean(number)


# Reports


def test_what_nobody_looked_up_lately_is_said_to_be_due():
    assert [state_of(day, TODAY) for day in (None, TODAY - NUMBERS_GOOD_FOR, TODAY - NUMBERS_GOOD_FOR * 2)] == [
        "Never checked",
        "Fresh",
        "Due again",
    ]


def test_reports_list_the_unchecked_first_and_say_what_is_due(editor):  # noqa: F811
    LocalModelFactory(name="Fresh model", checked=timezone.localdate())
    LocalModelFactory(name="Old model", checked=datetime.date(2020, 1, 1))
    tier = HardwareTierFactory()
    MachineFactory(
        tier=tier,
        name="Old price",
        checked=timezone.localdate(),
        price=9,
        currency="EUR",
        price_on=timezone.localdate() - PRICE_GOOD_FOR * 2,
    )
    MachineFactory(tier=tier, name="Never looked up", checked=None)

    models = editor.get(reverse("cookbooks_models")).content.decode()
    machines = editor.get(reverse("cookbooks_machines")).content.decode()

    assert models.index("Old model") < models.index("Fresh model") and "Due again" in models
    assert machines.index("Never looked up") > machines.index("Old price") or "Never checked" in machines
    assert "EUR 9" in machines and "Due again" in machines
    assert editor.get(reverse("cookbooks_machines") + "?export=csv").status_code == 200


def test_the_report_of_models_names_examples_that_readers_do_not_see(editor):  # noqa: F811
    value = {"title": "Old one", "says": "Words.", "model": "gone", "quantization": "q4-k-m", "hardware": "gone"}
    value |= {"context_tokens": 8192, "kv_cache": "f16", "parallel": 1}
    CalculatorPageFactory(examples=[{"type": "example", "value": value}])

    assert "leaves out its example “Old one”" in editor.get(reverse("cookbooks_models")).content.decode()
    assert "Old one" not in editor.get(reverse("cookbooks_models_results")).content.decode()


def test_reports_are_for_who_may_change_what_they_list(stranger):  # noqa: F811
    for name in ("cookbooks_models", "cookbooks_machines"):
        assert stranger.get(reverse(name)).status_code in (302, 403)
