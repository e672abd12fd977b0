"""A filter's report: every figure and table of it, of one moment. What the page shows and the exports hold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quiz import asking
from quiz.models.balances import Balance
from quiz.models.editions import Edition
from quiz.models.tallies import ANY_TODAY
from quiz.paper import Paper
from quiz.papers import paper_of
from quiz.statistics import comparison, counting, items, people, results, spread
from quiz.statistics.chance import Chance
from quiz.statistics.filters import Answer, EditionChoice, Filter, day
from quiz.statistics.headline import figures
from quiz.statistics.measures import withheld
from quiz.statistics.read import Counts, Measure, Scope, counts
from quiz.statistics.subject import Subject
from quiz.statistics.tables import Figure, Table, figures_table

TOO_SMALL = (
    "Fewer than 10 completions of these months have this answer, or they would give such a group away: withheld."
)


@dataclass(frozen=True)
class Report:
    """What there is to say about a filter; `withheld` is a sentence in place of all of it, or “”."""

    filter: Filter
    as_of: datetime
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    withheld: str = ""

    def table(self, slug: str) -> Table | None:
        """The table called so, the figures among them."""
        return next((table for table in self.all_tables if table.slug == slug), None)

    @property
    def all_tables(self) -> tuple[Table, ...]:
        """Every table, the figures first."""
        return (figures_table(self.figures), *self.tables)


def editions() -> list[EditionChoice]:
    """Every edition that can be asked for: those in force first, then by quiz, the latest first. 1 query and papers."""
    rows = Edition.objects.select_related("quiz").defer("scored", "words")
    in_order = sorted(rows, key=lambda one: (not _in_force(one), str(one.quiz or "~"), one.quiz_id or 0, -one.number))
    return [choice_of(edition, paper_of(edition)) for edition in in_order]


def _in_force(edition: Edition) -> bool:
    return bool(edition.quiz and edition.quiz.live and edition.quiz.edition_id == edition.pk)


def choice_of(edition: Edition, paper: Paper) -> EditionChoice:
    """The edition as a filter knows it."""
    whose = str(edition.quiz) if edition.quiz else f"{paper.words.title or 'A quiz'} (deleted)"
    since = edition.opened_at.date()
    asked = next((question for question in paper.words.context if question.slug == asking.ROLE_TODAY), None)
    answers = asked.choices if asked else ()
    return EditionChoice(
        edition.pk,
        f"{whose}, edition {edition.number}, since {day(since)}",
        since,
        tuple(Answer(place, choice.slug, choice.text) for place, choice in enumerate(answers, 1)),
    )


def report_of(asked: Filter) -> Report:
    """The report of a filter, with a comparison where it has one.

    One statement over the tally and the live part for each side; one more where a present job is chosen.
    """
    subject = _subject(asked)
    other = _subject(asked.other) if asked.other else None
    if subject is None or (asked.other and other is None):
        return Report(asked, counted(asked, []).as_of, (), (), TOO_SMALL)
    compared = comparison.tables(subject, other) if other else []
    return Report(asked, subject.counts.as_of, tuple(figures(subject)), (*compared, *tables(subject)))


def _subject(asked: Filter) -> Subject | None:
    """What a filter is about; None where it would give a small group away."""
    paper = paper_of(Edition.objects.defer("scored", "words").get(pk=asked.edition.pk))
    if asked.today and _gives_away(asked, paper):
        return None
    return Subject(asked, counted(asked), paper, chance_of(paper))


def chance_of(paper: Paper) -> Chance | None:
    """What random answering to `paper` gives; None until its balance is computed. One query."""
    balance = Balance.objects.of(paper)
    return Chance.of(balance) if balance else None


def tables(subject: Subject) -> Sequence[Table]:
    """Every table but that of the figures, in their order on the page."""
    return [
        spread.by_time(subject),
        spread.drop_off(subject),
        results.best_fit(subject),
        results.runner_up(subject),
        results.pairs(subject),
        results.outcomes(subject),
        spread.fits(subject),
        spread.margins(subject),
        spread.firmness(subject),
        spread.times(subject),
        items.questions(subject),
        items.choices(subject),
        *people.context(subject),
        people.attempts(subject),
        people.left_out(subject),
    ]


def counted(asked: Filter, measures: Sequence[Measure] = tuple(Measure)) -> Counts:
    """What was counted in the scope of a filter. One statement, and one for the sizes of editions."""
    today = asked.today.place if asked.today else ANY_TODAY
    scope = Scope(asked.edition.pk, asked.period.first, asked.period.last, today)
    return counts(scope, counting.sizes(), measures)


def _gives_away(asked: Filter, paper: Paper) -> bool:
    """Whether the table of answers about the present job would withhold the one that is filtered by."""
    place = next(place for place, each in enumerate(paper.words.context, 1) if each.slug == asking.ROLE_TODAY)
    everybody = counted(replace(asked, today=None, other=None), [Measure.CONTEXT])
    answers = people.answered_today(everybody, place, asked.which.retakes)
    order = [*(answer.place for answer in asked.edition.answers), 0]
    hidden = withheld([answers[each] for each in order])
    return asked.today is not None and order.index(asked.today.place) in hidden
