"""What a learner runs: kept when they ask for it, and let go when they say so."""

from collections.abc import Mapping

from django.db import IntegrityError
from django.utils import timezone

from cookbooks.models.kept import KeptSetup
from learners.models import Learner


def of(learner: Learner | None) -> Mapping[str, str]:
    """What is kept of what `learner` runs, by the parameters of an address. One query, none for nobody."""
    kept = KeptSetup.objects.filter(learner=learner).first() if learner else None
    return kept.said if kept else {}


def keep(learner: Learner, said: Mapping[str, str]) -> None:
    """Keep `said`, in place of what was kept. One query."""
    row = KeptSetup(learner=learner, said=dict(said), at=timezone.now())
    try:
        KeptSetup.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["learner"], update_fields=["said", "at"]
        )
    except IntegrityError:
        # The learner was deleted meanwhile: nothing is to be kept of them.
        if Learner.objects.filter(pk=learner.pk).exists():
            raise


def forget(learner: Learner) -> None:
    """Keep nothing of what `learner` runs. One query; again, no harm."""
    KeptSetup.objects.filter(learner=learner).delete()


def merge(source: Learner, target: Learner) -> None:
    """Give `target` what is kept of `source`; where both have something, what was said last stands."""
    theirs = KeptSetup.objects.filter(learner=source).first()
    mine = KeptSetup.objects.filter(learner=target).first()
    if theirs and mine:
        if theirs.at > mine.at:
            mine.said, mine.at = theirs.said, theirs.at
            mine.save(update_fields=["said", "at"])
    elif theirs:
        theirs.learner = target
        theirs.save(update_fields=["learner"])
