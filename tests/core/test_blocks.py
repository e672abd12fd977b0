import base64
import gc

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st
from wagtail.blocks import StreamBlock, StructBlockValidationError
from wagtail.images.models import Image

from core import blocks, markdown
from core.blocks import CHANGE_BLOCKS, PROSE_BLOCKS, SOURCE_BLOCKS, BeforeAfterBlock, MarkdownBlock, TargetBlock
from roles.models import Skill
from tests.core.things import a_skill

pytestmark = pytest.mark.django_db

EVERY_BLOCK = [*PROSE_BLOCKS, *SOURCE_BLOCKS, *CHANGE_BLOCKS, ("before_after", BeforeAfterBlock())]
NAMES = ["prose", "callout", "quote", "code", "figure", "table", "source", "change"]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
BODY = StreamBlock([*PROSE_BLOCKS, ("shift", BeforeAfterBlock())])


def shown(template, **context):
    request = RequestFactory().get("/")
    return Template(f"{{% load wagtailcore_tags prose %}}{template}").render(Context({"request": request, **context}))


def stream(*children):
    return BODY.to_python([{"type": name, "value": value} for name, value in children])


def test_the_names_of_blocks_are_for_ever():
    assert [name for name, _ in EVERY_BLOCK[:-1]] == NAMES


@pytest.mark.parametrize(("name", "block"), EVERY_BLOCK)
def test_every_block_says_what_it_is_and_helps_with_each_field(name, block):
    assert block.meta.group
    assert block.meta.description
    for field in getattr(block, "child_blocks", {}).values():
        assert getattr(field, "field", field).help_text if hasattr(field, "field") else field.meta.help_text


@pytest.mark.parametrize(("name", "block"), [pair for pair in EVERY_BLOCK if "preview_value" in dir(pair[1].meta)])
def test_every_preview_draws(name, block):
    assert block.render(block.get_preview_value(), {"request": RequestFactory().get("/")}).strip()


def test_prose_shows_as_html_wherever_a_template_prints_it():
    value = MarkdownBlock().to_python("A *b*")

    assert shown("{{ value }}", value=value) == "<p>A <em>b</em></p>\n"
    assert "<p>A <em>b</em></p>" in shown("{% include_block value %}", value=value)
    assert shown("{{ value|inline }}", value=value) == "A <em>b</em>"
    assert value == "A *b*"


def test_texts_of_one_page_have_anchors_and_places_of_citation_apart():
    body = stream(
        ("prose", "## Cost\n\nOne[^1]"),
        ("shift", {"title": "1. Cost", "old": "a", "new": "b", "body": "Two[^1]"}),
        ("callout", {"kind": "note", "body": "Three[^2]"}),
    )

    html = shown("{% for block in body %}{% include_block block %}{% endfor %}", body=body)

    for anchor in ["cost", "ref-1", "cost-2", "ref-1-2", "ref-2"]:
        assert html.count(f'id="{anchor}"') == 1
    assert [heading.anchor for heading in blocks.outline(body)] == ["cost", "cost-2"]
    assert blocks.cited(body) == [1, 2]


def test_reading_minutes_count_every_text():
    assert blocks.reading_minutes(stream(("prose", "word " * 238), ("callout", {"body": "word " * 238}))) == 2
    assert blocks.reading_minutes(stream()) == 1


def test_before_and_after_is_a_heading_a_pair_and_labelled_paragraphs():
    value = {"title": '1. "Draw"', "old": "Run it once.", "new": "Run it ten times.", "body": "**Worked.** Ten."}

    html = shown("{% include_block body %}", body=stream(("shift", value)))

    assert '<h2 id="draw"><span class="num">1</span><span>“Draw”</span>' in html
    assert "<dd>Run it once.</dd>" in html
    assert '<strong class="label">Worked.</strong> Ten.' in html


def test_code_is_shown_to_the_letter():
    code = {"language": "text", "code": "[a](role:b) <i>\n  x"}

    html = shown("{% include_block body %}", body=stream(("code", code)))

    assert "<code>[a](role:b) &lt;i&gt;\n  x</code>" in html


def test_a_table_names_its_columns_and_rows():
    table = {
        "columns": [{"type": "text", "heading": "Tier"}, {"type": "number", "heading": "Speed"}],
        "rows": [{"values": ["**One**", "7"]}],
        "caption": "Tiers",
    }

    html = shown("{% include_block body %}", body=stream(("table", {"table": table, "names_rows": True})))

    assert '<div class="wide" role="region" tabindex="0" aria-label="Tiers">' in html
    assert '<th scope="col" data-align="end">Speed</th>' in html
    assert '<th scope="row"><strong>One</strong></th>' in html
    assert '<td data-align="end">7</td>' in html


@pytest.mark.filterwarnings("ignore:[Uu]nclosed file:ResourceWarning")  # Wagtail's, of its renditions
@pytest.mark.parametrize(
    ("alternative", "decorative", "fits"),
    [("A", False, True), ("", True, True), ("", False, False), ("A", True, False)],
)
def test_a_figure_has_words_or_needs_none(alternative, decorative, fits):
    image = Image.objects.create(title="A", file=ContentFile(PIXEL, "a.png"))
    figure = dict(PROSE_BLOCKS)["figure"]
    value = figure.to_python({"image": image.pk, "alternative": alternative, "decorative": decorative})

    if fits:
        assert f'alt="{alternative}"' in figure.render(figure.clean(value))
    else:
        with pytest.raises(StructBlockValidationError) as refused:
            figure.clean(value)
        assert list(refused.value.block_errors) == ["alternative"]
    gc.collect()  # while the warning is let be


def test_a_table_without_a_caption_is_refused():
    table = dict(PROSE_BLOCKS)["table"]

    with pytest.raises(StructBlockValidationError):
        table.clean(table.to_python({"table": {"columns": [], "rows": [], "caption": ""}, "names_rows": True}))


def test_a_dangling_link_is_refused_in_prose_and_as_a_target():
    with pytest.raises(ValidationError, match="there is no skill"):
        MarkdownBlock().clean("[a](skill:none)")
    with pytest.raises(ValidationError, match="there is no skill"):
        TargetBlock().clean("skill:none")


def test_search_reads_words_and_references_read_links_however_deep():
    evals, other = a_skill("evals"), a_skill("other")
    body = stream(
        ("prose", "A [b](skill:evals)."),
        ("quote", {"text": "C [d](skill:other)", "who": "E"}),
    )

    assert BODY.get_searchable_content(body)[:2] == ["A b.", "C d"]
    assert {pk for _, pk, _, _ in BODY.extract_references(body)} == {str(evals.pk), str(other.pk)}


@how(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["evals", "other", "none"]), st.sampled_from(["", "#x"])), max_size=5))
def test_what_is_linked_to_is_what_is_referred_to(mentioned):
    for slug in ("evals", "other"):
        Skill.objects.filter(slug=slug).exists() or a_skill(slug)
    text = " ".join(f"[w](skill:{slug}{fragment})" for slug, fragment in mentioned)

    targets = markdown.targets(text)
    found = {pk for _, pk, _, _ in MarkdownBlock().extract_references(text)}

    assert targets == [f"skill:{slug}{fragment}" for slug, fragment in mentioned]
    assert found == {str(skill.pk) for skill in Skill.objects.filter(slug__in=[slug for slug, _ in mentioned])}


def test_a_block_is_stored_as_what_was_typed():
    block = MarkdownBlock()

    assert type(block.get_prep_value(block.to_python("a *b*"))) is str
    assert block.value_for_form(block.to_python("a *b*")) == "a *b*"
    assert block.deconstruct()[0] == "core.blocks.MarkdownBlock"
