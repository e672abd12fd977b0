"""What the pages of roles, skills and lenses show, asked in few queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, F, Model, OuterRef, Q, QuerySet, Subquery, TextChoices, Value
from django.db.models.functions import Cast, Concat, JSONObject, Least
from django.http import HttpRequest, QueryDict
from django.utils.text import Truncator
from wagtail.blocks import StructBlock
from wagtail.models import Page, ReferenceIndex

from core import markdown
from core.crossings import Uses, uses
from core.links import Destination, Doors, doors, rows_of
from roles.models.lenses import Lens, LensRole
from roles.models.lifecycles import Lifecycle, Phase
from roles.models.roles import Change, Counterpart, Role, RolePhase, RoleSkill
from roles.models.skills import Kind, Skill

if TYPE_CHECKING:
    from roles.models import RolesExplorerPage, SkillsPage

ASKED_BY = "Who asks for it"
SHARED = 2  # how many of a lens's roles have to rest on a skill for it to answer the lens
NAME_SHOWN = 40  # characters of an unknown filter that are said back


# Links by name


def _page_path(page_type: str, **where: Any) -> Subquery:
    """The url path of the first live page of a type, as a subquery."""
    pages = apps.get_model("roles", page_type).objects.live().filter(**where).order_by("path")
    return Subquery(pages.values("url_path")[:1])


def role_rows() -> QuerySet:
    """Live roles that an explorer shows, as link rows."""
    explorers = apps.get_model("roles", "RolesExplorerPage").objects.live().order_by("path")
    shown = explorers.filter(
        Q(from_lifecycle=OuterRef("lifecycle_id")) | Q(to_lifecycle=OuterRef("lifecycle_id"))
    ).values("url_path")[:1]
    path = Concat(Subquery(shown), F("slug"), Value("/"))
    return rows_of(Role.objects.live(), "role", name="title", path=path)


def _entry_rows(live: QuerySet, scheme: str, page_type: str) -> QuerySet:
    return rows_of(live, scheme, name="name", path=Concat(_page_path(page_type), F("slug"), Value("/")))


def skill_rows() -> QuerySet:
    """Live skills as link rows."""
    return _entry_rows(Skill.objects.filter(live=True), "skill", "SkillsPage")


def lens_rows() -> QuerySet:
    """Live lenses as link rows."""
    return _entry_rows(Lens.objects.filter(live=True), "lens", "LensesPage")


# Neighbors in a list


class Neighbor(NamedTuple):
    """The entry before or after another, enough to link to it."""

    slug: str
    name: str


def neighbors(rows: QuerySet, name: str, slug: str) -> dict[str, Neighbor | None]:
    """The entries `before` and `after` the one with `slug`, in the order of `rows`: 1 query. None where it ends."""
    return beside([Neighbor(*row) for row in rows.values_list("slug", name)], slug)


def beside(all_of_them: Sequence[Neighbor], slug: str) -> dict[str, Neighbor | None]:
    """The entries `before` and `after` the one with `slug`. None where the list ends."""
    at = next((place for place, row in enumerate(all_of_them) if row.slug == slug), None)
    if at is None:  # a draft under preview
        return {"before": None, "after": None}
    return {
        "before": all_of_them[at - 1] if at else None,
        "after": all_of_them[at + 1] if at + 1 < len(all_of_them) else None,
    }


# Passages that name a thing


@dataclass(frozen=True)
class Mention:
    """A named passage of a live page that names a skill, a lens or an idea: a shift of the mindset, so far."""

    name: str
    chapter: str
    target: str  # a link by name, to the passage
    playables: tuple[str, ...]  # link targets
    lenses: tuple[int, ...]  # keys


def mentions_of(entry: Model, doors: Doors) -> list[Mention]:
    """The passages of live pages that list `entry` among their skills, lenses or playables, in reading order.

    Asks Wagtail's index of references, so that any block of any page type counts which has a heading and an address: 1
    query, and 1 for each type of page that names `entry`.
    """
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(entry),
        to_object_id=str(entry.pk),
    ).values_list("content_type_id", "object_id", "content_path")
    pages_of: dict[int, set[int]] = defaultdict(set)
    block_ids: set[str] = set()
    for content_type_id, page_id, content_path in rows:
        pages_of[content_type_id].add(int(page_id))
        block_ids.update(content_path.split("."))
    found: list[Any] = []
    for content_type_id, ids in pages_of.items():
        page_type = ContentType.objects.get_for_id(content_type_id).model_class()
        if page_type and hasattr(page_type, "body"):
            found += page_type._default_manager.filter(pk__in=ids)
    pages = sorted((page for page in found if doors.get(f"{page.scheme}:{page.slug}")), key=lambda page: page.path)
    return list(chain.from_iterable(_passages(page, block_ids) for page in pages))


def _passages(page: Any, block_ids: set[str]) -> Iterator[Mention]:
    anchors = markdown.Anchors()
    for raw in page.body.raw_data:
        # As stored: the values of a stream would fetch what its choosers chose.
        block = page.body.stream_block.child_blocks[raw["type"]]
        is_struct = isinstance(block, StructBlock)
        value = block.meta.value_class(block, raw["value"]) if is_struct else block.to_python(raw["value"])
        text = getattr(value, "markdown", "")
        headings = markdown.headings(text, anchors) if text else []
        if headings and raw["id"] in block_ids and hasattr(value, "heading"):
            target = f"{page.scheme}:{page.slug}#{headings[0].anchor}"
            playables, lenses = (
                tuple(item["value"] for item in value.get(name) or ()) for name in ("practice", "lenses")
            )
            yield Mention(headings[0].text, page.title, target, playables, lenses)


# Roles


@dataclass(frozen=True)
class PhaseRoles:
    """A phase, the roles at home in it, and those that work in it too."""

    phase: Phase
    home: list[Role]
    also: list[Role]


@dataclass(frozen=True)
class LifecycleRoles:
    """A lifecycle and its phases with their roles, in order; and its roles that no live phase holds."""

    lifecycle: Lifecycle
    phases: list[PhaseRoles]
    elsewhere: list[Role]
    count: int


def lifecycles_of(page: "RolesExplorerPage") -> list[LifecycleRoles]:
    """The live lifecycles of an explorer with phases and roles, the one led to first: 3 queries."""
    ids = [page.to_lifecycle_id, page.from_lifecycle_id]
    lifecycles = {found.pk: found for found in Lifecycle.objects.filter(pk__in=ids, live=True)}
    phases = list(Phase.objects.filter(lifecycle__in=lifecycles, live=True).order_by("sort_order"))
    roles = list(Role.objects.filter(lifecycle__in=lifecycles).for_list())
    return [_with_roles(lifecycles[pk], phases, roles) for pk in dict.fromkeys(ids) if pk in lifecycles]


def roles_of(lifecycle: Lifecycle) -> LifecycleRoles:
    """One lifecycle with its live phases and roles; empty before it is saved."""
    if not lifecycle.pk:
        return LifecycleRoles(lifecycle, [], [], 0)
    phases = list(Phase.objects.filter(lifecycle=lifecycle, live=True).order_by("sort_order"))
    return _with_roles(lifecycle, phases, list(Role.objects.filter(lifecycle=lifecycle).for_list()))


def roles_in(phase: Phase) -> PhaseRoles:
    """One phase with its live roles; empty before it is saved."""
    roles = list(Role.objects.filter(phases__phase=phase.pk).for_list()) if phase.pk else []
    at_home = [role for role in roles if role.works_in[:1] == [phase.pk]]
    return PhaseRoles(phase, at_home, [role for role in roles if role not in at_home])


def _with_roles(lifecycle: Lifecycle, phases: list[Phase], roles: list[Role]) -> LifecycleRoles:
    of_phase: dict[int, PhaseRoles] = {
        phase.pk: PhaseRoles(phase, [], []) for phase in phases if phase.lifecycle_id == lifecycle.pk
    }
    own = [role for role in roles if role.lifecycle_id == lifecycle.pk]
    elsewhere: list[Role] = []
    for role in own:
        found = [of_phase[pk] for pk in role.works_in if pk in of_phase]
        (found[0].home if found else elsewhere).append(role)
        for other in found[1:]:
            other.also.append(role)
    return LifecycleRoles(lifecycle, list(of_phase.values()), elsewhere, len(own))


class Place(TextChoices):
    """How a role stands to a phase of its lifecycle."""

    HOME = "home", "at home here"
    ALSO = "also", "also here"


class Step(NamedTuple):
    """A phase of a role's lifecycle, and how the role stands to it; None: not at all."""

    phase: Phase
    place: Place | None


@dataclass(frozen=True)
class Line:
    """A crossing in a few words, as seen from one of its sides."""

    change: Change | None
    words: str
    other: Role | None


def with_lenses(roles: QuerySet) -> QuerySet:
    """`roles` with `met_by`: slug, name and first question of each live lens that meets them, in order."""
    lenses = Lens.objects.filter(live=True, roles__role=OuterRef("pk")).order_by("sort_order", "name")
    facts = JSONObject(slug="slug", name="name", question_they_ask="question_they_ask")
    return roles.annotate(met_by=ArraySubquery(lenses.values(facts=facts)))


def role_context(
    role: Role, phase_ids: Sequence[int] | None = None, around: Sequence[Neighbor] | None = None
) -> dict[str, Any]:
    """What a role's page shows: itself, its phases, crossings and lenses, and its neighbors: 4 queries besides its own.

    `phase_ids` are those it works in, its home first, as an editor has chosen them so far; without, those stored.
    `around` are the roles of its lifecycle in order, which saves a query; so does a role that came `with_lenses`.
    """
    phases = Phase.objects.filter(lifecycle=role.lifecycle_id, lifecycle__isnull=False, live=True)
    phases = phases.order_by("sort_order")
    if phase_ids is None:
        place = RolePhase.objects.filter(role=role.pk, phase=OuterRef("pk")).values("sort_order")[:1]
        phases = phases.annotate(place=Subquery(place))
        stored = sorted((phase for phase in phases if phase.place is not None), key=lambda phase: phase.place)
        phase_ids = [phase.pk for phase in stored]
    crossings = list(Counterpart.objects.shown().of(role.pk).select_related("software", "ai"))
    lenses = getattr(role, "met_by", None)
    if lenses is None:
        lenses = Lens.objects.filter(live=True, roles__role=role.pk, roles__isnull=False)
    if around is None:
        rows = Role.objects.live().filter(lifecycle=role.lifecycle_id).in_order()
        around = [Neighbor(*row) for row in rows.values_list("slug", "title")]
    return {
        "role": role,
        "title": role.title,
        "description": role.tagline,
        "changed_on": max((change.value["date"] for change in role.changed if change.value.get("date")), default=None),
        "phases": [Step(phase, place_in(phase, phase_ids)) for phase in phases],
        "crossings": crossings,
        "crossing_heading": _heading(crossings, role),
        "crossing_lines": [line_of(crossing, role) for crossing in crossings],
        "lenses": lenses,
        **beside(around, role.slug),
    }


def place_in(phase: Phase, at: Sequence[int]) -> Place | None:
    """How a role that works in the phases `at`, by key and its home first, stands to `phase`."""
    if phase.pk not in at:
        return None
    return Place.HOME if phase.pk == at[0] else Place.ALSO


def _heading(crossings: list[Counterpart], role: Role) -> str:
    if all(crossing.software is None for crossing in crossings):
        return "A duty nobody held before"
    return "How people come to it" if crossings[0].ai == role else "What it turns into"


def line_of(crossing: Counterpart, role: Role) -> Line:
    """`crossing` as seen from `role`."""
    if crossing.software is None:
        return Line(crossing.change, "no software role before it", None)
    if crossing.ai == role:
        return Line(crossing.change, "from", crossing.software)
    return Line(crossing.change, "into", crossing.ai)


# Skills


def skills_by_kind(page: "SkillsPage") -> list[tuple[Kind, list[Skill]]]:
    """The live skills under each kind that has some, and how many live roles rest on each: 1 query.

    Where the guide of `page` has an explorer, those of its roles, and those on which no role rests yet: a guide beside
    it has skills of its own.
    """
    explorers = apps.get_model("roles", "RolesExplorerPage").objects.live().sibling_of(page)
    live = Q(roles__role__live=True)
    sides = [Q(roles__role__lifecycle__in=explorers.values(f"{side}_lifecycle")) for side in ("from", "to")]
    counts = {
        "needed_by": Count("roles", filter=live),
        "needed_here": Count("roles", filter=live & (sides[0] | sides[1])),
    }
    skills = list(Skill.objects.filter(live=True).annotate(**counts).order_by("sort_order", "name"))
    if any(skill.needed_here for skill in skills):
        skills = [skill for skill in skills if skill.needed_here or not skill.needed_by]
        for skill in skills:
            skill.needed_by = skill.needed_here
    of_kind = [(kind, [skill for skill in skills if skill.kind == kind]) for kind in Kind]
    return [(kind, found) for kind, found in of_kind if found]


def skill_context(skill: Skill, request: HttpRequest) -> dict[str, Any]:
    """What a skill's page shows: the live roles that rest on it and why, what trains it, its neighbors: 4 queries."""
    rows = RoleSkill.objects.filter(skill=skill.pk, role__live=True, role__lifecycle__live=True)
    return {
        "skill": skill,
        "title": skill.name,
        "description": skill.summary,
        "needed_by": rows.select_related("role__lifecycle").order_by(
            "-role__lifecycle__sort_order", "role__lifecycle", "role__sort_order", "role__title"
        ),
        "mentions": mentions_of(skill, doors(request)),
        **neighbors(Skill.objects.filter(live=True), "name", skill.slug),
    }


# Lenses


@dataclass(frozen=True)
class Filter:
    """One select of a filter form: what can be chosen, and the slug that is."""

    name: str
    label: str
    options: Sequence[Any]
    chosen: str

    @property
    def option(self) -> Any:
        """The one chosen, or None."""
        return next((option for option in self.options if option.slug == self.chosen), None)


def lens_list(asked: QueryDict) -> dict[str, Any]:
    """The live lenses, or those that fall on the role that `asked` names, or on one at work in the phase: 3 queries.

    With both, on that role in that phase. What is no filter, or names nothing live here, is told and has no effect.
    """
    lenses = list(Lens.objects.filter(live=True))
    met = LensRole.objects.filter(lens__live=True, role__live=True).select_related("role")
    roles_of: dict[int, set[int]] = defaultdict(set)
    roles: dict[int, Role] = {}
    for row in met:
        roles_of[row.lens_id].add(row.role_id)
        roles[row.role_id] = row.role
    at_work = RolePhase.objects.filter(role__in=roles, phase__live=True).select_related("phase")
    phases_of: dict[int, set[int]] = defaultdict(set)
    phases: dict[int, Phase] = {}
    for row in at_work:
        phases_of[row.role_id].add(row.phase_id)
        phases[row.phase_id] = row.phase
    by_role = Filter("role", "Role", _in_order(roles.values()), asked.get("role", ""))
    by_phase = Filter("phase", "Phase", _in_order(phases.values()), asked.get("phase", ""))
    role, phase = by_role.option, by_phase.option
    matching = {pk for pk in roles if (role is None or pk == role.pk) and (phase is None or phase.pk in phases_of[pk])}
    filtered = sum(found is not None for found in (role, phase))
    shown = [lens for lens in lenses if roles_of[lens.pk] & matching] if filtered else lenses
    return {
        "lenses": shown,
        "filters": [by_role, by_phase],
        "filtered": filtered,
        "ignored": _ignored(asked, [by_role, by_phase]),
        "said": f"{len(shown)} of {len(lenses)} lenses",
        "loosen": _how_to_loosen(role, phase),
    }


def _in_order(entries: Iterable[Any]) -> list[Any]:
    return sorted(entries, key=lambda entry: (entry.sort_order, str(entry)))


def _ignored(asked: QueryDict, filters: Sequence[Filter]) -> list[str]:
    """What was asked and has no effect, as it may be said back: each name cut to a length that can be read."""
    known = {each.name: each for each in filters}
    names = [name for name in asked if name not in known]
    values = [each.chosen for each in filters if each.chosen and not each.option]
    return [Truncator(name.replace("\0", "")).chars(NAME_SHOWN) for name in [*names, *values]]


def _how_to_loosen(role: Role | None, phase: Phase | None) -> str:
    if role and phase:
        return f"{role.title} does not work in {phase.name}. Choose another phase, or any."
    if phase:
        return f"No lens falls on a role at work in {phase.name}. Choose another phase, or any."
    return "No lens falls on this role. Choose another, or any."


def lens_context(
    lens: Lens,
    request: HttpRequest,
    role_ids: Sequence[int] | None = None,
    around: Sequence[Neighbor] | None = None,
) -> dict[str, Any]:
    """What a lens's page shows: the roles it falls on, what answers it, its neighbors: 5 queries.

    `role_ids` are those it falls on as an editor has chosen them so far; without, those stored. `around` are all lenses
    in order, which saves a query.
    """
    if role_ids is None:
        roles = list(Role.objects.live().filter(lenses__lens=lens).with_change().order_by("lenses__sort_order"))
    else:
        roles = list(Role.objects.live().filter(pk__in=role_ids).with_change())
        roles.sort(key=lambda role: role_ids.index(role.pk))
    mentions = mentions_of(lens, doors(request))
    return {
        "lens": lens,
        "title": lens.name,
        "description": lens.question_they_ask,
        "roles": roles,
        "skills": _skills_of([role.pk for role in roles]),
        "mentions": mentions,
        "playables": _playables(mentions, request),
        **(beside(around, lens.slug) if around else neighbors(Lens.objects.filter(live=True), "name", lens.slug)),
    }


def _skills_of(role_ids: list[int]) -> QuerySet[Skill]:
    """The live skills that at least two of these roles rest on (or the one, where it is alone), most shared first."""
    shared = Count("roles", filter=Q(roles__role__in=role_ids))
    skills = Skill.objects.filter(live=True).annotate(shared=shared)
    return skills.filter(shared__gte=min(SHARED, len(role_ids)) or 1).order_by("-shared", "sort_order")


def lenses_asking(kind: str, slug: str) -> Uses | None:
    """The live lenses that a skill answers, or that a page names or is the close-up of: what their own pages list."""
    lenses = Lens.objects.filter(live=True)
    if kind == "skill":
        live = Q(roles__role__live=True)
        shared = Count("roles", filter=live & Q(roles__role__skills__skill__slug=slug), distinct=True)
        lenses = lenses.annotate(shared=shared, met=Count("roles", filter=live, distinct=True))
        lenses = lenses.filter(shared__gt=0, shared__gte=Least(SHARED, F("met")))
    elif kind in ("chapter", "article"):
        lenses = lenses.annotate(key=Cast("pk", CharField()))
        lenses = lenses.filter(Q(key__in=_named_on(Lens, slug)) | Q(close_up=f"{kind}:{slug}"))
    else:
        return None
    return uses(ASKED_BY, lenses, scheme="lens", note="question_they_ask", order=["sort_order", "name"])


def _named_on(model: type[Model], slug: str) -> QuerySet:
    """Keys, as text, of the rows of `model` that pages of this slug name in any of their blocks."""
    pages = Page.objects.live().filter(slug=slug).annotate(key=Cast("pk", CharField()))
    return ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
        object_id__in=pages.values("key"),
    ).values("to_object_id")


def _playables(mentions: list[Mention], request: HttpRequest) -> list[Destination]:
    targets = dict.fromkeys(target for mention in mentions for target in mention.playables)
    return [found for target in targets if (found := doors(request).get(target))]


# Sitemap


def sitemap_entries(page: Any, request: HttpRequest | None, entries: Iterable[Any]) -> list[dict[str, Any]]:
    """Sitemap rows of entries that have an address below `page`."""
    base = page.get_full_url(request)
    return [{"location": f"{base}{entry.slug}/", "lastmod": entry.last_published_at} for entry in entries]
