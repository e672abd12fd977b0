"""Run AI Locally as a reader uses it. The pages lead here; every function gets the page it is shown on.

What a reader runs is what the address says; else what is kept of it for their browser; else what the calculator begins
with. A page without an address of its own, and for a browser without our cookie, is the same for everyone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from cookbooks import filling, fit_showing, fitting, kept_setups, local_queries, setups
from cookbooks.bounds import Bound, fixed, written
from cookbooks.setups import OWN, Preset, Setup
from core import blocks
from core.answers import see_other
from core.caching import cacheable
from core.fragments import template_for
from learners import cookies, trying

if TYPE_CHECKING:
    from cookbooks.models.local_pages import CalculatorPage, EpisodePage

KEPT, FORGOTTEN = "kept", "forgotten"


@dataclass(frozen=True)
class Option:
    """Something to choose in a list: its slug, its name, whether it is chosen."""

    slug: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Field:
    """A number to be typed: its bound, what stands in it, and the note on what was typed."""

    bound: Bound
    value: str
    note: str = ""

    @property
    def hint(self) -> str:
        """From where to where it goes."""
        return f"{written(self.bound.least)} to {written(self.bound.most)} {self.bound.unit}"


@dataclass(frozen=True)
class Example:
    """A worked example: what to see in it, its fit, and how an address sets it."""

    title: str
    says: str
    setup: Setup
    query: str

    @property
    def verdict(self) -> str:
        return fit_showing.verdict(self.setup.fit)

    @property
    def kind(self) -> str:
        return fit_showing.verdict_kind(self.setup.fit)

    @property
    def total(self) -> str:
        return fixed(fitting.gib(self.setup.fit.total), 3)

    @property
    def usable(self) -> str:
        return fixed(fitting.gib(self.setup.fit.usable), 3)

    @property
    def speeds(self) -> fit_showing.Speeds:
        return fit_showing.speeds(self.setup.fit)


def calculator(request: HttpRequest, page: "CalculatorPage") -> HttpResponse:
    """The calculator, set as the address says. A post keeps what it was set to, or with `forget` keeps nothing.

    Context: `setup`, `bar`, `rows`, `verdict`, `verdict_kind`, `sentence`, `speeds`, `formulas` ((block, lines) each),
    `choices` (by parameter), `numbers` (by parameter), `notes`, `ways`, `examples`, `measured`, `episodes` (those that
    take it), `query`, `is_kept`, `told`, `action` (its address on this host). Region: `fit`.
    """
    presets = local_queries.presets(page)
    address = str(page.get_url(request))
    if request.method == "POST":
        return _post(request, presets, address)
    mine = _kept(request)
    is_asked = setups.is_asked(request.GET)
    setup = setups.setup(request.GET.dict() if is_asked else mine, presets)
    context = {
        **_shown(setup),
        "formulas": _formulas(page, setup),
        "examples": _examples(page, presets),
        "measured": _measured(page),
        "episodes": local_queries.with_slots(page),
        "query": urlencode(setup.said),
        "is_kept": bool(mine) and setups.setup(mine, presets).said == setup.said,
        "has_kept": bool(mine),
        "told": _told(request, mine),
        "action": address,
        "is_set": is_asked,
    }
    answer = page.render(
        request, template=template_for(request, page.template, page.regions), context_overrides=context
    )
    return cacheable(answer, unless={cookies.TOKEN.name})


def _post(request: HttpRequest, presets: setups.Presets, address: str) -> HttpResponse:
    """Keep or forget, and lead back to the setting that was posted."""
    said = setups.setup(request.POST.dict(), presets).said
    if "forget" in request.POST:
        if learner := cookies.learner_of(request):
            kept_setups.forget(learner)
        return see_other(f"{address}?{urlencode({**said, 'told': FORGOTTEN})}#fit")
    if trying.must_try_cookies(request):
        return trying.try_cookies(request)
    kept_setups.keep(cookies.keep(request), said)
    return see_other(f"{address}?{urlencode({**said, 'told': KEPT})}#fit")


def _kept(request: HttpRequest) -> Mapping[str, str]:
    """What is kept of what this browser's reader runs: at most 2 queries, none without our cookie."""
    return kept_setups.of(trying.learner_of(request))


def _told(request: HttpRequest, mine: Mapping[str, str]) -> str:
    """What the post that led here did: kept, lost (the browser takes no cookies), forgotten, or nothing."""
    match request.GET.get("told"):
        case "kept":
            return KEPT if mine else "lost"
        case "forgotten" if not mine:
            return FORGOTTEN
    return ""


def _shown(setup: Setup) -> dict[str, Any]:
    """A setup as the page draws it."""
    fit, presets = setup.fit, setup.presets
    noted = {note.name: note.sentence for note in setup.notes}
    bounds = {**setups.BOUNDS, **presets.bounds}
    model = presets.models.get(setup.model) or setups.own_model(setup.own)
    context = Field(setups.context_bound(model, presets), str(fit.context_tokens), noted.get(setups.CONTEXT, ""))
    parallel = Field(setups.PARALLEL_BOUND, str(fit.parallel), noted.get(setups.PARALLEL, ""))
    own = {name: Field(bounds[name], setups.typed(number), noted.get(name, "")) for name, number in setup.own.items()}
    return {
        "setup": setup,
        "bar": fit_showing.bar(fit),
        "rows": fit_showing.rows(fit),
        "verdict": fit_showing.verdict(fit),
        "verdict_kind": fit_showing.verdict_kind(fit),
        "sentence": fit_showing.sentence(fit),
        "speeds": fit_showing.speeds(fit),
        "longest": written(setup.longest),
        "models": _grouped(presets.models, setup.model),
        "machines": _grouped(presets.machines, setup.hardware),
        "quantizations": _options(presets.quantizations, setup.quantization),
        "caches": _options(presets.caches, setup.kv_cache),
        "context": context,
        "parallel": parallel,
        "own_model": [own[name] for name in setups.OWN_MODEL],
        "own_machine": [own[name] for name in setups.OWN_MACHINE],
        "notes": [note.sentence for note in setup.notes],
        "ways": [
            {"words": way.words, "total": fixed(fitting.gib(way.fit.total), 3), "query": urlencode(way.said)}
            for way in setup.ways
        ],
    }


def _options(presets: Mapping[str, Preset], chosen: str) -> list[Option]:
    return [Option(slug, one.name, slug == chosen) for slug, one in presets.items()]


def _grouped(presets: Mapping[str, Preset], chosen: str) -> list[tuple[str, list[Option]]]:
    """The presets under their headings, and own numbers last."""
    groups: dict[str, list[Option]] = {}
    for slug, one in presets.items():
        groups.setdefault(one.under, []).append(Option(slug, one.name, slug == chosen))
    return [*groups.items(), ("Not in the list", [Option(OWN, "Your own numbers", chosen == OWN)])]


def _formulas(page: "CalculatorPage", setup: Setup) -> list[tuple[Any, list[str]]]:
    worked = fit_showing.worked(setup.fit)
    return [(child.value, worked.get(child.value["slug"], [])) for child in page.formulas]


def _examples(page: "CalculatorPage", presets: setups.Presets) -> list[Example]:
    """The examples that can be set: one whose model or machine is gone is left out, and editors are told."""
    return [
        Example(value["title"], value["says"], setup, urlencode(setup.said))
        for value, setup in local_queries.examples_of(page, presets)
        if not setup.notes
    ]


def _measured(page: "CalculatorPage") -> list[dict[str, Any]]:
    """The measured points, each with the share of bandwidth that follows."""
    return [{"point": child.value, "share": _share(child.value)} for child in page.measured]


def _share(point: Mapping[str, Any]) -> str:
    if point["file_gib"]:
        read = Fraction(point["file_gib"]) * fitting.GIB
    else:
        read = point["parameters"] * Fraction(point["bits_per_weight"]) / fitting.BITS
    reached = fitting.share_of_bandwidth(read, Fraction(point["tokens_per_second"]), Fraction(point["bandwidth_gb_s"]))
    return f"{fixed(reached * 100, 0)} %"


def episode(request: HttpRequest, page: "EpisodePage") -> HttpResponse:
    """An episode with what the reader runs in its commands. A post forgets what is kept of that.

    Context: `page`, `place` (local_queries.Place), `outline`, `slots` (filling.Filled by name), `setup` (None:
    nothing was said), `is_kept`, `calculator_href`, `notes`.
    """
    if request.method == "POST":
        if learner := cookies.learner_of(request):
            kept_setups.forget(learner)
        return see_other(request.path)
    slots = local_queries.slots_of(page)
    near, calculator_href = local_queries.calculator_near(page, request)
    is_asked = setups.is_asked(request.GET)
    mine = _kept(request) if slots else {}
    asked = request.GET.dict() if is_asked else mine
    setup = setups.setup(asked, local_queries.presets(near)) if slots and near and asked else None
    context = {
        **page.get_context(request),
        "description": page.search_description or page.summary,
        "place": local_queries.place_of(page),
        "outline": [heading for heading in blocks.outline(page.body) if heading.level == 2],
        "slots": filling.filled(slots, setup),
        "setup": setup,
        "is_kept": bool(mine) and not is_asked,
        "has_kept": bool(mine),
        "calculator_href": f"{calculator_href}?{urlencode(setup.said)}" if setup else calculator_href,
        "query": urlencode(setup.said) if setup and is_asked else "",
        "notes": [note.sentence for note in setup.notes] if setup else [],
    }
    answer = TemplateResponse(request, page.get_template(request), context)
    return cacheable(answer, unless={cookies.TOKEN.name})
