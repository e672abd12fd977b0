"""How counts spread: over days, questions, times, and over how strong, how narrow and how firm results are."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from math import inf

from core.intervals import wilson
from quiz.scoring import fit, scale
from quiz.statistics import charts
from quiz.statistics.filters import day as in_words
from quiz.statistics.measures import percentile, rounded, withheld
from quiz.statistics.read import Measure
from quiz.statistics.subject import Subject, too_few
from quiz.statistics.tables import NOTHING, Cell, Row, Table, clock, held, number, share, span
from quiz.tallies import BUCKET_EDGES, MARGINS_PER_Z

MOST_DAYS, MOST_WEEKS = 62, 160  # more are shown by week, and by month
EDGES = (0.0, *BUCKET_EDGES, inf)
TRIMMED_FROM = next(place for place, begins in enumerate(EDGES) if begins >= 30 * 60)
FIT_BAND, STABLE_BAND, MOST_MARGINS = 10, 5, 12


def by_time(subject: Subject) -> Table:
    """What happened on each day, week or month of the period."""
    measures = (Measure.OPENED, Measure.STARTED, Measure.COMPLETED)
    counted = [subject.counts.by_day(measure, subject.retakes) for measure in measures]
    days = sorted({each for one in counted for each in one})
    means = "Attempts opened and started, by the day of opening, and completed, by the day of finishing. Days are UTC."
    of = f"Counts of attempts; each column adds up to its figure above. Period: {subject.filter.period}."
    columns = ("day", "opened", "started", "completed")
    if not days:
        return Table("days", "By day", means, of, columns, empty="Nothing was opened or completed in this period.")
    name, begins = _steps(days[0], days[-1])
    starts = [begins[0]]
    for each in begins:
        if each != starts[-1]:
            starts.append(each)
    of_step = dict(zip(_each(days[0], days[-1]), begins, strict=True))
    summed = [Counter[date]() for _ in measures]
    for total, one in zip(summed, counted, strict=True):
        for each, n in one.items():
            total[of_step[each]] += n
    hidden = [withheld([total[start] for start in starts]) if subject.filter.today else frozenset() for total in summed]
    rows = tuple(
        Row(
            start.isoformat(),
            f"{start:%B %Y}" if name == "month" else in_words(start),
            tuple(
                held(one[start]) if at in gone else number(one[start]) for one, gone in zip(summed, hidden, strict=True)
            ),
        )
        for at, start in enumerate(starts)
    )
    drawn = [
        [0 if at in gone else one[start] for at, start in enumerate(starts)]
        for one, gone in zip(summed[1:], hidden[1:], strict=True)
    ]
    return Table(
        "days",
        f"By {name}",
        means + (" Weeks begin on Monday." if name == "week" else ""),
        of,
        (name, *columns[1:]),
        rows,
        chart=charts.columns(*drawn),
        chart_words=f"Started and, in front, completed by {name}; the highest column is {max(map(max, drawn)):,}.",
        ends=(rows[0].label, rows[-1].label),
        folded=True,
    )


def _each(first: date, last: date) -> list[date]:
    return [first + timedelta(days=at) for at in range((last - first).days + 1)]


def _steps(first: date, last: date) -> tuple[str, list[date]]:
    """How days are put together, and for each day from `first` to `last` where its step begins."""
    days = _each(first, last)
    if len(days) <= MOST_DAYS:
        return "day", days
    if len(days) <= 7 * MOST_WEEKS:
        return "week", [each - timedelta(days=each.weekday()) for each in days]
    return "month", [each.replace(day=1) for each in days]


def drop_off(subject: Subject) -> Table:
    """Who left at which question, of those who saw it."""
    reached = subject.counts.along(Measure.REACHED, subject.retakes)
    means = (
        "Of those who saw a question, how many left there: they answered neither it nor one after it. After the last "
        "one, leaving is not asking for the result. Attempts that are open stand where they are."
    )
    of = f"Numerator: left at the question. Denominator: saw it. By the day of opening: {subject.filter.period}."
    columns = ("question", "~went on, left", "saw it", "left", "share", "95% interval")
    seen = reached[1]
    if not seen or (subject.filter.today and too_few(seen)):
        return Table("drop-off", "Drop-off by question", means, of, columns, empty=too_few(seen, "attempts"))
    rows = []
    for place in range(1, subject.questions + 1):
        saw, went_on = reached[place], reached[place + 1]
        cells = (
            Cell(plot=charts.bar(went_on / seen, (saw - went_on) / seen)),
            number(saw),
            number(saw - went_on),
            share(saw - went_on, saw),
            span(wilson(saw - went_on, saw)) if saw else NOTHING,
        )
        rows.append(Row(subject.paper.question(place).slug, subject.question(place), cells))
    return Table("drop-off", "Drop-off by question", means, of, columns, tuple(rows), kind="bars")


def times(subject: Subject) -> Table:
    """How long completions took."""
    counted = subject.counts.along(Measure.TIME, subject.retakes)
    total = sum(counted.values())
    means = "From the first answer to the result. Each line is a quarter longer than the one before."
    of = f"Counts of the {total:,} completions of the period. {trimming(counted)}"
    columns = ("time", "~share", "count", "share")
    if sentence := too_few(total):
        return Table("times", "Time to finish", means, of, columns, empty=sentence)
    places = range(min(counted), max(counted) + 1)
    labels = [
        f"{clock(EDGES[place])} to {clock(EDGES[place + 1])}"
        if EDGES[place + 1] < inf
        else f"over {clock(EDGES[place])}"
        for place in places
    ]
    return _bands("times", "Time to finish", means, of, "time", labels, [counted[place] for place in places])


def trimmed(counted: Counter[int]) -> dict[int, int]:
    """The times that percentiles are of."""
    return {place: n for place, n in counted.items() if place < TRIMMED_FROM}


def trimming(counted: Counter[int]) -> str:
    """Which times are in no percentile, and how many."""
    left = sum(n for place, n in counted.items() if place >= TRIMMED_FROM)
    many = f"{left:,}" if left >= 10 or not left else "fewer than 10"
    return f"Median and 90th percentile are trimmed at {clock(EDGES[TRIMMED_FROM])}: {many} took longer."


def percentiles(counted: Counter[int]) -> tuple[float | None, float | None]:
    """The median and the 90th percentile in seconds, trimmed; None without a time."""
    kept = trimmed(counted)
    return percentile(kept, EDGES, 0.5), percentile(kept, EDGES, 0.9)


def fits(subject: Subject) -> Table:
    """How strong the best fit was, on the scale that readers see."""
    rule, tables = subject.paper.scored.rule, scale(subject.paper.scored).z
    counted: Counter[int] = Counter()
    for (best, points, _), n in subject.counts.across(Measure.POINTS, subject.retakes).items():
        counted[fit(rule, tables[best - 1][points]) // FIT_BAND] += n
    means = f"The fit of the best role, from 0 to {rule.parameters.fit_max}, as the result shows it."
    of = f"Counts of the {subject.crossed:,} completions of these months. {subject.in_months}"
    return _spread(subject, "fits", "How strong the best fit is", means, of, "fit", counted, FIT_BAND, 1)


def margins(subject: Subject) -> Table:
    """How far the best fit was ahead of the runner-up."""
    numbers = subject.paper.scored.rule.parameters
    width = float(numbers.fit_per_z) / MARGINS_PER_Z
    counted: Counter[int] = Counter()
    for band, n in subject.counts.along(Measure.MARGIN, subject.retakes).items():
        counted[min(band, MOST_MARGINS)] += n
    means = (
        f"How far ahead of the runner-up the best fit is, in points of fit. Under "
        f"{float(numbers.close_call_margin * numbers.fit_per_z):.1f} is too close to call."
    )
    of = f"Counts of the {subject.crossed:,} completions of these months. {subject.in_months}"
    title = "How far ahead the best fit is"
    if sentence := too_few(subject.crossed):
        return Table("margins", title, means, of, ("margin", "~share", "count", "share"), empty=sentence)
    labels = [f"{at * width:.1f} to {(at + 1) * width:.1f}" for at in range(MOST_MARGINS)]
    labels.append(f"{MOST_MARGINS * width:.1f} or more")
    return _bands("margins", title, means, of, "margin", labels, [counted[at] for at in range(len(labels))])


def firmness(subject: Subject) -> Table:
    """How many single answers could be changed without another best fit."""
    most = subject.paper.scored.single_changes
    counted: Counter[int] = Counter()
    for stable, n in subject.counts.along(Measure.STABLE, subject.retakes).items():
        counted[min(stable, most) // STABLE_BAND] += n
    means = f"Of the {most} ways to change one answer, how many keep the best fit."
    of = f"Counts of the {subject.crossed:,} completions of these months. {subject.in_months}"
    return _spread(
        subject, "stable", "How firm the result is", means, of, "changes that keep it", counted, STABLE_BAND, 1
    )


def _spread(
    subject: Subject,
    slug: str,
    title: str,
    means: str,
    of: str,
    what: str,
    counted: Counter[int],
    width: int,
    unit: int,
) -> Table:
    if sentence := too_few(subject.crossed):
        return Table(slug, title, means, of, (what, "~share", "count", "share"), empty=sentence)
    places = range(min(counted), max(counted) + 1)
    labels = [f"{at * width} to {at * width + width - unit}" for at in places]
    return _bands(slug, title, means, of, what, labels, [counted[at] for at in places])


def _bands(
    slug: str, title: str, means: str, of: str, what: str, labels: Sequence[str], counts: Sequence[int]
) -> Table:
    """A table of bands that follow each other."""
    total, hidden = sum(counts), withheld(counts)
    rows = tuple(
        Row(
            str(at + 1),
            label,
            (Cell(), held(count), NOTHING)
            if at in hidden
            else (Cell(plot=charts.bar(count / total)), number(count), share(count, total)),
        )
        for at, (label, count) in enumerate(zip(labels, counts, strict=True))
    )
    notes = () if hidden else tuple(filter(None, [rounded([count / total for count in counts])]))
    return Table(slug, title, means, of, (what, "~share", "count", "share"), rows, notes, kind="bars")
