"""How The AI Field Kit stands in files: its cover, the anatomy, the prompts, the one rule as Markdown."""

from collections.abc import Iterator
from typing import Any

from cookbooks.bundle.shelf import COVER, SHELF, ignored, shelf_of
from cookbooks.models import AnatomyPage, KitPage, Part, Placeholder, Prompt, PromptsPage, RulePage
from cookbooks.models.kit import PLACEHOLDER
from core.bundle import Bundle, Item, Kind, Node, Ref, register
from core.bundle.shapes import Shape, each, group, key, list_of, literal, markdown, month, of, record, slug, text

FOLDER = "cookbooks/ai-field-kit"
COVER_FILE, ANATOMY_FILE, PROMPTS_FILE = (f"{FOLDER}/{name}.yaml" for name in ("cookbook", "anatomy", "prompts"))
RULE_FILE = f"{FOLDER}/the-one-rule.md"
BOOK = "ai-field-kit"


def verbatim(node: Node) -> str | None:
    """Text as it is quoted, any sign in it; lines as they stand, without blank ones at its end."""
    return node.value.rstrip("\n") if text()(node) is not None else None


COVER_OF_BOOK = record(COVER | of(KitPage, "as_of_note") | ignored("parts"))
PART = record(
    of(Part, "slug", "name", "what", "why", "lost") | {name: key(verbatim, name) for name in ("weak", "strong")}
)
SEGMENT = record({"part": key(slug, "part"), "text": key(verbatim, "text")})
ANATOMY = record(
    of(AnatomyPage, "slug", "title", "intro", "sources")
    | {
        "as_of": key(month, "as_of"),
        "parts": key(list_of(PART, fewest=1), "parts"),
        "annotated_prompt": group(
            of(AnatomyPage, title="prompt_title", note="prompt_note")
            | {"segments": key(list_of(SEGMENT, fewest=1), "segments")}
        ),
    }
)
PROMPT = record(
    of(Prompt, "slug", "title", "when", "prompt", "with_rule", "why_it_works", "watch_out")
    | {
        "placeholders": key(list_of(record(of(Placeholder, "name", "label", "example"))), "placeholders"),
        "follow_ups": key(each("text", literal()), "follow_ups"),
    }
)
PROMPTS = record(
    of(PromptsPage, "slug", "title", "intro")
    | {"as_of": key(month, "as_of"), "prompts": key(list_of(PROMPT), "_prompts")}
)
RULE = record(of(RulePage, "slug", "title", "rule", "summary", "sources"))


def _read(bundle: Bundle, file: str, shape: Shape) -> tuple[Node, dict[str, Any]] | None:
    root = bundle.yaml(file) if bundle.files(COVER_FILE) else None
    return (root, shape(root)) if root else None


def _book(node: Node) -> Ref:
    return Ref("field-kit", f"{SHELF}/{BOOK}", node)


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """The values without what stays in the file."""
    return {name: value for name, value in values.items() if not name.startswith("_")}


def read_book(bundle: Bundle) -> Iterator[Item]:
    if found := _read(bundle, COVER_FILE, COVER_OF_BOOK):
        root, values = found
        yield Item("field-kit", f"{SHELF}/{values.get('slug') or ''}", root, _kept(values), shelf_of(root))


def read_anatomy(bundle: Bundle) -> Iterator[Item]:
    if found := _read(bundle, ANATOMY_FILE, ANATOMY):
        root, values = found
        known = {part.get("slug") for part in values.get("parts") or []}
        pieces = root.key("annotated_prompt").key("segments")
        for at, segment in enumerate(values.get("segments") or []):
            if segment.get("part") not in known:
                pieces.item(at).key("part").refuse(f"There is no part “{segment.get('part')}”.")
        yield Item("anatomy", f"{SHELF}/{BOOK}/{values.get('slug') or ''}", root, values, _book(root))


def read_prompts(bundle: Bundle) -> Iterator[Item]:
    if found := _read(bundle, PROMPTS_FILE, PROMPTS):
        root, values = found
        for at, prompt in enumerate(values.get("_prompts") or []):
            node = root.key("prompts").item(at)
            _judge(node, prompt)
            yield Item("prompt", prompt.get("slug") or "", node, prompt)


def _judge(node: Node, prompt: dict[str, Any]) -> None:
    """Note each placeholder that one version asks for and the reader is not asked for, or the other way round."""
    asked = {row.get("name") for row in prompt.get("placeholders") or []}
    for version in ("prompt", "with_rule"):
        for name in asked ^ set(PLACEHOLDER.findall(prompt.get(version) or "")):
            node.key(version).refuse(f"“{name}” is asked for in one of prompt and placeholders alone.", near=name or "")


def read_prompts_page(bundle: Bundle) -> Iterator[Item]:
    if found := _read(bundle, PROMPTS_FILE, PROMPTS):
        root, values = found
        yield Item("prompts", f"{SHELF}/{BOOK}/{values.get('slug') or ''}", root, _kept(values), _book(root))


def read_rule(bundle: Bundle) -> Iterator[Item]:
    found = bundle.markdown(RULE_FILE) if bundle.files(COVER_FILE) else None
    if found is None:
        return
    values = RULE(found.front)
    sections = [node for node in (found.intro, *found.sections) if node.value]
    body = [{"type": "prose", "value": markdown()(node) or ""} for node in sections]
    values |= {"body": body, "search_description": values.get("summary") or ""}
    yield Item("one-rule", f"{SHELF}/{BOOK}/{values.get('slug') or ''}", found.whole, values, _book(found.front))


register(
    Kind("field-kit", KitPage, read_book),
    Kind("anatomy", AnatomyPage, read_anatomy),
    Kind("prompt", Prompt, read_prompts, scheme="prompt"),
    Kind("prompts", PromptsPage, read_prompts_page),
    Kind("one-rule", RulePage, read_rule),
)
