"""The figure of an idea for a request: its words, what was made for it, what the address sets."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from practice import drawings, made
from practice.ideas import idea
from practice.showing import Place, Shown, Words, shown

if TYPE_CHECKING:
    from practice.models.ideas import Idea


def words_of(entry: "Idea") -> Words:
    """What readers see of the figure of `entry`."""
    return Words(entry.slug, entry.title, entry.labels, entry.choices)


def figure(words: Words, place: Place, asked: QueryDict | None = None, start: Mapping[str, Any] | None = None) -> Shown:
    """The figure, computed: from `start` on, and as the address `asked` sets it, by its controls' names.

    A name with the slug before it (`search.k1`) is the same control, as another page sends it.
    """
    slug = words.slug
    given: dict[str, str] = {}
    for name in idea(slug).Inputs.kinds():
        sent = next((one for one in (name, f"{slug}.{name}") if asked and one in asked), None)
        if asked and sent:
            given[name] = str(asked[sent])
    return shown(idea(slug), drawings.draw, words, place, made.made(slug), given, start)


def started(slug: str, settings: Mapping[str, str]) -> dict[str, Any]:
    """The values that `settings`, an editor's, begin with. What does not fit is left out."""
    inputs: Any = idea(slug).Inputs
    known = {name: value for name, value in settings.items() if name in inputs.kinds()}
    read, _ = inputs.read(known)
    return {name: getattr(read, name) for name in known}
