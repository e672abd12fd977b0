"""What a reader runs, as an address says it: read, mended with a note, and led back to the same address."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookbooks import setups
from cookbooks.bounds import Bound
from cookbooks.fitting import CacheType, Group, Machine, Model, Quantization
from cookbooks.setups import OWN, Files, Preset, Presets, setup

SMALL = Model("Llama", 8_030_261_248, 8_030_261_248, (Group(32, 8, 128),), 131_072)
LARGE = Model("Qwen", 32_762_123_264, 32_762_123_264, (Group(64, 8, 128),), 40_960)
SHIPPED = Model("gpt-oss", 20_910_000_000, 3_610_000_000, (Group(24, 8, 64),), 131_072, Fraction("12.8"))
PRESETS = Presets(
    models={
        slug: Preset(slug, one.name, one) for slug, one in (("llama", SMALL), ("qwen", LARGE), ("gpt-oss", SHIPPED))
    },
    quantizations={
        slug: Preset(slug, name, Quantization(name, bits and Fraction(bits)))
        for slug, name, bits in (
            ("f16", "F16", "16.0005"),
            ("q4-k-m", "Q4_K_M", "4.8944"),
            ("q2-k", "Q2_K", "3.1593"),
            ("native", "As shipped", None),
        )
    },
    caches={
        slug: Preset(slug, name, CacheType(name, Fraction(bits)))
        for slug, name, bits in (("f16", "F16", 16), ("q8-0", "Q8_0", "8.5"), ("q4-0", "Q4_0", "4.5"))
    },
    machines={
        "card": Preset("card", "A card", Machine("A card", Fraction(16), Fraction(448))),
        "big": Preset("big", "A big card", Machine("A big card", Fraction(24), Fraction(1008))),
    },
    bounds={"layers": Bound("layers", "Layers", "layers", Fraction(1), Fraction(256), Fraction(32))},
    defaults={
        "model": "llama",
        "quantization": "q4-k-m",
        "context_tokens": "8192",
        "kv_cache": "f16",
        "hardware": "card",
    },
    files={"llama": Files("meta/Llama", "some/Llama-GGUF")},
)
NOTHING = Presets({}, {}, {}, {}, {})


def said(**asked: str) -> dict[str, str]:
    return setup(asked, PRESETS).said


def test_nothing_asked_is_what_it_begins_with():
    assert said() == {
        "model": "llama",
        "quantization": "q4-k-m",
        "context_tokens": "8192",
        "kv_cache": "f16",
        "parallel": "1",
        "hardware": "card",
    }


def test_own_numbers_count_only_where_they_are_chosen():
    assert said(layers="99") == said()
    own = setup({"model": OWN, "layers": "99", "parameters_b": "7.5", "hardware": OWN, "memory_gib": "24"}, PRESETS)

    assert own.said["layers"] == "99" and own.said["parameters_b"] == "7.5"
    assert own.fit.model.groups == (Group(99, 8, 128),)
    assert own.fit.usable == 24 * 2**30
    assert own.notes == ()


@pytest.mark.parametrize(
    ("asked", "name", "sentence"),
    [
        ({"model": "no-such"}, "model", "There is no model “no-such”. Llama was taken."),
        ({"hardware": "<b>\u202e"}, "hardware", "There is no machine “<b>”. A card was taken."),
        ({"context_tokens": "-1"}, "context_tokens", "Context: “-1” is below the least, 512 tokens. 512 was taken."),
        (
            {"context_tokens": "1000000000000"},
            "context_tokens",
            "Context: “1000000000000” is above the most, 131,072 tokens, as long as Llama was made for. "
            "131,072 was taken.",
        ),
        ({"model": OWN, "layers": "0"}, "layers", "Layers: “0” is below the least, 1 layer. 1 was taken."),
        ({"parallel": "0"}, "parallel", "Sequences at once: “0” is below the least, 1 sequence. 1 was taken."),
        (
            {"quantization": "native"},
            "quantization",
            "Llama is not released quantized, so there is no file of it as shipped. Q4_K_M was taken.",
        ),
    ],
)
def test_what_can_not_be_is_mended_and_named(asked, name, sentence):
    found = setup(asked, PRESETS)

    assert [(note.name, note.sentence) for note in found.notes] == [(name, sentence)]


def test_a_shorter_model_takes_its_own_longest_context():
    assert setup({"model": "qwen", "context_tokens": "131072"}, PRESETS).fit.context_tokens == 40_960


def test_where_it_does_not_fit_the_mildest_change_of_each_kind_that_helps_is_named():
    found = setup({"model": "qwen", "context_tokens": "32768", "hardware": "big"}, PRESETS)

    assert not found.fit.fits
    assert [way.words for way in found.ways] == [
        "17,746 tokens of context in place of 32,768",
        "A cache in Q8_0",
        "Weights in Q2_K",
    ]
    assert all(setup(way.said, PRESETS).fit == way.fit and way.fit.fits for way in found.ways)


def test_where_nothing_helps_no_way_is_named():
    assert setup({"model": "qwen", "hardware": OWN, "memory_gib": "8"}, PRESETS).ways == []
    assert setup({}, PRESETS).ways == []


def test_without_anything_published_own_numbers_still_work():
    found = setup({"model": "llama", "context_tokens": "4096"}, NOTHING)

    assert (found.model, found.hardware) == (OWN, OWN)
    assert found.fit.context_tokens == 4096
    assert setup(found.said, NOTHING).fit == found.fit


@given(
    st.dictionaries(
        st.sampled_from(setups.PARAMS),
        st.text(max_size=30) | st.integers().map(str) | st.sampled_from([OWN, "llama", "native", "card", "q8-0"]),
    )
)
def test_whatever_is_asked_comes_to_a_fit_and_its_address_leads_back_to_it(asked):
    found = setup(asked, PRESETS)
    again = setup(found.said, PRESETS)

    assert again.fit == found.fit
    assert again.said == found.said
    assert again.notes == ()
