"""The drawings' numbers: nothing overlaps, nothing is lost, depth is order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.drawing import HEIGHT, THINNEST, Ground, Seam, cells, section

STATES = st.lists(st.sampled_from(["open", "doing", "done", "skip"]), max_size=80)
SEAMS = st.lists(STATES.map(Seam), min_size=1, max_size=30)


@given(SEAMS)
def test_bands_share_the_height_of_the_drawing(seams):
    bands = section(seams)

    assert sum(band.height for band in bands) == pytest.approx(
        max(HEIGHT, THINNEST * len(seams)), abs=0.01 * len(seams)
    )
    assert [band.ground.depth for band in bands] == list(range(1, len(seams) + 1))


@given(SEAMS)
def test_a_band_is_as_thick_as_what_it_holds(seams):
    held = [(len(seam.states), band.height) for seam, band in zip(seams, section(seams), strict=True)]

    assert all(height >= THINNEST for _, height in held)
    assert [height for _, height in sorted(held)] == sorted(height for _, height in held)


@given(SEAMS)
def test_marks_lie_in_their_band_in_order(seams):
    for band, seam in zip(section(seams), seams, strict=True):
        depths = [mark.y for mark in band.marks]
        assert [mark.state for mark in band.marks] == seam.states
        assert depths == sorted(depths)
        assert all(0 <= y <= band.height + 0.01 for y in depths)


def test_the_shaft_is_dug_to_the_deepest_step_that_is_done():
    top, middle, bottom = section(
        [Seam(["done", "open"]), Seam(["open", "done", "open"], here=3, is_here=True), Seam(["doing"])]
    )

    assert (top.dug, middle.dug, bottom.dug) == (top.height, middle.marks[1].y, 0)
    assert [mark.is_here for mark in middle.marks] == [False, False, True]
    assert [band.is_here for band in (top, middle, bottom)] == [False, True, False]


def test_nothing_done_is_nothing_dug():
    assert [band.dug for band in section([Seam([]), Seam(["doing"])])] == [0, 0]


@given(STATES)
def test_cells_stand_in_a_row_and_fit(states):
    row = cells(states)

    assert [cell.state for cell in row] == states
    edges = [(float(cell.x), float(cell.x) + float(cell.width)) for cell in row]
    assert all(end <= start + 0.011 for (_, end), (start, _) in pairwise(edges))
    assert all(0 <= start < end <= 100.011 for start, end in edges)


@pytest.mark.parametrize(
    ("depth", "tint", "pattern", "boundary", "is_under"),
    [
        (1, 1, "lith-air", "", False),
        (5, 5, "lith-clay", "art/stratum-3.svg", False),
        (6, 6, "lith-shale-under", "art/stratum-1.svg", True),
        (9, 9, "lith-bed-under", "art/stratum-1.svg", True),
        (12, 9, "lith-bed-under", "art/stratum-1.svg", True),
    ],
)
def test_the_ground_goes_from_daylight_to_bedrock(depth, tint, pattern, boundary, is_under):
    ground = Ground(depth)

    assert (ground.tint, ground.pattern, ground.boundary, ground.is_under) == (tint, pattern, boundary, is_under)
