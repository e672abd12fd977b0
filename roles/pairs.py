"""Two roles with all that a comparison shows of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from roles import comparing, exploring
from roles.models.lifecycles import Phase
from roles.models.roles import Counterpart, Role, RolePhase
from roles.queries import Step, place_in
from roles.today import Known, known_of, needs_of

if TYPE_CHECKING:
    from roles.models import RolesExplorerPage

SIDES = ("a", "b")  # in the address of the form


@dataclass(frozen=True)
class Side:
    """One of the two: the role, and every phase of its lifecycle with how it stands to it."""

    role: Role
    steps: list[Step]


@dataclass(frozen=True)
class Pair:
    """Two roles, what their skills share, and the thread from the one to the other, where there is one."""

    sides: tuple[Side, Side]
    skills: comparing.Comparison
    thread: Counterpart | None


@dataclass(frozen=True)
class Choice:
    """The form that chooses two roles: `groups` are names of lifecycles with their roles; `a`, `b` slugs, or empty.

    `trouble` says in a sentence why there is nothing to compare yet, where something was asked for.
    """

    groups: list[tuple[str, list[Known]]]
    a: str = ""
    b: str = ""
    trouble: str = ""

    @property
    def is_made(self) -> bool:
        """Whether both are chosen and can be compared."""
        return bool(self.a and self.b) and not self.trouble


def pair(page: "RolesExplorerPage", slugs: tuple[str, str]) -> Pair | None:
    """Two live roles of an explorer, in this order: 4 queries. None where one is not there."""
    phases = RolePhase.objects.filter(role=OuterRef("pk"), phase__live=True).order_by("sort_order")
    roles = Role.objects.for_page().filter(lifecycle__in=page.lifecycle_ids, slug__in=slugs)
    found = {role.slug: role for role in roles.annotate(works_in=ArraySubquery(phases.values("phase")))}
    if len(found) != 2:
        return None
    first, second = (found[slug] for slug in slugs)
    of_lifecycle = Phase.objects.filter(lifecycle__in=[first.lifecycle_id, second.lifecycle_id], live=True)
    all_phases = list(of_lifecycle.order_by("sort_order"))
    between = Q(software=first, ai=second) | Q(software=second, ai=first)
    return Pair(
        sides=(_side(first, all_phases), _side(second, all_phases)),
        skills=comparing.compare(needs_of(first.skills.all()), needs_of(second.skills.all())),
        thread=Counterpart.objects.shown().filter(between).select_related("software", "ai").first(),
    )


def _side(role: Any, phases: Sequence[Phase]) -> Side:
    own = [phase for phase in phases if phase.lifecycle_id == role.lifecycle_id]
    return Side(role, [Step(phase, place_in(phase, role.works_in)) for phase in own])


def choice(page: "RolesExplorerPage", asked: Mapping[str, str]) -> Choice:
    """What `asked` chooses of the live roles of an explorer: 1 query."""
    known = known_of(page)
    groups = [(name, list(roles)) for name, roles in groupby(known, key=lambda role: role.lifecycle)]
    named = [asked.get(side, "") for side in SIDES]
    a, b = (slug if any(role.slug == slug for role in known) else "" for slug in named)
    unknown = [exploring.said(slug) for slug, there in zip(named, (a, b), strict=True) if slug and not there]
    return Choice(groups, a, b, _trouble(named, unknown, next((role for role in known if role.slug == a), None)))


def _trouble(named: Sequence[str], unknown: Sequence[str], first: Known | None) -> str:
    if unknown:
        names = " and ".join(f"“{name}”" for name in unknown)
        return f"There is no role {names} here. Choose another from the list."
    if all(named) and named[0] == named[1] and first:
        return f"Both sides are the {first.name}. Choose another for one of them."
    return ""


def threads_of(page: "RolesExplorerPage") -> list[tuple[Role, Role]]:
    """The moves that suit most people, as pairs worth comparing: software role, AI role. 1 query."""
    shown = Counterpart.objects.shown().filter(primary=True, software__isnull=False, ai__lifecycle__live=True)
    shown = shown.filter(ai__lifecycle__in=page.lifecycle_ids, software__lifecycle__in=page.lifecycle_ids)
    return [(one.software, one.ai) for one in shown.select_related("software", "ai").order_by("sort_order", "pk")]
