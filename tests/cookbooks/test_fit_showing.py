"""A fit as it is drawn and told: the pieces make the whole, and the formulas come to the figures of the table."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given

from cookbooks import fit_showing, fitting
from tests.cookbooks.test_fitting import CASES, fit_of, fits

FITS, OVER = CASES[0]["input"], CASES[3]["input"]


def percent(text: str) -> Fraction:
    return Fraction(text.removesuffix("%"))


@given(fits)
def test_the_pieces_lie_side_by_side_and_the_limit_where_the_usable_memory_ends(fit):
    bar = fit_showing.bar(fit)
    laid = [one for one in bar.segments if one.kind != "over"]

    for before, after in pairwise(laid):
        assert abs(percent(before.start) + percent(before.width) - percent(after.start)) <= Fraction(2, 100)
    assert abs(percent(laid[-1].start) + percent(laid[-1].width) - 100) <= Fraction(2, 100)
    assert 0 <= percent(bar.limit) <= 100
    assert (bar.limit == "100.00%") >= fit.fits


@given(fits)
def test_every_fit_can_be_told(fit):
    told = fit_showing.worked(fit)

    assert set(told) == {
        "weights-bytes",
        "kv-cache-bytes",
        "total-bytes",
        "fits",
        "bytes-per-token",
        "tokens-per-second",
    }
    assert all(lines and all(lines) for lines in told.values())
    assert fit_showing.verdict_kind(fit) in ("fits", "tight", "over")
    assert [row.kind for row in fit_showing.rows(fit)][-1] == ("spare" if fit.fits else "over")


def test_the_first_example_is_told_with_its_numbers():
    fit = fit_of(FITS)

    assert fit_showing.verdict(fit) == "It fits"
    assert fit_showing.sentence(fit) == "6.576 GiB are needed and 16.000 are usable: 9.424 GiB are left."
    assert fit_showing.bar(fit).words == (
        "weights 4.576, kv cache 1.000, headroom 1.000, to spare 9.424 GiB, of 16.000 GiB usable."
    )
    assert fit_showing.worked(fit) == {
        "weights-bytes": ["W = 8,030,261,248 × 4.8944 ÷ 8 = 4,912,913,832 bytes = 4.576 GiB"],
        "kv-cache-bytes": ["K = 1 × 32 × 8,192 × 8 × 128 × 2 × 16 ÷ 8 = 1,073,741,824 bytes = 1.000 GiB"],
        "total-bytes": ["T = 4.576 + 1.000 + 1.000 = 6.576 GiB"],
        "fits": ["M × u = 16 × 1 = 16.000 GiB", "T = 6.576 GiB, which is not more: it fits"],
        "bytes-per-token": ["R = 4.913 + 1.074 = 5.987 GB, context full", "R = 4.913 GB, context empty"],
        "tokens-per-second": [
            "ceiling, full = 448 ÷ 5.987 = 74.8",
            "ceiling, empty = 448 ÷ 4.913 = 91.2",
            "low = 0.55 × 74.83 = 41.2",
            "high = 0.85 × 91.19 = 77.5",
        ],
    }


def test_what_is_too_much_is_laid_over_the_pieces_and_named():
    fit = fit_of(OVER)
    over = fit_showing.bar(fit).segments[-1]

    assert (over.kind, over.name, over.gib) == ("over", "Too much", "3.667")
    assert over.start == fit_showing.bar(fit).limit
    assert fit_showing.rows(fit)[-1].name == "Missing"
    assert fit_showing.sentence(fit).endswith("3.667 GiB are missing.")


def test_a_fit_with_next_to_nothing_to_spare_is_a_tight_one():
    assert fit_showing.verdict(fit_of(CASES[1]["input"])) == "It fits, barely"


def test_a_sparse_model_and_several_groups_and_sequences_are_told_as_they_are():
    sparse = fit_showing.worked(fit_of(CASES[5]["input"]))
    several = fit_showing.worked(fitting.with_context(fit_of({**FITS, "parallel": 4}), 512))

    assert sparse["weights-bytes"] == ["W = 12.800 GiB, the size of the checkpoint"]
    assert sparse["kv-cache-bytes"][1] == "group 2: 12 × 128 × 8 × 64 × 2 × 16 ÷ 8 = 3,145,728 bytes"
    assert "× 3,610,000,000 ÷ 20,910,000,000 +" in sparse["bytes-per-token"][0]
    assert "÷ 4 =" in several["bytes-per-token"][0]
