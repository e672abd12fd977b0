"""The figures at the top: each with what it means, its numerator and its denominator."""

from collections.abc import Iterator

from core.intervals import wilson
from quiz.statistics.measures import withheld
from quiz.statistics.people import of_all_left_out
from quiz.statistics.read import Measure
from quiz.statistics.spread import percentiles, trimming
from quiz.statistics.subject import Subject, too_few
from quiz.statistics.tables import HELD, Figure, clock, percent
from quiz.tallies import CLEAR, CLOSE, FLAT

DASH = "–"


def figures(subject: Subject) -> list[Figure]:
    """All of them, in their order on the page."""
    return [_opened(subject), _started(subject), _completed(subject), _rate(subject), *_kinds(subject), _time(subject)]


def _opened(subject: Subject) -> Figure:
    counts = subject.counts
    opened = counts.total(Measure.OPENED, subject.retakes)
    left_out = of_all_left_out(counts.along(Measure.EXCLUDED, subject.retakes), opened)
    means = "Attempts that got their first question, by the day of opening."
    return Figure("opened", "Opened", f"{opened:,}", means, left_out, value=opened)


def _started(subject: Subject) -> Figure:
    started = subject.counts.total(Measure.STARTED, subject.retakes)
    opened = subject.counts.total(Measure.OPENED, subject.retakes)
    means = "Attempts with at least one answer, by the day of opening."
    of = f"{started:,} of {opened:,} opened."
    return Figure("starts", "Starts", f"{started:,}", means, of, value=started)


def _completed(subject: Subject) -> Figure:
    retakes = subject.counts.total(Measure.COMPLETED, [r for r in subject.retakes if r])
    means = "Attempts with every scored answer and a result, by the day of finishing. A retake is one of its own."
    of = f"{retakes:,} of these are retakes." if subject.filter.which == "all" else ""
    done = subject.completions
    return Figure("completions", "Completions", f"{done:,}", means, of, value=done)


def _rate(subject: Subject) -> Figure:
    started = subject.counts.total(Measure.STARTED, subject.retakes)
    done = subject.counts.total(Measure.REACHED, subject.retakes, subject.questions + 1)
    means = "Of the attempts opened in the period and started, those completed within 30 days. Open ones may still be."
    if not started:
        return Figure("rate", "Completion rate", DASH, means, "Nothing was started: there is no rate.")
    interval = wilson(done, started)
    beside = f"95% interval {percent(interval.low)} to {percent(interval.high)}"
    of = f"{done:,} of {started:,}."
    return Figure(
        "rate", "Completion rate", percent(done / started), means, of, beside, round(done / started, 6), done, started
    )


def _kinds(subject: Subject) -> Iterator[Figure]:
    counted = subject.counts.along(Measure.OUTCOME, subject.retakes)
    hidden = withheld([counted[kind] for kind in (CLEAR, CLOSE, FLAT)])
    numbers = subject.paper.scored.rule.parameters
    ahead = float(numbers.close_call_margin * numbers.fit_per_z)
    below = float(numbers.fit_at_zero + numbers.flat_below * numbers.fit_per_z)
    known = subject.chance
    yield _kind(
        subject,
        ("close", "Close calls"),
        f"Results with best fit and runner-up less than {ahead:g} points of fit apart.",
        counted[CLOSE],
        CLOSE - 1 in hidden,
        known.close if known else None,
    )
    yield _kind(
        subject,
        ("flat", "Nobody stands out"),
        f"Results whose best fit is under {below:g} points of fit.",
        counted[FLAT],
        FLAT - 1 in hidden,
        known.flat if known else None,
    )


def _kind(
    subject: Subject, named: tuple[str, str], means: str, count: int, hidden: bool, chance: float | None
) -> Figure:
    total = subject.completions
    if sentence := too_few(total):
        return Figure(*named, DASH, means, sentence)
    beside = f"chance alone: {percent(chance)}" if chance is not None else "chance alone: not computed yet"
    if hidden:
        return Figure(*named, DASH, means, f"{HELD.capitalize()}.", beside)
    value = round(count / total, 6)
    return Figure(
        *named, percent(count / total), means, f"{count:,} of {total:,} completions.", beside, value, count, total
    )


def _time(subject: Subject) -> Figure:
    counted = subject.counts.along(Measure.TIME, subject.retakes)
    middle, ninetieth = percentiles(counted)
    means = f"Median from the first answer to the result, exact to a quarter. {trimming(counted)}"
    if (sentence := too_few(sum(counted.values()))) or middle is None or ninetieth is None:
        return Figure("time", "Time to finish", DASH, means, sentence or "All of them took longer.")
    beside = f"90th percentile {clock(ninetieth)}"
    return Figure("time", "Time to finish", clock(middle), means, "", beside, round(middle, 1))
