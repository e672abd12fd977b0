"""What the guides hold of a learner: the texts that they marked as read."""

from django.http import HttpRequest
from wagtail.models import Page

from guide import reads
from guide.models.reads import ReadMark
from learners import holdings
from learners.holdings import Held, Holding
from learners.models import Learner


def register() -> None:
    """Let it be held; called once, when the app is ready."""
    holdings.register(
        Holding(
            name="What you have read",
            kept="Which chapters and close-ups you marked as read, when, and which notes of changes they had then.",
            how_long="Until you take the mark back or delete everything.",
            shown=_read,
            merge=reads.merge,
        )
    )


def _read(learner: Learner, request: HttpRequest) -> list[Held]:
    """What `learner` has read, the latest first: 1 query."""
    rows = ReadMark.objects.filter(learner=learner).select_related("page").order_by("-at", "pk")
    return [_held(row.page, row, request) for row in rows]


def _held(page: Page | None, row: ReadMark, request: HttpRequest) -> Held:
    if page is None or not page.live:
        return Held(row.title, "", row.at)
    return Held(page.title, page.get_url(request) or "", row.at)
