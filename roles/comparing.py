"""Two roles side by side: what their skills share, and what is dropped and added on the way from one to the other.

Knows neither pages nor models: slugs and words in, slugs and words out.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """A skill among the five of a role, by slug and name; its kind, as `carries-over`; and why it matters there."""

    slug: str
    name: str
    kind: str
    why: str


@dataclass(frozen=True)
class Shared:
    """A skill that both rest on: as the one needs it, and as the other does."""

    first: Need
    second: Need

    @property
    def mirrored(self) -> "Shared":
        """The same, seen from the other role."""
        return Shared(self.second, self.first)


@dataclass(frozen=True)
class Comparison:
    """The skills of two roles: `shared` and `dropped` are those of the first, `shared` and `added` of the second."""

    shared: tuple[Shared, ...]
    dropped: tuple[Need, ...]
    added: tuple[Need, ...]

    @property
    def mirrored(self) -> "Comparison":
        """The same two, swapped: what was dropped is added."""
        return Comparison(tuple(each.mirrored for each in self.shared), self.added, self.dropped)


def compare(first: Sequence[Need], second: Sequence[Need]) -> Comparison:
    """What becomes of the skills on the way from the first role to the second.

    Each has a skill once, the most important first; `shared` begins with what matters most to both together, so that
    swapping the roles leaves its order as it is.
    """
    of_first = {need.slug: (place, need) for place, need in enumerate(first)}
    of_second = {need.slug: (place, need) for place, need in enumerate(second)}
    both = sorted(of_first.keys() & of_second.keys(), key=lambda slug: (of_first[slug][0] + of_second[slug][0], slug))
    return Comparison(
        shared=tuple(Shared(of_first[slug][1], of_second[slug][1]) for slug in both),
        dropped=tuple(need for need in first if need.slug not in of_second),
        added=tuple(need for need in second if need.slug not in of_first),
    )
