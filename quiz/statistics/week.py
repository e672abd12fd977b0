"""The week at a glance, for the admin's home."""

from dataclasses import dataclass

from quiz.models.editions import Edition
from quiz.papers import paper_of
from quiz.statistics.filters import Filter
from quiz.statistics.measures import SMALLEST_GROUP, withheld
from quiz.statistics.read import Measure
from quiz.statistics.report import counted
from quiz.statistics.subject import Subject


@dataclass(frozen=True)
class Week:
    """What there is to say; `best` is the most frequent best fit, "" where it is not to be said."""

    filter: Filter
    starts: int
    completions: int
    best: str


def week(asked: Filter) -> Week:
    """The week that `asked` is about. One statement, and the edition."""
    counts = counted(asked, [Measure.STARTED, Measure.COMPLETED, Measure.BEST])
    paper = paper_of(Edition.objects.defer("scored", "words").get(pk=asked.edition.pk))
    subject = Subject(asked, counts, paper)
    starts = counts.total(Measure.STARTED, subject.retakes)
    return Week(asked, starts, subject.completions, _best(subject))


def _best(subject: Subject) -> str:
    best = subject.counts.along(Measure.BEST, subject.retakes)
    hidden = withheld([best[place] for place in subject.roles])
    place = max(subject.roles, key=lambda each: (best[each], -each))
    return subject.role(place) if best[place] >= SMALLEST_GROUP and place - 1 not in hidden else ""
