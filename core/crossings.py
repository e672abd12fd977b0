"""What leads to a thing: whatever links to it, chooses it or rests on it.

Wagtail's reference index knows foreign keys, choosers and the links by name in Markdown. What it can't see, an app
adds: `register` one question, asked by the kind and slug that links by name use.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex, Site

from core.links import Doors, doors_of, target_of


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


Question = Callable[[str, str], Iterable[Crossing]]
_questions: list[Question] = []


def register(question: Question) -> None:
    """Have `question`, given a kind and a slug, name what leads to that thing and no reference shows."""
    _questions.append(question)


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
