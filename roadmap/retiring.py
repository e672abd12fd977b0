"""Remembers the titles of steps that leave a route: learners hold them by slug, and they stay theirs."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import pre_delete
from django.utils import timezone
from wagtail.signals import unpublished

from core.models import Entry
from roadmap.models.kept import RetiredStep
from roadmap.models.routes import Route
from roadmap.models.steps import Stage, Step

# What takes steps with it, and how they are asked for.
TAKES = {Step: "pk", Stage: "stage", Route: "stage__route"}


def connect() -> None:
    """Connect the receivers; called once, when all models are there."""
    for model in TAKES:
        pre_delete.connect(_leaves, sender=model, dispatch_uid=f"roadmap.retiring.{model.__name__}.deleted")
        unpublished.connect(_leaves, sender=model, dispatch_uid=f"roadmap.retiring.{model.__name__}.unpublished")


def retire(steps: QuerySet[Step]) -> None:
    """Remember `steps` under their routes and slugs: 2 queries, however many. Doing it again keeps the last titles."""
    found = steps.filter(stage__route__isnull=False).values_list("stage__route__slug", "slug", "title")
    now = timezone.now()
    rows = [RetiredStep(route=route, step=step, title=title, at=now) for route, step, title in found]
    RetiredStep.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["route", "step"], update_fields=["title", "at"]
    )


def _leaves(sender: type[Entry], instance: Entry, **kwargs: Any) -> None:
    retire(Step.objects.filter(**{TAKES[sender]: instance.pk}))
