"""The eight figures of search and language take whatever an address says, and show it as text."""

import re

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings

from practice.drawings import draw
from practice.ideas import idea
from practice.ideas.inputs import Given
from tests.practice.any_inputs import inputs_of
from tests.practice.bundle import made

SLUGS = ("search", "embeddings", "tokens", "next-word", "sampling", "context-window", "attention", "training")


class Page:
    """Stands in for the figure's page, which knows its own address."""

    def url_with(self, changes: dict[str, object]) -> str:
        return "?" + "&".join(f"{name}={value}" for name, value in changes.items())


def shown(slug: str, inputs: Given) -> str:
    """The picture; its sentence and tables are made too."""
    module = idea(slug)
    result = module.compute(inputs, made(slug))
    assert module.sentence(inputs, result)
    assert all(len(row) == len(table.heads) for table in module.tables(inputs, result) for row in table.rows)
    context = {"inputs": inputs, "result": result, "drawing": draw(slug, inputs, result), "figure": Page()}
    return render_to_string(f"practice/figures/{slug}.html", context)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_figure_takes_whatever_an_address_says(slug):
    @settings(max_examples=40, deadline=None)
    @given(inputs_of(slug))
    def takes(inputs):
        page = shown(slug, inputs)
        assert "style=" not in page and "<script" not in page

    takes()


@pytest.mark.parametrize("slug", SLUGS)
def test_what_a_reader_typed_is_escaped(slug):
    inputs = idea(slug).Inputs

    page = shown(slug, inputs.read(dict.fromkeys(inputs.kinds(), '<img src=x onload="a">'))[0])

    assert "<img" not in page and 'onload="' not in page


@pytest.mark.parametrize("slug", SLUGS)
def test_a_picture_says_in_words_what_it_is_and_where_it_is_honest(slug):
    page = shown(slug, idea(slug).Inputs())

    pictures = re.findall(r"<svg[^>]*>", page)
    assert pictures
    assert all('aria-hidden="true"' in one or 'role="img" aria-label="' in one for one in pictures)
    assert 'class="limits"' in page
    assert len(re.findall(r'id="', page)) == 0
