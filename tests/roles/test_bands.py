"""What may not happen on a drawing, whatever the number of roles and however long their titles."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.bands import FLOOR, LETTER, LETTERS, LINE, SHARE, TICK, WIDTH, Job, Side, strata, weave

TITLES = st.text("abcdefgh -", min_size=1, max_size=80).filter(str.strip)


@st.composite
def maps(draw):
    """Names of phases, and roles in them, in the order of their homes."""
    names = draw(st.lists(TITLES, min_size=1, max_size=12))
    places = st.lists(st.integers(0, len(names) - 1), min_size=1, max_size=4, unique=True).map(tuple)
    jobs = draw(st.lists(st.builds(Job, TITLES, places), max_size=60))
    return names, sorted(jobs, key=lambda job: job.bands[0])


@given(maps())
def test_bands_lie_on_one_another_and_hold_their_roles(drawn):
    names, jobs = drawn
    laid = strata(names, jobs)

    top = 0.0
    for place, band in enumerate(laid.bands):
        assert band.top == pytest.approx(top) and 1 <= band.depth <= 9
        assert band.bores == tuple(at for at, job in enumerate(jobs) if job.bands[0] == place)
        held = math.fsum(laid.bores[at].height for at in band.bores)
        assert band.height >= held + FLOOR - 1e-9
        for at in band.bores:
            assert band.top <= laid.bores[at].row[0] and laid.bores[at].row[1] <= top + band.height - FLOOR + 1e-9
        top += band.height
    assert laid.height == pytest.approx(top)


@given(maps())
def test_a_role_is_drawn_once_at_home_and_ticked_in_its_other_phases(drawn):
    names, jobs = drawn
    laid = strata(names, jobs)

    assert len({bore.x for bore in laid.bores}) == len(jobs)
    for job, bore in zip(jobs, laid.bores, strict=True):
        home = laid.bands[job.bands[0]]
        assert home.top < bore.home < home.top + home.height and 0 < bore.x < 100
        assert bore.ticks == tuple(laid.bands[place].floor for place in job.bands[1:])
        assert all(bore.ends[0] <= stop <= bore.ends[1] for stop in (bore.home, *bore.ticks))


@given(maps())
def test_no_name_lies_on_a_name_or_on_a_tick(drawn):
    laid = strata(*drawn)
    rows = sorted(bore.row for bore in laid.bores)

    assert all(above[1] <= below[0] + 1e-9 for above, below in itertools.pairwise(rows))
    for tick in {tick for bore in laid.bores for tick in bore.ticks}:
        assert not any(row[0] < tick + TICK and tick - TICK < row[1] for row in rows)


@given(maps())
def test_no_name_leaves_the_map_or_crosses_the_chosen_borehole(drawn):
    laid = strata(*drawn)

    for chosen in [None, *range(len(laid.bores))]:
        for at, bore in enumerate(laid.bores):
            label = bore.label_beside(chosen)
            left, right = label.span
            assert -1e-9 <= left < right <= 100 + 1e-9
            if chosen not in (None, at) and laid.bores[chosen].passes(bore.row):
                assert not label.covers(laid.bores[chosen].x)


@given(maps())
def test_a_name_has_the_room_that_its_letters_take(drawn):
    _, jobs = drawn
    for job, bore in zip(jobs, strata(*drawn).bores, strict=True):
        assert bore.label.width <= SHARE
        if bore.label.width < SHARE:
            assert bore.label.width * WIDTH / 100 >= LETTER * len(job.title)
        assert bore.height >= LINE * math.ceil(len(job.title.strip()) / LETTERS) - 1e-9 or "  " in job.title


def test_a_role_alone_stands_in_the_middle():
    laid = strata(["Build"], [Job("Builder", (0,))])

    assert (laid.bores[0].x, laid.bores[0].label.side, laid.bores[0].crossed_by) == (50, Side.AFTER, ())


@pytest.mark.parametrize(("names", "height"), [([], 0), (["Build"], 2.7)])
def test_a_map_without_roles_is_its_bands(names, height):
    assert strata(names, []).height == pytest.approx(height)


def test_a_name_that_has_no_room_before_its_mark_goes_past_what_crosses_it():
    below = [Job("Operator", (2, 0)) for _ in range(9)]
    bores = strata(
        ["Plan", "Build", "Run"], [Job("Planner", (0,)), Job("Machine Learning Engineer", (1,)), *below]
    ).bores

    assert bores[1].crossed_by == (2, 3, 4)
    assert bores[1].turned.side is Side.PAST and bores[1].turned.anchor == bores[4].x
    assert bores[0].crossed_by == ()  # their ticks are on its band's floor, below its row


@st.composite
def crossings(draw):
    left, right = draw(st.lists(TITLES, max_size=60)), draw(st.lists(TITLES, max_size=60))
    starts = st.none() | st.integers(0, len(left) - 1) if left else st.none()
    pairs = draw(st.lists(st.tuples(starts, st.integers(0, len(right) - 1)), max_size=80)) if right else []
    return left, right, pairs


@given(crossings())
def test_every_thread_ends_at_its_roles(drawn):
    left, right, pairs = drawn
    woven = weave(*drawn)

    assert (len(woven.left), len(woven.right), len(woven.threads)) == (len(left), len(right), len(pairs))
    for (start, end), thread in zip(pairs, woven.threads, strict=True):
        top, height = woven.right[end]
        assert thread.end == (100, pytest.approx(top + height / 2))
        if start is None:
            assert 0 < thread.start[0] < 100 and 0 <= thread.start[1] <= woven.height
        else:
            top, height = woven.left[start]
            assert thread.start == (0, pytest.approx(top + height / 2))


@given(crossings())
def test_rows_lie_below_one_another_and_the_shorter_list_in_the_middle(drawn):
    woven = weave(*drawn)

    for rows in (woven.left, woven.right):
        assert all(a + b == pytest.approx(c) for (a, b), (c, _) in itertools.pairwise(rows))
        if rows:
            assert rows[0][0] == pytest.approx(woven.height - rows[-1][0] - rows[-1][1])
