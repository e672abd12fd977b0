"""The formulas, against scipy; and that what is withheld can't be worked out."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, contingency, norm
from scipy.stats import entropy as scipy_entropy

from core import intervals
from core.intervals import Interval
from quiz.statistics import measures
from quiz.statistics.measures import SMALLEST_GROUP

counts = st.integers(0, 40)
tables = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda size: st.lists(st.lists(counts, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)


def test_the_quantile_is_that_of_the_normal_distribution():
    assert pytest.approx(norm.ppf(0.975), abs=1e-15) == intervals.Z95


@given(st.integers(1, 10**7), st.floats(0, 1))
def test_the_interval_is_wilsons(total, share):
    count = round(total * share)

    ours = intervals.wilson(count, total)

    theirs = binomtest(count, total).proportion_ci(0.95, method="wilson")
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
    assert ours.holds(count / total)


# Newcombe (1998), table II, method 10.
@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    (
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ),
)
def test_the_interval_of_a_difference_is_newcombes(one, other, low, high):
    ours = intervals.difference(one, other)

    assert (ours.low, ours.high) == pytest.approx((low, high), abs=5e-5)


@given(tables)
def test_information_is_what_scipy_makes_of_it(table):
    flat = [count for row in table for count in row]
    assert measures.entropy(flat) == pytest.approx(scipy_entropy(flat, base=2) if sum(flat) else 0.0, abs=1e-9)
    rows = [row for row in table if any(row)]
    kept = [place for place, column in enumerate(zip(*table, strict=True)) if any(column)]
    if len(rows) > 1 and len(kept) > 1:
        full = [[row[place] for place in kept] for row in rows]
        # The G statistic is twice the count times the information, in nats.
        g = contingency.chi2_contingency(full, lambda_="log-likelihood", correction=False)
        assert measures.mutual_information(table) * 2 * sum(flat) * 0.6931471805599453 == pytest.approx(
            g.statistic, abs=1e-6
        )
        assert measures.chance_information(table) * 2 * sum(flat) * 0.6931471805599453 == pytest.approx(g.dof)


def test_information_that_chance_gives_is_about_its_bias():
    dice = random.Random(1)
    found = []
    for _ in range(200):
        table = [[0] * 4 for _ in range(5)]
        for _ in range(500):
            table[dice.randrange(5)][dice.randrange(4)] += 1
        found.append(measures.mutual_information(table))

    assert sum(found) / len(found) == pytest.approx(measures.chance_information(table), rel=0.1)


def test_a_percentile_is_in_the_bucket_of_the_true_one():
    edges = [0, 10, 20, 40]

    assert measures.percentile({}, edges, 0.5) is None
    assert measures.percentile({0: 0}, edges, 0.5) is None
    assert measures.percentile({1: 1}, edges, 0.5) == 15
    assert measures.percentile({0: 2, 2: 2}, edges, 0.5) == 10
    assert measures.percentile({0: 2, 2: 2}, edges, 0.9) == 20 + 20 * 0.8


def worked_out(counts, hidden):
    """Whether the total gives away the hidden counts: one alone, or a sum that is small itself."""
    held = [counts[place] for place in hidden]
    return bool(held) and (len(held) == 1 or sum(held) < SMALLEST_GROUP)


@given(st.lists(counts, min_size=1, max_size=12))
def test_what_is_withheld_can_not_be_worked_out_from_the_total(parts):
    hidden = measures.withheld(parts)

    assert all(place in hidden for place, count in enumerate(parts) if 0 < count < SMALLEST_GROUP)
    assert not worked_out(parts, hidden) or len(hidden) == len(parts)


@settings(deadline=None)
@given(tables)
def test_what_is_withheld_in_a_table_can_not_be_worked_out_from_rows_or_columns(table):
    hidden = measures.withheld_in(table)

    for r, row in enumerate(table):
        inside = {c for at, c in hidden if at == r}
        assert not worked_out(row, inside) or len(inside) == len(row)
    for c, column in enumerate(zip(*table, strict=True)):
        inside = {r for r, at in hidden if at == c}
        assert not worked_out(column, inside) or len(inside) == len(column)


def test_a_cell_that_can_not_occur_is_nothing_to_hide_behind():
    table = [[None, 3, 20], [30, None, 40], [50, 60, None]]
    assert measures.withheld_in(table) == {(r, c) for r in range(3) for c in range(3) if r != c}
    assert measures.withheld_in([[None, 3], [20, None]]) == {(0, 1)}


def test_only_as_much_is_withheld_as_it_takes():
    assert measures.withheld([30, 0, 20]) == frozenset()
    assert measures.withheld([30, 4, 20, 0]) == {1, 2}
    assert measures.withheld([30, 4, 20, 7]) == {1, 3}
    assert measures.withheld([30, 1, 20, 1]) == {1, 2, 3}
    assert measures.withheld([0, 5, 0]) == {0, 1, 2}
    assert measures.withheld_in([[30, 4, 20], [40, 50, 60]]) == {(0, 1), (0, 2), (1, 1), (1, 2)}


def test_percentages_say_why_they_make_less_or_more_than_100():
    assert measures.rounded([1 / 3, 1 / 3, 1 / 3]) == "The shares add to 99.9% because each is rounded by itself."
    assert measures.rounded([0.0006, 0.0006, 0.9988]) == "The shares add to 100.1% because each is rounded by itself."
    assert measures.rounded([0.25, 0.75]) == ""
    assert measures.rounded([0.2]) == ""


def test_nothing_counted_is_no_division_by_zero():
    assert intervals.wilson(0, 0) == Interval(0.0, 1.0)
    assert intervals.difference((0, 0), (1, 2)) == Interval(-1.0, 1.0)
    assert measures.entropy([]) == measures.entropy([0, 0]) == 0.0
    assert measures.mutual_information([[0, 0], [0, 0]]) == measures.chance_information([[0]]) == 0.0
