"""What a learner ticks: commands that they use, steps of recipes, statements of levels. Every verb may be repeated."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from cookbooks.models.marks import Mark, Said
from learners.models import Learner


@dataclass(frozen=True)
class Marks:
    """What a learner ticked: commands by their slugs; steps and statements by the slug of their owner and a digest."""

    commands: frozenset[str] = frozenset()
    steps: frozenset[tuple[str, str]] = frozenset()
    statements: frozenset[tuple[str, str]] = frozenset()


def of(learner: Learner | None) -> Marks:
    """What `learner` ticked. One query, none for nobody."""
    if learner is None:
        return Marks()
    rows = list(Mark.objects.filter(learner=learner).values_list("about", "slug", "line"))

    def lines(said: Said) -> frozenset[tuple[str, str]]:
        return frozenset((slug, line) for about, slug, line in rows if about == said)

    return Marks(frozenset(slug for slug, _ in lines(Said.COMMAND)), lines(Said.STEP), lines(Said.STATEMENT))


def mark(learner: Learner, about: Said, slug: str, lines: Iterable[tuple[str, str]]) -> None:
    """Keep that `learner` ticked these `lines` (digest, words) of `slug`; a command has one, without a digest."""
    now = timezone.now()
    with transaction.atomic():
        # Who deletes the learner meanwhile has nothing left behind.
        if Learner.objects.select_for_update(no_key=True).filter(pk=learner.pk).exists():
            rows = [
                Mark(learner=learner, about=about, slug=slug, line=line, words=words, at=now) for line, words in lines
            ]
            Mark.objects.bulk_create(rows, ignore_conflicts=True)


def unmark(learner: Learner, about: Said, slug: str, lines: Iterable[str] = ("",)) -> None:
    """Keep it no longer."""
    Mark.objects.filter(learner=learner, about=about, slug=slug, line__in=list(lines)).delete()


def settle(learner: Learner, about: Said, slug: str, lines: dict[str, str], ticked: Iterable[str]) -> None:
    """Keep of the `lines` (words by digest) of `slug` those that are `ticked`, and no other of them."""
    chosen = {line for line in ticked if line in lines}
    with transaction.atomic():
        unmark(learner, about, slug, set(lines) - chosen)
        mark(learner, about, slug, [(line, lines[line]) for line in lines if line in chosen])
