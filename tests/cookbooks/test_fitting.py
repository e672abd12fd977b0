"""Every figure that the calculator's file expects; what must hold of any model and machine; and what can't be one."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from cookbooks import fitting
from cookbooks.fitting import GIB, Assumptions, CacheType, Fit, Group, Machine, Model, Quantization, Refused, dense

FILE = yaml.safe_load(
    (Path(__file__).parents[2] / "content/cookbooks/run-ai-locally/calculator.yaml").read_text(encoding="utf-8")
)
CASES = [*FILE["worked_examples"], *FILE["test_cases"]]


def exact(number: float | None) -> Fraction | None:
    """A number of the file, as it is written there."""
    return None if number is None else Fraction(str(number))


def preset(kind: str, slug: str) -> dict[str, Any]:
    return next(one for one in FILE[f"{kind}_presets"] if one["slug"] == slug)


def model(slug: str) -> Model:
    row = preset("model", slug)
    groups = tuple(Group(**group) for group in row["attention"])
    native = exact(row.get("native_gib"))
    return Model(row["name"], row["parameters"], row["active_parameters"], groups, row["context"], native)


def fit_of(asked: dict[str, Any]) -> Fit:
    quantization = preset("quantization", asked["quantization"])
    cache = preset("kv_cache", asked["kv_cache"])
    machine = preset("hardware", asked["hardware"])
    numbers = [exact(machine[name]) for name in ("memory_gib", "bandwidth_gb_s", "usable_fraction")]
    given_ = {name: exact(value) for name, value in FILE["assumptions"].items() if isinstance(value, int | float)}
    return Fit(
        model(asked["model"]),
        Quantization(quantization["name"], exact(quantization["bits_per_weight"])),
        asked["context_tokens"],
        CacheType(cache["name"], exact(cache["bits_per_element"])),
        asked["parallel"],
        Machine(machine["name"], *numbers),
        Assumptions(**given_),
    )


counts = st.integers(1, 512)
parts = st.fractions(Fraction(1, 100), 1)
groups = st.builds(Group, layers=counts, kv_heads=counts, head_dim=counts, window=st.none() | st.integers(1, 10**6))
models = st.builds(
    lambda size, share, groups: Model("A model", size, max(1, int(size * share)), tuple(groups)),
    st.integers(1, 10**13),
    parts,
    st.lists(groups, max_size=4),
)
fits = st.builds(
    Fit,
    model=models,
    quantization=st.builds(Quantization, st.just("A file"), st.fractions(Fraction(1, 10), 64)),
    context_tokens=st.integers(1, 10**8),
    cache=st.builds(CacheType, st.just("A cache"), st.fractions(Fraction(1, 10), 64)),
    parallel=st.integers(1, 256),
    machine=st.builds(Machine, st.just("A machine"), st.integers(1, 4096), st.integers(1, 20_000), parts),
)


@pytest.mark.parametrize("case", CASES, ids=[case["slug"] for case in CASES])
def test_every_figure_of_the_file_is_reproduced(case):
    assert fitting.figures(fit_of(case["input"])) == {
        name: value if isinstance(value, bool) else exact(value) for name, value in case["expected"].items()
    }


@pytest.mark.parametrize("point", FILE["measured_points"], ids=[point["hardware"] for point in FILE["measured_points"]])
def test_the_share_of_bandwidth_of_every_measured_point_is_what_it_says(point):
    size = (
        point["parameters"] * exact(point["bits_per_weight"]) / 8
        if "parameters" in point
        else exact(point["file_gib"]) * GIB
    )

    share = fitting.share_of_bandwidth(size, exact(point["tokens_per_second"]), exact(point["bandwidth_gb_s"]))

    assert round(share, 2) == exact(point["share_of_bandwidth"])


def test_a_cache_of_8192_tokens_of_llama_3_1_8b_is_exactly_one_gib():
    assert fit_of(CASES[0]["input"]).kv_cache == GIB


def test_a_window_keeps_no_more_than_itself():
    windowed = Group(layers=2, kv_heads=3, head_dim=4, window=100)

    assert [windowed.kept(99), windowed.kept(100), windowed.kept(10**12)] == [99, 100, 100]


def test_a_model_whose_layers_keep_nothing_has_no_cache():
    nothing = Model("All state", 10**9, 10**9, ())

    fit = Fit(
        nothing, Quantization("F16", Fraction(16)), 10**9, CacheType("F16", Fraction(16)), 4, Machine("M", 8, 100)
    )

    assert (fit.kv_cache, fit.ceiling_full) == (0, fit.ceiling_empty)


@given(fits)
def test_the_total_is_the_sum_of_its_parts_and_decides(fit):
    assert fit.total == fit.weights + fit.kv_cache + fit.headroom
    assert fit.fits == (fit.total <= fit.usable) == (fit.spare >= 0)
    assert fit.usable <= fit.machine.memory_gib * GIB


@given(fits, st.integers(0, 10**8))
def test_a_longer_context_never_takes_less_nor_writes_faster(fit, more):
    longer = fitting.with_context(fit, fit.context_tokens + more)

    assert longer.kv_cache >= fit.kv_cache
    assert longer.ceiling_full <= fit.ceiling_full
    assert longer.ceiling_empty == fit.ceiling_empty


@given(fits)
def test_the_cache_grows_with_the_sequences_and_nothing_else_does(fit):
    one = Fit(fit.model, fit.quantization, fit.context_tokens, fit.cache, 1, fit.machine)

    assert fit.kv_cache == fit.parallel * one.kv_cache
    assert (fit.weights, fit.headroom) == (one.weights, one.headroom)


@given(fits)
def test_the_likely_speeds_lie_below_the_ceilings_and_in_order(fit):
    assert 0 < fit.likely_low <= fit.likely_high < fit.ceiling_empty
    assert fit.likely_low < fit.ceiling_full <= fit.ceiling_empty


@given(fits)
def test_the_longest_context_fits_and_one_token_more_does_not(fit):
    longest = fitting.longest_context(fit)

    assume(longest)
    assert fitting.with_context(fit, longest).fits
    assert longest == fit.model.context or not fitting.with_context(fit, longest + 1).fits


def test_where_the_weights_alone_are_too_large_no_context_fits():
    assert fitting.longest_context(fit_of({**CASES[0]["input"], "model": "llama-3-3-70b"})) == 0


@pytest.mark.parametrize(
    "make",
    [
        lambda: dense(Fraction(8), 0, 8, 128),
        lambda: dense(Fraction(8), -1, 8, 128),
        lambda: dense(Fraction(0), 32, 8, 128),
        lambda: Group(1, 1, 1, window=0),
        lambda: Model("Uses more than it has", 1, 2, ()),
        lambda: Model("Reads nothing", 1, 1, (), context=0),
        lambda: Model("Empty checkpoint", 1, 1, (), native_gib=Fraction(0)),
        lambda: Quantization("No bits", Fraction(0)),
        lambda: CacheType("No bits", Fraction(0)),
        lambda: Machine("No memory", Fraction(0), Fraction(1)),
        lambda: Machine("More than all", Fraction(1), Fraction(1), Fraction(2)),
        lambda: fitting.with_context(fit_of(CASES[0]["input"]), -1),
        lambda: fit_of({**CASES[0]["input"], "parallel": 0}),
        lambda: fit_of({**CASES[0]["input"], "quantization": "native"}),
    ],
)
def test_what_can_not_be_is_refused_in_a_sentence(make):
    with pytest.raises(Refused, match=r"^[A-Z].+\.$"):
        make()


def test_own_numbers_of_llama_3_1_8b_come_close_to_its_preset():
    bounds = {one["name"]: exact(one["default"]) for one in FILE["custom"]["model"]}
    whole = [int(bounds[name]) for name in ("layers", "kv_heads", "head_dim")]

    own = dense(bounds["parameters_b"], *whole)

    assert own.groups == model("llama-3-1-8b").groups
    assert own.parameters == 8_030_000_000
    assert not own.is_sparse
