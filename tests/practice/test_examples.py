"""Each idea reproduces what its file says of it: its examples, and what its experiments show."""

import pytest

from practice.ideas import SLUGS, idea
from practice.ideas.inputs import Choice, Number, Text, Toggle
from tests.practice.bundle import at, played, rounded, words

EXAMPLES = [
    pytest.param(slug, case["input"], case["expected"], id=f"{slug}-{place}")
    for slug in SLUGS
    for place, case in enumerate(words(f"{slug}.yaml")["examples_for_tests"])
]
EXPERIMENTS = [
    pytest.param(slug, case["set"], case["shows"], id=f"{slug}-{place}")
    for slug in SLUGS
    for place, case in enumerate(words(f"{slug}.yaml")["try_this"])
    if case.get("shows")
]


@pytest.mark.parametrize(("slug", "settings", "expected"), EXAMPLES)
def test_an_idea_gives_the_values_of_its_examples(slug, settings, expected):
    result = played(slug, settings)

    assert {path: rounded(at(result, path)) for path in expected} == rounded(expected)


@pytest.mark.parametrize(("slug", "settings", "expected"), EXPERIMENTS)
def test_an_experiment_shows_what_its_text_says(slug, settings, expected):
    result = played(slug, settings)

    assert {path: rounded(at(result, path)) for path in expected} == rounded(expected)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_inputs_of_the_file_are_those_of_the_module(slug):
    said = {one["name"]: one for one in words(f"{slug}.yaml")["figure"]["inputs"]}
    kinds, defaults, hidden = idea(slug).Inputs.kinds(), idea(slug).Inputs.defaults(), idea(slug).Inputs.hidden()

    assert list(kinds) == list(said)
    assert defaults == {name: one["default"] for name, one in said.items()}
    for name, kind in kinds.items():
        one = said[name]
        match kind:
            case Choice(values):
                assert values == tuple(str(choice["value"]) for choice in one["choices"])
            case Number(low, high, step):
                assert (low, high, step) == (one["min"], one["max"], one["step"])
            case Toggle():
                assert one["type"] == "toggle"
            case Text(longest, lines, raw):
                assert longest == one["max_length"]
                assert (lines, raw) == (one.get("lines", False), one.get("raw", False))
        assert (name in hidden) == one.get("hidden", False)
