"""What Run AI Locally shows, read off the database: its front, its episodes in order, all there is to choose from."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from wagtail.models import Page

from cookbooks import fitting
from cookbooks.counting import counted
from cookbooks.models.local import HardwareTier, LocalModel, Machine
from cookbooks.setups import CACHE, CONTEXT, HARDWARE, MAIN, MODEL, QUANTIZATION, Files, Preset, Presets, Setup, setup

if TYPE_CHECKING:
    from cookbooks.models.local_pages import CalculatorPage, EpisodePage, LocalPage


@dataclass(frozen=True)
class Place:
    """Where an episode stands among the others: its number, counted from 1, of how many, and its neighbours."""

    number: int
    episodes: list["EpisodePage"]
    before: "EpisodePage | None"
    after: "EpisodePage | None"

    @property
    def of(self) -> int:
        """How many there are."""
        return len(self.episodes)


def _model(name: str) -> Any:
    """A page type, which leads here and so can't be imported."""
    return apps.get_model("cookbooks", name)


def episodes_of(book: Page) -> list["EpisodePage"]:
    """The live episodes of a book in order, without their texts. A query."""
    return list(_listed(_model("EpisodePage").objects.child_of(book)))


def _listed(episodes: Any) -> Any:
    """Those that readers see, in order, with `has_slots`, and without what a list does not show."""
    slots = _model("EpisodeSlot").objects.filter(page=OuterRef("pk"))
    return episodes.live().order_by("path").defer("body", "sources").annotate(has_slots=Exists(slots))


def place_of(episode: "EpisodePage") -> Place:
    """Where `episode` stands: a query. In a preview of a new one: after all others."""
    episodes = list(_listed(_model("EpisodePage").objects.sibling_of(episode)))
    at = next((at for at, one in enumerate(episodes) if one.pk == episode.pk), len(episodes))
    after = episodes[at + 1] if at + 1 < len(episodes) else None
    shown = episodes if at < len(episodes) else [*episodes, episode]
    return Place(at + 1, shown, episodes[at - 1] if at else None, after)


def with_slots(page: Page) -> list[tuple[int, "EpisodePage"]]:
    """The episodes beside `page` that take what a reader runs, each with its number. A query."""
    episodes = _listed(_model("EpisodePage").objects.sibling_of(page))
    return [(at, one) for at, one in enumerate(episodes, 1) if one.has_slots]


def tiers() -> list[HardwareTier]:
    """The live tiers with their machines: 2 queries."""
    return list(HardwareTier.objects.filter(live=True).prefetch_related("machines"))


def front(book: "LocalPage") -> dict[str, Any]:
    """What the front shows: `episodes`, `calculator`, `tiers`. 4 queries."""
    return {
        "episodes": episodes_of(book),
        "calculator": _model("CalculatorPage").objects.child_of(book).live().first(),
        "tiers": tiers(),
    }


def size(book: Page) -> str:
    """What is in the book, counted. A query."""
    rows = {
        "episode": _model("EpisodePage").objects.child_of(book).live(),
        "model": LocalModel.objects.filter(live=True),
        "machine": Machine.objects.filter(tier__live=True),
    }
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for word, count in counted(rows).items())


def presets(page: "CalculatorPage") -> Presets:
    """All there is to choose in a calculator: 5 queries, however many models and machines."""
    models = LocalModel.objects.filter(live=True).prefetch_related("attention")
    chosen = {one.slug: one for one in models}
    machines = Machine.objects.filter(tier__live=True)
    default = next((one.slug for one in chosen.values() if one.pk == page.default_model_id), "")
    return Presets(
        models={slug: Preset(slug, one.name, one.reckoned, one.publisher) for slug, one in chosen.items()},
        quantizations={
            row.slug: Preset(row.slug, row.name, fitting.Quantization(row.name, _exact(row.bits_per_weight)))
            for row in page.quantization_rows
        },
        caches={
            row.slug: Preset(row.slug, row.name, fitting.CacheType(row.name, Fraction(row.bits_per_element)))
            for row in page.cache_rows
        },
        machines={
            machine.slug: Preset(machine.slug, machine.name, machine.reckoned, machine.tier.name)
            for machine in machines.select_related("tier").order_by("tier__sort_order", "sort_order")
        },
        bounds={child.value["name"]: child.value.bound for child in page.own_numbers},
        defaults={
            MODEL: default,
            QUANTIZATION: page.default_quantization,
            CACHE: page.default_kv_cache,
            HARDWARE: page.default_hardware,
            CONTEXT: str(page.default_context),
        },
        files={slug: Files(one.weights, one.gguf, one.native_format) for slug, one in chosen.items()},
        assumptions=fitting.Assumptions(*map(Fraction, (page.headroom_gib, page.efficiency_low, page.efficiency_high))),
    )


def _exact(number: Any) -> Fraction | None:
    return None if number is None else Fraction(number)


def examples_of(page: "CalculatorPage", known: Presets) -> list[tuple[Any, Setup]]:
    """The worked examples of a calculator, each with what it sets; what is gone is among the notes of that."""
    values = [child.value for child in page.examples]
    return [(value, setup({name: str(value[name]) for name in MAIN}, known)) for value in values]


def examples_left_out() -> list[str]:
    """Which examples of live calculators can't be shown, and why, a sentence or two each. 6 queries a calculator."""
    return [
        f"“{page.title}” leaves out its example “{value['title']}”. {found.notes[0].sentence.partition('. ')[0]}."
        for page in _model("CalculatorPage").objects.live()
        for value, found in examples_of(page, presets(page))
        if found.notes
    ]


def slots_of(episode: "EpisodePage") -> list[Any]:
    """The slots of an episode, as the filling wants them. A query."""
    return [row.slot for row in episode.slots.all()]


def calculator_near(page: Page, request: HttpRequest) -> tuple["CalculatorPage | None", str]:
    """The calculator beside `page`, and its address; None and "" where it is not live. A query."""
    found = _model("CalculatorPage").objects.sibling_of(page).live().first()
    return found, str(found.get_url(request)) if found else ""
