"""The launch checklist: the checks of the lenses that someone chose, by function or by role; what of it is ticked, and
the same as Markdown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.text import Truncator

from learners.lines import digest_of
from roles.models.lenses import Lens, LensRole
from roles.models.roles import Role
from roles.ticks import Place

TITLE = "A checklist for a launch review"
NAME_SHOWN = 40  # characters of an unknown name that are said back


@dataclass(frozen=True)
class Check:
    """A line to tick: where it stands, its words, whether it is ticked."""

    place: Place
    words: str
    is_ticked: bool


@dataclass(frozen=True)
class Part:
    """A lens with its checks."""

    lens: Lens
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Checklist:
    """The lenses there are and those chosen, the roles one may choose by, and what is ticked."""

    lenses: Sequence[Lens]
    chosen: Sequence[Lens]
    roles: Sequence[Role]
    role: Role | None
    unknown: Sequence[str]
    ticked: Mapping[Place, str]

    @cached_property
    def parts(self) -> list[Part]:
        """The chosen lenses with their checks, each line once."""
        return [Part(lens, tuple(self._checks(lens))) for lens in self.chosen]

    def _checks(self, lens: Lens) -> list[Check]:
        places = {Place(lens.slug, digest_of(words)): words for words in lens.checklist}
        return [Check(place, words, place in self.ticked) for place, words in places.items()]

    @property
    def checks(self) -> list[Check]:
        """Every line that is shown."""
        return [check for part in self.parts for check in part.checks]

    @property
    def reworded(self) -> list[Check]:
        """What was ticked under the chosen lenses and reads otherwise now."""
        slugs, shown = {lens.slug for lens in self.chosen}, {check.place for check in self.checks}
        return [
            Check(place, words, True)
            for place, words in self.ticked.items()
            if place.lens in slugs and place not in shown
        ]

    @property
    def is_narrowed(self) -> bool:
        return list(self.chosen) != list(self.lenses)

    @property
    def said(self) -> str:
        """How much there is, and how much of it is ticked, in words."""
        checks = self.checks
        count = f"{len(checks)} checks from {len(self.chosen)} of {len(self.lenses)} lenses"
        done = sum(check.is_ticked for check in checks)
        return f"{done} of {count} ticked" if self.ticked else count

    @property
    def markdown(self) -> str:
        """The checklist as a list of tasks in Markdown."""
        lines = [f"# {TITLE}", "", "System:  ", "Date:  ", "Decision:"]
        for part in self.parts:
            lines += ["", f"## {part.lens.name}", "", f"“{part.lens.question_they_ask}”", ""]
            lines += [f"- [{'x' if check.is_ticked else ' '}] {check.words}" for check in part.checks]
        return "\n".join(lines) + "\n"


def drawn(asked: QueryDict, ticked: Mapping[Place, str]) -> Checklist:
    """The checklist that `asked` chooses: the lenses it names, else those that fall on its role, else all. 2 queries.

    What names nothing that is live is told, and has no effect.
    """
    lenses = list(Lens.objects.filter(live=True))
    roles: dict[str, Role] = {}
    of_role: dict[str, set[int]] = {}
    for row in LensRole.objects.filter(lens__live=True, role__live=True).select_related("role"):
        roles[row.role.slug] = row.role
        of_role.setdefault(row.role.slug, set()).add(row.lens_id)
    named, slug = asked.getlist("lens"), asked.get("role", "")
    role = roles.get(slug)
    chosen = [lens for lens in lenses if lens.slug in named]
    if not chosen and role:
        chosen = [lens for lens in lenses if lens.pk in of_role[role.slug]]
    elif chosen:
        role = None
    known = {"", *roles, *(lens.slug for lens in lenses)}
    unknown = [Truncator(name.replace("\0", "")).chars(NAME_SHOWN) for name in [*named, slug] if name not in known]
    in_order = sorted(roles.values(), key=lambda role: (role.sort_order, role.title))
    return Checklist(lenses, chosen or lenses, in_order, role, list(dict.fromkeys(unknown)), ticked)


@dataclass(frozen=True)
class Said:
    """What a post says of a checklist: lines newly ticked, lines taken back, and how many it no longer has."""

    ticked: Mapping[Place, str]
    taken_back: Collection[Place]
    missed: int

    @property
    def is_nothing(self) -> bool:
        return not self.ticked and not self.taken_back


def read(posted: QueryDict, shown: Checklist) -> Said:
    """What changed between the form as it was drawn (`was`) and as it came back (`check`); with `clear`, all is taken
    back. What another tab did meanwhile stays."""
    now, was = set(posted.getlist("check")), set(posted.getlist("was"))
    words = {check.place.value: check for check in [*shown.checks, *shown.reworded]}
    if "clear" in posted:
        return Said({}, [check.place for check in words.values() if check.is_ticked], 0)
    new = now - was
    return Said(
        {words[value].place: words[value].words for value in words if value in new},
        [words[value].place for value in words if value in was - now],
        len(new - set(words)),
    )
