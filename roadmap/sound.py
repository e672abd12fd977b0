"""What makes a route sound: no step waits for itself, none needs a deeper or a later one, a path holds what it needs.

Pure: slugs in, slugs and sentences out.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

Needs = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Rung:
    """A step as its neighbors see it: how deep it goes, and where it stands on the way down."""

    title: str
    rank: int
    place: tuple[int, int]
    needs: tuple[str, ...] = ()


def circle(needs: Needs, start: str) -> list[str]:
    """The shortest way from `start` through what it needs back to `start`, which is its first and last; or nothing."""
    came_from: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there in sorted(needs.get(here, ())):
            if there == start:
                return [start, *_back(came_from, here, start)]
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    return []


def _back(came_from: Mapping[str, str], end: str, start: str) -> list[str]:
    """The way from after `start` to `end`, and `start` again."""
    way = [start]
    while end != start:
        way.append(end)
        end = came_from[end]
    return way[::-1] if len(way) == 1 else [*way[:0:-1], start]


def circles(needs: Needs) -> list[list[str]]:
    """A shortest circle through each step that waits for itself; those of the same steps once."""
    found: dict[frozenset[str], list[str]] = {}
    for step in needs:
        if way := circle(needs, step):
            found.setdefault(frozenset(way), way)
    return list(found.values())


def circle_in_words(titles: Sequence[str]) -> str:
    """The sentence for a circle, by the titles on it, the first of them again at its end."""
    if len(titles) == 2:
        return f"“{titles[0]}” needs itself. Take that prerequisite away."
    links = ", which needs ".join(f"“{title}”" for title in titles[1:])
    return f"“{titles[0]}” needs {links}: a circle that nobody can begin. Take one of these prerequisites away."


def deeper(rung: Rung, rungs: Mapping[str, Rung]) -> Iterator[str]:
    """The steps that it needs and that go deeper than it does."""
    yield from (need for need in rung.needs if need in rungs and rungs[need].rank > rung.rank)


def later(rung: Rung, rungs: Mapping[str, Rung]) -> Iterator[str]:
    """The steps that it needs and that stand after it."""
    yield from (need for need in rung.needs if need in rungs and rungs[need].place > rung.place)


def missing(core: Collection[str], needs: Needs) -> dict[str, list[str]]:
    """The steps of a path that need what is not on it, in its order, each with what that is."""
    lacks = {step: [need for need in needs.get(step, ()) if need not in core] for step in core}
    return {step: lacking for step, lacking in lacks.items() if lacking}


def in_words(titles: Sequence[str]) -> str:
    """“A”, “B” and “C”."""
    quoted = [f"“{title}”" for title in titles]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
