"""A request to a page of the Route: who asks, for whom it is drawn, what is kept, and how the answer may be kept."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse

from core.caching import cacheable
from core.fragments import template_for
from learners import cookies, trying
from learners.models import Learner
from roadmap import choosing, plans, queries, ticks
from roadmap.choosing import Choice
from roadmap.facts import Facts
from roadmap.models.progress import Plan
from roadmap.showing import Holder, Stand, Told, Urls
from roadmap.walks import Walk

if TYPE_CHECKING:
    from roadmap.models.pages import RoutePage

PARAMS = frozenset(choosing.PARAMS)


class Visit:
    """A request to a page of the Route: who asks, what they chose, what is kept of them.

    5 queries for what there is, none of them while nothing is published; for a browser with our cookie one more, one
    for what is kept of their way, and one for what they said of steps, each when it is asked for.
    """

    def __init__(self, request: HttpRequest, page: "RoutePage") -> None:
        self.request, self.page = request, page
        found = queries.facts(page.the_route_id)
        if found is None:
            raise Http404
        self.facts: Facts = found
        self.learner: Learner | None = trying.learner_of(request)
        self.is_new = self.learner is None or trying.COOKIES_TRIED in request.GET
        self.asked, self.notes = self._choose(dict(request.GET.lists()))
        self.is_asked = choosing.is_asked(request.GET)
        said = (self.asked.said or {"to": ""}) if self.is_asked else {}
        self.urls = Urls(str(page.get_url(request)), said)

    def _choose(self, params: Mapping[str, list[str]]) -> tuple[Choice, list[str]]:
        starts = {start.slug for start in self.facts.starts}
        return choosing.choice(params, starts, {goal.slug for goal in self.facts.goals})

    @cached_property
    def plan(self) -> Plan | None:
        """What is kept of the way that the learner walks."""
        return plans.of(self.learner, self.facts.slug)

    @cached_property
    def ticks(self) -> Mapping[str, ticks.Tick]:
        """What the learner says of steps."""
        return ticks.states(self.learner, self.facts.slug)

    @cached_property
    def choice(self) -> Choice:
        """What the address chooses; what is kept, where it says nothing."""
        return self.asked if self.is_asked else self.kept

    @cached_property
    def kept(self) -> Choice:
        """The choice that is kept, as far as it still can be chosen."""
        return self._still(plans.choice_of(self.plan)) if self.plan else self.first_choice

    @property
    def first_choice(self) -> Choice:
        """What a learner of whose way nothing is kept chooses: the address's, or from the role they said they have."""
        if self.is_asked or self.learner is None:
            return self.asked
        return self._still(Choice(start=self.learner.role_today))

    def _still(self, choice: Choice) -> Choice:
        return self._choose({param: [value] for param, value in choice.said.items()})[0]

    def walk(self, **options: str) -> Walk:
        """The Route drawn for this visit."""
        holder = queries.holder(self.ticks, self.facts, plans.seen_of(self.plan, self.choice))
        return Walk(self.facts, self.urls, self.choice, holder, **options)

    def path_of(self, choice: Choice) -> list[str]:
        """The slugs of the steps on the path of `choice`."""
        return [leg.slug for leg in Walk(self.facts, self.urls, choice, Holder()).path]

    @property
    def can_be_kept(self) -> bool:
        """Whether what the address chooses may become what is kept of its learner."""
        mine = (self.kept.start, self.kept.to, self.kept.level)
        asked = (self.asked.start, self.asked.to, self.asked.level)
        return bool(self.learner) and self.is_asked and (self.plan is None or mine != asked)

    def told(self, walk: Walk) -> Told:
        """What the post that led here did, as the address says; nothing where it says what can't be."""
        params = self.request.GET
        line = walk.lines.get(params.get("ticked", ""))
        if line is None:
            return Told()
        if self.learner is None:
            return Told(is_lost=True)
        was = params.get("was", "")
        stand = Stand(was) if was in {stand.value for stand in Stand} and was != line.state else None
        return Told(line, stand, line.tick_url, is_first="first" in params)

    def render(
        self, template: str, regions: frozenset[str], context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        """The page or its region; the same for everyone who has no cookie of ours."""
        shared = {"facts": self.facts, "urls": self.urls, "notes": self.notes, "can_be_kept": self.can_be_kept}
        response = self.page.render(
            self.request,
            template=template_for(self.request, template, regions),
            context_overrides=shared | context,
        )
        response.status_code = status
        return cacheable(response, params=PARAMS, unless={cookies.TOKEN.name})
