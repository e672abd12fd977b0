"""How lifecycles, phases, roles, skills, counterparts and lenses stand in files; and the pages that list them.

A guide that has roles has all of these files in its folder, or it is half a bundle.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from core.bundle import Bundle, Item, Kind, Node, Ref, register
from core.bundle.shapes import Key, Shape, each, group, key, list_of, of, record, ref, target
from roles.models import (
    Change,
    Counterpart,
    Lens,
    LensesPage,
    Level,
    Lifecycle,
    Phase,
    Role,
    RolesExplorerPage,
    RoleSkill,
    Skill,
    SkillsPage,
)
from roles.models.roles import SKILLS_OF_A_ROLE

Reader = Callable[[Bundle], Iterator[Item]]

FILES = ("lifecycles", "roles", "skills", "counterparts", "lenses", "indexes")

PHASE = record(of(Phase, "slug", "name", "question", "summary", "produces"))
LIFECYCLE = record(of(Lifecycle, "slug", "name", "summary", "day_title") | {"phases": key(list_of(PHASE), "phases")})
SKILL = record(of(Skill, "slug", "name", "kind", "summary", "evidence", "learn_by", "sfia"))
ROLE = record(
    of(Role, "slug", "title", "also_called", "lifecycle", "tagline", "owns", "does_not_own", "day")
    | of(Role, "seniority_note", "artifacts", "judged_by", "first_ninety_days", "interview_signal")
    | of(Role, "version", "changed", "sources")
    | {
        "phases": key(each("phase", ref(Phase), fewest=1), "phases"),
        "seniority": group(of(Role, **{level: f"seniority_{level}" for level in Level.values})),
        "usual": group(of(Role, **{"from": "usual_from", "to": "usual_to"})),
        "skills": key(list_of(record(of(RoleSkill, "skill", "why"))), "skills"),
    }
)
COUNTERPART = record(
    of(Counterpart, "ai", "kind", "primary", "what_stays", "what_changes", "first_move")
    | {"software": Key(of(Counterpart, "software")["software"].shape, "software")}
)
LENS = record(
    of(Lens, "slug", "name", "watches", "expects", "leans_on", "earns_trust", "loses_trust", "checklist")
    | of(Lens, "question_they_ask")
    | {
        "by_seniority": group(of(Lens, junior="asks_junior", senior="asks_senior", staff="asks_staff")),
        "roles": key(each("role", ref(Role)), "roles"),
        "close_up": key(target(), "close_up", required=False),
    }
)


_INDEX = of(RolesExplorerPage, "title", "standfirst", seo_description="search_description")
INDEXES = record(
    {
        "roles": key(
            record(_INDEX | of(RolesExplorerPage, **{"from": "from_lifecycle", "to": "to_lifecycle"})), "roles"
        ),
        **{name: key(record(_INDEX), name) for name in ("skills", "lenses", "articles", "quiz", "route")},
    }
)


def guides(bundle: Bundle) -> list[str]:
    """The folders of the guides that have roles: what has one of the files has to have them all."""
    return sorted({str(PurePosixPath(file).parent) for name in FILES for file in bundle.files(f"guides/*/{name}.yaml")})


def entries(bundle: Bundle, name: str, shape: Shape) -> Iterator[tuple[Node, dict[str, Any]]]:
    """The entries of a file, which is one list under the file's name, in every guide: where each stands, its values."""
    for folder in guides(bundle):
        if root := bundle.yaml(f"{folder}/{name}.yaml"):
            found = record({name: key(list_of(shape), name)})(root).get(name) or []
            yield from ((root.key(name).item(at), values) for at, values in enumerate(found))


def items(name: str, file: str, shape: Shape) -> Reader:
    """How a kind that is one list in one file is read."""

    def read(bundle: Bundle) -> Iterator[Item]:
        for node, values in entries(bundle, file, shape):
            yield Item(name, values.get("slug") or "", node, values)

    return read


def read_lifecycles(bundle: Bundle) -> Iterator[Item]:
    for node, values in entries(bundle, "lifecycles", LIFECYCLE):
        yield Item(
            "lifecycle",
            values.get("slug") or "",
            node,
            {name: value for name, value in values.items() if name != "phases"},
        )


def read_phases(bundle: Bundle) -> Iterator[Item]:
    for node, lifecycle in entries(bundle, "lifecycles", LIFECYCLE):
        for at, values in enumerate(lifecycle.get("phases") or []):
            place = node.key("phases").item(at)
            of_it = Ref("lifecycle", lifecycle.get("slug") or "", node)
            yield Item("phase", values.get("slug") or "", place, {**values, "lifecycle": of_it})


def read_roles(bundle: Bundle) -> Iterator[Item]:
    lifecycle_of = {phase.slug: phase.values["lifecycle"].slug for phase in read_phases(bundle)}
    for node, role in entries(bundle, "roles", ROLE):
        judge_role(node, role, lifecycle_of)
        yield Item("role", role.get("slug") or "", node, role)


def read_counterparts(bundle: Bundle) -> Iterator[Item]:
    primary: Counter[str] = Counter()
    for node, values in entries(bundle, "counterparts", COUNTERPART):
        software, ai = values.get("software"), values.get("ai")
        if (values.get("kind") == Change.NEW) != (software is None):
            node.key("kind").refuse("A counterpart is new exactly when it has no software role.")
        if software and values.get("primary"):
            primary[software.slug] += 1
            if primary[software.slug] > 1:
                node.key("primary").refuse(f"“{software.slug}” has a primary counterpart already.")
        slug = f"{software.slug if software else 'new'}-to-{ai.slug if ai else ''}"
        yield Item("counterpart", slug, node, {**values, "slug": slug, "primary": bool(values.get("primary"))})


def judge_role(node: Node, role: dict[str, Any], lifecycle_of: dict[str, str]) -> None:
    """Note what is wrong with a role as a whole. `lifecycle_of` has each phase's lifecycle, both by slug."""
    skills = role.get("skills") or []
    band = [Level.values.index(level) for level in (role.get("usual_from"), role.get("usual_to")) if level]
    if len(skills) != SKILLS_OF_A_ROLE:
        node.key("skills").refuse(f"A role rests on {SKILLS_OF_A_ROLE} skills, and this one has {len(skills)}.")
    if band != sorted(band):
        node.key("usual").refuse("The usual band ends below where it begins.")
    for rows, field in (("skills", "skill"), ("phases", "phase")):
        named = Counter(row[field].slug for row in role.get(rows) or [] if row and row.get(field))
        for slug, count in named.items():
            if count > 1:
                node.key(rows).refuse(f"The {field} “{slug}” is named {count} times.", near=slug)
    if lifecycle := role.get("lifecycle"):
        for phase in [row["phase"] for row in role.get("phases") or [] if row["phase"]]:
            if lifecycle_of.get(phase.slug, lifecycle.slug) != lifecycle.slug:
                phase.node.refuse(
                    f"The phase “{phase.slug}” is not of the lifecycle “{lifecycle.slug}”.", near=phase.slug
                )


def read_page(name: str, index: str) -> Reader:
    """How one of the pages that list things is read: its address is the name of its part of indexes.yaml."""

    def read(bundle: Bundle) -> Iterator[Item]:
        for folder in guides(bundle):
            if root := bundle.yaml(f"{folder}/indexes.yaml"):
                guide = PurePosixPath(folder).name
                values = INDEXES(root).get(index) or {}
                node = root.key(index)
                yield Item(name, f"{guide}/{index}", node, {**values, "slug": index}, Ref("guide", guide, node))

    return read


register(
    Kind("lifecycle", Lifecycle, read_lifecycles),
    Kind("phase", Phase, read_phases),
    Kind("skill", Skill, items("skill", "skills", SKILL), scheme="skill"),
    Kind("role", Role, read_roles, scheme="role"),
    Kind("counterpart", Counterpart, read_counterparts),
    Kind("lens", Lens, items("lens", "lenses", LENS), scheme="lens"),
    Kind("explorer", RolesExplorerPage, read_page("explorer", "roles")),
    Kind("skills", SkillsPage, read_page("skills", "skills")),
    Kind("lenses", LensesPage, read_page("lenses", "lenses")),
)
