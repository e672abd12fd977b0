"""How AI in Practice stands in files: practice/guide.yaml for its front page, and a file for each idea.

An idea's file also says what its figure computes and what tests expect of it: that stays in the file.
"""

from collections.abc import Iterator
from typing import Any

from core.bundle import Bundle, Item, Kind, Node, Ref, register
from core.bundle.shapes import Key, Shape, each, group, key, list_of, of, record, ref, shape_of, slug, text
from practice import judging
from practice.blocks import CheckBlock, InputWordsBlock, OddInputBlock, TryBlock
from practice.ideas import SLUGS
from practice.judging import Asked
from practice.models import Idea, PracticePage
from roles.models import Lens, Role, Skill

FOLDER = "practice"
GUIDE = f"{FOLDER}/guide.yaml"


def anything(node: Node) -> None:
    """What tests read, or the code knows."""


def _ignored(*names: str) -> dict[str, Key]:
    return {name: Key(anything, f"_{name}", required=False) for name in names}


def stream(name: str, shape: Shape) -> Shape:
    """A list whose items become blocks of one type, `name`."""
    values = list_of(shape)
    return lambda node: [{"type": name, "value": value} for value in values(node) or []]


def names(scheme: str) -> Shape:
    """A list of slugs that become links by name."""

    def read_one(node: Node) -> str | None:
        found = slug(node)
        if found:
            node.source.bundle.links.append((f"{scheme}:{found}", node))
        return f"{scheme}:{found}" if found else None

    return list_of(read_one)


def setting(node: Node) -> str | None:
    """What a control is set to, as an address says it."""
    if isinstance(node.value, bool):
        return "on" if node.value else "off"
    if isinstance(node.value, str | int | float):
        return f"{node.value:g}" if isinstance(node.value, float) else str(node.value)
    return node.refuse("A control is set to a number, to words, or to true or false.")


def settings(node: Node) -> list[dict[str, Any]]:
    """Controls by name, as the rows of a block."""
    if not isinstance(node.value, dict):
        return node.refuse("This has to be a mapping: a control, and what it is set to.") or []
    return [{"name": name, "value": setting(value)} for name, value in node.value.items()]


def rows(node: Node) -> list[dict[str, Any]]:
    """Controls by name, as blocks of a stream."""
    return [{"type": "set", "value": row} for row in settings(node)]


def word(node: Node) -> str | None:
    """A value of a control with choices, which YAML may take for a number."""
    return str(node.value) if isinstance(node.value, int) else text()(node)


def _of_block(block: Any, **others: Shape) -> Shape:
    """A mapping with the keys of a block; `others` are shapes of those that files write otherwise."""
    children = {name: Key(shape_of(child), name) for name, child in block().child_blocks.items() if name not in others}
    return record(children | {name: Key(shape, name) for name, shape in others.items()})


def _asked(before: str, last: str, **more: Key) -> Key:
    """A question with its choices: four fields whose names begin alike; `last` says why."""
    fields = {name: f"{before}_{name}" for name in ("question", "choices", "answer", last)}
    return group(of(Idea, **fields) | more)


CHOICES = list_of(record({"value": key(word, "value"), "label": key(text(longest=120), "label")}))
INPUT = record(
    {
        "name": key(text(), "name"),
        "label": key(shape_of(InputWordsBlock().child_blocks["label"]), "label"),
        "choices": key(CHOICES, "choices", required=False),
    }
    | _ignored("type", "default", "min", "max", "step", "max_length", "lines", "raw", "hidden")
)
FIGURE = (
    of(Idea, "what_you_see", compute="rule")
    | {"inputs": key(stream("input", INPUT), "inputs")}
    | _ignored("result", "output", "data")
)
TRY = record(
    {name: Key(shape_of(TryBlock().child_blocks[name]), name) for name in ("do", "notice")}
    | {"set": key(settings, "set")}
    | _ignored("shows")
)
LINKS = {
    "roles": key(each("role", ref(Role)), "roles", required=False),
    "skills": key(each("skill", ref(Skill)), "skills", required=False),
    "lenses": key(each("lens", ref(Lens)), "lenses", required=False),
    "chapters": key(names("chapter"), "_chapters", required=False),
    "articles": key(names("article"), "_articles", required=False),
    "cookbooks": key(names("cookbook"), "_cookbooks", required=False),
    "ideas": key(names("practice"), "_ideas", required=False),
}
ODD = record({case: key(shape_of(OddInputBlock().child_blocks["what"]), case) for case, _ in OddInputBlock.CASES})
IDEA = record(
    of(Idea, "slug", "title", "question", "promise", "minutes", "explain", "surprise", "misconception", "sources")
    | {
        "predict": _asked("predict", "reveal", set=key(rows, "predict_set", required=False)),
        "after": _asked("after", "why"),
        "figure": group(FIGURE),
        "try_this": key(stream("try", TRY), "tries"),
        "check_yourself": key(stream("check", _of_block(CheckBlock)), "checks"),
        "bad_input": key(ODD, "_odd"),
        "links": group(LINKS),
    }
    | _ignored("order", "part", "optional", "examples_for_tests")
)
PART = record(
    {
        "eyebrow": key(text(longest=60), "eyebrow"),
        "title": key(text(longest=120), "title"),
        "summary": key(shape_of(PracticePage._meta.get_field("premise")), "summary"),
        "ideas": key(list_of(ref(Idea), fewest=1), "ideas"),
    }
    | _ignored("slug")
)
EXTRA = record({"slug": key(ref(Idea), "idea"), "note": key(shape_of(PracticePage._meta.get_field("premise")), "note")})
WAY = record({"title": key(text(longest=80), "title"), "ideas": key(list_of(ref(Idea), fewest=1), "ideas")})
FRONT = record(
    of(PracticePage, "slug", "title", "standfirst", updated="reviewed_on")
    | {
        "premise": group(of(PracticePage, eyebrow="premise_eyebrow", body="premise")),
        "parts": key(stream("part", PART), "parts"),
        "extras": key(stream("extra", EXTRA), "extras"),
        "order": key(list_of(slug), "_order"),
        "how_to_read": group(of(PracticePage, body="how_to_read") | {"paths": key(stream("way", WAY), "ways")}),
        "foundations": group(of(PracticePage, body="basics", target="basics_target", action="basics_action")),
        "back_to_the_path": group(of(PracticePage, body="way_back")),
    }
    | _ignored("conventions")
)


def _guide(bundle: Bundle) -> tuple[Node, dict[str, Any]] | None:
    """The file of the front page, and what is in it; None where the bundle has none."""
    root = bundle.yaml(GUIDE) if bundle.files(GUIDE) else None
    return (root, FRONT(root)) if root else None


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """The values without what stays in the file."""
    return {name: value for name, value in values.items() if not name.startswith("_")}


def read_ideas(bundle: Bundle) -> Iterator[Item]:
    found = _guide(bundle)
    if not found:
        return
    root, front = found
    order = [name for name in front.get("_order") or [] if name]
    _none_besides(bundle, root, order)
    for name in order:
        file = f"{FOLDER}/{name}.yaml"
        if node := bundle.yaml(file):
            values = IDEA(node)
            if values.get("slug") not in (None, name):
                node.key("slug").refuse("The slug is not the file's name.")
            judge(node, values, name)
            reads = [one for kind in ("_chapters", "_articles", "_cookbooks") for one in values.get(kind) or []]
            odd = values.get("_odd") or {}
            more = {
                "reads": [{"type": "read", "value": one} for one in reads],
                "leans": [{"type": "idea", "value": one} for one in values.get("_ideas") or []],
                "odd_inputs": [{"type": "odd", "value": {"case": case, "what": what}} for case, what in odd.items()],
            }
            yield Item("idea", name, node, _kept(values) | more)


def _none_besides(bundle: Bundle, root: Node, order: list[str]) -> None:
    """Note each idea of the order that nothing computes, and each file that the order does not name."""
    for name in order:
        if trouble := judging.unknown(name):
            root.key("order").refuse(trouble, near=name)
    for file in bundle.files(f"{FOLDER}/*.yaml"):
        name = file.removeprefix(f"{FOLDER}/").removesuffix(".yaml")
        if file != GUIDE and name not in order and (node := bundle.yaml(file)):
            node.refuse("The order in guide.yaml names no such idea.")


def judge(node: Node, values: dict[str, Any], name: str) -> None:
    """Note where an idea's words do not fit its figure."""
    if name not in SLUGS:
        return
    inputs = [one["value"] for one in values.get("inputs") or []]
    labels = [one.get("name") or "" for one in inputs]
    choices = {
        one.get("name") or "": [choice.get("value") or "" for choice in one.get("choices") or []] for one in inputs
    }
    for sentence in judging.controls(name, labels, choices):
        node.key("figure").key("inputs").refuse(sentence)
    revealed = [row["value"] for row in values.get("predict_set") or []]
    for sentence in judging.settings(name, {row["name"]: row["value"] or "" for row in revealed}):
        node.key("predict").key("set").refuse(sentence)
    for at, one in enumerate(values.get("tries") or []):
        place = node.key("try_this").item(at).key("set")
        said = {row["name"]: row["value"] or "" for row in one["value"].get("set") or []}
        for sentence in judging.settings(name, said):
            place.refuse(sentence)
    for which, why in (("predict", "predict_reveal"), ("after", "after_why")):
        value = {key: values.get(f"{which}_{key}") for key in ("question", "choices", "answer")}
        _judge_question(node.key(which), value | {"why": values.get(why)})
    for at, one in enumerate(values.get("checks") or []):
        _judge_question(node.key("check_yourself").item(at), one["value"])
    if len(values.get("after_choices") or []) != len(values.get("predict_choices") or []):
        node.key("after").key("choices").refuse("It takes as many choices as the question before the figure.")


def _judge_question(node: Node, value: dict[str, Any]) -> None:
    choices = tuple(one or "" for one in value.get("choices") or [])
    asked = Asked(value.get("question") or "", choices, value.get("answer") or "", value.get("why") or "")
    if trouble := asked.trouble():
        node.key("answer").refuse(trouble)


def read_page(bundle: Bundle) -> Iterator[Item]:
    found = _guide(bundle)
    if not found:
        return
    root, front = found
    shelf = bundle.yaml("guides/shelf.yaml") if bundle.files("guides/shelf.yaml") else None
    about = shelf.key("practice").key("seo_description").value if shelf else ""
    series = bundle.yaml("guides/series.yaml")
    home = series.key("slug").value if series else ""
    values = _kept(front) | {"search_description": about if isinstance(about, str) else ""}
    yield Item("practice", front.get("slug") or "", root, values, Ref("series", str(home), root))


register(
    Kind("idea", Idea, read_ideas, scheme="practice"),
    Kind("practice", PracticePage, read_page),
)
