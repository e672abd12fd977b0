"""What came out: best fit and runner-up beside chance, their matrix, and what kinds of result there are."""

from collections.abc import Mapping

from core.intervals import wilson
from quiz.statistics import charts
from quiz.statistics.measures import rounded, withheld, withheld_in
from quiz.statistics.read import Measure
from quiz.statistics.subject import Subject, too_few
from quiz.statistics.tables import NOTHING, Cell, Row, Table, held, number, percent, share, span
from quiz.tallies import CLEAR, CLOSE, FLAT

HEATS = (0.0, 0.25, 0.5, 0.75)  # of the largest cell: where each shade but the first begins
WILSON = (
    "95% interval",
    "(p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n), with z = 1.96",
    "Wilson (1927), Journal of the American Statistical Association 22, 209-212",
)
CHANCE_WORDS = (
    "The upright line is what random answering gives the role, from the balance of this edition. Where the interval "
    "misses the line, readers lean to the role or away from it."
)
NO_CHANCE = "What random answering would give is not known: the balance of this edition has not been computed yet."


def best_fit(subject: Subject) -> Table:
    """Best fits of the period, the most frequent first."""
    known = subject.chance.best if subject.chance else {}
    return _beside_chance(
        subject, Measure.BEST, known, "best", "Best fit, and what chance alone would give", "best fit"
    )


def runner_up(subject: Subject) -> Table:
    """Runners-up of the period, the most frequent first."""
    known = subject.chance.runner_up if subject.chance else {}
    title = "Runner-up, and what chance alone would give"
    return _beside_chance(subject, Measure.RUNNER_UP, known, "runner-up", title, "runner-up")


def _beside_chance(
    subject: Subject, measure: Measure, chance: Mapping[str, float], slug: str, title: str, what: str
) -> Table:
    counted = subject.counts.along(measure, subject.retakes)
    counts = [counted[place] for place in subject.roles]
    total = sum(counts)
    means = (
        f"Share of completions with this {what}; ties are settled by the published rule. The dot is the share, the bar "
        f"its 95% Wilson interval. {CHANCE_WORDS if chance else NO_CHANCE}"
    )
    of = f"Numerator: completions with the role as {what}. Denominator: the {total:,} completions of the period."
    columns = ("role", "~share, interval and chance", "count", "share", "95% interval", "chance", "than chance")
    if sentence := too_few(total):
        return Table(slug, title, means, of, columns, empty=sentence)
    hidden = withheld(counts)
    open_ones = [place for place in subject.roles if place - 1 not in hidden]
    known = [chance.get(subject.paper.role(place), 0.0) for place in subject.roles]
    end = charts.top([*known, *(wilson(counted[place], total).high for place in open_ones)])
    order = sorted(subject.roles, key=lambda place: (place - 1 in hidden, -counted[place], place))
    rows = []
    for place in order:
        random = chance.get(subject.paper.role(place))
        cells = _held_line(counted[place], random) if place - 1 in hidden else _line(counted[place], total, random, end)
        rows.append(Row(subject.paper.role(place), subject.role(place), cells))
    notes = () if hidden else tuple(filter(None, [rounded([count / total for count in counts])]))
    return Table(
        slug,
        title,
        means,
        of,
        ("role", f"~share, interval and chance (0 to {percent(end)})", *columns[2:]),
        tuple(rows),
        notes,
        kind="chance",
        formulas=(WILSON,),
    )


def _line(count: int, total: int, chance: float | None, end: float) -> tuple[Cell, ...]:
    interval = wilson(count, total)
    plot = Cell(plot=charts.interval_plot(count / total, interval, chance, end))
    if chance is None:
        return plot, number(count), share(count, total), span(interval), NOTHING, NOTHING
    is_off = not interval.holds(chance)
    words = "as chance" if not is_off else "more" if count / total > chance else "fewer"
    random = Cell(percent(chance), round(chance, 6))
    return plot, number(count), share(count, total, off=is_off), span(interval), random, Cell(words, words)


def _held_line(count: int, chance: float | None) -> tuple[Cell, ...]:
    random = NOTHING if chance is None else Cell(percent(chance), round(chance, 6))
    return Cell(), held(count), NOTHING, NOTHING, random, NOTHING


def pairs(subject: Subject) -> Table:
    """Best fit by runner-up."""
    counted = subject.counts.across(Measure.PAIR, subject.retakes)
    table = [[counted[best, second, 0] for second in subject.roles] for best in subject.roles]
    total = subject.crossed
    columns = ("best fit, then runner-up", *(subject.role(place) for place in subject.roles))
    means = (
        "Completions with the row as best fit and the column as runner-up. Darker is more. The diagonal can't occur."
    )
    of = f"Each cell counts completions; together they are the {total:,} of these months. {subject.in_months}"
    if sentence := too_few(total):
        return Table("pairs", "Best fit by runner-up", means, of, columns, empty=sentence)
    hidden = withheld_in([[None if r == c else count for c, count in enumerate(row)] for r, row in enumerate(table)])
    highest = max(max(row) for row in table)
    rows = tuple(
        Row(
            subject.paper.role(r + 1),
            subject.role(r + 1),
            tuple(_pair(r, c, count, highest, (r, c) in hidden) for c, count in enumerate(row)),
        )
        for r, row in enumerate(table)
    )
    return Table("pairs", "Best fit by runner-up", means, of, columns, rows, kind="matrix")


def _pair(row: int, column: int, count: int, highest: int, hidden: bool) -> Cell:
    if row == column:
        return Cell("", None, title="can't occur")
    if hidden:
        return held(count)
    return Cell(f"{count:,}", count, heat=sum(count / highest > begins for begins in HEATS))


def outcomes(subject: Subject) -> Table:
    """Clear results, close calls, and where nobody stands out."""
    counted = subject.counts.along(Measure.OUTCOME, subject.retakes)
    kinds = {CLEAR: ("clear", "Clear"), CLOSE: ("close", "Too close to call"), FLAT: ("flat", "Nobody stands out")}
    counts = [counted[kind] for kind in kinds]
    total = sum(counts)
    chance = subject.chance
    known = {CLEAR: 1 - chance.close - chance.flat, CLOSE: chance.close, FLAT: chance.flat} if chance else {}
    means = "What kind of result readers got, and how often random answering would give it."
    of = f"Numerator: completions with such a result. Denominator: the {total:,} completions of the period."
    columns = (
        "result",
        "~share, interval and chance (0 to 100.0%)",
        "count",
        "share",
        "95% interval",
        "chance",
        "than chance",
    )
    if sentence := too_few(total):
        return Table("outcomes", "Kinds of result", means, of, columns, empty=sentence)
    hidden = withheld(counts)
    rows = tuple(
        Row(
            slug,
            name,
            _held_line(counted[kind], known.get(kind))
            if at in hidden
            else _line(counted[kind], total, known.get(kind), 1.0),
        )
        for at, (kind, (slug, name)) in enumerate(kinds.items())
    )
    notes = () if hidden else tuple(filter(None, [rounded([count / total for count in counts])]))
    return Table("outcomes", "Kinds of result", means, of, columns, rows, notes, kind="chance", formulas=(WILSON,))
