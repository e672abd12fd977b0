"""What one reader has of a guide: its texts with their marks, and where the Route takes over.

What everyone finds in a guide is asked for once a publish; what is one reader's, in few queries.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from wagtail.models import Site

from core import stamps
from guide import queries, reads
from guide.following import Line, Next, Note, Route, Text, Trail, Way
from learners.models import Learner
from roadmap.models import RoutePage, StepProgress
from roadmap.visits import Visit

if TYPE_CHECKING:
    from wagtail.models import Page

    from guide.models.pages import LongRead


@dataclass(frozen=True)
class Published:
    """What everyone finds in a guide: the way to its home, its texts in reading order, the page of its Route."""

    home: Way
    texts: tuple[Text, ...]
    route: RoutePage | None


_published: stamps.Kept[Published | None] = stamps.Kept()


def notes_of(page: "LongRead") -> tuple[Note, ...]:
    """What editors noted as changed in a text, newest first."""
    return tuple(Note(child.value["date"], str(child.value["what"])) for child in page.changes)


def trail(request: HttpRequest, page: "Page", learner: Learner) -> Trail:
    """The texts of the guide that `page` belongs to, as `learner` has them.

    2 queries, and 4 for what everyone finds, once a publish. Whoever has begun the Route: 2 more and what it costs.
    """
    site = Site.find_for_request(request)
    found = _published.get((page.pk, site and site.pk), lambda: _ask(request, page))
    if found is None:
        return Trail([])
    marks = reads.of(learner)
    lines = [Line(text, marks.get(text.pk)) for text in found.texts]
    return Trail(lines, found.home, _route(request, found.route, learner) if found.route else None)


def _ask(request: HttpRequest, page: "Page") -> Published | None:
    guide = queries.guide_over(page)
    if guide is None:
        return None
    texts = tuple(
        Text(text.pk, text.title, text.get_url(request) or "", text.minutes, text.kind, notes_of(text))
        for text in queries.texts_of(guide)
    )
    route = RoutePage.objects.child_of(guide).live().select_related("the_route").filter(the_route__live=True).first()
    return Published(Way("all of it", guide.title, guide.get_url(request) or ""), texts, route)


def _route(request: HttpRequest, page: RoutePage, learner: Learner) -> Route:
    href, route = page.get_url(request) or "", page.the_route
    if not route or not StepProgress.objects.filter(learner=learner, route=route.slug).exists():
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
