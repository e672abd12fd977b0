"""The cross-section and the row of cells, in numbers: where each band, mark and cell of a drawing lies.

Pure. Depth is in CSS pixels, the unit of the drawings' viewBox; a cell's place is in hundredths of the row's width.
What a drawing says, the page says in words too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 480  # of the whole drawing
THINNEST = 30  # of a band: what a finger finds
RADIUS = 3.5  # of a mark, where there is room
GAP = 0.8  # hundredths of the row between two cells; none where cells are too many to tell apart
FIRST_UNDER = 6  # from this layer down the ground is dark, and ink is light
LITHOLOGY = ("air", "turf", "silt", "lime", "clay", "shale", "sand", "rock", "bed")
STRATA = 3  # boundaries drawn by hand


@dataclass(frozen=True)
class Ground:
    """How the layer at a depth looks: which of nine tints, patterns and boundaries it takes. `depth` counts from 1."""

    depth: int

    @property
    def tint(self) -> int:
        """Which of the tints `--d1` to `--d9`; what lies deeper is as dark as the deepest."""
        return min(self.depth, len(LITHOLOGY))

    @property
    def is_under(self) -> bool:
        """Whether ink is light on it."""
        return self.depth >= FIRST_UNDER

    @property
    def pattern(self) -> str:
        """The id of the pattern in lithology.svg that fills its column."""
        return f"lith-{LITHOLOGY[self.tint - 1]}{'-under' if self.is_under else ''}"

    @property
    def boundary(self) -> str:
        """The template of the line on top of it; empty for daylight, which has nothing above."""
        return f"art/stratum-{self.depth % STRATA + 1}.svg" if self.depth > 1 else ""


@dataclass(frozen=True)
class Mark:
    """A step on the shaft: how far below the top of its band, its state in a word, whether one is there."""

    y: float
    state: str
    is_here: bool


@dataclass(frozen=True)
class Band:
    """A layer of the drawing, `height` thick; the shaft is dug, and drawn solid, down to `dug` below its top."""

    height: float
    ground: Ground
    is_here: bool
    marks: tuple[Mark, ...]
    dug: float

    @property
    def radius(self) -> float:
        """Of a mark: no two touch."""
        return round(min(RADIUS, self.height / (len(self.marks) or 1) * 0.4), 2)


@dataclass(frozen=True)
class Seam:
    """What a layer gives to the drawing: the states of its steps in order, and the place of the one that is open.

    `here` counts from 1; 0: none of its steps is open. `is_here`: the layer is.
    """

    states: Sequence[str]
    here: int = 0
    is_here: bool = False


@dataclass(frozen=True)
class Cell:
    """A step in the row: its left edge and its width in hundredths of the row, as “4.35”, and its state in a word."""

    x: str
    width: str
    state: str


def section(seams: Sequence[Seam]) -> list[Band]:
    """The cross-section through `seams`, from the top: a band is as thick as the number of its steps.

    Each band has its least thickness, and the rest of HEIGHT is shared by steps. More layers than fit at the least
    thickness make the drawing as much higher.
    """
    spare = max(0, HEIGHT - THINNEST * len(seams))
    steps = sum(len(seam.states) for seam in seams)
    deepest = max((depth for depth, seam in enumerate(seams, 1) if "done" in seam.states), default=0)
    return [
        _band(depth, seam, THINNEST + spare * (len(seam.states) / steps if steps else 1 / len(seams)), deepest)
        for depth, seam in enumerate(seams, 1)
    ]


def _band(depth: int, seam: Seam, thick: float, deepest: int) -> Band:
    height = round(thick, 2)
    apart = height / (len(seam.states) or 1)
    marks = tuple(
        Mark(round(apart * (place - 0.5), 2), state, place == seam.here) for place, state in enumerate(seam.states, 1)
    )
    if depth == deepest:
        dug = max(mark.y for mark in marks if mark.state == "done")
    else:
        dug = height if depth < deepest else 0.0
    return Band(height, Ground(depth), seam.is_here, marks, dug)


def cells(states: Sequence[str]) -> list[Cell]:
    """A cell for each of `states`, in a row, as wide as there is room for."""
    if not states:
        return []
    pitch = 100 / len(states)
    gap = GAP if pitch > 2 * GAP else 0
    return [Cell(f"{place * pitch:.2f}", f"{pitch - gap:.2f}", state) for place, state in enumerate(states)]
