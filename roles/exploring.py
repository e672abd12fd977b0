"""What the address of an explorer asks for: read, cut to size, and held against what there is.

Pure. Nothing in an address is an error: what is unknown has no effect, and is said in a sentence.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

LONGEST_TEXT = 80  # characters that are looked for: as many as a title has
LONGEST_SAID = 40  # characters of something unknown that are said back
NOTES = 5  # said at most, and how many more there are

NO_ROLE = "none"  # “none of these” for the role of today


class View(StrEnum):
    """A way to look at the roles."""

    MAP = "map"
    MAPPING = "mapping"
    LIST = "list"
    TABLE = "table"

    @property
    def label(self) -> str:
        return self.capitalize()

    @property
    def template(self) -> str:
        """The component that draws it."""
        return f"roles/components/{self}.html"


@dataclass(frozen=True)
class State:
    """What an explorer shows, as its address says it: slugs, each empty where it says nothing."""

    view: str = ""
    lifecycle: str = ""
    phase: str = ""
    seniority: str = ""
    skill: str = ""
    q: str = ""
    start: str = ""  # `from` in the address: the software role one has today, or NO_ROLE
    role: str = ""  # the open one

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by field."""
        return {name: value for name in FILTERS if (value := getattr(self, name))}

    @property
    def chosen(self) -> str:
        """The role that the drawings bring out: the open one, or else that of today."""
        return self.role or self.start

    def query(self, **changes: str) -> str:
        """The address's query with `changes`, from its question mark on; empty where it says nothing."""
        changed = replace(self, **changes)
        given = {PARAMS[name]: getattr(changed, name) for name in PARAMS}
        said = {name: value for name, value in given.items() if value}
        return f"?{urlencode(said)}" if said else ""

    def without(self, *names: str) -> "State":
        """The state with these fields empty."""
        return replace(self, **dict.fromkeys(names, ""))


PARAMS = {name: "from" if name == "start" else name for name in State.__dataclass_fields__}
FIELDS = {param: name for name, param in PARAMS.items()}
FILTERS = ("phase", "seniority", "skill", "q")
CALLED = {
    "view": "view",
    "lifecycle": "lifecycle",
    "phase": "phase of this lifecycle",
    "seniority": "level of seniority",
    "skill": "skill that a role here rests on",
    "start": "role to come from",
    "role": "role",
}


@dataclass(frozen=True)
class Facts:
    """What of a role the filters ask for: slugs of phases, levels and skills, and every title it goes by."""

    phases: Collection[str]
    levels: Collection[str]
    skills: Collection[str]
    titles: Iterable[str]


def parse(asked: Mapping[str, Sequence[str]]) -> tuple[State, list[str]]:
    """The state that `asked` spells, each parameter with all its values, and sentences on what was left aside."""
    state, notes = State(), []
    for param, values in asked.items():
        name = FIELDS.get(param)
        if name is None:
            notes.append(f"There is no filter “{said(param)}”, so it has no effect.")
            continue
        if len(values) > 1:
            notes.append(f"“{param}” is there {len(values)} times: the last one counts.")
        value = _clean(values[-1] if values else "")
        if len(value) > LONGEST_TEXT and name == "q":
            notes.append(f"Only the first {LONGEST_TEXT} characters of the text are looked for.")
            value = value[:LONGEST_TEXT].strip()
        state = replace(state, **{name: value})
    return state, notes


def settle(state: State, known: Mapping[str, Collection[str]]) -> tuple[State, list[str]]:
    """`state` with only what is `known`, each field's slugs, and a sentence for whatever else. Text is always fine."""
    unknown = [name for name, slugs in known.items() if (value := getattr(state, name)) and value not in slugs]
    return state.without(*unknown), [
        f"There is no {CALLED[name]} “{said(getattr(state, name))}”, so it has no effect." for name in unknown
    ]


def shortened(notes: Sequence[str]) -> list[str]:
    """The sentences, as many as can be read, and how many more there are."""
    if len(notes) <= NOTES:
        return list(notes)
    return [*notes[: NOTES - 1], f"{len(notes) - NOTES + 1} other things in the address have no effect either."]


def fits(state: State, role: Facts) -> bool:
    """Whether a role passes every filter that is set. Text: each of its words is in a title, whatever its case."""
    return (
        (not state.phase or state.phase in role.phases)
        and (not state.seniority or state.seniority in role.levels)
        and (not state.skill or state.skill in role.skills)
        and (not state.q or _is_in(state.q, role.titles))
    )


def loosened(state: State, roles: Sequence[Facts]) -> dict[str, int]:
    """For each filter that is set, how many roles fit without it, where any do; most first."""
    without = {name: state.without(name) for name in state.filters}
    counts = {name: sum(fits(looser, role) for role in roles) for name, looser in without.items()}
    return {name: counts[name] for name in sorted(counts, key=lambda name: -counts[name]) if counts[name]}


def said(text: str) -> str:
    """`text` as it may be said back: printable, no wider than can be read, and not turning what follows it round."""
    clean = _clean(text)
    return clean if len(clean) <= LONGEST_SAID else f"{clean[: LONGEST_SAID - 1]}…"


def _clean(text: str) -> str:
    """One line without what can't be seen: controls, NUL, marks that turn the direction of writing."""
    seen = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in text)
    return re.sub(r"\s+", " ", seen).strip()


def _is_in(text: str, titles: Iterable[str]) -> bool:
    words = _folded(text).split()
    return any(all(word in title for word in words) for title in map(_folded, titles))


def _folded(text: str) -> str:
    """As it is compared: without case and without marks on letters."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))
