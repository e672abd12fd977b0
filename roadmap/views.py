"""The Route as a reader walks it. `RoutePage` leads here; every function gets the page it is shown on.

A page is the same for everyone who has no cookie of ours, whatever role they choose, and kept whole. Whoever has one
gets their own, kept by no cache. A tick, a plan or a project's list is posted, kept, and led back from.
"""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Site

from core.answers import see_other
from core.markdown import plain
from learners import cookies, trying
from roadmap import calendar, planning, plans, queries, ticks
from roadmap.choosing import LEVELS
from roadmap.dates import Dates, dated
from roadmap.forms import PlanForm, TickForm, hours_of, written
from roadmap.showing import Stand
from roadmap.visits import Visit
from roadmap.walks import Walk
from roles import today as todays

if TYPE_CHECKING:
    from roadmap.models.pages import RoutePage


def route(request: HttpRequest, page: "RoutePage") -> HttpResponse:
    """The whole Route, or a way through it. A post keeps the way that the address chooses, and that its news are seen.

    Context: `walk` (walks.Walk), `told` (showing.Told), `urls`, `notes`, `can_be_kept`, `projects`. Region: `route`.
    """
    visit = Visit(request, page)
    if request.method == "POST":
        if trying.must_try_cookies(request):
            return trying.try_cookies(request)
        plans.choose(cookies.keep(request), visit.facts.slug, visit.choice, visit.path_of(visit.choice))
        return see_other(visit.urls.base)
    walk = visit.walk(back="route")
    context = {
        "title": page.title,
        "walk": walk,
        "told": visit.told(walk),
        "projects": walk.projects,
    }
    return visit.render("roadmap/route.html", frozenset({"route"}), context)


def stage(request: HttpRequest, page: "RoutePage", slug: str) -> HttpResponse:
    """One layer, with its story and its steps.

    Context: as `route`, and `layer` (showing.Layer), `before`, `after` (layers or None). Region: `stage`.
    """
    visit = Visit(request, page)
    walk = visit.walk(back="stage", here=slug)
    layer = walk.layer(slug)
    if layer is None:
        raise Http404
    place = walk.layers.index(layer)
    context = {
        "title": layer.title,
        "description": f"{layer.depth}. Layer {layer.number} of {len(walk.layers)} of {visit.facts.title}.",
        "walk": walk,
        "told": visit.told(walk),
        "layer": layer,
        "before": walk.layers[place - 1] if place else None,
        "after": walk.layers[place + 1] if place + 1 < len(walk.layers) else None,
    }
    return visit.render("roadmap/stage.html", frozenset({"stage"}), context)


def step(request: HttpRequest, page: "RoutePage", stage_slug: str, slug: str) -> HttpResponse:
    """One step, all of it; a post keeps how it stands.

    Context: as `route`, and `layer`, `line` (showing.Line), `detail` (queries.Detail), `claimed` (slugs of skills),
    `needs`, `needed_by`, `ready_why`, `stands`, `form`, `action`, `before`, `after`. Region: `step`. 422 for what can't
    be kept.
    """
    visit = Visit(request, page)
    leg = next((leg for leg in visit.facts.descent.legs if (leg.stage, leg.slug) == (stage_slug, slug)), None)
    if leg is None:
        raise Http404
    form = TickForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        return trying.try_cookies(request) if trying.must_try_cookies(request) else _tick(visit, slug, form)
    walk = visit.walk(here=slug)
    detail = queries.detail(slug, request)
    layer = walk.layer(stage_slug)
    if detail is None or layer is None:
        raise Http404
    line = walk.lines[slug]
    kept = visit.ticks.get(slug, ticks.NOTHING)
    before, after = walk.beside(slug)
    context = {
        "title": line.title,
        "description": plain(line.why),
        "walk": walk,
        "told": visit.told(walk),
        "layer": layer,
        "line": line,
        "detail": detail,
        "claimed": todays.claimed(request),
        "level": LEVELS[next(one.level for one in visit.facts.steps if one.slug == slug)],
        "needs": walk.needs(slug),
        "needed_by": walk.needed_by(slug),
        "ready_why": next((ready.why for ready in walk.ready if ready.line.slug == slug), ""),
        "stands": list(Stand),
        "form": form or TickForm(initial={"evidence": kept.evidence, "note": kept.note}),
        "action": request.get_full_path(),
        "before": before,
        "after": after,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return visit.render("roadmap/step.html", frozenset({"step"}), context, status)


def _tick(visit: Visit, slug: str, form: TickForm) -> HttpResponse:
    """Keep how a step stands, and lead back to where it was said."""
    request, route_slug = visit.request, visit.facts.slug
    learner = cookies.keep(request)
    said = form.cleaned_data
    words = (said["evidence"], said["note"]) if form.says_all else (None, None)
    was = ticks.tick(learner, route_slug, slug, Stand(said["state"]).state, *words)
    plans.begin(learner, route_slug, visit.first_choice, visit.path_of(visit.first_choice))
    told = {"ticked": slug, "was": Stand.of(was.state).value, "first": "1" if visit.is_new else ""}
    leg = next(leg for leg in visit.facts.descent.legs if leg.slug == slug)
    match request.GET.get("back"):
        case "route":
            return see_other(visit.urls.to("", **told) + f"#step-{slug}")
        case "stage":
            return see_other(visit.urls.to(f"{leg.stage}/", **told) + f"#step-{slug}")
    return see_other(visit.urls.step(leg, **told))


def plan(request: HttpRequest, page: "RoutePage") -> HttpResponse:
    """The dates of a path. A post keeps hours, first day and times away; with `forget` it keeps no dates any more.

    Context: as `route`, and `form`, `dates` (dates.Dates or None), `saved`, `is_lost`, `action`. 422 for what no plan
    can be made of.
    """
    visit = Visit(request, page)
    if request.method == "POST" and "forget" in request.POST:
        if visit.learner:
            plans.drop_dates(visit.learner, visit.facts.slug)
        return see_other(visit.urls.plan)
    walk = visit.walk()
    form = PlanForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        try:
            planning.plan(walk.walked.missing, *_dates_of(form))
        except planning.Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            return trying.try_cookies(request) if trying.must_try_cookies(request) else _keep_plan(visit, form)
    dates = _dates(visit, walk) if visit.plan and visit.plan.has_dates else None
    context = {
        "title": "Your plan" if dates else "Plan the dates",
        "walk": walk,
        "form": form or PlanForm(initial=_initial(visit)),
        "dates": dates,
        "saved": "saved" in request.GET and dates is not None,
        "is_lost": "saved" in request.GET and visit.learner is None,
        "action": visit.urls.plan,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return visit.render("roadmap/plan.html", frozenset(), context, status)


def _dates_of(form: PlanForm) -> tuple[Any, Any, Any]:
    said = form.cleaned_data
    return said["hours"], said["start"], said["holidays"]


def _keep_plan(visit: Visit, form: PlanForm) -> HttpResponse:
    said = form.cleaned_data
    learner = cookies.keep(visit.request)
    plans.set_dates(
        learner,
        visit.facts.slug,
        visit.choice,
        visit.path_of(visit.choice),
        said["start"],
        said["hours"],
        said["holidays"],
    )
    return see_other(f"{visit.urls.base}plan/?{urlencode({'saved': 1})}")


def _initial(visit: Visit) -> dict[str, Any]:
    """What the form holds at first: what is kept, else the hours that the address says and today."""
    held = visit.plan
    if held and held.has_dates:
        return {"hours": hours_of(held.hours), "start": held.starts_on, "holidays": written(held.away)}
    return {"hours": visit.choice.hours or "", "start": "" if visit.learner is None else timezone.localdate()}


def _dates(visit: Visit, walk: Walk) -> Dates:
    held = visit.plan
    assert held is not None
    try:
        standing = plans.standing_of(held, walk.path, visit.ticks, timezone.localdate())
    except planning.Refused as refused:
        return Dates(trouble=refused.sentence)
    return dated(walk, standing)


@require_safe
def plan_file(request: HttpRequest, below: str) -> HttpResponse:
    """The dates of a plan as a file for calendars, of the Route whose address is `below`; without one, to its page."""
    site = Site.find_for_request(request)
    root = site.root_page.url_path if site else ""
    pages = apps.get_model("roadmap", "RoutePage").objects.live().public()
    visit = Visit(request, get_object_or_404(pages, url_path=f"{root}{below}"))
    held = visit.plan
    if held is None or not held.has_dates:
        return redirect(visit.urls.plan)
    walk = visit.walk()
    now = timezone.now()
    try:
        standing = plans.standing_of(held, walk.path, visit.ticks, now.date())
    except planning.Refused:
        return redirect(visit.urls.plan)
    places = {
        layer.slug: calendar.Place(layer.title, request.build_absolute_uri(f"{visit.urls.base}{layer.slug}/"))
        for layer in walk.layers
    }
    body = calendar.ics(held, standing.schedule, places, visit.facts.title, now)
    response = HttpResponse(body, content_type=calendar.CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{visit.facts.slug}.ics"'
    response.headers["Cache-Control"] = "no-store"
    return response


def project(request: HttpRequest, page: "RoutePage", slug: str) -> HttpResponse:
    """A project; a post ticks a line of its acceptance list, or takes the tick back.

    Context: as `route`, and `project` (queries.ProjectDetail), `acceptance` (ticks.Acceptance), `lines` (the steps it
    rests on), `hours`, `action`, `is_lost`. Region: `acceptance`.
    """
    visit = Visit(request, page)
    found = queries.project(slug, page.the_route_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        return trying.try_cookies(request) if trying.must_try_cookies(request) else _accept(visit, found)
    walk = visit.walk()
    ticked = ticks.accepted(visit.learner, visit.facts.slug).get(slug, [])
    context = {
        "title": found.title,
        "description": f"{found.depth}. A project of {visit.facts.title}.",
        "walk": walk,
        "project": found,
        "acceptance": ticks.acceptance(found.acceptance, ticked),
        "lines": [walk.lines[one] for one in found.steps if one in walk.lines],
        "action": request.path,
        "is_lost": "ticked" in request.GET and visit.learner is None,
        "is_first": "first" in request.GET and visit.learner is not None,
    }
    return visit.render("roadmap/project.html", frozenset({"acceptance"}), context)


def _accept(visit: Visit, found: queries.ProjectDetail) -> HttpResponse:
    request = visit.request
    is_met = "met" in request.POST
    digest = request.POST.get("met", request.POST.get("unmet", ""))
    learner = cookies.keep(request)
    try:
        ticks.accept(learner, visit.facts.slug, found.slug, found.acceptance, digest, is_met=is_met)
    except ticks.UnknownLine:
        return see_other(request.path)  # the list was reworded meanwhile: it shows as it is now
    query = {"ticked": "1", **({"first": "1"} if visit.is_new else {})}
    return see_other(f"{request.path}?{urlencode(query)}")
