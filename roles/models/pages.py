"""The pages of this floor: the Roles Explorer, the skills, the lenses."""

from functools import partial
from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from core.caching import cacheable
from core.fields import MarkdownField
from core.models import BaseRoutablePage
from learners import claims, cookies
from roles import exploring, pairs, queries, today, views
from roles.explorer import Explorer
from roles.models.lenses import Lens
from roles.models.lifecycles import Lifecycle
from roles.models.roles import Role
from roles.models.skills import Skill


class ListPage(BaseRoutablePage):
    """A list of snippets with first words of its own, and an address for each entry."""

    standfirst = MarkdownField(help_text="Two or three sentences: what this list holds and what to do with it.")

    content_panels = [*BaseRoutablePage.content_panels, FieldPanel("standfirst")]
    search_fields = [*BaseRoutablePage.search_fields, index.SearchField("standfirst")]
    parent_page_types = ["guide.GuidePage"]
    subpage_types: list[str] = []

    # Cookies that make its answers personal.
    unless: ClassVar[frozenset[str]] = frozenset()
    # Names of its routes that take a post.
    posted: ClassVar[frozenset[str]] = frozenset()
    allowed_http_methods = [*BaseRoutablePage.allowed_http_methods, HTTPMethod.POST]

    class Meta:
        abstract = True

    def render(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, the same for everyone who sends none of the cookies, so that it may be kept whole."""
        return cacheable(super().render(request, *args, **kwargs), params=self.params, unless=self.unless)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The answer of a route; only those that are `posted` take a post."""
        match = getattr(request, "routable_resolver_match", None)
        if request.method == HTTPMethod.POST and not (match and match.url_name in self.posted):
            return HttpResponseNotAllowed(BaseRoutablePage.allowed_http_methods)
        return super().serve(request, *args, **kwargs)

    def href(self, route: str, request: HttpRequest, **kwargs: Any) -> str:
        """The address of one of these routes, on the site that `request` came to."""
        return f"{self.get_url(request)}{self.reverse_subpage(route, kwargs=kwargs)}"


class RolesExplorerPage(ListPage):
    """Every role of two lifecycles, side by side, and a page for each."""

    scheme = "explorer"
    scheme_is_whole = True
    max_count_per_parent = 1

    from_lifecycle = models.ForeignKey(
        Lifecycle,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="from",
        help_text="The lifecycle that readers come from.",
    )
    to_lifecycle = models.ForeignKey(
        Lifecycle,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="to",
        help_text="The lifecycle that this guide leads to.",
    )

    template = "roles/explorer.html"
    regions = frozenset({"roles", "role"})
    # Not `q`: what people type would fill the memory.
    params = (frozenset(exploring.FIELDS) - {"q"}) | {*pairs.SIDES}
    unless = frozenset({cookies.TOKEN.name})  # whoever has us hold their role of today
    posted = frozenset({"today"})
    content_panels = [*ListPage.content_panels, FieldPanel("from_lifecycle"), FieldPanel("to_lifecycle")]

    @path("", name="explore")
    def explore(self, request: HttpRequest) -> HttpResponse:
        """The roles of a lifecycle, drawn as the address says, and the one that it opens."""
        explorer = Explorer(self, today.asked(request), request.path, partial(today.claimed, request))
        overrides = {
            "explorer": explorer,
            "today": partial(today.in_explorer, explorer, request),  # asked only where it is drawn
            "today_url": self.href("today", request),
        }
        if panel := explorer.panel:
            overrides["title"] = f"{panel.role.title} · {self.title}"
        return self.render(request, context_overrides=overrides)

    @path("compare/", name="choose")
    def choose(self, request: HttpRequest) -> HttpResponse:
        """Which two roles to compare."""
        return views.choose(request, self)

    @path("compare/<slug:first>/<slug:second>/", name="compare")
    def compare(self, request: HttpRequest, first: str, second: str) -> HttpResponse:
        """Two roles side by side."""
        return views.compare(request, self, (first, second))

    @path("today/", name="today")
    def today(self, request: HttpRequest) -> HttpResponse:
        """Holds or forgets the role of today."""
        return views.today(request, self)

    @path("<slug:slug>/", name="role")
    def role(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One role, all of it."""
        return views.role(request, self, slug)

    @property
    def lifecycle_ids(self) -> list[int]:
        """Keys of its lifecycles, the one led from first."""
        return [pk for pk in (self.from_lifecycle_id, self.to_lifecycle_id) if pk]

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The explorer and each of its roles."""
        base = super().get_sitemap_urls(request)
        roles = Role.objects.live().filter(lifecycle__in=[self.from_lifecycle_id, self.to_lifecycle_id])
        return base + queries.sitemap_entries(self, request, roles)


class SkillsPage(ListPage):
    """Every skill, and a page for each."""

    scheme = "skills"
    scheme_is_whole = True
    max_count_per_parent = 1
    unless = frozenset({cookies.TOKEN.name})  # whoever has us hold skills that they claim
    template = "roles/skills.html"

    @path("", name="skills")
    def skills(self, request: HttpRequest) -> HttpResponse:
        """The skills of its guide, by kind."""
        return self.render(request, context_overrides={"kinds": queries.skills_by_kind(self)})

    @path("<slug:slug>/", name="skill")
    def skill(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One skill: what it is, its evidence, an exercise, the roles that need it; whether the reader claims it."""
        skill = get_object_or_404(Skill.objects.filter(live=True), slug=slug)
        found = queries.skill_context(skill, request) | {"claim": claims.of_skill(request, slug)}
        return self.render(request, template="roles/skill.html", context_overrides=found)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The list and each skill."""
        return super().get_sitemap_urls(request) + queries.sitemap_entries(
            self, request, Skill.objects.filter(live=True)
        )


class LensesPage(ListPage):
    """What the functions around you ask: the list, a page each, and a checklist for a launch review."""

    scheme = "lenses"
    scheme_is_whole = True
    max_count_per_parent = 1
    regions = frozenset({"lens-list"})
    params = frozenset({"role", "phase", "lens"})
    posted = frozenset({"checklist"})
    template = "roles/lenses.html"

    @path("", name="lenses")
    def lenses(self, request: HttpRequest) -> HttpResponse:
        """All lenses, filtered by role and phase where the address says so."""
        found = queries.lens_list(request.GET)
        return self.render(request, context_overrides={**found, "checklist_url": self.href("checklist", request)})

    @path("checklist/", name="checklist")
    def checklist(self, request: HttpRequest) -> HttpResponse:
        """Every lens's checks on one sheet, ticked by whoever has us hold that."""
        return views.checklist(request, self)

    @path("<slug:slug>/", name="lens")
    def lens(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One lens: the question, four facets, what it asks by seniority, its checks."""
        lenses = list(Lens.objects.filter(live=True))
        lens = next((one for one in lenses if one.slug == slug), None)
        if lens is None:
            raise Http404(f"No lens is called “{slug}”")
        around = [queries.Neighbor(one.slug, one.name) for one in lenses]
        found = queries.lens_context(lens, request, around=around)
        return self.render(
            request,
            template="roles/lens.html",
            context_overrides={**found, "checklist_url": self.href("checklist", request)},
        )

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The list, the checklist and each lens."""
        return super().get_sitemap_urls(request) + queries.sitemap_entries(
            self, request, Lens.objects.filter(live=True)
        )
