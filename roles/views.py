"""A role, two roles compared, the role of today, and all of them as data; the launch checklist. The pages of this floor
lead here."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_safe
from wagtail.models import Site

from core.answers import see_other
from core.caching import cacheable
from core.fragments import template_for
from learners import cookies, trying
from roles import checklist as checklists
from roles import exploring, exports, pairs, queries, ticks
from roles import today as todays
from roles.models.roles import Role

if TYPE_CHECKING:
    from roles.models import LensesPage, RolesExplorerPage

FIRST, MISSED = "first", "missed"  # say in an address what a post did


def role(request: HttpRequest, page: "RolesExplorerPage", slug: str) -> HttpResponse:
    """One role, all of it.

    Context: what `queries.role_context` gives; `claimed`, slugs of the reader's skills; `today` (today.Today); `move`
    (today.Move or None), which leads from the role of today to this one; `is_start`: one may come from it; `is_mine`:
    the reader does; `today_url`, where a post holds or forgets it; `explorer_url`, `choose_url`.
    """
    roles = queries.with_lenses(Role.objects.for_page().filter(lifecycle__in=page.lifecycle_ids))
    shown = get_object_or_404(roles, slug=slug)
    known = todays.known_of(page)
    today = todays.said_by(request, [one for one in known if one.lifecycle_id == page.from_lifecycle_id])
    around = [queries.Neighbor(one.slug, one.name) for one in known if one.lifecycle_id == shown.lifecycle_id]
    context = queries.role_context(shown, around=around)
    claimed = todays.claimed(request)
    context |= {
        "claimed": claimed,
        "today": today,
        "move": todays.move(shown, today, context["crossings"], claimed),
        "is_start": shown.lifecycle_id == page.from_lifecycle_id,
        "is_mine": today.chosen == shown.slug,
        "explorer_url": page.get_url(request),
        "today_url": page.href("today", request),
        "choose_url": page.href("choose", request),
    }
    return page.render(request, template="roles/role.html", context_overrides=context)


def choose(request: HttpRequest, page: "RolesExplorerPage") -> HttpResponse:
    """Which two roles to compare; with both, on to them.

    Context: `choice` (pairs.Choice), `threads` (pairs of roles worth comparing), `choose_url`.
    """
    choice = pairs.choice(page, request.GET)
    if choice.is_made:
        return redirect(page.href("compare", request, first=choice.a, second=choice.b))
    context = {
        "title": "Compare two roles",
        "description": "Any two roles side by side: their skills and phases, what each owns, how each is judged.",
        "choice": choice,
        "threads": pairs.threads_of(page),
        "choose_url": page.href("choose", request),
    }
    return page.render(request, template="roles/choose.html", context_overrides=context)


def compare(request: HttpRequest, page: "RolesExplorerPage", slugs: tuple[str, str]) -> HttpResponse:
    """Two roles side by side. The same one twice leads to the choice, which says so; one that is not there is a 404.

    Context: `pair` (pairs.Pair), `choice` (pairs.Choice), `choose_url`, `swap_url`.
    """
    first, second = slugs
    choose_url = page.href("choose", request)
    if first == second:
        return redirect(f"{choose_url}?{urlencode(dict(zip(pairs.SIDES, slugs, strict=True)))}")
    pair = pairs.pair(page, slugs)
    if pair is None:
        raise Http404
    titles = [side.role.title for side in pair.sides]
    context = {
        "title": f"{titles[0]} and {titles[1]}, compared",
        "description": f"{titles[0]} beside {titles[1]}: shared, dropped and added skills, phases, duties, measures.",
        "pair": pair,
        "choice": pairs.choice(page, {"a": first, "b": second}),
        "choose_url": choose_url,
        "swap_url": page.href("compare", request, first=second, second=first),
    }
    return page.render(request, template="roles/compare.html", context_overrides=context)


def today(request: HttpRequest, page: "RolesExplorerPage") -> HttpResponse:
    """A post holds `role` as the reader's role of today, or with `forget` holds none; then back to `next`.

    A role that nobody comes from here is held by nobody: the explorer says that it is none.
    """
    here = page.get_url(request)
    if request.method != "POST":
        return redirect(here)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = here
    if "forget" in request.POST:
        todays.forget(request)
        return see_other(back)
    slug = request.POST.get("role", "").replace("\0", "")
    if not Role.objects.live().filter(lifecycle=page.from_lifecycle_id, slug=slug).exists():
        return redirect(f"{here}?{urlencode({todays.PARAM: slug[: exploring.LONGEST_TEXT]})}")
    todays.keep(request, slug)
    return see_other(back)


@require_safe
def data(request: HttpRequest, below: str, form: str) -> HttpResponse:
    """Every public role of the explorer whose address is `below`, as `json` or `csv`, the same for everyone."""
    site = Site.find_for_request(request)
    explorers = apps.get_model("roles", "RolesExplorerPage").objects.live().public()
    root = site.root_page.url_path if site else ""
    page = get_object_or_404(explorers, url_path=f"{root}{below}")
    text, content_type = exports.FORMS[form](page, request)
    return cacheable(HttpResponse(text, content_type=content_type))


def checklist(request: HttpRequest, page: "LensesPage") -> HttpResponse:
    """The launch checklist; a post ticks lines or takes ticks back, for a learner who is made by the first tick.

    Context: `checklist` (checklists.Checklist); `learner`; `action`, where ticks are posted; `is_first`, `is_lost` and
    `missed` say what a post did. Region: `checks`. The same for everyone who has no cookie of ours.
    """
    learner = trying.learner_of(request)
    shown = checklists.drawn(request.GET, ticks.of(learner))
    if request.method == "POST":
        return _tick(request, shown)
    context = {
        "title": checklists.TITLE,
        "checklist": shown,
        "learner": learner,
        "action": _address(request),
        "is_first": FIRST in request.GET and learner is not None,
        "is_lost": FIRST in request.GET and learner is None,
        "missed": MISSED in request.GET,
    }
    template = template_for(request, "roles/checklist.html", {"checks"})
    response = page.render(request, template=template, context_overrides=context)
    return cacheable(response, params={"lens", "role"}, unless={cookies.TOKEN.name})


def _tick(request: HttpRequest, shown: checklists.Checklist) -> HttpResponse:
    """Keep what a post says of the checklist that is `shown`, then lead back to it."""
    said = checklists.read(request.POST, shown)
    query = {MISSED: "1"} if said.missed else {}
    if not said.is_nothing:
        if trying.must_try_cookies(request):
            return trying.try_cookies(request)
        ticks.settle(cookies.keep(request), said.ticked, said.taken_back)
        if trying.COOKIES_TRIED in request.GET:
            query[FIRST] = "1"
    return see_other(_address(request, **query))


def _address(request: HttpRequest, **more: str) -> str:
    """The address of the checklist with what is chosen in it, and `more`."""
    chosen = [(name, value) for name in ("role", "lens") for value in request.GET.getlist(name) if value]
    query = urlencode([*chosen, *more.items()])
    return f"{request.path}?{query}" if query else request.path
