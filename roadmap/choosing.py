"""For whom the Route is drawn, as its address says it: from which role, to which, how deep, how many hours a week.

Pure. Nothing in an address is an error: what is unknown has no effect, and is named in a sentence.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

NO_ROLE = "none"  # from none of the roles we know
LEVELS = {"start": "A first pass", "solid": "Working depth", "deep": "Specialist work"}
MOST_HOURS = 60  # a week
LONGEST_SAID = 40  # characters of something unknown that are said back
PARAMS = {"from": "start", "to": "to", "level": "level", "hours": "hours"}
CALLED = {"from": "role to come from", "to": "role to go to", "level": "level"}


@dataclass(frozen=True)
class Choice:
    """Slugs, each empty where nothing was chosen; `start` may be NO_ROLE. `hours` a week; 0: not said."""

    start: str = ""
    to: str = ""
    level: str = ""
    hours: int = 0

    @property
    def said(self) -> dict[str, str]:
        """What was chosen, by the parameters that say so in an address."""
        given = {param: getattr(self, name) for param, name in PARAMS.items()}
        return {param: str(value) for param, value in given.items() if value}


def choice(
    asked: Mapping[str, Sequence[str]], starts: Collection[str], goals: Collection[str]
) -> tuple[Choice, list[str]]:
    """What `asked` spells, each parameter with all its values, and a sentence on each value that has no effect.

    `starts` and `goals` are the slugs of roles that there is something to say of.
    """
    known: dict[str, Collection[str]] = {"from": {*starts, NO_ROLE}, "to": goals, "level": LEVELS}
    start = to = level = ""
    hours = 0
    notes = []
    for param, values in asked.items():
        value = _clean(values[-1]) if values else ""
        if param not in PARAMS or not value:
            continue
        match param:
            case "hours":
                hours, note = _hours(value)
                notes += [note] if note else []
            case _ if value not in known[param]:
                notes.append(f"There is no {CALLED[param]} “{_said(value)}”, so it has no effect.")
            case "from":
                start = value
            case "to":
                to = value
            case "level":
                level = value
    return Choice(start, to, level, hours), notes


def is_asked(params: Collection[str]) -> bool:
    """Whether an address with these parameters chooses: also the whole Route, by saying that no role is meant."""
    return not PARAMS.keys().isdisjoint(params)


def _hours(value: str) -> tuple[int, str]:
    hours = int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 0
    if 1 <= hours <= MOST_HOURS:
        return hours, ""
    return 0, f"“{_said(value)}” is no number of hours a week from 1 to {MOST_HOURS}, so it has no effect."


def _said(text: str) -> str:
    return text if len(text) <= LONGEST_SAID else f"{text[: LONGEST_SAID - 1]}…"


def _clean(text: str) -> str:
    """One line of what can be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
