"""The drawings' numbers: nothing overlaps, nothing is lost, depth is order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.drawing import HEIGHT, THINNEST, Ground, Seam, cells, section

STATES = st.lists(st.sampled_from(["open", "doing", "done", "skip"]), max_size=80)
SEAMS = st.lists(STATES.map(Seam), min_size=1, max_size=30)


@given(SEAMS)
def test_bands_tile_the_drawing_from_the_grass_down(seams):
    drawn = section(seams)

    assert drawn.bands[0].y == 0
    assert all(upper.bottom == lower.y for upper, lower in pairwise(drawn.bands))
    assert drawn.bands[-1].bottom == pytest.approx(drawn.height)
    assert drawn.height == max(HEIGHT, THINNEST * len(seams))


@given(SEAMS)
def test_a_band_is_as_thick_as_what_it_holds(seams):
    drawn = section(seams)

    for one, other in pairwise(zip(drawn.bands, seams, strict=True)):
        assert one[0].height + 1e-9 >= THINNEST
        if len(one[1].states) > len(other[1].states):
            assert one[0].height >= other[0].height


@given(SEAMS)
def test_marks_lie_in_their_band_in_order(seams):
    for band, seam in zip(section(seams).bands, seams, strict=True):
        depths = [mark.y for mark in band.marks]
        assert [mark.state for mark in band.marks] == seam.states
        assert depths == sorted(depths)
        assert all(band.y <= y <= band.bottom + 0.01 for y in depths)


def test_the_shaft_is_dug_to_the_deepest_step_that_is_done():
    drawn = section([Seam(["done", "open"]), Seam(["open", "done", "open"], here=3, is_here=True)])

    assert drawn.dug == drawn.bands[1].marks[1].y
    assert [mark.is_here for mark in drawn.bands[1].marks] == [False, False, True]
    assert [band.is_here for band in drawn.bands] == [False, True]


def test_nothing_done_is_nothing_dug():
    assert section([Seam([]), Seam(["doing"])]).dug == 0


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
