"""Who took it, by what they said of themselves; first attempts beside retakes; and what was left out."""

from collections import Counter

from core.intervals import wilson
from quiz.asking import ROLE_TODAY
from quiz.models.attempts import Excluded
from quiz.paper import ContextQuestion
from quiz.statistics import charts
from quiz.statistics.measures import SMALLEST_GROUP, rounded, withheld
from quiz.statistics.read import Counts, Measure
from quiz.statistics.subject import Subject, too_few
from quiz.statistics.tables import NOTHING, Cell, Row, Table, held, number, percent, share, span

NOT_SAID = "Not said"
WHY = {
    Excluded.PREVIEW: "Previews by editors.",
    Excluded.STAFF: "Taken by someone logged in to the admin.",
    Excluded.BOT: "Programs that say so in their own name.",
    Excluded.TOO_FAST: "Finished faster than a second an answer, from opening to result.",
}

IN_FIGURES = {
    Excluded.PREVIEW: "in previews",
    Excluded.STAFF: "by staff",
    Excluded.BOT: "by programs",
    Excluded.TOO_FAST: "at impossible speed",
}


def context(subject: Subject) -> list[Table]:
    """A table for each context question (job, years, what was built) but the one that is filtered by."""
    asked = enumerate(subject.paper.words.context, 1)
    return [
        _answers(subject, place, question)
        for place, question in asked
        if not (subject.filter.today and question.slug == ROLE_TODAY)
    ]


def answered_today(counts: Counts, place: int, retakes: tuple[bool, ...]) -> Counter[int]:
    """How many completions there are with each answer to the context question at `place`, 0 for none."""
    counted: Counter[int] = Counter()
    for (question, choice, _), n in counts.across(Measure.CONTEXT, retakes).items():
        if question == place:
            counted[choice] += n
    return counted


def _answers(subject: Subject, place: int, question: ContextQuestion) -> Table:
    best: dict[int, Counter[int]] = {}
    for (asked, choice, role), n in subject.counts.across(Measure.CONTEXT, subject.retakes).items():
        if asked == place:
            best.setdefault(choice, Counter())[role] += n
    choices = [(at, choice.slug, choice.text) for at, choice in enumerate(question.choices, 1)]
    counts = [sum(best.get(at, Counter()).values()) for at in (*(at for at, _, _ in choices), 0)]
    total = sum(counts)
    means = "What readers said, and the best fit that most of them got. The question is optional and never scored."
    of = f"Numerator: completions with the answer. Denominator: the {total:,} that were asked. {subject.in_months}"
    columns = ("answer", "~share", "completions", "share", "most frequent best fit", "its share")
    title = question.text or question.slug
    slug = f"by-{question.slug}"
    if sentence := too_few(total):
        return Table(slug, title, means, of, columns, empty=sentence)
    hidden = withheld(counts)
    rows = []
    for at, (choice, name, text) in enumerate([*choices, (0, "not-said", NOT_SAID)]):
        cells = (
            (Cell(), held(counts[at]), NOTHING, NOTHING, NOTHING)
            if at in hidden
            else (
                Cell(plot=charts.bar(counts[at] / total)),
                number(counts[at]),
                share(counts[at], total),
                *_most_frequent(subject, best.get(choice, Counter())),
            )
        )
        rows.append(Row(name, text, cells))
    notes = () if hidden else tuple(filter(None, [rounded([count / total for count in counts])]))
    return Table(slug, title, means, of, columns, tuple(rows), notes, kind="bars")


def _most_frequent(subject: Subject, best: Counter[int]) -> tuple[Cell, Cell]:
    """The best fit that came most often, where at least ten got it and the others are none or ten as well."""
    if not best:
        return NOTHING, NOTHING
    place, n = max(best.items(), key=lambda item: (item[1], -item[0]))
    rest = sum(best.values()) - n
    if n < SMALLEST_GROUP or 0 < rest < SMALLEST_GROUP:
        return Cell("withheld", "withheld"), NOTHING
    return Cell(subject.role(place), subject.role(place)), share(n, sum(best.values()))


def attempts(subject: Subject) -> Table:
    """First attempts and retakes side by side, whichever of them the filter asks for."""
    means = "An attempt is a retake when its reader had finished this quiz before in the same browser."
    of = (
        "Completion rate: of the attempts that were opened in the period and started, those that were completed within "
        f"30 days. {subject.filter.period}."
    )
    columns = ("attempts", "opened", "started", "completed", "completion rate", "95% interval")
    rows = []
    for slug, name, retakes in (("first", "First attempts", (False,)), ("retakes", "Retakes", (True,))):
        opened, started, completed = (
            subject.counts.total(measure, retakes) for measure in (Measure.OPENED, Measure.STARTED, Measure.COMPLETED)
        )
        went_through = subject.counts.total(Measure.REACHED, retakes, subject.questions + 1)
        if subject.filter.today and too_few(started):
            cells: tuple[Cell, ...] = (held(opened), held(started), held(completed), NOTHING, NOTHING)
        else:
            rate = span(wilson(went_through, started)) if started else NOTHING
            cells = (number(opened), number(started), number(completed), share(went_through, started), rate)
        rows.append(Row(slug, name, cells))
    return Table("attempts", "First attempts and retakes", means, of, columns, tuple(rows))


def left_out(subject: Subject) -> Table:
    """What is in no other figure, by why."""
    counted = subject.counts.along(Measure.EXCLUDED, subject.retakes)
    total = sum(counted.values())
    rows = tuple(
        Row(
            reason.name.lower(),
            reason.label,
            (number(counted[reason]), share(counted[reason], total), Cell(words, words)),
        )
        for reason, words in WHY.items()
    )
    means = (
        "Attempts that count in no other figure. Why is decided at the start and at the end, by nothing that is kept."
    )
    of = f"Share: of the {total:,} left out, by the day of opening. {subject.filter.period}."
    notes = tuple(filter(None, [rounded([counted[reason] / total for reason in WHY]) if total else ""]))
    return Table("left-out", "Left out", means, of, ("why", "attempts", "share", "that is"), rows, notes)


def of_all_left_out(counted: Counter[int], kept: int) -> str:
    """“Left out: 38 previews, 211 programs; 5.0% of all that was opened.”"""
    total = sum(counted.values())
    if not total:
        return "Nothing is left out."
    named = ", ".join(f"{counted[reason]:,} {words}" for reason, words in IN_FIGURES.items() if counted[reason])
    return f"Left out: {named}; {percent(total / (total + kept))} of all that was opened."
