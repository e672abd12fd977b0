"""What someone brings to a role: of its five skills, which they have, which deepen, which are new.

Knows neither pages nor models: slugs and words in, slugs and words out.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from roles.comparing import Need

CARRIES_OVER, DEEPENS = "carries-over", "deepens"  # kinds of skill; every other kind is a new layer


@dataclass(frozen=True)
class Readiness:
    """The skills of a role, each once, in its order: those brought along, those that deepen, those to be added.

    `claimed` are slugs of those brought that they say they have, and can show.
    """

    brings: tuple[Need, ...]
    deepens: tuple[Need, ...]
    adds: tuple[Need, ...]
    claimed: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.brings) + len(self.deepens) + len(self.adds)


def readiness(needs: Sequence[Need], mine: Collection[str] = (), claimed: Collection[str] = ()) -> Readiness:
    """What someone brings to a role that needs `needs`; `mine` are slugs of the skills of the role they have today,
    `claimed` of those that they say they have.

    They bring what both roles rest on, what they claim, and what carries over whole for anyone who builds software.
    Without `mine` and `claimed` the kinds alone decide.
    """
    brings = tuple(need for need in needs if need.slug in {*mine, *claimed} or need.kind == CARRIES_OVER)
    rest = [need for need in needs if need not in brings]
    return Readiness(
        brings,
        tuple(need for need in rest if need.kind == DEEPENS),
        tuple(need for need in rest if need.kind != DEEPENS),
        frozenset(need.slug for need in brings if need.slug in claimed),
    )
