"""Commands that are due again: which they are, and that pages say so on the day itself."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from cookbooks import finding
from cookbooks.models.sheets import Command, due_on
from core import stamps
from core.publishing import job


def by_due_date() -> QuerySet[Command]:
    """The live commands with `due`, the day they are due again, the longest overdue first."""
    shown = finding.shown().filter(removed_since="").select_related("group__sheet")
    return shown.annotate(due=due_on()).order_by("due", *finding.PLACE)


def stale(today: date) -> QuerySet[Command]:
    """Those that are past it."""
    return by_due_date().filter(due__lt=today)


@job(every=timedelta(hours=1))
def tell_what_is_due() -> bool:
    """Have pages drawn anew all through the day on which something becomes due: a kept page does not know the date."""
    is_due = by_due_date().filter(due=timezone.localdate() - timedelta(days=1)).exists()
    if is_due:
        stamps.change()
    return is_due
