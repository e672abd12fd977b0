"""Two editions, or two periods, side by side: differences with their intervals, and whether they are noise."""

from collections.abc import Iterator

from core.intervals import difference
from quiz.statistics.measures import withheld
from quiz.statistics.read import Measure
from quiz.statistics.spread import percentiles
from quiz.statistics.subject import Subject, too_few
from quiz.statistics.tables import NOTHING, Cell, Row, Table, clock, held, number, percent
from quiz.tallies import CLEAR, CLOSE, FLAT

NEWCOMBE = (
    "Interval of a difference",
    "p₁ − p₂ ∓ √((p₁ − l₁)² + (u₂ − p₂)²), with l and u the ends of the two Wilson intervals; the other end likewise",
    "Newcombe (1998), Statistics in Medicine 17, 873-890, method 10",
)
NOISE = "within noise"
Part = tuple[int, int]


def tables(one: Subject, other: Subject) -> list[Table]:
    """The figures of both, and the best fits of both."""
    return [_figures(one, other), _best(one, other)]


def _columns(what: str) -> tuple[str, ...]:
    return (what, "this", "the other", "difference", "95% interval", "in words")


def _said(one: Subject, other: Subject) -> str:
    return f"This: {one.filter}. The other: {other.filter}."


def _figures(one: Subject, other: Subject) -> Table:
    means = (
        "Both sides of the comparison. A difference is within noise when its 95% interval holds 0: as many readers "
        "again could well show none, or the opposite."
    )
    rows = [
        _counted("starts", "Starts", one, other, Measure.STARTED),
        _counted("completions", "Completions", one, other, Measure.COMPLETED),
        Row("rate", "Completion rate", _difference(_rate(one), _rate(other))),
        Row("close", "Close calls", _difference(_kind(one, CLOSE), _kind(other, CLOSE))),
        Row("flat", "Nobody stands out", _difference(_kind(one, FLAT), _kind(other, FLAT))),
        Row("median", "Median time", _median(one, other)),
    ]
    return Table(
        "comparison", "Side by side", means, _said(one, other), _columns("figure"), tuple(rows), formulas=(NEWCOMBE,)
    )


def _counted(slug: str, name: str, one: Subject, other: Subject, measure: Measure) -> Row:
    """Counts, which depend on how long the periods are: no difference, but each by day in words."""
    here, there = one.counts.total(measure, one.retakes), other.counts.total(measure, other.retakes)
    days, other_days = one.filter.period.days, other.filter.period.days
    words = f"{here / days:.1f} a day and {there / other_days:.1f} a day"
    return Row(slug, name, (number(here), number(there), NOTHING, NOTHING, Cell(words, words)))


def _rate(subject: Subject) -> Part | None:
    started = subject.counts.total(Measure.STARTED, subject.retakes)
    return subject.counts.total(Measure.REACHED, subject.retakes, subject.questions + 1), started


def _kind(subject: Subject, kind: int) -> Part | None:
    """Completions of a kind and all; None where that must not be shown."""
    counted = subject.counts.along(Measure.OUTCOME, subject.retakes)
    hidden = withheld([counted[each] for each in (CLEAR, CLOSE, FLAT)])
    return None if kind - 1 in hidden or too_few(subject.completions) else (counted[kind], subject.completions)


def _difference(one: Part | None, other: Part | None) -> tuple[Cell, ...]:
    """Two shares, their difference, its interval, and a sentence; withheld where either side is."""
    if one is None or other is None:
        return (held(1) if one is None else _share(one), held(1) if other is None else _share(other), *[NOTHING] * 3)
    if not one[1] or not other[1]:
        return _share(one), _share(other), NOTHING, NOTHING, Cell("nothing to compare", "nothing to compare")
    apart = one[0] / one[1] - other[0] / other[1]
    interval = difference(one, other)
    span = f"{_points(interval.low)} to {_points(interval.high)}"
    words = NOISE if interval.holds(0) else f"{'higher' if apart > 0 else 'lower'} than in the other"
    return (
        _share(one),
        _share(other),
        Cell(_points(apart), round(apart, 6), off=words != NOISE),
        Cell(span, span),
        Cell(words, words),
    )


def _share(part: Part) -> Cell:
    count, total = part
    return Cell(f"{percent(count / total)} ({count:,} of {total:,})", round(count / total, 6)) if total else NOTHING


def _points(value: float) -> str:
    """“+1.2 points”: of percentage points."""
    return f"{100 * value:+.1f}"


def _median(one: Subject, other: Subject) -> tuple[Cell, ...]:
    words = "no interval: medians come from bands"
    return (*_clocks(one), *_clocks(other), NOTHING, NOTHING, Cell(words, words))


def _clocks(subject: Subject) -> Iterator[Cell]:
    middle, _ = percentiles(subject.counts.along(Measure.TIME, subject.retakes))
    yield NOTHING if middle is None or too_few(subject.completions) else Cell(clock(middle), round(middle, 1))


def _best(one: Subject, other: Subject) -> Table:
    """Best fits by the role's slug: editions may have it at another place, or not at all."""
    sides = [_by_slug(subject) for subject in (one, other)]
    names = {subject.paper.role(place): subject.role(place) for subject in (other, one) for place in subject.roles}
    rows = []
    for slug in dict.fromkeys([*one.paper.scored.roles, *other.paper.scored.roles]):
        if all(slug in side for side in sides):
            rows.append(Row(slug, names[slug], _difference(sides[0][slug], sides[1][slug])))
        else:
            only = "this" if slug in sides[0] else "the other"
            words = f"only in {only}"
            rows.append(Row(slug, names[slug], (NOTHING, NOTHING, NOTHING, NOTHING, Cell(words, words))))
    means = (
        "The share of completions with each role as best fit, on both sides. One in twenty differs by chance alone, "
        "even where nothing changed."
    )
    empty = next((words for subject in (one, other) if (words := too_few(subject.completions))), "")
    return Table(
        "comparison-best",
        "Best fit, side by side",
        means,
        _said(one, other),
        _columns("role"),
        () if empty else tuple(rows),
        empty=empty,
        formulas=(NEWCOMBE,),
    )


def _by_slug(subject: Subject) -> dict[str, Part | None]:
    counted = subject.counts.along(Measure.BEST, subject.retakes)
    hidden = withheld([counted[place] for place in subject.roles])
    total = subject.completions
    return {
        subject.paper.role(place): None if place - 1 in hidden else (counted[place], total) for place in subject.roles
    }
