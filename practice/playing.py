"""Which ideas a learner says they have played. Saying it again changes nothing."""

from datetime import datetime

from django.utils import timezone

from learners.models import Learner
from practice.models.played import Played


def of(learner: Learner) -> dict[str, datetime]:
    """The slugs of the ideas that a learner has played, in the order they did, each with when. 1 query."""
    return dict(Played.objects.filter(learner=learner).order_by("at").values_list("idea", "at"))


def mark(learner: Learner, idea: str) -> None:
    """Remember that the learner has played the idea; the first time stays."""
    Played.objects.bulk_create([Played(learner=learner, idea=idea, at=timezone.now())], ignore_conflicts=True)


def take_back(learner: Learner, idea: str) -> None:
    """Forget that they have."""
    Played.objects.filter(learner=learner, idea=idea).delete()


def merge(source: Learner, target: Learner) -> None:
    """Give `target` what `source` has played; of an idea that both have, the earlier time."""
    theirs = of(target)
    Played.objects.filter(learner=source).exclude(idea__in=theirs).update(learner=target)
    for idea, at in of(source).items():
        if at < theirs[idea]:
            Played.objects.filter(learner=target, idea=idea).update(at=at)
