"""The handbook as strips cut into passages, the prompt with its evidence, the eight verdicts and the grid.

A strip is as long as its page. Passages that share words take two rows in turn.
"""

from dataclasses import dataclass

from practice.ideas.retrieval import Inputs, Page, Result

LEFT, WIDE, ROW = 6, 348, 15
SIZES = {0: "page"}
SIGNS = {"right": "right", "answered": "right", "refused": "refused", "empty": "refused"}


@dataclass(frozen=True)
class Block:
    """A passage in a strip; `number` is its rank if it was taken."""

    x: float
    y: float
    width: float
    number: int | None


@dataclass(frozen=True)
class Strip:
    title: str
    note: str
    y: float
    blocks: tuple[Block, ...]
    evidence: tuple[tuple[float, float], ...]
    evidence_y: float


@dataclass(frozen=True)
class Piece:
    """Words of a passage that belong to one line; `is_whole` if the passage holds all of it."""

    text: str
    is_whole: bool
    is_evidence: bool
    is_quoted: bool


@dataclass(frozen=True)
class Passage:
    number: int
    title: str
    place: str
    score: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Mark:
    question: str
    text: str
    verdict: str
    sign: str
    is_asked: bool


@dataclass(frozen=True)
class Cell:
    """`level` goes from 0 to 4, as the ground is filled."""

    right: int
    level: int
    is_yours: bool


@dataclass(frozen=True)
class Row:
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Drawing:
    height: float
    strips: tuple[Strip, ...]
    passages: tuple[Passage, ...]
    prompt_share: float
    sign: str
    said: str
    marks: tuple[Mark, ...]
    counts: tuple[int, ...]
    rows: tuple[Row, ...]


def draw(inputs: Inputs, result: Result) -> Drawing:
    ranks = {(page, first, last): rank for rank, (page, first, last, _) in enumerate(result.passages, 1)}
    scale = WIDE / max(page.words for page in result.pages)
    strips, y = [], 0.0
    for page in result.pages:
        rows = 2 if inputs.overlap == "50" and len(page.cuts) > 1 else 1
        strips.append(_strip(page, ranks, scale, y, rows, result.needs))
        y += 24 + rows * ROW + 10
    pages = {page.slug: page for page in result.pages}
    right = max(right for _, row in result.grid for right in row)
    return Drawing(
        height=y,
        strips=tuple(strips),
        passages=tuple(
            Passage(
                number=number,
                title=pages[page].title,
                place=f"words {first + 1} to {last}",
                score=f"{score:.2f}",
                pieces=_pieces(pages[page], first, last, result),
            )
            for number, (page, first, last, score) in enumerate(result.passages, 1)
        ),
        prompt_share=round(100 * min(1.0, result.prompt_words / result.budget), 1),
        sign=SIGNS.get(result.verdict, "wrong"),
        said=_said(result),
        marks=tuple(
            Mark(one.question, one.text, one.verdict, SIGNS.get(one.verdict, "wrong"), one.question == inputs.question)
            for one in result.questions
        ),
        counts=tuple(range(1, len(result.grid[0][1]) + 1)),
        rows=tuple(
            Row(
                str(size) if size else "page",
                tuple(
                    Cell(one, round(4 * one / max(right, 4)), (str(size), k) == (inputs.size, inputs.k))
                    for k, one in enumerate(row, 1)
                ),
            )
            for size, row in result.grid
        ),
    )


def _said(result: Result) -> str:
    if result.verdict == "empty":
        return "Write a question of your own."
    return "The handbook does not say." if result.refused else result.answer_text


def _strip(
    page: Page, ranks: dict[tuple[str, int, int], int], scale: float, y: float, rows: int, needs: tuple[str, ...]
) -> Strip:
    top = y + 24
    return Strip(
        title=page.title,
        note="" if page.cuts and not page.retired else "retired" if page.cuts else "retired, left out",
        y=y + 16,
        blocks=tuple(
            Block(
                x=round(LEFT + first * scale, 1),
                y=top + (place % rows) * ROW,
                width=round((last - first) * scale - 1.5, 1),
                number=ranks.get((page.slug, first, last)),
            )
            for place, (first, last) in enumerate(page.cuts)
        ),
        evidence=tuple(
            (round(LEFT + line.first * scale, 1), round((line.last - line.first) * scale, 1))
            for line in page.lines
            if line.name in needs
        ),
        evidence_y=top + rows * ROW + 2,
    )


def _pieces(page: Page, first: int, last: int, result: Result) -> tuple[Piece, ...]:
    pieces = []
    for line in page.lines:
        start, end = max(first, line.first), min(last, line.last)
        if start < end:
            words = line.text.split()[start - line.first : end - line.first]
            is_whole = (start, end) == (line.first, line.last)
            pieces.append(
                Piece(
                    ("" if start == line.first else "… ") + " ".join(words) + ("" if end == line.last else " …"),
                    is_whole,
                    line.name in result.needs,
                    is_whole and line.name in result.answer,
                )
            )
    return tuple(pieces)
