"""What leads to a thing: whatever links to it, chooses it or rests on it.

Wagtail's reference index knows foreign keys, choosers and the links by name in Markdown. What it can't see, an app
adds: `register` one question, asked by the kind and slug that links by name use. What readers are to find at the foot
of a thing's page goes the same way: `register_shown`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Model, QuerySet, Value, Window
from django.db.models.functions import Cast, Concat, RowNumber
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex, Site

from core.links import Destination, Doors, doors_of, target_of


@dataclass(frozen=True)
class Crossing:
    """Something that leads to a thing: its title, what it is in a word, and how it leads there.

    `url` is empty where no reader can get to it, `edit_url` where nobody edits it.
    """

    title: str
    kind: str
    url: str = ""
    edit_url: str = ""
    how: str = ""


@dataclass(frozen=True)
class Uses:
    """The things of one kind that a thing is used by: a heading for them, and rows made by `uses`."""

    heading: str
    rows: QuerySet


@dataclass(frozen=True)
class Shown:
    """The live things of one kind that a thing is used by: their heading, each with where it leads and a line on it."""

    heading: str
    uses: tuple[tuple[Destination, str], ...]


Question = Callable[[str, str], Iterable[Crossing]]
ShownQuestion = Callable[[str, str], Uses | None]
_questions: list[Question] = []
_shown_questions: list[ShownQuestion] = []


def register(question: Question) -> None:
    """Have `question`, given a kind and a slug, name what leads to that thing and no reference shows."""
    _questions.append(question)


def register_shown(question: ShownQuestion) -> None:
    """Have `question`, given a kind and a slug, say what readers are to see that uses it; None: nothing ever does."""
    _shown_questions.append(question)


def uses(heading: str, things: QuerySet, *, scheme: str, note: str, order: Iterable[Any]) -> Uses:
    """`things`, in `order`, as what uses something: `note` names the field with a line on each. Asks nothing yet."""
    as_text = CharField()
    place = Window(RowNumber(), order_by=[*order])
    target = Concat(Value(f"{scheme}:"), Cast(F("slug"), as_text))
    rows = things.order_by().values_list(Value(heading, as_text), place, target, Cast(F(note), as_text))
    return Uses(heading, rows)


def shown_at(thing: Model, doors: Doors) -> list[Shown]:
    """What uses `thing` and is live at an address, by heading, in the order given: 1 query, however many ask.

    Where two guides have a thing of that name, what stands in the one uses its own.
    """
    name = target_of(thing)
    kind, _, slug = name.partition(":")
    here = doors.get(name)
    found = [uses for question in _shown_questions if (uses := question(kind, slug))]
    if not found:
        return []
    first, *others = [uses.rows for uses in found]
    groups: dict[str, list[tuple[Destination, str]]] = {uses.heading: [] for uses in found}
    for heading, _, target, note in sorted(first.union(*others, all=True).order_by()):
        destination = doors.get(target)
        if destination and doors.get(name, seen_from=destination.path) == here:
            groups[heading].append((destination, note))
    return [Shown(heading, tuple(uses)) for heading, uses in groups.items() if uses]


def leading_to(thing: Model) -> list[Crossing]:
    """What leads to `thing`, by kind and title, live or not. One query and a few for each thing that does."""
    groups = ReferenceIndex.get_references_to(thing).group_by_source_object()
    doors, urls = doors_of(Site.objects.filter(is_default_site=True).first()), AdminURLFinder()
    found = {
        _crossing(source, references, doors, urls)
        for source, references in ((_specific(source), references) for source, references in groups)
        if source != thing
    }
    kind, _, slug = target_of(thing).partition(":")
    if kind:
        found.update(crossing for question in _questions for crossing in question(kind, slug))
    return sorted(found, key=lambda crossing: (crossing.kind, crossing.title))


def _specific(source: Model) -> Model:
    return source.specific if isinstance(source, Page) else source


def _crossing(source: Model, references: list[ReferenceIndex], doors: Doors, urls: AdminURLFinder) -> Crossing:
    places = dict.fromkeys(str(reference.describe_source_field()) for reference in references)
    return Crossing(
        title=source.get_admin_display_title() if isinstance(source, Page) else str(source),
        kind=str(source._meta.verbose_name).capitalize(),
        url=_public_url(source, doors),
        edit_url=urls.get_edit_url(source) or "",
        how=", ".join(places),
    )


def _public_url(source: Model, doors: Doors) -> str:
    if isinstance(source, Page):
        return (source.get_url() or "") if source.live else ""
    target = target_of(source)
    return (doors.href(target) or "") if target else ""
