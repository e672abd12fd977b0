"""The Claude Cookbook as a reader opens it. `ClaudePage` leads here; every function gets the page it is shown on.

A page is the same for everyone who has no cookie of ours, and kept whole. Whoever has one gets their own, with their
marks, kept by no cache. A mark, a tick or a report is posted, kept, and led back from.
"""

from collections.abc import Collection
from functools import cache
from http import HTTPStatus
from math import ceil
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse

from cookbooks import changes, finding, lines, marks, mastery, queries, showing
from cookbooks.finding import Asked
from cookbooks.forms import ChangeForm
from cookbooks.marks import Marks
from cookbooks.models.levels import Level
from cookbooks.models.marks import Said
from cookbooks.models.recipes import Where
from cookbooks.visiting import FIRST, back_to
from core.caching import cacheable
from core.fragments import template_for
from core.markdown import plain
from learners import cookies
from learners.lines import digest_of
from learners.trying import learner_of, must_try_cookies, try_cookies

if TYPE_CHECKING:
    from cookbooks.models.pages import ClaudePage

# What an address says after a post, for the one who posted.
TOLD = frozenset({"kept", FIRST})


def _render(
    request: HttpRequest,
    page: "ClaudePage",
    template: str,
    context: dict[str, Any],
    *,
    regions: Collection[str] = (),
    params: Collection[str] = (),
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page or its region; the same for everyone who has no cookie of ours."""
    drawn = template_for(request, f"cookbooks/claude/{template}.html", regions)
    shared = {"base": page.get_url(request)} | _told(request)
    response = page.render(request, template=drawn, context_overrides=shared | context)
    response.status_code = status
    return cacheable(response, params=params, unless={cookies.TOKEN.name})


def _told(request: HttpRequest) -> dict[str, Any]:
    """What a post that led here did: the name of what was `kept`, whether for the first time, or that nothing was."""
    kept = request.GET.get("kept", "")
    learner = learner_of(request)
    return {
        "kept": kept if learner else "",
        "is_first": bool(learner) and FIRST in request.GET,
        "is_lost": bool(kept) and learner is None,
    }


def book(request: HttpRequest, page: "ClaudePage") -> HttpResponse:
    """What is in the book. Context: `counts`, `sheets`, `levels`, `standing`."""
    held = marks.of(learner_of(request))
    levels = queries.levels()
    context = {
        "title": page.title,
        "description": plain(page.pitch),
        "counts": queries.counts(),
        "sheets": queries.sheets(),
        "recipes": queries.recipes(),
        "standing": _standing(levels, held),
        "promises": {level.number: level.promise for level in levels},
    }
    return _render(request, page, "book", context)


def _standing(levels: list[Level], held: Marks) -> mastery.Standing:
    return mastery.standing(queries.facts_of(levels), held.commands, held.statements)


def sheet(request: HttpRequest, page: "ClaudePage", slug: str) -> HttpResponse:
    """A sheet, all of it or what was asked for; a post marks a command as used, or takes that back.

    Context: as `commands`, and `sheet` (queries.SheetFacts), `gone`. Regions: `sheet`, and in it `found`.
    """
    facts = queries.sheet(slug)
    if facts is None:
        raise Http404
    if request.method == "POST":
        return _use(request)
    asked = finding.asked(request.GET.dict(), slug)
    context = _finder(request, asked, slug) | {
        "title": facts.title,
        "description": plain(facts.summary),
        "sheet": facts,
        "gone": lambda: queries.gone(slug),
    }
    return _render(request, page, "sheet", context, regions={"sheet", "found"}, params=finding.PARAMS | TOLD)


def commands(request: HttpRequest, page: "ClaudePage") -> HttpResponse:
    """The commands of all sheets, or what was asked for; a post as on a sheet.

    Context: `asked`, `found`, `blocks` (lines under headings), `groups`, `sheets`, `standing`, `action`; lists that
    only the whole page shows are asked for when it is drawn. Regions: as on a sheet.
    """
    if request.method == "POST":
        return _use(request)
    asked = finding.asked(request.GET.dict())
    context = _finder(request, asked) | {
        "title": "All commands",
        "description": "Every command of The Claude Cookbook, to be found as you type.",
        "sheets": queries.sheets,
    }
    return _render(request, page, "sheet", context, regions={"sheet", "found"}, params=finding.PARAMS | TOLD)


def _finder(request: HttpRequest, asked: Asked, sheet_slug: str = "") -> dict[str, Any]:
    """What a page that finds commands shows, whichever sheets it looks through."""
    learner = learner_of(request)
    found = finding.find(asked, sheet_slug, learner)

    @cache
    def groups() -> list[queries.GroupFacts]:
        return queries.groups(sheet_slug)

    def blocks() -> list[showing.Block]:
        if asked.q:
            return [showing.Block("found", "", lines=found.lines)]
        return showing.blocks(found.lines, {group.slug: group.intro for group in groups()})

    @cache
    def standing() -> mastery.Standing:
        return _standing(queries.levels(), marks.of(learner))

    return {
        "asked": asked,
        "found": found,
        "blocks": blocks,
        "groups": groups,
        "standing": standing,
        "has_learner": learner is not None,
        "action": request.path,
    }


def _use(request: HttpRequest) -> HttpResponse:
    """Keep that the reader uses a command, or no longer; back to its line."""
    slug = request.POST.get("use", "") or request.POST.get("unuse", "")
    line = lines.one(slug, None) if finding.is_slug(slug) else None
    if line is None:
        return back_to(request, "")  # it was taken from the sheet meanwhile: it shows as it is now
    if "use" not in request.POST:
        if learner := learner_of(request):
            marks.unmark(learner, Said.COMMAND, slug)
        return back_to(request, slug, slug)
    if must_try_cookies(request):
        return try_cookies(request)
    marks.mark(cookies.keep(request), Said.COMMAND, slug, [("", line.command)])
    return back_to(request, slug, slug)


def command(request: HttpRequest, page: "ClaudePage", slug: str) -> HttpResponse:
    """One command, with the recipes that use it and a form that says it has changed. A post marks it, or reports.

    Context: `line` (showing.Line), `recipes`, `form`, `is_reported`. 422 for a report that can't be read, 429 for one
    too many. Region: `command`.
    """
    line = lines.one(slug, learner_of(request))
    if line is None:
        raise Http404
    form = ChangeForm(request.POST) if request.method == "POST" and "reason" in request.POST else None
    if request.method == "POST" and form is None:
        return _use(request)
    seconds, status = 0, HTTPStatus.OK
    if form and form.is_valid():
        seconds = changes.wait(request)
        if not seconds:
            changes.report(slug, form.cleaned_data["reason"], form.cleaned_data["link"])
            return back_to(request, "report", "changed")
        status = HTTPStatus.TOO_MANY_REQUESTS
    elif form:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "title": line.name,
        "description": plain(line.what),
        "line": line,
        "recipes": queries.recipes_using(slug),
        "form": form or ChangeForm(),
        "minutes": ceil(seconds / 60),
        "is_reported": request.GET.get("kept") == "report",
        "action": request.path,
    }
    response = _render(request, page, "command", context, regions={"command"}, params=TOLD, status=status)
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def recipes(request: HttpRequest, page: "ClaudePage") -> HttpResponse:
    """All recipes, by level. Context: `recipes` (queries.RecipeFacts), `levels`."""
    context = {
        "title": "Workflow recipes",
        "description": "Whole jobs with Claude, from start to proof: the exact prompts, the check, what goes wrong.",
        "recipes": queries.recipes(),
        "levels": {level.number: level.name for level in Level.objects.filter(live=True)},
        "done": _done(marks.of(learner_of(request))),
    }
    return _render(request, page, "recipes", context)


def _done(held: Marks) -> dict[str, int]:
    """How many steps are ticked, by the recipe."""
    ticked: dict[str, int] = {}
    for slug, _ in held.steps:
        ticked[slug] = ticked.get(slug, 0) + 1
    return ticked


def recipe(request: HttpRequest, page: "ClaudePage", slug: str) -> HttpResponse:
    """A recipe; a post ticks a step, or takes the tick back, or all ticks with `again`.

    Context: `recipe`, `steps` (showing.Step), `done` of them, `lines` (commands that it uses). Region: `steps`.
    """
    found = queries.recipe(slug)
    if found is None:
        raise Http404
    words = {digest_of(step.do): step for step in found.steps.all()}
    if request.method == "POST":
        return _tick(request, slug, {digest: step.do for digest, step in words.items()})
    learner = learner_of(request)
    ticked = {line for owner, line in marks.of(learner).steps if owner == slug}
    steps = [
        showing.Step(at, digest, step.do, Where(step.where), step.run, digest in ticked)
        for at, (digest, step) in enumerate(words.items(), 1)
    ]
    context = {
        "title": found.title,
        "description": plain(found.when),
        "recipe": found,
        "level": Level.objects.filter(live=True, number=found.level).first(),
        "steps": steps,
        "done": sum(step.is_done for step in steps),
        "lines": lines.of_recipe(slug, learner),
        "action": request.path,
    }
    return _render(request, page, "recipe", context, regions={"steps"}, params=TOLD)


def _tick(request: HttpRequest, slug: str, words: dict[str, str]) -> HttpResponse:
    """Keep a step as done, or no longer; back to it."""
    learner = learner_of(request)
    if "again" in request.POST:
        if learner:
            marks.settle(learner, Said.STEP, slug, words, ())
        return back_to(request, "", "steps")
    digest = request.POST.get("done", "") or request.POST.get("undone", "")
    if digest not in words:
        return back_to(request, "", "steps")  # the recipe was reworded meanwhile: it shows as it is now
    place = f"step-{list(words).index(digest) + 1}"
    if "done" not in request.POST:
        if learner:
            marks.unmark(learner, Said.STEP, slug, [digest])
        return back_to(request, "step", place)
    if must_try_cookies(request):
        return try_cookies(request)
    marks.mark(cookies.keep(request), Said.STEP, slug, [(digest, words[digest])])
    return back_to(request, "step", place)


def levels(request: HttpRequest, page: "ClaudePage") -> HttpResponse:
    """The levels, each with its test; a post keeps which statements of one hold.

    Context: `levels` (pairs of Level and mastery.Filled), `standing`, `recipes`, `held`. Region: `levels`.
    """
    found = queries.levels()
    if request.method == "POST":
        return _test(request, found)
    held = marks.of(learner_of(request))
    standing = _standing(found, held)
    context = {
        "title": "Levels of mastery",
        "description": plain(page.levels_intro),
        "levels": list(zip(found, standing.levels, strict=True)),
        "standing": standing,
        "recipes": queries.recipes(),
        "held": {line for _, line in held.statements},
        "used": held.commands,
        "enough": mastery.ENOUGH,
        "action": request.path,
    }
    return _render(request, page, "levels", context, regions={"levels"}, params=TOLD)


def _test(request: HttpRequest, found: list[Level]) -> HttpResponse:
    """Keep which statements of a level hold; back to it."""
    level = next((level for level in found if level.slug == request.POST.get("level")), None)
    if level is None:
        return back_to(request, "")
    statements = {digest_of(words): words for words in level.test_yourself}
    ticked = request.POST.getlist("holds")
    if not any(line in statements for line in ticked) and learner_of(request) is None:
        return back_to(request, "", level.slug)  # nothing is said, and nobody is there of whom it could be kept
    if must_try_cookies(request):
        return try_cookies(request)
    marks.settle(cookies.keep(request), Said.STATEMENT, level.slug, statements, ticked)
    return back_to(request, level.slug, level.slug)
