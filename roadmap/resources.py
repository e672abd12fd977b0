"""The resources of live steps: which are past their check date, and which answered badly when they were last asked."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from roadmap.models.kept import SeenLink
from roadmap.models.steps import StepResource
from roadmap.visiting import Visit, Visitor

GOOD_FOR = timedelta(days=183)  # half a year, as the Route itself is reviewed


def overdue_before(today: date) -> date:
    """What was last checked before this day is past its check date."""
    return today - GOOD_FOR


def of_live_steps() -> QuerySet[StepResource]:
    """The resources that readers see, in the order of the Route, each with what was last met at its address.

    `status`, `trouble`, `seen_at`: as SeenLink has them, None where the address was never asked. 1 query.
    """
    seen = SeenLink.objects.filter(url=OuterRef("url"))
    facts = {name: Subquery(seen.values(name)[:1]) for name in ("status", "trouble", "seen_at")}
    return (
        StepResource.objects.filter(step__live=True, step__stage__live=True)
        .select_related("step__stage")
        .annotate(**facts)
        .order_by("step__stage__route__sort_order", "step__stage__sort_order", "step__sort_order", "sort_order")
    )


def overdue(today: date) -> Q:
    """Those past their check date."""
    return Q(checked__lt=overdue_before(today))


BAD = Q(trouble__gt="")  # those that answered badly


def to_visit(*, again_after: timedelta) -> list[str]:
    """The addresses not asked within `again_after`, those never asked first: 1 query."""
    recent = SeenLink.objects.filter(seen_at__gt=timezone.now() - again_after).values("url")
    rows = of_live_steps().exclude(url__in=recent).order_by().values_list("url", "seen_at")
    never = datetime.min.replace(tzinfo=UTC)
    return list(dict.fromkeys(url for url, _ in sorted(rows, key=lambda row: (row[1] or never, row[0]))))


def visit(urls: Iterable[str], visitor: Visitor) -> Iterator[tuple[str, Visit]]:
    """Ask each of `urls` and keep what it answered at once, so that what is stopped halfway is not lost."""
    for url in urls:
        seen = visitor.visit(url)
        SeenLink.objects.update_or_create(
            url=url, defaults={"status": seen.status, "trouble": seen.trouble, "seen_at": timezone.now()}
        )
        yield url, seen
