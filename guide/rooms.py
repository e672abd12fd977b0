"""Where a page's head and foot lead: the rooms of the guide one is in, and of the site. Only open doors are drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue
    from wagtail.models import Page

    from core.links import Destination, Doors

# The rooms of a guide, in the order a reader needs them, then those beside the guides.
OF_A_GUIDE = [("Roles", "explorer:"), ("Quiz", "quiz:"), ("Route", "route:")]
OF_THE_SITE = [("Shelf", "shelf:"), ("Practice", "practice:")]
TO_DO = ["quiz:", "route:", "explorer:", "skills:", "lenses:", "articles:", "glossary:", "practice:", "shelf:"]
ABOUT = ["series:", "privacy:"]


@dataclass(frozen=True)
class Room:
    """A place of the site, and how it stands to the page one is on: `page` is it, `true` is inside it, else empty."""

    name: str
    path: str
    current: str


@dataclass(frozen=True)
class Links:
    """Links under one name at the foot of the page."""

    name: str
    links: "list[Destination]"


@dataclass(frozen=True)
class Step:
    """A first thing to do in a guide: the words of the button, a verb first, and where it leads."""

    words: str
    href: str


def guide_of(doors: "Doors") -> "Destination | None":
    """The live guide that the page is in; elsewhere the one that has rooms, or else the first by address."""
    guides = sorted(_of_scheme(doors, "guide"), key=lambda guide: guide.path)
    inside = [guide for guide in guides if doors.here.startswith(guide.path)]
    explorer = doors.get("explorer:")
    furnished = [guide for guide in guides if explorer and explorer.path.startswith(guide.path)]
    return next(iter([*inside, *furnished, *guides]), None)


def rooms_of(doors: "Doors") -> list[Room]:
    """The rooms that are open, in order; none where there is only one.

    A guide's rooms are its own: those of another guide are not shown in it.
    """
    if not (guide := guide_of(doors)):
        return []
    own = [(name, found.path) for name, target in OF_A_GUIDE if (found := doors.get(target))]
    site = [(name, found.path) for name, target in OF_THE_SITE if (found := doors.get(target))]
    places = [("Guide", guide.path), *(place for place in own if place[1].startswith(guide.path)), *site]
    inside = max((path for _, path in places if doors.here.startswith(path)), key=len, default="")
    return [Room(name, path, _current(path, inside, doors.here)) for name, path in places if len(places) > 1]


def _current(path: str, inside: str, here: str) -> str:
    if path == here:
        return "page"
    return "true" if path == inside else ""


def first_steps_of(doors: "Doors", chapters: "Iterable[Page]") -> list[Step]:
    """What to do first, at the home of a guide: two at most of the quiz, the route, the first chapter, the roles."""
    first = next(iter(chapters), None)
    steps = [
        ("Take the quiz", "quiz:"),
        ("Open the route", "route:"),
        ("Read the first chapter", f"chapter:{first.slug}" if first else ""),
        ("Explore the roles", "explorer:"),
    ]
    own = [
        Step(words, found.path) for words, to in steps if (found := doors.get(to)) and found.path.startswith(doors.here)
    ]
    return own[:2]


def steps_within(body: "Iterable[StreamValue.StreamChild]") -> list[Step]:
    """What to do first in a guide that is its home alone: its lists of things to do, two at most, the last first.

    What a reader tries before they commit stands after what they do once they have.
    """
    lists = [section.value for section in body if section.block_type == "steps"]
    return [Step(value["title"], f"#{value.anchor}") for value in reversed(lists[-2:])]


def foot_lists(doors: "Doors", chapters: Iterable[str]) -> list[Links]:
    """The lists at the foot: what to read, in the order of the addresses `chapters`; what to do; the rest."""
    guide = guide_of(doors)
    home = guide.path if guide else "/"
    by_path = {found.path: found for found in _of_scheme(doors, "chapter")}
    read = [by_path[path] for path in chapters if path in by_path and path.startswith(home)]
    do = [found for target in TO_DO if (found := doors.get(target)) and _is_in_reach(found, home)]
    about = [found for target in ABOUT if (found := doors.get(target))]
    about += sorted(_of_scheme(doors, "guide"), key=lambda found: found.path)
    return [links for links in (Links("Read", read), Links("Do", do), Links("About", about)) if links.links]


def _is_in_reach(found: "Destination", home: str) -> bool:
    return found.path.startswith(home) or found.scheme in ("practice", "shelf")


def _of_scheme(doors: "Doors", scheme: str) -> "list[Destination]":
    return [found for target, places in doors.found.items() if target.startswith(f"{scheme}:") for found in places]
