"""What the sections of a front page work out for their templates."""

from types import SimpleNamespace

import pytest
from django.template.loader import get_template
from wagtail.admin.icons import get_icons

from guide.blocks import CHAPTER_BLOCKS, SECTION_BLOCKS, LayersBlock, ShiftBlock, StepsBlock, ToolsBlock, WaysBlock


def layers(over, under):
    """`over`: names, each with the names it leans on; `under`: names."""
    return LayersBlock().to_python(
        {
            "title": "Layers",
            "over": [{"name": name, "explanation": "x", "leans_on": list(leans)} for name, leans in over],
            "under": [{"name": name, "explanation": "x"} for name in under],
        }
    )


@pytest.mark.parametrize(("over", "under", "columns"), [(1, 1, 1), (4, 3, 4), (5, 5, 5), (6, 2, 4)])
def test_layers_have_as_many_columns_as_the_longer_one_up_to_five(over, under, columns):
    value = layers([(str(n), ()) for n in range(over)], [str(n) for n in range(under)])

    assert value.columns == columns


def test_a_line_drops_from_what_leans_to_what_it_leans_on():
    value = layers([("a", ()), ("b", ("x", "y"))], ["x", "y"])

    assert value.drops == [(509.5, 1.0), (509.5, 509.5)]


def test_no_line_drops_to_a_name_that_is_not_there_or_through_a_second_row():
    assert layers([("a", ("gone",))], ["x"]).drops == []
    assert layers([("a", ("x",))], ["x", *"123456"]).drops == []


def test_steps_of_one_stretch_of_time_stand_together_and_count_on():
    value = StepsBlock().to_python(
        {"title": "x", "items": ["Days 1–30: read.", "Days 1–30: sit.", "Days 31-60: write.", "Note: no time.", "Go."]}
    )

    assert [(group.name, group.steps) for group in value.groups] == [
        ("Days 1–30", [(1, "Read."), (2, "Sit.")]),
        ("Days 31-60", [(3, "Write.")]),
        ("", [(4, "Note: no time."), (5, "Go.")]),
    ]


def test_a_shift_leads_to_what_is_still_there():
    value = ShiftBlock().to_python(
        {"title": "1. x", "old": "a", "new": "b", "body": "c", "practice": ["practice:tokens"]}
    )
    value["skills"] = [SimpleNamespace(slug="evals"), None]

    assert value.leads == [("Trains", ["skill:evals"]), ("Asked for by", []), ("Try it", ["practice:tokens"])]


def test_a_tool_leads_to_its_part_of_a_chapter_its_playable_and_its_step():
    tools = ToolsBlock().child_blocks["items"].child_block
    told = {"name": "Evals", "what": "Cases.", "when": "Early."}

    whole = tools.to_python({**told, "practice": "practice:evals", "chapter": "chapter:skillset#evals"})

    assert whole.leads == [("Read", ["chapter:skillset#evals"]), ("Try", ["practice:evals"]), ("Do", [])]
    assert tools.normalize(told).leads == [("Read", []), ("Try", []), ("Do", [])]


@pytest.mark.parametrize("figure", ("route", "explorer", "quiz"))
def test_every_way_has_its_drawing(figure):
    way = WaysBlock().child_blocks["items"].child_block

    assert get_template(way.to_python({"figure": figure}).drawing)


@pytest.mark.parametrize(("name", "block"), SECTION_BLOCKS, ids=[name for name, _ in SECTION_BLOCKS])
def test_every_section_has_a_preview_that_an_editor_could_save(name, block):
    preview = {"eyebrow": "", **block.meta.preview_value}

    assert block.normalize(preview)["title"]


@pytest.mark.parametrize("stream", (SECTION_BLOCKS, CHAPTER_BLOCKS), ids=("home", "chapter"))
def test_every_block_has_an_icon_that_the_admin_draws(stream):
    drawn = get_icons()

    assert [name for name, block in stream if f'id="icon-{block.meta.icon}"' not in drawn] == []
