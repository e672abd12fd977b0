"""Learners of whom nothing is held: a start that led nowhere, a cookie that outlived what it stood for."""

from datetime import timedelta

from django.db.models import Exists, ForeignObjectRel, OuterRef
from django.utils import timezone

from core.publishing import job
from learners.models import Learner

AFTER = timedelta(days=2)


@job(every=timedelta(days=1))
def clear_empty() -> int:
    """Delete learners made over two days ago of whom nothing is held. Returns how many."""
    empty = Learner.objects.filter(made_on__lt=(timezone.now() - AFTER).date(), role_today="")
    for relation in Learner._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            empty = empty.exclude(Exists(rows))
    return empty.delete()[0]
