"""What a learner ticks on the launch checklist. Every verb may be repeated without harm."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from learners.models import Learner
from roles.models.ticks import CheckTick


class Place(NamedTuple):
    """Where a line stands: the slug of its lens, and the digest of its words."""

    lens: str
    line: str

    @property
    def value(self) -> str:
        """The place as a form sends it."""
        return f"{self.lens}.{self.line}"


def of(learner: Learner | None) -> dict[Place, str]:
    """The lines that `learner` ticked, in the words they had then, the earliest first. One query, none for nobody."""
    if learner is None:
        return {}
    rows = CheckTick.objects.filter(learner=learner).order_by("at", "pk")
    return {Place(row.lens, row.line): row.words for row in rows}


def settle(learner: Learner, ticked: Mapping[Place, str], taken_back: Collection[Place]) -> None:
    """Keep that `learner` ticked these lines, in these words, and no longer those. Other lines stay as they are."""
    now = timezone.now()
    with transaction.atomic():
        # Who deletes the learner meanwhile has nothing left behind.
        if not Learner.objects.select_for_update(no_key=True).filter(pk=learner.pk).exists():
            return
        if taken_back:
            away = Q(*(Q(lens=place.lens, line=place.line) for place in taken_back), _connector=Q.OR)
            CheckTick.objects.filter(away, learner=learner).delete()
        rows = [
            CheckTick(learner=learner, lens=place.lens, line=place.line, words=words, at=now)
            for place, words in ticked.items()
        ]
        CheckTick.objects.bulk_create(rows, ignore_conflicts=True)


def merge(source: Learner, target: Learner) -> None:
    """Give `target` the lines that `source` ticked."""
    mine = set(CheckTick.objects.filter(learner=target).values_list("lens", "line"))
    rows = [row for row in CheckTick.objects.filter(learner=source) if (row.lens, row.line) not in mine]
    for row in rows:
        row.learner = target
    CheckTick.objects.bulk_update(rows, ["learner"], batch_size=500)
