"""Everything public that an explorer knows, as data: all of it as JSON, its roles as a table.

`docs/roles-data.md` says what each key holds; keys are added, never renamed. Prose is Markdown, with links by name.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest

from roles.models.lifecycles import Lifecycle, Phase
from roles.models.roles import Counterpart, Level, Role, RolePhase
from roles.models.skills import Skill

if TYPE_CHECKING:
    from roles.models import RolesExplorerPage

FORMAT = 1  # goes up when a key means something else than before
LINES = ("also_called", "owns", "does_not_own")
WORK = ("artifacts", "judged_by", "first_ninety_days")
# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
COLUMNS = (
    "slug",
    "title",
    "url",
    "lifecycle",
    "home_phase",
    "other_phases",
    "tagline",
    "also_called",
    "owns",
    "does_not_own",
    "usual_from",
    "usual_to",
    "skills",
    "artifacts",
    "judged_by",
    "first_ninety_days",
    "counterparts",
    "version",
)


def document(page: "RolesExplorerPage", request: HttpRequest) -> dict[str, Any]:
    """What of an explorer is live, in plain values: 6 queries."""
    lifecycles = list(Lifecycle.objects.filter(pk__in=page.lifecycle_ids, live=True))
    slugs = {one.pk: one.slug for one in lifecycles}
    phases = list(Phase.objects.filter(lifecycle__in=slugs, live=True).order_by("sort_order"))
    at_work = models.Prefetch("phases", RolePhase.objects.filter(phase__live=True).select_related("phase"))
    roles = list(Role.objects.for_page().filter(lifecycle__in=slugs).in_order().prefetch_related(at_work))
    base = page.get_full_url(request)
    threads = Counterpart.objects.shown().filter(ai__in=[role.pk for role in roles]).select_related("software", "ai")
    return {
        "format": FORMAT,
        "url": base,
        "lifecycles": [
            _fields(one, "slug", "name", "summary")
            | {
                "phases": [
                    _fields(phase, "slug", "name", "question", "summary", "produces")
                    for phase in phases
                    if phase.lifecycle_id == one.pk
                ]
            }
            for one in lifecycles
        ],
        "roles": [_role(role, f"{base}{role.slug}/") for role in roles],
        "skills": [
            _fields(skill, "slug", "name", "kind", "summary", "evidence", "learn_by", "sfia")
            for skill in Skill.objects.filter(live=True).order_by("sort_order", "name")
        ],
        "counterparts": [
            {"software": one.software.slug if one.software else None, "ai": one.ai.slug}
            | _fields(one, "kind", "primary", "what_stays", "what_changes", "first_move")
            for one in threads.order_by("sort_order", "pk")
        ],
    }


def _fields(thing: models.Model, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def _role(role: Role, url: str) -> dict[str, Any]:
    return {
        **_fields(role, "slug", "title"),
        "url": url,
        "lifecycle": role.lifecycle.slug if role.lifecycle else None,
        "phases": [row.phase.slug for row in role.phases.all()],
        **_fields(role, "tagline", *LINES, "day"),
        "seniority": {level.value: getattr(role, f"seniority_{level}") for level in Level},
        "seniority_note": role.seniority_note,
        "usual": {"from": role.usual_from, "to": role.usual_to},
        **_fields(role, *WORK, "interview_signal"),
        "skills": [{"skill": row.skill.slug, "why": row.why} for row in role.skills.all()],
        "version": role.version,
        "changed": [
            {"date": change.value["date"].isoformat(), "what": str(change.value["what"])} for change in role.changed
        ],
        "sources": [
            {name: source.value[name] for name in ("title", "publisher", "year", "url")} for source in role.sources
        ],
    }


def table(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The roles of a `document` as rows under COLUMNS; several values in one cell are parted by a semicolon."""
    across: dict[str, list[str]] = defaultdict(list)
    for one in found["counterparts"]:
        for side, other in (("software", "ai"), ("ai", "software")):
            if one[side] and one[other]:
                across[one[side]].append(one[other])
    return [
        {name: role[name] for name in COLUMNS if name in role}
        | {
            "home_phase": role["phases"][0] if role["phases"] else "",
            "other_phases": role["phases"][1:],
            "usual_from": role["usual"]["from"],
            "usual_to": role["usual"]["to"],
            "skills": [row["skill"] for row in role["skills"]],
            "counterparts": across[role["slug"]],
        }
        for role in found["roles"]
    ]


def as_csv(rows: Sequence[dict[str, Any]]) -> str:
    """`rows` as CSV with a heading, in which no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row[name]) for name in COLUMNS] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    """A number as it is, a list in one line; text that a spreadsheet would calculate gets an apostrophe before it."""
    if isinstance(value, int):
        return value
    text = "; ".join(value) if isinstance(value, list) else value
    return f"'{text}" if text.startswith(FORMULA) else text


def _json_form(page: "RolesExplorerPage", request: HttpRequest) -> tuple[str, str]:
    return json.dumps(document(page, request), ensure_ascii=False, indent=1) + "\n", "application/json"


def _csv_form(page: "RolesExplorerPage", request: HttpRequest) -> tuple[str, str]:
    return as_csv(table(document(page, request))), "text/csv; charset=utf-8"


# By the end of the file's name: what makes it, as text and content type.
FORMS: dict[str, Callable[["RolesExplorerPage", HttpRequest], tuple[str, str]]] = {"json": _json_form, "csv": _csv_form}
