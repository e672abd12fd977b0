"""What an explorer shows at one address: its roles, drawn one way or another, and one of them open.

Each part is asked for once, when a template first draws it, so that a region costs no more than what it holds.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F, Subquery
from django.http import QueryDict

from roles import bands, exploring, queries
from roles.crossing import readiness
from roles.exploring import State, View
from roles.models.lifecycles import Lifecycle, Phase
from roles.models.roles import Change, Counterpart, Level, Role, RoleSkill
from roles.today import Known, Move, needs_of

if TYPE_CHECKING:
    from roles.models import RolesExplorerPage

MAIN_LINE = {
    Change.CARRIES_OVER: "The craft moves whole, onto new material.",
    Change.TRANSFORMS: "The same duty, done differently.",
    Change.NEW: "No software role held the duty.",
}


class Option(NamedTuple):
    """One choice of a filter."""

    slug: str
    name: str


@dataclass(frozen=True)
class Select:
    """One select of the form: the parameter it sets, what can be chosen, and the slug that is."""

    param: str
    label: str
    any: str
    options: Sequence[Option]
    chosen: str


@dataclass(frozen=True)
class Drawn:
    """A role on the map: itself, its bore, the place of its name, and its other phases in words."""

    role: Role
    bore: bands.Bore
    place: int
    label: bands.Label
    also: list[str]

    @property
    def crossed_by(self) -> str:
        """The places of the bores that its name makes way for, as script reads them."""
        return " ".join(map(str, self.bore.crossed_by))


@dataclass(frozen=True)
class Stratum:
    """A phase on the map with the roles at home in it; without a phase, the roles that none holds."""

    phase: Phase | None
    band: bands.Band
    number: int
    roles: list[Drawn]


@dataclass(frozen=True)
class Map:
    """The phases of a lifecycle as strata; `bores` are what to draw over them, heights in percent of it."""

    strata: list[Stratum]
    bores: list[tuple[Drawn, float, float, list[tuple[float, float]]]]


@dataclass(frozen=True)
class Woven:
    """A thread of the mapping: the crossing, the line that draws it, and whether it is brought out."""

    crossing: Counterpart
    path: str
    lit: bool


@dataclass(frozen=True)
class Side:
    """One list of the mapping; each role with the height of its row in rem, and whether a lit thread ends there."""

    lifecycle: Lifecycle
    rows: list[tuple[Role, float, bool]]


@dataclass(frozen=True)
class Weave:
    """Both lifecycles and the threads between: drawn, and in words by kind."""

    left: Side
    right: Side
    height: float
    threads: list[Woven]
    kinds: list[tuple[Change, str, list[Counterpart]]]


@dataclass(frozen=True)
class Panel:
    """An open role: itself, its skills, how it crosses, and the way to it from the role of today, if one is said.

    `claimed` are slugs of the skills that the reader says they have.
    """

    role: Role
    skills: list[RoleSkill]
    lines: list[queries.Line]
    move: Move | None
    claimed: Collection[str] = ()


def panel_of(draft: Role) -> Panel:
    """The panel that `draft` would have, as an editor has typed it so far; nothing of it need be stored."""
    phases = [row.phase for row in draft.phases.all() if row.phase_id]
    draft.at_work = [phase.name for phase in phases if phase.live]
    rows = [row for row in draft.skills.all() if row.skill_id and row.skill.live]
    crossings = Counterpart.objects.shown().of(draft.pk).select_related("software", "ai")
    return Panel(draft, rows, [queries.line_of(crossing, draft) for crossing in crossings], None)


class Explorer:
    """What the explorer `page` shows for what was `asked` of it at `path`."""

    def __init__(
        self,
        page: "RolesExplorerPage",
        asked: QueryDict,
        path: str,
        claimed: Callable[[], Collection[str]] = tuple,
    ) -> None:
        self.page = page
        self.path = path
        self._claimed = claimed  # asked only where a role is open
        self.asked, self._said = exploring.parse(dict(asked.lists()))

    # What the address means

    @cached_property
    def lifecycles(self) -> list[queries.LifecycleRoles]:
        """Those of the page, the one led to first: 3 queries."""
        return queries.lifecycles_of(self.page)

    @cached_property
    def _settled(self) -> tuple[State, list[str]]:
        roles = self._roles
        known: dict[str, Any] = {
            "view": set(View),
            "lifecycle": {one.lifecycle.slug for one in self.lifecycles},
            "seniority": set(Level),
            "skill": {skill["slug"] for role in roles for skill in role.rests_on},
            "start": {role.slug for role in self.starts} | {exploring.NO_ROLE},
            "role": {role.slug for role in roles},
        }
        state, notes = exploring.settle(self.asked, known)
        shown = self._shown_for(state)
        phases = {"phase": {one.phase.slug for one in shown.phases} if shown else set()}
        state, more = exploring.settle(state, phases)
        return state, exploring.shortened([*self._said, *notes, *more])

    @property
    def state(self) -> State:
        """What is shown."""
        return self._settled[0]

    @property
    def notes(self) -> list[str]:
        """Sentences on what of the address has no effect."""
        return self._settled[1]

    @cached_property
    def shown(self) -> queries.LifecycleRoles | None:
        """The lifecycle that is shown; None before one is published."""
        return self._shown_for(self.state)

    def _shown_for(self, state: State) -> queries.LifecycleRoles | None:
        """The one named; else that of the phase or the role that is; else the one led to."""
        for one in self.lifecycles:
            named = one.lifecycle.slug == state.lifecycle
            holds = any(phase.phase.slug == state.phase for phase in one.phases) or any(
                role.slug == state.role for role in self._roles_of(one)
            )
            if named or (not state.lifecycle and holds):
                return one
        return self.lifecycles[0] if self.lifecycles else None

    @property
    def view(self) -> View:
        return View(self.state.view or View.MAP)

    @property
    def views(self) -> list[tuple[View, str, bool]]:
        """Each way to look at the roles, its address, and whether it is the current one."""
        return [(view, self.at(view="" if view is View.MAP else view), view is self.view) for view in View]

    @property
    def others(self) -> list[tuple[queries.LifecycleRoles, str, bool]]:
        """Each lifecycle, its address in this view, and whether it is the current one."""
        return [
            (one, self.at(lifecycle="" if place == 0 else one.lifecycle.slug, phase="", role=""), one is self.shown)
            for place, one in enumerate(self.lifecycles)
        ]

    def at(self, **changes: str) -> str:
        """The address of what is shown, with `changes`."""
        return f"{self.path}{self.state.query(**changes)}"

    @property
    def cleared(self) -> str:
        """The address without filters and without a role of today."""
        return self.at(start="", **dict.fromkeys(exploring.FILTERS, ""))

    @property
    def closed(self) -> str:
        """The address with no role open. A panel alone asks nothing of what there is: what is unknown stays in it."""
        return f"{self.path}{self.asked.without('role', 'start').query()}"

    # The form

    @property
    def starts(self) -> list[Role]:
        """The roles one may come from."""
        return [role for role in self._roles if role.lifecycle_id == self.page.from_lifecycle_id]

    @property
    def filters(self) -> list[Select]:
        """The selects of the form."""
        state = self.state
        phases = [Option(one.phase.slug, one.phase.name) for one in self.shown.phases] if self.shown else []
        skills = {skill["slug"]: skill["name"] for role in self._all for skill in role.rests_on}
        by_name = sorted((Option(*pair) for pair in skills.items()), key=lambda option: option.name.casefold())
        none = Option(exploring.NO_ROLE, "None of these")
        starts = [*(Option(role.slug, role.title) for role in self.starts), none]
        return [
            Select("from", "My role today", "Not said", starts, state.start),
            Select("phase", "Phase", "Any", phases, state.phase),
            Select("seniority", "Seniority", "Any", [Option(level, level.label) for level in Level], state.seniority),
            Select("skill", "Skill", "Any", by_name, state.skill),
        ]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form does not ask for and its answer keeps, by parameter."""
        state = self.state
        lifecycle = self.shown.lifecycle.slug if self.shown and self.shown is not self.lifecycles[0] else ""
        return [(name, value) for name, value in (("view", state.view), ("lifecycle", lifecycle)) if value]

    @property
    def said(self) -> str:
        """How many roles fit."""
        return f"{len(self.roles)} of {len(self._all)} roles"

    @property
    def looser(self) -> list[tuple[str, str, int]]:
        """What to loosen where nothing fits: the filter in words, the address without it, and how many fit then."""
        names = {one.param: {option.slug: option.name for option in one.options} for one in self.filters}
        counts = exploring.loosened(self.state, [self._facts[role.pk] for role in self._all])
        words = {name: names.get(name, {}).get(value, value) for name, value in self.state.filters.items()}
        return [(words[name], self.at(**{name: ""}), count) for name, count in counts.items()]

    # The roles

    @staticmethod
    def _roles_of(one: queries.LifecycleRoles) -> list[Role]:
        return [*(role for phase in one.phases for role in phase.home), *one.elsewhere]

    @cached_property
    def _roles(self) -> list[Role]:
        return [role for one in self.lifecycles for role in self._roles_of(one)]

    @cached_property
    def _all(self) -> list[Role]:
        """Every role of what is shown."""
        return self._roles_of(self.shown) if self.shown else []

    @cached_property
    def _facts(self) -> Mapping[int, exploring.Facts]:
        slugs = {one.phase.pk: one.phase.slug for each in self.lifecycles for one in each.phases}
        return {
            role.pk: exploring.Facts(
                [slugs[pk] for pk in role.works_in if pk in slugs],
                role.usual,
                [skill["slug"] for skill in role.rests_on],
                [role.title, *role.also_called],
            )
            for role in self._roles
        }

    @cached_property
    def roles(self) -> list[Role]:
        """The roles of what is shown that pass the filters, in order."""
        return [role for role in self._all if exploring.fits(self.state, self._facts[role.pk])]

    @cached_property
    def phases(self) -> list[queries.PhaseRoles]:
        """The phases of what is shown, with the roles that fit."""
        fitting = {role.pk for role in self.roles}

        def left(roles: list[Role]) -> list[Role]:
            return [role for role in roles if role.pk in fitting]

        return [
            queries.PhaseRoles(one.phase, left(one.home), left(one.also))
            for one in (self.shown.phases if self.shown else [])
        ]

    @cached_property
    def in_words(self) -> queries.LifecycleRoles | None:
        """What is shown, as the list has it; where filters are set, without the phases that they emptied."""
        if not self.shown:
            return None
        elsewhere = [role for role in self.roles if role in self.shown.elsewhere]
        phases = [one for one in self.phases if one.home or not self.state.filters]
        return queries.LifecycleRoles(self.shown.lifecycle, phases, elsewhere, len(self.roles))

    @property
    def rows(self) -> list[tuple[Role, list[queries.Step]]]:
        """The roles that fit, each with how it stands to every phase."""
        phases = [one.phase for one in self.phases]
        return [
            (role, [queries.Step(phase, queries.place_in(phase, role.works_in)) for phase in phases])
            for role in self.roles
        ]

    @property
    def tally(self) -> list[tuple[Change, int]]:
        """How many of the roles that fit mainly cross in each way; empty where none crosses."""
        found = [(change, sum(role.change_kind == change for role in self.roles)) for change in Change]
        return found if any(count for _, count in found) else []

    # The drawings

    @cached_property
    def map(self) -> Map:
        """The roles that fit in their strata."""
        phases = self.phases
        place_of = {one.phase.pk: place for place, one in enumerate(phases)}
        names = [one.phase.name for one in phases]
        roles = sorted(self.roles, key=lambda role: _homes(role, place_of)[:1] or (len(phases),))
        if any(not _homes(role, place_of) for role in roles):
            names.append("In no phase")
        jobs = [bands.Job(role.title, _homes(role, place_of) or (len(phases),)) for role in roles]
        laid = bands.strata(names, jobs)
        chosen = next((at for at, role in enumerate(roles) if role.slug == self.chosen), None)
        drawn = [
            Drawn(role, bore, at, bore.label_beside(chosen), [names[place] for place in job.bands[1:]])
            for at, (role, job, bore) in enumerate(zip(roles, jobs, laid.bores, strict=True))
        ]
        strata = [
            Stratum(
                phases[at].phase if at < len(phases) else None, band, at + 1, [drawn[place] for place in band.bores]
            )
            for at, band in enumerate(laid.bands)
        ]
        share = laid.share
        ticks = [[(share(y - bands.TICK), share(y + bands.TICK)) for y in one.bore.ticks] for one in drawn]
        return Map(
            strata,
            [
                (one, share(one.bore.ends[0]), share(one.bore.ends[1]), marks)
                for one, marks in zip(drawn, ticks, strict=True)
            ],
        )

    @cached_property
    def mapping(self) -> Weave | None:
        """The threads between the roles that fit and the other lifecycle's: 1 query. None without two lifecycles."""
        of = {one.lifecycle.pk: one for one in self.lifecycles}
        before, after = of.get(self.page.from_lifecycle_id), of.get(self.page.to_lifecycle_id)
        if not before or not after or before is after:
            return None
        sides = [
            {role.pk: role for role in (self.roles if one is self.shown else self._roles_of(one))}
            for one in (before, after)
        ]
        left, right = sides
        found = [
            crossing
            for crossing in Counterpart.objects.shown().filter(ai__in=right).order_by("sort_order", "pk")
            if crossing.software_id is None or crossing.software_id in left
        ]
        for crossing in found:
            crossing.ai = right[crossing.ai_id]
            crossing.software = left.get(crossing.software_id)
        at = [{pk: place for place, pk in enumerate(side)} for side in sides]
        before_titles, after_titles = ([role.title for role in side.values()] for side in sides)
        woven = bands.weave(
            before_titles,
            after_titles,
            [(at[0].get(crossing.software_id), at[1][crossing.ai_id]) for crossing in found],
        )
        lit = {crossing.pk for crossing in found if self._is_lit(crossing)}
        ends = {pk for crossing in found if crossing.pk in lit for pk in (crossing.software_id, crossing.ai_id)}
        rows = [
            [(role, height, role.pk in ends) for role, (_, height) in zip(side.values(), rows, strict=True)]
            for side, rows in zip(sides, (woven.left, woven.right), strict=True)
        ]
        threads = [
            Woven(crossing, thread.path, crossing.pk in lit)
            for crossing, thread in zip(found, woven.threads, strict=True)
        ]
        kinds = [(kind, MAIN_LINE[kind], [one for one in found if one.kind == kind]) for kind in Change]
        return Weave(
            Side(before.lifecycle, rows[0]),
            Side(after.lifecycle, rows[1]),
            woven.height,
            threads,
            [each for each in kinds if each[2]],
        )

    def _is_lit(self, crossing: Counterpart) -> bool:
        sides = {side.slug for side in (crossing.software, crossing.ai) if side}
        return bool(self.state.chosen) and self.state.chosen in sides

    # The open role

    @property
    def chosen(self) -> str:
        """The slug of the open role, or of none."""
        return self.panel.role.slug if self.panel else ""

    @cached_property
    def panel(self) -> Panel | None:
        """The role the address opens, or the one that the role of today turns into: 2 queries. None for neither."""
        asked, start = self.asked.role, self.asked.start
        if not asked and start in ("", exploring.NO_ROLE):
            return None
        main = Counterpart.objects.shown().filter(software__slug=start).values("ai__slug")[:1]
        role = self._open(asked) or (self._open(Subquery(main)) if start else None)
        if role is None:
            return None
        rows = RoleSkill.objects.filter(role__slug__in=[role.slug, start], skill__live=True).order_by("sort_order")
        skills = list(rows.select_related("skill").annotate(title=F("role__title"), side=F("role__lifecycle")))
        crossings = [_crossing(fields, role) for fields in role.crossings]
        own = [row for row in skills if row.role_id == role.pk]
        claimed = self._claimed()
        return Panel(
            role,
            own,
            [queries.line_of(crossing, role) for crossing in crossings],
            _move(role, own, start, [row for row in skills if row.role_id != role.pk], crossings, claimed),
            claimed,
        )

    def _open(self, slug: str | Subquery) -> Role | None:
        lifecycles = [self.page.from_lifecycle_id, self.page.to_lifecycle_id]
        return Role.objects.for_panel().filter(lifecycle__in=lifecycles, slug=slug).first() if slug else None

    @property
    def missing(self) -> str:
        """The role that the address opens and that is not there, as it may be said; empty where none is missing."""
        return exploring.said(self.asked.role) if self.asked.role != self.chosen else ""


def _crossing(fields: Mapping[str, Any], role: Role) -> Counterpart:
    """A crossing of `role`, not to be saved, from the fields that `RoleQuerySet.for_panel` finds of it."""
    sides: dict[str, Role | None] = {}
    for side in ("software", "ai"):
        slug, title = fields[f"{side}_slug"], fields[f"{side}_title"]
        sides[side] = role if slug == role.slug else Role(slug=slug, title=title) if slug else None
    return Counterpart(
        **{name: value for name, value in fields.items() if not name.startswith(("software", "ai_"))}, **sides
    )


def _move(
    role: Role,
    own: list[RoleSkill],
    start: str,
    brought: list[Any],
    crossings: list[Counterpart],
    claimed: Collection[str],
) -> Move | None:
    """The way to `role`, resting on `own`, from the role of today, resting on `brought`; None from beside it."""
    if start == exploring.NO_ROLE:
        return Move(role, None, None, readiness(needs_of(own), (), claimed))
    if not brought or brought[0].side == role.lifecycle_id:
        return None
    slugs = [row.skill.slug for row in brought]
    known = Known(start, brought[0].title, brought[0].side, "", slugs)
    thread = next((one for one in crossings if one.software and one.software.slug == start), None)
    return Move(role, known, thread, readiness(needs_of(own), slugs, claimed))


def _homes(role: Role, place_of: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(place_of[pk] for pk in role.works_in if pk in place_of)
