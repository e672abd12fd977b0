"""The role that a reader has today, from the address or as we hold it for them; and what they bring from it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.http import HttpRequest, QueryDict

from learners import cookies
from learners.models import Learner
from roles import exploring
from roles.comparing import Need
from roles.crossing import Readiness, readiness
from roles.models.roles import Counterpart, Role, RoleSkill

if TYPE_CHECKING:
    from roles.explorer import Explorer
    from roles.models import RolesExplorerPage

PARAM = exploring.PARAMS["start"]
NONE = exploring.NO_ROLE


class Known(NamedTuple):
    """A live role of an explorer, in a few words: enough to link to it, to choose it, and to tell what it rests on."""

    slug: str
    name: str
    lifecycle_id: int
    lifecycle: str
    skills: list[str]


def known_of(page: "RolesExplorerPage") -> list[Known]:
    """Every live role of an explorer, in the order of its lists: 1 query."""
    skills = RoleSkill.objects.filter(role=OuterRef("pk"), skill__live=True).values("skill__slug")
    roles = Role.objects.live().filter(lifecycle__in=page.lifecycle_ids, lifecycle__live=True).in_order()
    fields = ("slug", "title", "lifecycle_id", "lifecycle__name", "five")
    return [Known(*row) for row in roles.annotate(five=ArraySubquery(skills)).values_list(*fields)]


@dataclass(frozen=True)
class Today:
    """What an address, and the learner who opened it, say of the role they have today.

    `options` are the roles it may be; `chosen` the slug of one, NONE, or empty; `kept` the slug that we hold, or empty;
    `unknown` what the address names that is none of them, as it may be said back.
    """

    options: Sequence[Known]
    chosen: str = ""
    kept: str = ""
    unknown: str = ""

    @property
    def role(self) -> Known | None:
        """The role, where one is named."""
        return next((option for option in self.options if option.slug == self.chosen), None)

    @property
    def is_none_of_these(self) -> bool:
        """Whether the reader said that theirs is not on the list."""
        return self.chosen == NONE

    @property
    def is_kept(self) -> bool:
        """Whether the role named is the one that we hold."""
        return bool(self.role) and self.chosen == self.kept


@dataclass(frozen=True)
class Move:
    """A way to a role: from where (None: from none of the roles we know), the thread that leads there, if one does."""

    role: Role
    start: Known | None
    thread: Counterpart | None
    skills: Readiness


def kept(request: HttpRequest) -> str:
    """The slug of the role that the reader has us hold; empty for none. A query, only for a browser with our cookie."""
    learner = cookies.learner_of(request) if cookies.TOKEN.name in request.COOKIES else None
    return learner.role_today if learner else ""


def claimed(request: HttpRequest) -> Collection[str]:
    """Slugs of the skills that the reader says they have. A query at most, only for a browser with our cookie."""
    learner = cookies.learner_of(request) if cookies.TOKEN.name in request.COOKIES else None
    return getattr(learner, "claimed", ())


def asked(request: HttpRequest) -> QueryDict:
    """The query of `request`, with the role that we hold for its reader where it names none."""
    slug = "" if PARAM in request.GET else kept(request)
    if not slug:
        return request.GET
    query = request.GET.copy()
    query[PARAM] = slug
    return query


def said_by(request: HttpRequest, options: Sequence[Known]) -> Today:
    """What `request` says, `options` being the roles that one may come from."""
    named, held = request.GET.get(PARAM, ""), kept(request)
    fine = {*(option.slug for option in options), NONE}
    chosen = next((slug for slug in (named, held) if slug in fine), "")
    return Today(
        options=options,
        chosen=chosen,
        kept=held,
        unknown=exploring.said(named) if named and named not in fine else "",
    )


def in_explorer(explorer: "Explorer", request: HttpRequest) -> Today:
    """What the explorer shows as the role of today, and whether we hold it: a query for a browser with our cookie."""
    options = [
        Known(role.slug, role.title, role.lifecycle_id, "", [skill["slug"] for skill in role.rests_on])
        for role in explorer.starts
    ]
    return Today(options=options, chosen=explorer.state.start, kept=kept(request))


def needs_of(rows: Iterable[RoleSkill]) -> list[Need]:
    """The skills of a role, from its rows with their skills."""
    return [Need(row.skill.slug, row.skill.name, row.skill.kind, row.why) for row in rows]


def move(role: Role, today: Today, threads: Iterable[Counterpart], claimed: Collection[str] = ()) -> Move | None:
    """The way to `role` of a reader who said what they do today; None for another, and to a role that one comes from.

    `threads` are those that lead to `role`, with their sides; `claimed` slugs of skills that the reader claims.
    """
    start = today.role
    if not today.chosen or any(option.slug == role.slug for option in today.options):
        return None
    thread = next((one for one in threads if start and one.software and one.software.slug == start.slug), None)
    return Move(role, start, thread, readiness(needs_of(role.skills.all()), start.skills if start else (), claimed))


def keep(request: HttpRequest, slug: str) -> None:
    """Hold `slug` as the reader's role of today, instead of another; makes the learner where there is none."""
    learner = cookies.keep(request)
    Learner.objects.filter(pk=learner.pk).update(role_today=slug)


def forget(request: HttpRequest) -> None:
    """Hold no role of the reader any more."""
    if learner := cookies.learner_of(request):
        Learner.objects.filter(pk=learner.pk).update(role_today="")
