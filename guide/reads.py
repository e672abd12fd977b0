"""Which texts a learner has read, and when. Every verb may be repeated without harm."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from guide.following import Mark, Note
from guide.models.reads import ReadMark
from learners.models import Learner

if TYPE_CHECKING:
    from guide.models.pages import LongRead


def of(learner: Learner | None) -> dict[int, Mark]:
    """What `learner` has read, by the page's key; pages that are gone are left out. One query, none for nobody."""
    if learner is None:
        return {}
    rows = ReadMark.objects.filter(learner=learner, page__isnull=False)
    return {row.page_id: Mark(row.at, frozenset(row.seen)) for row in rows if row.page_id}


def mark(learner: Learner, page: "LongRead", notes: Iterable[Note]) -> None:
    """Keep that `learner` has read `page`, with these `notes` of changes in it; read again, the later time stands."""
    seen = sorted({note.digest for note in notes})
    row = ReadMark(learner=learner, page_id=page.pk, title=page.title, at=timezone.now(), seen=seen)
    with transaction.atomic():
        # Who deletes the learner meanwhile has nothing left behind.
        if Learner.objects.select_for_update(no_key=True).filter(pk=learner.pk).exists():
            ReadMark.objects.bulk_create(
                [row], update_conflicts=True, unique_fields=["learner", "page"], update_fields=["title", "at", "seen"]
            )


def take_back(learner: Learner, page: "LongRead") -> None:
    """Keep no longer that `learner` has read `page`."""
    ReadMark.objects.filter(learner=learner, page_id=page.pk).delete()


def merge(source: Learner, target: Learner) -> None:
    """Give `target` what `source` has read; of a text that both have, the later time, and the notes of both."""
    mine = {row.page_id: row for row in ReadMark.objects.filter(learner=target, page__isnull=False)}
    moved, changed = [], []
    for row in ReadMark.objects.filter(learner=source):
        known = mine.get(row.page_id)
        if known is None:
            row.learner = target
            moved.append(row)
            continue
        known.at, known.seen = max(known.at, row.at), sorted({*known.seen, *row.seen})
        changed.append(known)
    ReadMark.objects.bulk_update(moved, ["learner"], batch_size=500)
    ReadMark.objects.bulk_update(changed, ["at", "seen"], batch_size=500)
