"""What a page shows and an export holds: figures, and tables of cells. Plain data; knows no model."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.intervals import Interval
from quiz.statistics.charts import Mark
from quiz.statistics.measures import SMALLEST_GROUP

Value = str | int | float | None
HELD = f"withheld (under {SMALLEST_GROUP})"
HELD_TOO = "withheld (it would give a small group away)"


@dataclass(frozen=True)
class Cell:
    """A cell: its words on the page, its value in an export, its picture; `heat` is from 0 to 4, `off` stands out."""

    text: str = ""
    value: Value = None
    plot: tuple[Mark, ...] = ()
    heat: int | None = None
    off: bool = False
    title: str = ""


@dataclass(frozen=True)
class Row:
    """A row: what it is called for a machine and for people, and its cells."""

    id: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table with its definition. `columns` name the cells; a column whose name begins with ~ holds pictures.

    `chart` is a picture over the table, `chart_words` what it says; `empty` is a sentence in place of the rows.
    `formulas` are measures with their formula and source.
    """

    slug: str
    title: str
    means: str
    of: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    empty: str = ""
    kind: str = "plain"
    chart: tuple[Mark, ...] = ()
    chart_words: str = ""
    ends: tuple[str, str] = ("", "")
    folded: bool = False
    formulas: tuple[tuple[str, str, str], ...] = ()

    @property
    def headings(self) -> tuple[tuple[str, bool], ...]:
        """Of each column its name and whether it holds pictures."""
        return tuple((column.removeprefix("~"), column.startswith("~")) for column in self.columns[1:])

    @property
    def corner(self) -> str:
        """What the first column holds."""
        return self.columns[0]

    @property
    def export_columns(self) -> tuple[str, ...]:
        """The columns of an export: an id before the label, and no pictures."""
        return ("id", self.corner, *(name for name, drawn in self.headings if not drawn))

    @property
    def export_rows(self) -> tuple[tuple[Value, ...], ...]:
        """The rows of an export."""
        kept = [at for at, (_, drawn) in enumerate(self.headings) if not drawn]
        return tuple((row.id, row.label, *(row.cells[at].value for at in kept)) for row in self.rows)


@dataclass(frozen=True)
class Figure:
    """One number with what it means; `of` says numerator and denominator, `beside` what stands under the number."""

    slug: str
    label: str
    text: str
    means: str
    of: str = ""
    beside: str = ""
    value: Value = None
    count: int | None = None
    total: int | None = None


def number(count: int) -> Cell:
    """A count."""
    return Cell(f"{count:,}", count)


def held(count: int) -> Cell:
    """In place of a count that must not be shown, of which no more is said than whether it is small itself."""
    small = 0 < count < SMALLEST_GROUP
    return Cell(
        f"<{SMALLEST_GROUP}" if small else "held", HELD if small else HELD_TOO, title=HELD if small else HELD_TOO
    )


NOTHING = Cell("–", None)


def share(part: int, total: int, *, off: bool = False) -> Cell:
    """A share as a percentage with one decimal; a dash where there is nothing to have a share of."""
    return Cell(percent(part / total), round(part / total, 6), off=off) if total else NOTHING


def percent(value: float) -> str:
    """“12.3%”."""
    return f"{100 * value:.1f}%"


def span(interval: Interval) -> Cell:
    """An interval of shares."""
    words = f"{percent(interval.low)} to {percent(interval.high)}"
    return Cell(words, words)


def clock(seconds: float) -> str:
    """“1:52”, or with hours “2:01:52”."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def figures_table(figures: Sequence[Figure]) -> Table:
    """The figures as a table, for exports."""
    rows = tuple(
        Row(
            figure.slug,
            figure.label,
            (
                Cell(figure.text, figure.value),
                Cell("", figure.count),
                Cell("", figure.total),
                Cell("", figure.beside),
                Cell("", f"{figure.means} {figure.of}".strip()),
            ),
        )
        for figure in figures
    )
    columns = ("figure", "value", "numerator", "denominator", "beside", "definition")
    return Table("figures", "Figures", "", "", columns, rows)
