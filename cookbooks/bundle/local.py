"""How Run AI Locally stands in files: its cover and tiers, the episodes as Markdown, the calculator's presets.

What the calculator's examples come to stands in the file for tests, and the site works it out.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from cookbooks.bundle.numbers import as_written, count, decimal, or_nothing
from cookbooks.bundle.shelf import COVER, SHELF, ignored, shelf_of
from cookbooks.filling import SLOT, Fill
from cookbooks.local_blocks import FORMULAS, LANGUAGES, OWN_MACHINE, OWN_MODEL, PLATFORMS
from cookbooks.models import (
    CacheTypeRow,
    CalculatorPage,
    EpisodePage,
    HardwareTier,
    LocalModel,
    LocalPage,
    Machine,
    QuantizationRow,
)
from core.bundle import Bundle, Item, Kind, Node, Ref, register
from core.bundle.files import Text
from core.bundle.shapes import (
    Key,
    Shape,
    address,
    group,
    key,
    list_of,
    literal,
    markdown,
    month,
    of,
    one_of,
    record,
    ref,
    slug,
    text,
    whole,
)

FOLDER = "cookbooks/run-ai-locally"
COVER_FILE, CALCULATOR_FILE = f"{FOLDER}/cookbook.yaml", f"{FOLDER}/calculator.yaml"
BOOK = "run-ai-locally"
_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<code>.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)

SOURCE = record(
    {
        "title": key(text(longest=300), "title"),
        "publisher": key(text(longest=160), "publisher", required=False),
        "year": key(whole, "year", required=False),
        "url": key(address, "url", required=False),
    }
)


def as_list(shape: Shape) -> Shape:
    """One source as a stream of one."""

    def read(node: Node) -> list[dict[str, Any]]:
        return [{"type": "source", "value": shape(node)}]

    return read


def blocks_of(name: str, shape: Shape) -> Shape:
    """A list as a stream of blocks of one type."""
    values = list_of(shape)

    def read(node: Node) -> list[dict[str, Any]]:
        return [{"type": name, "value": value} for value in values(node) or []]

    return read


TIER = record(
    of(HardwareTier, "slug", "name", "memory", "examples_text", "model_sizes", "expect")
    | {
        "bandwidth_gb_s": group({"from": key(decimal(1), "bandwidth_from"), "to": key(decimal(1), "bandwidth_to")}),
        "examples": key(list_of(slug), "_examples"),
    }
)
COVER_OF_BOOK = record(
    COVER
    | of(LocalPage, "as_of_note")
    | {
        "episodes": key(list_of(slug), "_episodes"),
        "hardware_tiers": key(list_of(TIER), "_tiers"),
    }
    | ignored("calculator")
)
ATTENTION = record(
    {
        "layers": key(count(32767), "layers"),
        "kv_heads": key(count(32767), "kv_heads"),
        "head_dim": key(count(32767), "head_dim"),
        "window": key(or_nothing(count(2**31 - 1)), "window", required=False),
    }
)
MODEL = record(
    of(LocalModel, "slug", "name", "publisher", "license", "parameters_basis", "native_format", "note", "checked")
    | of(LocalModel, "weights", "gguf")
    | {
        "released": key(month, "released"),
        "parameters": key(count(), "parameters"),
        "active_parameters": key(count(), "active_parameters"),
        "native_gib": key(decimal(3), "native_gib", required=False),
        "layers": key(count(32767), "layers"),
        "kv_heads": key(count(32767), "kv_heads"),
        "head_dim": key(count(32767), "head_dim"),
        "context": key(count(2**31 - 1), "context"),
        "attention": key(list_of(ATTENTION), "attention"),
        "source": key(SOURCE, "_source"),
        "read_from": key(slug, "_read_from"),
    }
)
MACHINE = record(
    of(Machine, "slug", "name", "kind", "basis", "checked", "currency", "price_on")
    | {
        "memory_gib": key(decimal(3), "memory_gib"),
        "bandwidth_gb_s": key(decimal(3), "bandwidth_gb_s"),
        "usable_fraction": key(decimal(3, most=1), "usable_fraction"),
        "price": key(count(2**31 - 1), "price", required=False),
        "source": key(SOURCE, "_source"),
    }
)
QUANTIZATION = record(
    of(QuantizationRow, "slug", "name", "use") | {"bits_per_weight": key(or_nothing(decimal(4)), "bits_per_weight")}
)
CACHE_TYPE = record(
    of(CacheTypeRow, "slug", "name", "block", "flag") | {"bits_per_element": key(decimal(4), "bits_per_element")}
)
BOUND = {
    "label": key(text(longest=80), "label"),
    "unit": key(text(longest=40), "unit"),
    "min": key(as_written, "least"),
    "max": key(as_written, "most"),
    "default": key(as_written, "default"),
}
FORMULA = record(
    {
        "slug": key(one_of(name for name, _ in FORMULAS), "slug"),
        "name": key(text(longest=80), "name"),
        "words": key(markdown(longest=2_000), "words"),
        "symbols": key(text(longest=200), "symbols"),
        "variables": key(
            list_of(record({name: key(text(), name) for name in ("symbol", "meaning", "unit")})), "variables"
        ),
        "source": key(SOURCE, "source"),
    }
)
POINT = record(
    {
        "hardware": key(text(longest=160), "hardware"),
        "model": key(text(longest=160), "model"),
        "bandwidth_gb_s": key(as_written, "bandwidth_gb_s"),
        "parameters": key(count(), "parameters", required=False),
        "bits_per_weight": key(as_written, "bits_per_weight", required=False),
        "file_gib": key(as_written, "file_gib", required=False),
        "tokens_per_second": key(as_written, "tokens_per_second"),
        "source": key(SOURCE, "source"),
    }
    | ignored("share_of_bandwidth")
)
SETTING = {
    "model": key(slug, "model"),
    "quantization": key(slug, "quantization"),
    "context_tokens": key(count(), "context_tokens"),
    "kv_cache": key(slug, "kv_cache"),
    "parallel": key(count(), "parallel"),
    "hardware": key(slug, "hardware"),
}
EXAMPLE = record(
    {"title": key(text(longest=160), "title"), "says": key(markdown(longest=1_000), "says"), "input": group(SETTING)}
    | ignored("slug", "expected")
)
INPUT = record({"name": key(slug, "name"), "default": Key(lambda node: node.value, "default")} | ignored("type", "min"))
CALCULATOR = record(
    of(CalculatorPage, "slug", "title", "intro", "sources")
    | {
        "as_of": key(month, "as_of"),
        "units": group(of(CalculatorPage, memory="units_memory", bandwidth="units_bandwidth", file_size="units_file")),
        "inputs": key(list_of(INPUT), "_inputs"),
        "custom": group(
            of(CalculatorPage, words="own_words")
            | {
                "model": key(
                    list_of(record(BOUND | {"name": key(one_of(name for name, _ in OWN_MODEL), "name")})), "_own_model"
                ),
                "machine": key(
                    list_of(record(BOUND | {"name": key(one_of(name for name, _ in OWN_MACHINE), "name")})),
                    "_own_machine",
                ),
            }
        ),
        "formulas": key(blocks_of("formula", FORMULA), "formulas"),
        "assumptions": group(
            of(CalculatorPage, "rounding", usable_fraction_why="usable_why")
            | {
                "headroom_gib": key(decimal(3), "headroom_gib"),
                "efficiency_low": key(decimal(3, most=1), "efficiency_low"),
                "efficiency_high": key(decimal(3, most=1), "efficiency_high"),
            }
            | ignored("usable_fraction")
        ),
        "measured_points": key(blocks_of("point", POINT), "measured"),
        "quantization_presets": key(list_of(QUANTIZATION), "quantizations"),
        "quantization_source": key(as_list(SOURCE), "quantization_source"),
        "kv_cache_presets": key(list_of(CACHE_TYPE), "cache_types"),
        "kv_cache_source": key(as_list(SOURCE), "cache_source"),
        "model_presets": key(list_of(MODEL), "_models"),
        "read_from": Key(lambda node: {name: SOURCE(one) for name, one in node.value.items()}, "_read_from"),
        "hardware_presets": key(list_of(MACHINE), "_machines"),
        "worked_examples": key(blocks_of("example", EXAMPLE), "examples"),
    }
    | ignored("test_cases")
)
EPISODE_SLOT = record(
    {
        "name": key(slug, "name"),
        "label": key(text(longest=80), "label"),
        "default": key(literal(), "default"),
        "fill": key(one_of(fill.value for fill in Fill), "fill"),
    }
)
EPISODE = record(
    of(EpisodePage, "title", "slug", "summary", "you_need", "you_will_have", "sources")
    | {"order": key(whole, "_order"), "slots": Key(list_of(EPISODE_SLOT), "slots", required=False)}
    | ignored("platforms")
)


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """The values without what stays in the file."""
    return {name: value for name, value in values.items() if not name.startswith("_")}


def _cover(bundle: Bundle) -> tuple[Node, dict[str, Any]] | None:
    root = bundle.yaml(COVER_FILE) if bundle.files(COVER_FILE) else None
    return (root, COVER_OF_BOOK(root)) if root else None


def _calculator(bundle: Bundle) -> tuple[Node, dict[str, Any]] | None:
    root = bundle.yaml(CALCULATOR_FILE) if bundle.files(COVER_FILE) else None
    return (root, CALCULATOR(root)) if root else None


def _book(node: Node) -> Ref:
    return Ref("local-cookbook", f"{SHELF}/{BOOK}", node)


def read_book(bundle: Bundle) -> Iterator[Item]:
    if found := _cover(bundle):
        root, values = found
        yield Item("local-cookbook", f"{SHELF}/{values.get('slug') or ''}", root, _kept(values), shelf_of(root))


def read_tiers(bundle: Bundle) -> Iterator[Item]:
    """The tiers, each with the machines that it names; a machine that no tier names would be lost in silence."""
    cover, calculator = _cover(bundle), _calculator(bundle)
    if not cover or not calculator:
        return
    (root, values), (presets, chosen) = cover, calculator
    machines = {one.get("slug"): _machine(one, chosen.get("as_of")) for one in chosen.get("_machines") or []}
    named: set[str] = set()
    for at, tier in enumerate(values.get("_tiers") or []):
        node = root.key("hardware_tiers").item(at)
        rows = []
        for name in tier.get("_examples") or []:
            if name in machines:
                rows.append(machines[name])
            else:
                node.key("examples").refuse(f"There is no machine “{name}” in calculator.yaml.", near=name or "")
        named |= {row["slug"] for row in rows}
        yield Item("tier", tier.get("slug") or "", node, _kept(tier) | {"machines": rows})
    for at, name in enumerate(machines):
        if name not in named:
            presets.key("hardware_presets").item(at).refuse(f"No tier in cookbook.yaml names “{name}”.")


def _machine(values: dict[str, Any], as_of: Any) -> dict[str, Any]:
    source = values.get("_source") or {}
    return {"checked": as_of} | _kept(values) | {f"source_{name}": source[name] for name in source}


def read_models(bundle: Bundle) -> Iterator[Item]:
    if found := _calculator(bundle):
        root, values = found
        shapes = values.get("_read_from") or {}
        for at, one in enumerate(values.get("_models") or []):
            node = root.key("model_presets").item(at)
            shape = one.get("_read_from")
            if shape not in shapes:
                node.key("read_from").refuse(f"Nothing called “{shape}” stands under read_from.")
            sources = [source for source in (one.get("_source"), shapes.get(shape)) if source]
            listed = [{"type": "source", "value": source} for source in sources]
            kept = {"checked": values.get("as_of")} | _kept(one)
            yield Item("local-model", one.get("slug") or "", node, kept | {"sources": listed})


def read_calculator(bundle: Bundle) -> Iterator[Item]:
    if found := _calculator(bundle):
        root, values = found
        node = root.key("inputs")
        defaults = {one.get("name"): one.get("default") for one in values.get("_inputs") or []}
        own = [*(values.get("_own_model") or []), *(values.get("_own_machine") or [])]
        page = _kept(values) | {
            "default_model": ref(LocalModel)(Node(node.source, defaults.get("model"), node.first, node.last)),
            "default_quantization": defaults.get("quantization"),
            "default_kv_cache": defaults.get("kv_cache"),
            "default_hardware": defaults.get("hardware"),
            "default_context": defaults.get("context_tokens"),
            "own_numbers": [{"type": "number", "value": value} for value in own],
        }
        yield Item("calculator", f"{SHELF}/{BOOK}/{values.get('slug') or ''}", root, page, _book(root))


def read_episodes(bundle: Bundle) -> Iterator[Item]:
    found = _cover(bundle)
    if not found:
        return
    root, cover = found
    files = {PurePosixPath(file).stem.partition("-")[2]: file for file in bundle.files(f"{FOLDER}/episodes/*.md")}
    named = cover.get("_episodes") or []
    for name in set(files) - set(named):
        if lost := bundle.markdown(files[name]):
            lost.whole.refuse("cookbook.yaml names no such episode.")
    for at, name in enumerate(named, 1):
        if name not in files:
            root.key("episodes").item(at - 1).refuse(f"There is no file for the episode “{name}”.", near=name or "")
        elif text_found := bundle.markdown(files[name]):
            yield _episode(text_found, name, at)


def _episode(found: Text, name: str, at: int) -> Item:
    values = EPISODE(found.front)
    if values.get("slug") not in (None, name):
        found.front.key("slug").refuse("The slug is not that of the file's name.")
    if values.get("_order") not in (None, at):
        found.front.key("order").refuse(f"This is number {at} in cookbook.yaml.")
    known = {slot.get("name") for slot in values.get("slots") or []}
    page = _kept(values) | {"body": list(_body(found, known)), "search_description": values.get("summary") or ""}
    return Item("episode", f"{SHELF}/{BOOK}/{name}", found.whole, page, _book(found.front))


def _body(found: Text, slots: set[Any]) -> Iterator[dict[str, Any]]:
    """The text as blocks: prose, and between it code; what stands there for several platforms is one block."""
    for section in filter(lambda node: node.value, [found.intro, *found.sections]):
        variants: list[dict[str, Any]] = []
        at = 0
        for match in _FENCE.finditer(section.value):
            between = section.value[at : match.start()]
            variant = _variant(match, section, slots)
            if variants and (between.strip() or not (variants[-1]["platform"] and variant["platform"])):
                yield _commands(variants)
                variants = []
            if between.strip():
                yield _prose(between, section)
            variants.append(variant)
            at = match.end()
        if variants:
            yield _commands(variants)
        if section.value[at:].strip():
            yield _prose(section.value[at:], section)


def _prose(value: str, section: Node) -> dict[str, Any]:
    node = Node(section.source, value.strip(), section.first, section.last)
    return {"type": "prose", "value": markdown()(node) or ""}


def _commands(variants: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "commands", "value": {"variants": variants}}


def _variant(match: re.Match[str], section: Node, slots: set[Any]) -> dict[str, Any]:
    language, _, platform = match["info"].strip().partition(" ")
    if language not in {name for name, _ in LANGUAGES}:
        section.refuse(f"“{language}” is no language that code is shown in.", near=match[0].partition("\n")[0])
    if platform and platform not in {name for name, _ in PLATFORMS}:
        section.refuse(f"“{platform}” is no platform.", near=match[0].partition("\n")[0])
    for name in SLOT.findall(match["code"]):
        if name not in slots:
            section.refuse(f"The episode has no slot “{name}”.", near=name)
    return {"platform": platform, "language": language, "code": match["code"].removesuffix("\n")}


register(
    Kind("local-cookbook", LocalPage, read_book),
    Kind("tier", HardwareTier, read_tiers),
    Kind("local-model", LocalModel, read_models),
    Kind("episode", EpisodePage, read_episodes),
    Kind("calculator", CalculatorPage, read_calculator),
)
