"""What the pages of roles, skills and lenses show, asked in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, QueryDict

from core.links import rows_of

if TYPE_CHECKING:
    from roles.models import Lens, Lifecycle, Phase, Role, RolesExplorerPage, Skill


def _page_path(page_type: str, **where: Any) -> Subquery:
    """The url path of the first live page of a type, as a subquery."""
    pages = apps.get_model("roles", page_type).objects.live().filter(**where).order_by("path")
    return Subquery(pages.values("url_path")[:1])


def role_rows() -> QuerySet:
    """Live roles that an explorer shows, as link rows."""
    model = apps.get_model("roles", "Role")
    explorers = apps.get_model("roles", "RolesExplorerPage").objects.live().order_by("path")
    shown = explorers.filter(
        Q(from_lifecycle=OuterRef("lifecycle_id")) | Q(to_lifecycle=OuterRef("lifecycle_id"))
    ).values("url_path")[:1]
    return rows_of(
        model.objects.filter(live=True), "role", name="title", path=Concat(Subquery(shown), F("slug"), Value("/"))
    )


def _entry_rows(model: str, scheme: str, page_type: str) -> QuerySet:
    live = apps.get_model("roles", model).objects.filter(live=True)
    return rows_of(live, scheme, name="name", path=Concat(_page_path(page_type), F("slug"), Value("/")))


def skill_rows() -> QuerySet:
    """Live skills as link rows."""
    return _entry_rows("Skill", "skill", "SkillsPage")


def lens_rows() -> QuerySet:
    """Live lenses as link rows."""
    return _entry_rows("Lens", "lens", "LensesPage")


@dataclass(frozen=True)
class PhaseRoles:
    """A phase, the roles at home in it, and those that work in it too."""

    phase: "Phase"
    home: "list[Role]"
    also: "list[Role]"


@dataclass(frozen=True)
class LifecycleRoles:
    """A lifecycle and its phases with their roles, in order."""

    lifecycle: "Lifecycle"
    phases: list[PhaseRoles]


def lifecycles_of(page: "RolesExplorerPage") -> list[LifecycleRoles]:
    """The live lifecycles of an explorer with phases and roles, the one led to first: 4 queries."""
    lifecycle_model, phase_model, role_model = (apps.get_model("roles", name) for name in ("Lifecycle", "Phase", "Role"))
    ids = [page.to_lifecycle_id, page.from_lifecycle_id]
    lifecycles = sorted(lifecycle_model.objects.filter(pk__in=ids, live=True), key=lambda found: ids.index(found.pk))
    phases = phase_model.objects.filter(lifecycle__in=ids, live=True)
    roles = list(role_model.objects.live().filter(lifecycle__in=ids).prefetch_related("phases"))
    return [
        LifecycleRoles(
            lifecycle,
            [_with_roles(phase, roles) for phase in phases if phase.lifecycle_id == lifecycle.pk],
        )
        for lifecycle in lifecycles
    ]


def _with_roles(phase: "Phase", roles: "Iterable[Role]") -> PhaseRoles:
    home, also = [], []
    for role in roles:
        in_phases = [row.phase_id for row in role.phases.all()]
        if phase.pk in in_phases:
            (home if in_phases[0] == phase.pk else also).append(role)
    return PhaseRoles(phase, home, also)


def role_context(role: "Role") -> dict[str, Any]:
    """What a role's page shows besides the role: its lifecycle's phases and the threads to its counterparts."""
    phases = apps.get_model("roles", "Phase").objects.filter(lifecycle=role.lifecycle_id, live=True)
    crossings = (
        apps.get_model("roles", "Counterpart")
        .objects.filter(Q(software=role) | Q(ai=role), live=True)
        .select_related("software", "ai")
    )
    return {"role": role, "title": role.title, "phases": phases, "crossings": crossings}


def skills_by_kind() -> "list[tuple[Any, list[Skill]]]":
    """The live skills under each kind, in the kinds' order."""
    from roles.models.skills import Kind

    skills = list(apps.get_model("roles", "Skill").objects.filter(live=True))
    return [(kind, [skill for skill in skills if skill.kind == kind]) for kind in Kind]


def skill_context(skill: "Skill") -> dict[str, Any]:
    """What a skill's page shows: the live roles that rest on it and why each does."""
    rows = skill.roles.filter(role__live=True).select_related("role__lifecycle").order_by(
        "-role__lifecycle__sort_order", "role__sort_order"
    )
    return {"skill": skill, "title": skill.name, "needed_by": rows}


def lens_list(asked: QueryDict) -> dict[str, Any]:
    """The live lenses, kept to those of one role or phase where `asked` names a live one."""
    lenses = apps.get_model("roles", "Lens").objects.filter(live=True)
    return {"lenses": lenses}


def lens_context(lens: "Lens") -> dict[str, Any]:
    """What a lens's page shows: its live roles, and the lenses before and after it."""
    lenses = list(apps.get_model("roles", "Lens").objects.filter(live=True))
    return {"lens": lens, "title": lens.name, "lenses": lenses}


def sitemap_entries(page: Any, request: HttpRequest | None, entries: Iterable[Any]) -> list[dict[str, Any]]:
    """Sitemap rows of entries that have an address below `page`."""
    base = page.get_full_url(request)
    return [{"location": f"{base}{entry.slug}/", "lastmod": entry.last_published_at} for entry in entries]
