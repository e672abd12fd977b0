"""AI in Practice as a reader meets it. `PracticePage` leads here; every function gets the page it is shown on.

A page is the same for everyone and kept whole, but for one in which a reader's own words stand. A figure's controls and
answers ask for a part of the page alone. What is posted leads on: to the same address, with the answer in it.
"""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse

from core.answers import private, see_other
from core.caching import cacheable
from learners import cookies, trying
from practice import elsewhere, guesses, playing, queries
from practice.answers import PARAMS, answers
from practice.blocks import OddInputBlock
from practice.figures import figure, started, words_of
from practice.ideas import SLUGS
from practice.ideas import idea as module_of
from practice.ideas.inputs import Text
from practice.models.guesses import Which
from practice.showing import Place, Shown, address

if TYPE_CHECKING:
    from practice.models.ideas import Idea
    from practice.models.pages import PracticePage

FIGURE, PICTURE = "practice/components/playable.html", "practice/components/picture.html"
QUESTION = "practice/components/question.html"
CASES = dict(OddInputBlock.CASES)


def front(request: HttpRequest, page: "PracticePage") -> HttpResponse:
    """The guide: its premise, its parts, ways through it. Context: `outline` (queries.Outline)."""
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return cacheable(page.render(request, context_overrides={"outline": queries.outline(page)}))


def been(request: HttpRequest, page: "PracticePage") -> HttpResponse:
    """Where a learner has been, as a piece of the front page that everyone has; 204 where they have been nowhere.

    Context: `outline`, `played` (lines), `next` (a line or None).
    """
    learner = cookies.learner_of(request)
    held = playing.of(learner) if learner else {}
    outline = queries.outline(page)
    played = [line for line in outline.all if line.slug in held]
    following = next((line for line in outline.ideas if line.slug not in held), None)
    if not played:
        return private(HttpResponse(status=HTTPStatus.NO_CONTENT))
    context = {"page": page, "outline": outline, "played": played, "next": following, "page_url": page.href(request)}
    return private(TemplateResponse(request, "practice/been.html", context))


def idea(request: HttpRequest, page: "PracticePage", slug: str) -> HttpResponse:
    """One idea, or the part of it that htmx asked for; a post is an answer to one of its questions.

    Context: `idea`, `figure` (showing.Shown), `answers` (by parameter), `veil`, `line`, `part`, `outline`,
    `before`, `after`, `leads` (queries.Leads). 422 for an answer that is none, 429 for too many.
    """
    entry = queries.idea(slug) if slug in SLUGS else None
    if entry is None:
        raise Http404
    if request.method == "POST":
        return _answer(request, entry)
    target = ((getattr(request, "htmx", None) and request.htmx.target) or "").rpartition("#")[2]  # type: ignore[attr-defined]
    asked = answers(entry, request.GET)
    if target in asked:
        return _region(request, QUESTION, {"answered": asked[target], "page": page})
    place = Place(page.href(request, slug), slug, is_elsewhere=target.endswith(f"-{slug}"))
    shown = figure(words_of(entry), place, request.GET, _start(request, place))
    if target in (shown.region, shown.picture):
        template = FIGURE if target == shown.region else PICTURE
        return _at(_address(request, shown, target), _region(request, template, {"figure": shown, "page": page}))
    return _whole(request, page, entry, shown, asked)


def _start(request: HttpRequest, place: Place) -> dict[str, Any]:
    """Where the figure starts on the page that it stands on, as that page says."""
    said = request.GET.get(place.begin, "") if place.is_elsewhere else ""
    return started(place.slug, dict(parse_qsl(said, keep_blank_values=True))) if said else {}


def _whole(
    request: HttpRequest, page: "PracticePage", entry: "Idea", shown: Shown, asked: dict[str, Any]
) -> HttpResponse:
    outline = queries.outline(page)
    slug = entry.slug
    before, after = outline.beside(slug)
    context = {
        "title": entry.title,
        "description": entry.summary,
        "idea": entry,
        "figure": shown,
        "answers": asked,
        "checks": [one for name, one in asked.items() if name not in Which.values],
        "veil": entry.what_you_see if not request.GET else "",
        "tries": tries(entry, shown),
        "odd": [(CASES[one.value["case"]], one.value["what"]) for one in entry.odd_inputs],
        "page_url": shown.place.path,
        "line": outline.line(slug),
        "part": outline.part_of(slug),
        "outline": outline,
        "before": before,
        "after": after,
        "leads": queries.leads(entry, request),
    }
    response = page.render(request, template="practice/idea.html", context_overrides=context)
    if shown.has_own_words:
        return private(response)
    return cacheable(response, params=PARAMS | _kept(slug)) if not shown.notes else response


def _kept(slug: str) -> set[str]:
    """The controls whose states are few enough to keep pages of."""
    return {name for name, kind in module_of(slug).Inputs.kinds().items() if not isinstance(kind, Text)}


def tries(entry: "Idea", shown: Shown) -> list[dict[str, Any]]:
    """The experiments of an idea, each with the address that sets its figure so."""
    found = []
    for one in entry.tries:
        values = {setting["name"]: setting["value"] or "" for setting in one.value["set"]}
        inputs, _ = type(shown.inputs).read(values)
        found.append({"value": one.value, "href": address(shown.place.path, inputs.settings())})
    return found


def _address(request: HttpRequest, shown: Shown, target: str) -> str:
    """The address that leads back to what is shown, on the page where it stands; empty where that is known there."""
    if shown.place.is_elsewhere:
        return elsewhere.address_on(request, shown)
    return shown.url if target == shown.picture else ""


def _at(address: str, response: HttpResponse) -> HttpResponse:
    if address:
        response.headers["HX-Replace-Url"] = address
    return response


def _region(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return private(TemplateResponse(request, template, {**context, "site": settings.SITE_URL}))


def _answer(request: HttpRequest, entry: "Idea") -> HttpResponse:
    """Count an answer, and lead to the page that compares it."""
    found = [one for one in answers(entry, request.POST).values() if one.name in request.POST]
    if not found:
        return see_other(request.get_full_path())
    answered = found[0]
    if seconds := guesses.wait(request):
        return _too_often(request, entry, seconds)
    query = request.GET.copy()
    if answered.taken:
        query[answered.name] = str(answered.taken)
        if answered.name in Which.values:
            guesses.count(request, entry.slug, Which(answered.name), answered.asked, answered.taken)
    return see_other(f"{request.path}{'?' if query else ''}{query.urlencode()}#{answered.name}")


def _too_often(request: HttpRequest, entry: "Idea", seconds: int) -> HttpResponse:
    context = {
        "title": "Too many answers at once",
        "idea": entry,
        "seconds": seconds,
        "action": request.get_full_path(),
    }
    response = TemplateResponse(request, "practice/too_often.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(seconds)
    return private(response)


def played(request: HttpRequest, page: "PracticePage", slug: str) -> HttpResponse:
    """Whether a learner has played an idea: for the idea's page, which everyone has. A post says so or takes it back.

    Context: `idea`, `at` (when, or None), `is_lost` (nothing could be kept: the browser takes no cookie).
    """
    entry = queries.idea(slug) if slug in SLUGS else None
    if entry is None:
        raise Http404
    if request.method == "POST":
        if "take-back" in request.POST:
            if learner := cookies.learner_of(request):
                playing.take_back(learner, slug)
        elif trying.must_try_cookies(request):
            return trying.try_cookies(request)
        else:
            playing.mark(cookies.keep(request), slug)
        return see_other(f"{request.path}?marked={int('take-back' not in request.POST)}")
    learner = cookies.learner_of(request)
    at = playing.of(learner).get(slug) if learner else None
    context = {
        "title": entry.title,
        "page": page,
        "idea": entry,
        "href": page.href(request, slug),
        "at": at,
        "is_lost": request.GET.get("marked") == "1" and learner is None,
    }
    is_piece = "piece" in request.GET
    template = "practice/components/played.html" if is_piece else "practice/played.html"
    return private(TemplateResponse(request, template, context))
