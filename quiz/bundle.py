"""How the quiz of a guide stands in files: quiz.yaml, and its part of indexes.yaml for the page.

What the file tells besides (its balance, the results of its golden answers, formulas) is checked by tests and stays
there.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import PurePosixPath
from typing import Any

from core.bundle import Bundle, Item, Kind, Node, Ref, register
from core.bundle.shapes import Key, address, group, key, list_of, of, record, ref, slug, text, whole
from quiz.models import Choice, GoldenAnswers, Question, Quiz, QuizPage, RoleResult
from roles.bundle import INDEXES, guides
from roles.models import Role

FILE = "quiz.yaml"
FOURTH = Decimal("0.0001")


def anything(node: Node) -> None:
    """What tests read and the site does not."""


def number(node: Node) -> Decimal | None:
    """A number to four places, as the rule keeps it."""
    try:
        return Decimal(str(node.value)).quantize(FOURTH)
    except InvalidOperation:
        node.refuse(f"“{node.value}” is no number.")
        return None


def weights(node: Node) -> dict[str, int]:
    """Role slug to weight. Roles are checked when the quiz is published, with everything else that is scored."""
    if not isinstance(node.value, dict):
        node.refuse("This has to be a mapping of roles to weights.")
        return {}
    for value in node.value.values():
        if value.value not in (1, 2, 3):
            value.refuse(f"A weight is 1, 2 or 3, and this is {value.value}.")
    return {role: value.value for role, value in node.value.items()}


def answers(node: Node) -> dict[str, str]:
    """Question slug to choice slug. Both may be gone from the quiz: then the balance says so."""
    if not isinstance(node.value, dict):
        node.refuse("This has to be a mapping of questions to choices.")
        return {}
    return {question: str(choice.value) for question, choice in node.value.items()}


def _ignored(*names: str) -> dict[str, Key]:
    return {name: Key(anything, f"_{name}", required=False) for name in names}


def _outcome(prefix: str, *names: str, more: Mapping[str, Key] | None = None) -> Key:
    """One part of `outcomes`, whose keys become the fields of its prefix."""
    return group(of(Quiz, **{name: f"{prefix}_{name}" for name in names}) | _ignored("when_shown") | dict(more or {}))


def _tie_rules(node: Node) -> dict[str, str]:
    """The rules for ties, as the fields that hold their words."""
    rule = record({"slug": key(slug, "slug"), "rule": key(text(), "rule"), "why": key(text(), "why")})
    found: dict[str, str] = {}
    for words in list_of(rule)(node) or []:
        prefix = (words.get("slug") or "").replace("-", "_")
        found |= {f"{prefix}_{part}": words[part] for part in ("rule", "why") if words.get(part)}
    return found


def _strength(node: Node) -> dict[str, Decimal]:
    """Where the bands begin: the lowest ends where “nobody stands out” does, each other where the next begins."""
    band = record({"slug": key(slug, "slug"), "below_z": key(number, "below_z")} | _ignored("fit"))
    below = {words.get("slug"): words.get("below_z") for words in list_of(band)(node) or []}
    if list(below) != ["faint", "lean", "clear", "strong"]:
        node.refuse("The bands are faint, lean, clear and strong, in this order.")
    begins = {"clear_from": below.get("lean"), "strong_from": below.get("clear")}
    return {name: limit for name, limit in begins.items() if limit}


def sources(node: Node) -> list[dict[str, Any]]:
    """Sources, without the year where a page carries none."""
    found = list_of(SOURCE)(node) or []
    values = [{name: value for name, value in one.items() if value and not name.startswith("_")} for one in found]
    return [{"type": "source", "value": value} for value in values]


SOURCE = record(
    {
        "title": key(text(longest=300), "title"),
        "publisher": key(text(longest=160), "publisher"),
        "year": key(lambda node: None if node.value is None else whole(node), "year"),
        "url": key(address, "url"),
        **_ignored("used_for"),
    }
)
CHOICE = record(
    of(Choice, "slug", "text", "rationale")
    | {"weights": Key(weights, "weights", False), **of(Choice, "role")}
    | of(Choice, "opens_at")
)
QUESTION = record(
    of(Question, "slug", "scored", "facet", "text", "help", "used_for")
    | {"choices": key(list_of(CHOICE), "choices")}
    | _ignored("order", "required")
)
GOLDEN = record(
    {**of(GoldenAnswers, "covers", "best"), "answers": key(answers, "answers")}
    | _ignored("slug", "scores", "z", "fit", "order", "runner_up", "margin", "close_call", "close_set", "flat")
    | _ignored("strength", "tie", "stable")
)
RESULT = record(of(RoleResult, "role", "headline", "why_you", "watch_out", "first_step", "if_runner_up"))
SCORING = record(
    {
        "answers_needed": of(Quiz, "answers_needed")["answers_needed"],
        "roles": key(list_of(ref(Role)), "roster"),
        "parameters": group(
            {
                "close_call_margin": key(number, "close_call_margin"),
                "flat_below": key(number, "flat_below"),
                **_ignored("z_decimals", "fit_at_zero", "fit_per_z", "fit_min", "fit_max", "single_changes"),
            }
        ),
        "tie_rules": Key(_tie_rules, ""),
        "strength": Key(_strength, ""),
    }
    | of(Quiz, "why_this_scale", "why_these_thresholds", "limits")
    | _ignored("name", "version", "reference", "incomplete", "shuffling", "invariants", "formulas")
)
OUTCOMES = {
    "clear": _outcome(
        "clear",
        "headline",
        "body",
        more={"strength": group(of(Quiz, lean="clear_lean", clear="clear_clear", strong="clear_strong"))},
    ),
    "close_call": _outcome("close", "headline", "body", "if_three", "what_to_do"),
    "flat_profile": _outcome("flat", "headline", "body", "first_step", "retake"),
    "stay": _outcome("stay", "headline", "body", "signs", "keep_the_door_open", "come_back_when"),
}
QUIZ = record(
    of(Quiz, "slug", "title", "short_title", "standfirst", "minutes", "instruction", "what_it_is", "what_it_is_not")
    | of(Quiz, "how_it_is_scored")
    | {
        "sources": key(sources, "sources"),
        "reading_the_fit": group(of(Quiz, "you_may_read", "you_may_not_read")),
        "scoring": Key(SCORING, ""),
        "questions": key(list_of(QUESTION), "questions"),
        "context_questions": Key(list_of(QUESTION), "context", False),
        "results": key(list_of(RESULT), "results"),
        "outcomes": group(OUTCOMES),
        "golden": Key(list_of(GOLDEN), "golden", False),
    }
    | _ignored("version", "updated", "balance_sampled", "balance")
)


def _files(bundle: Bundle) -> Iterator[tuple[str, Node]]:
    """The slug of each guide that has a quiz, and its file."""
    for folder in guides(bundle):
        if bundle.files(f"{folder}/{FILE}") and (root := bundle.yaml(f"{folder}/{FILE}")):
            yield PurePosixPath(folder).name, root


def read_quizzes(bundle: Bundle) -> Iterator[Item]:
    for _, root in _files(bundle):
        values: dict[str, Any] = QUIZ(root)
        questions = [*(values.get("questions") or []), *(values.pop("context", None) or [])]
        roster = [role.slug for role in values.pop("roster", None) or [] if role]
        told = [result["role"].slug for result in values.get("results") or [] if result.get("role")]
        if roster != told:
            root.key("results").refuse("The results have to be those of `scoring.roles`, in the same order.")
        kept = {**_kept(values), "questions": [_kept(one) for one in questions]}
        kept["golden"] = [_kept(case) for case in kept.get("golden") or []]
        yield Item("quiz", values.get("slug") or "", root, kept)


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """The values without what is ignored, rows included."""
    kept = {name: value for name, value in values.items() if not name.startswith("_")}
    if "choices" in kept:
        kept["choices"] = [_kept(choice) for choice in kept["choices"] or []]
    return kept


def read_pages(bundle: Bundle) -> Iterator[Item]:
    for guide, quiz in _files(bundle):
        if root := bundle.yaml(f"guides/{guide}/indexes.yaml"):
            node = root.key("quiz")
            words = INDEXES(root).get("quiz") or {}
            values = {**words, "slug": "quiz", "quiz": Ref("quiz", str(quiz.key("slug").value), quiz.key("slug"))}
            yield Item("quiz-page", f"{guide}/quiz", node, values, Ref("guide", guide, node))


register(
    Kind("quiz", Quiz, read_quizzes),
    Kind("quiz-page", QuizPage, read_pages),
)
