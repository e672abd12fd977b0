"""A long text in sections, with the sources each cites."""

from types import SimpleNamespace

from core.blocks import Prose
from guide.reading import Reading


def prose(text):
    return SimpleNamespace(block_type="prose", value=Prose(text))


def block(**value):
    return SimpleNamespace(block_type="figure", value=SimpleNamespace(**value))


def source(title):
    return SimpleNamespace(value=title)


def test_a_section_begins_with_its_heading():
    sections = Reading(
        [prose("Before."), prose("## One\n\nFirst."), prose("Second."), prose("## Two\n\nThird.")], []
    ).sections

    assert [(section.heading, section.text.strip(), len(section.blocks)) for section in sections] == [
        ("", "Before.", 0),
        ("## One", "First.", 1),
        ("## Two", "Third.", 0),
    ]


def test_a_block_that_is_no_prose_stays_in_its_section_or_opens_one_without_words():
    figure = block()

    opened, kept = Reading([figure, prose("## One\n\nText."), figure], []).sections

    assert (opened.opening, opened.blocks) == (False, [figure])
    assert (kept.opening, kept.blocks) == (True, [figure])


def test_a_section_has_the_sources_it_cites_in_order_of_mention():
    reading = Reading(
        [prose("## One\n\nSee[^2] and[^1]."), prose("More[^2]."), prose("## Two\n\nNothing.")],
        [source("a"), source("b"), source("c")],
    )

    assert [[(found.number, found.value) for found in section.sources] for section in reading.sections] == [
        [(2, "b"), (1, "a")],
        [],
    ]


def test_a_reference_to_no_source_is_no_source():
    assert Reading([prose("See[^9].")], [source("a")]).sections[0].sources == []


def test_the_outline_names_sections_and_tells_twins_apart():
    outline = Reading([prose("## Why\n\n### Not this\n"), prose("## Why\n\nAgain.")], []).outline

    assert [heading.anchor for heading in outline] == ["why", "why-2"]


def test_an_empty_text_has_no_sections():
    assert Reading([], []).sections == []
