"""What one reader has of a guide: its texts with their marks, and where the Route takes over. Asked in few queries."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.http import HttpRequest

from guide import queries, reads
from guide.following import Line, Mark, Next, Note, Route, Text, Trail, Way
from learners.models import Learner
from roadmap.models import RoutePage, StepProgress
from roadmap.visits import Visit

if TYPE_CHECKING:
    from wagtail.models import Page

    from guide.models.pages import GuidePage, LongRead


def notes_of(page: "LongRead") -> tuple[Note, ...]:
    """What editors noted as changed in a text, newest first."""
    return tuple(Note(child.value["date"], str(child.value["what"])) for child in page.changes)


def trail(request: HttpRequest, page: "Page", learner: Learner) -> Trail:
    """The texts of the guide that `page` belongs to, as `learner` has them.

    6 queries; whoever has begun the Route costs what drawing it costs, whatever they have done of it.
    """
    guide = queries.guide_over(page)
    if guide is None:
        return Trail([])
    marks = reads.of(learner)
    lines = [_line(text, marks, request) for text in queries.texts_of(guide)]
    home = Way("all of it", guide.title, guide.get_url(request) or "")
    return Trail(lines, home, _route(request, guide, learner))


def _line(page: "LongRead", marks: Mapping[int, Mark], request: HttpRequest) -> Line:
    href = page.get_url(request) or ""
    return Line(Text(page.pk, page.title, href, page.minutes, page.kind, notes_of(page)), marks.get(page.pk))


def _route(request: HttpRequest, guide: "GuidePage", learner: Learner) -> Route | None:
    page = RoutePage.objects.child_of(guide).live().select_related("the_route").first()
    if page is None or page.the_route is None or not page.the_route.live:
        return None
    href = page.get_url(request) or ""
    if not StepProgress.objects.filter(learner=learner, route=page.the_route.slug).exists():
        return Route(page.title, href)
    walk = Visit(request, page).walk()
    if walk.walked.next is None:
        return Route(page.title, href, is_begun=walk.is_begun)
    line, progress = walk.lines[walk.walked.next.slug], walk.progress
    said = (
        f"{line.number} {line.title}, {line.low} to {line.high} hours. "
        f"{progress.done} of {progress.total} done, {progress.percent_of_steps} percent."
    )
    step = Next("Your next step", said, line.href, "Go on", f"{line.number} {line.title}")
    return Route(page.title, href, step, is_begun=True)
