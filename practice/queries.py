"""What the pages of this floor show, asked in few queries."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.http import HttpRequest

from core import stampfile
from core.links import Destination, Doors, doors
from practice.models.ideas import Idea, IdeaLens, IdeaRole, IdeaSkill
from roles.models import Lens
from roles.queries import Mention, mentions_of

if TYPE_CHECKING:
    from practice.models.pages import PracticePage

# What a list of ideas shows; their text stays in the database.
LISTED = ("slug", "title", "question", "promise", "minutes")


@dataclass(frozen=True)
class Line:
    """An idea in a list: its place among all of the parts, counted from 1; 0: it stands beside them."""

    slug: str
    title: str
    question: str
    promise: str
    minutes: int
    place: int
    note: str = ""

    @property
    def short(self) -> str:
        """The name alone: “Search” of “Search: the index at the back of the book”."""
        return self.title.partition(":")[0]


@dataclass(frozen=True)
class Part:
    """A part of the guide, with its live ideas."""

    eyebrow: str
    title: str
    summary: str
    ideas: tuple[Line, ...]


@dataclass(frozen=True)
class Way:
    """A few ideas for one purpose."""

    title: str
    ideas: tuple[Line, ...]


@dataclass(frozen=True)
class Outline:
    """The guide: its parts, what stands beside them, ways through it. What is not live is left out."""

    parts: tuple[Part, ...]
    extras: tuple[Line, ...]
    ways: tuple[Way, ...]

    @property
    def ideas(self) -> list[Line]:
        """Those of the parts, in order."""
        return [line for part in self.parts for line in part.ideas]

    @property
    def all(self) -> list[Line]:
        """Every idea that it shows, in order."""
        return [*self.ideas, *self.extras]

    @property
    def minutes(self) -> int:
        """How long all of the parts take."""
        return sum(line.minutes for line in self.ideas)

    def line(self, slug: str) -> Line | None:
        """The line of an idea; None where the guide does not show it."""
        return next((line for line in self.all if line.slug == slug), None)

    def part_of(self, slug: str) -> Part | None:
        """The part that an idea is in."""
        return next((part for part in self.parts if any(line.slug == slug for line in part.ideas)), None)

    def beside(self, slug: str) -> tuple[Line | None, Line | None]:
        """The ideas before and after one."""
        slugs = [line.slug for line in self.all]
        if slug not in slugs:
            return None, None
        at = slugs.index(slug)
        return (self.all[at - 1] if at else None), (self.all[at + 1] if at + 1 < len(slugs) else None)


def outline(page: "PracticePage") -> Outline:
    """The guide as it is live: 1 query, and none while nothing is published."""
    stamp = stampfile.read()
    if not stamp or not page.live:  # a draft in preview
        return _outline(page)
    return _kept(Source(page, stamp))


@dataclass(frozen=True, eq=False)
class Source:
    """A page at a stamp: what the outline was drawn from."""

    page: "PracticePage"
    stamp: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source) and (self.page.pk, self.stamp) == (other.page.pk, other.stamp)

    def __hash__(self) -> int:
        return hash((self.page.pk, self.stamp))


@lru_cache(maxsize=4)
def _kept(source: Source) -> Outline:
    return _outline(source.page)


def _outline(page: "PracticePage") -> Outline:
    rows = Idea.objects.filter(live=True).values("pk", *LISTED)
    live = {row.pop("pk"): row for row in rows}
    # The stream as it is stored: its choosers would read every idea whole.
    parts = [block["value"] for block in page.parts.raw_data]
    order = [pk for part in parts for pk in _items(part["ideas"]) if pk in live]
    places = {pk: place for place, pk in enumerate(dict.fromkeys(order), 1)}

    def lines(pks: list[int]) -> tuple[Line, ...]:
        return tuple(Line(**live[pk], place=places.get(pk, 0)) for pk in pks if pk in live)

    extras = [block["value"] for block in page.extras.raw_data]
    ways = [block["value"] for block in page.ways.raw_data]
    return Outline(
        parts=tuple(
            Part(part.get("eyebrow") or "", part["title"], part["summary"], lines(_items(part["ideas"])))
            for part in parts
        ),
        extras=tuple(
            Line(**live[extra["idea"]], place=places.get(extra["idea"], 0), note=extra["note"])
            for extra in extras
            if extra["idea"] in live
        ),
        ways=tuple(Way(way["title"], lines(_items(way["ideas"]))) for way in ways),
    )


def _items(stored: list[Any]) -> list[Any]:
    """The values of a stored list, in either of the two forms in which Wagtail keeps one."""
    return [one["value"] if isinstance(one, dict) else one for one in stored]


def idea(slug: str) -> Idea | None:
    """A live idea with the slugs of what it leads to, as `all_roles`, `all_skills`, `all_lenses`; or None. 1 query."""
    return (
        Idea.objects.filter(slug=slug, live=True)
        .annotate(
            all_roles=_slugs(IdeaRole, "role"),
            all_skills=_slugs(IdeaSkill, "skill"),
            all_lenses=_slugs(IdeaLens, "lens"),
        )
        .first()
    )


def _slugs(model: Any, name: str) -> ArraySubquery:
    rows = model.objects.filter(idea=OuterRef("pk"), **{f"{name}__live": True}).order_by("sort_order")
    return ArraySubquery(rows.values(f"{name}__slug"))


@dataclass(frozen=True)
class Leads:
    """Where an idea leads, by kind: live places of this site."""

    roles: list[Destination]
    skills: list[Destination]
    lenses: list[Destination]
    passages: list[Destination]
    reads: list[Destination]
    ideas: list[Destination]

    @property
    def groups(self) -> list[tuple[str, list[Destination]]]:
        """Those that lead anywhere, each under its name."""
        named = [
            ("Roles", self.roles),
            ("Skills", self.skills),
            ("Who asks about it", self.lenses),
            ("Passages that it shows", self.passages),
            ("To read", self.reads),
            ("Ideas beside it", self.ideas),
        ]
        return [(name, places) for name, places in named if places]


def leads(entry: Any, request: HttpRequest) -> Leads:
    """Where an idea from `idea` leads: the one query that all links of a page share, and those of `mentions_of`.

    Who asks for a passage that names the idea asks about the idea: 1 query more, where there are such.
    """
    open_doors = doors(request)
    passages = mentions_of(entry, open_doors)
    asked = [pk for passage in passages for pk in passage.lenses]
    lenses = entry.all_lenses
    if asked:
        rows = Lens.objects.filter(pk__in=asked, live=True)
        lenses = [*dict.fromkeys([*lenses, *rows.values_list("slug", flat=True)])]

    def live(targets: list[str]) -> list[Destination]:
        return [found for target in targets if (found := open_doors.get(target))]

    return Leads(
        roles=live([f"role:{slug}" for slug in entry.all_roles]),
        skills=live([f"skill:{slug}" for slug in entry.all_skills]),
        lenses=live([f"lens:{slug}" for slug in lenses]),
        passages=[found for passage in passages if (found := _place(passage, open_doors))],
        reads=live([one.value for one in entry.reads]),
        ideas=live([one.value for one in entry.leans]),
    )


def _place(passage: Mention, open_doors: Doors) -> Destination | None:
    found = open_doors.get(passage.target)
    return found and replace(found, name=passage.name)


def sitemap_entries(page: "PracticePage", request: HttpRequest | None) -> list[dict[str, Any]]:
    """An entry for each live idea. 1 query."""
    base = page.get_full_url(request)
    rows = Idea.objects.filter(live=True).order_by("sort_order").values_list("slug", "last_published_at")
    return [{"location": f"{base}{slug}/", "lastmod": at} for slug, at in rows]
