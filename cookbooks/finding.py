"""Finds commands: what holds every word that was typed, sign by sign; where nothing does, what is spelled nearly so."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import QuerySet

from cookbooks import lines
from cookbooks.highlighting import Marker
from cookbooks.models.levels import Rank
from cookbooks.models.sheets import Command
from cookbooks.showing import Line
from learners.models import Learner

LONGEST = 120  # characters of what is looked for; no command is found by more
MOST_WORDS = 12
MOST = 12  # lines of an answer, while someone types
NEAR = 0.35  # of the trigrams of what was typed, to be nearly so
_SPELLED = re.compile(r"(?=(\W*\w){3})[\w/-]+( [\w/-]+)*")  # what can be misspelled; a sign is meant
PARAMS = frozenset({"q", "sheet", "group", "level", "all"})
_SLUG = re.compile(r"[-\w]{1,80}")
_LIKE = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


@dataclass(frozen=True)
class Asked:
    """What is looked for, and where: in all sheets or one, in one group, of one level; all lines, or the first."""

    q: str = ""
    sheet: str = ""
    group: str = ""
    level: int | None = None
    is_all: bool = False
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """What has to be held, each as it stands."""
        return self.q.split()[:MOST_WORDS]

    @cached_property
    def marker(self) -> Marker | None:
        """Marks it in what was found; None where nothing was typed."""
        return Marker(self.words) if self.words else None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q or self.group or self.level)

    @property
    def query(self) -> str:
        """It as a query, from "?" on; empty where nothing was asked for."""
        said = {"q": self.q, "sheet": self.sheet, "group": self.group, "level": self.level, "all": self.is_all and 1}
        written = urlencode({name: value for name, value in said.items() if value})
        return f"?{written}" if written else ""

    @property
    def query_for_all(self) -> str:
        """The same, all lines of it."""
        return replace(self, is_all=True).query


def asked(params: Mapping[str, str], sheet: str = "") -> Asked:
    """What the query `params` asks for; of a page that has one `sheet`, there. What can't be is left out, and noted."""
    notes = []
    q = _seen(params.get("q", ""))
    if len(q) > LONGEST:
        q = q[:LONGEST].rstrip()
        notes.append(f"That is long: its first {LONGEST} characters were looked for.")
    elif len(q.split()) > MOST_WORDS:
        notes.append(f"Those are many words: the first {MOST_WORDS} were looked for.")
    level, said = None, params.get("level", "")
    if said in {str(number) for number in Rank.values}:
        level = int(said)
    elif said:
        notes.append("There is no such level: all levels are shown.")
    group = params.get("group", "")
    if group and not _SLUG.fullmatch(group):
        group = ""
        notes.append("There is no such group: all groups are shown.")
    named = params.get("sheet", "") if not sheet else ""
    if named and not _SLUG.fullmatch(named):
        named = ""
        notes.append("There is no such sheet: all sheets are shown.")
    return Asked(q, named, group, level, bool(params.get("all")), tuple(notes))


def is_slug(text: str) -> bool:
    """Whether `text` can be the name of anything."""
    return bool(_SLUG.fullmatch(text))


def _seen(text: str) -> str:
    """`text` without what can't be seen (directions of writing, zero widths, control characters), blanks at one."""
    shown = (sign for sign in text[: LONGEST * 20] if sign.isspace() or unicodedata.category(sign)[0] != "C")
    return " ".join("".join(shown).split())


@dataclass(frozen=True)
class Found:
    """The lines found, the best first or in their sheets' order; how many there are in all; whether only nearly."""

    lines: list[Line]
    total: int
    is_near: bool = False

    @property
    def left_out(self) -> int:
        """How many were found and are not shown."""
        return self.total - len(self.lines)


PLACE = ("group__sheet__sort_order", "group__sort_order", "sort_order", "pk")
_HERE = """
    FROM shown
    WHERE removed_since = '' AND (%(sheet)s = '' OR sheet_slug = %(sheet)s)
        AND (%(group)s = '' OR group_slug = %(group)s) AND (%(level)s = 0 OR level = %(level)s)
"""
# What holds every word; where nothing does, what is spelled nearly so. A haystack begins with its command, which a line
# ends. The threshold is set by the row that also has what was typed, so that it is set before anything is compared with
# it; it ends with the transaction. Only what is shown is put in order, and each word is a condition of its own: an
# index answers those of three letters.
_ANSWER = f"""
    held AS MATERIALIZED (
        SELECT id, sheet_place, group_place, own_place, false AS is_near, CASE
            WHEN command = %(q)s THEN 0 WHEN haystack LIKE %(whole)s THEN 1 WHEN haystack LIKE %(start)s THEN 2
            WHEN position(%(low)s IN haystack) BETWEEN 1 AND length(command) THEN 3
            WHEN %(are_many)s AND left(haystack, length(command)) LIKE ALL(%(patterns)s) THEN 4 ELSE 5 END AS rank
        {_HERE} AND {{holds}}
    ), asked AS MATERIALIZED (
        SELECT %(q)s AS q, set_config('pg_trgm.word_similarity_threshold', %(near)s, true) AS threshold
        WHERE %(is_spelled)s AND NOT EXISTS (SELECT FROM held)
    ), near AS MATERIALIZED (
        SELECT here.id, sheet_place, group_place, own_place, true AS is_near,
            (-1000 * word_similarity(asked.q, here.command))::int AS rank
        FROM asked JOIN (SELECT * {_HERE}) AS here ON asked.q <%% here.command
    ), best AS (
        SELECT * FROM (SELECT * FROM held UNION ALL SELECT * FROM near) AS found
        ORDER BY rank, sheet_place, group_place, own_place, id LIMIT %(most)s
    ), answer AS (
        SELECT id, ARRAY[rank, sheet_place, group_place, own_place, id] AS place, is_near,
            (SELECT count(*) FROM held) + (SELECT count(*) FROM near) AS total
        FROM best
    )
"""
_IN_ORDER = f"""
    answer AS (
        SELECT id, ARRAY[sheet_place, group_place, own_place, id] AS place, false AS is_near,
            count(*) OVER () AS total
        {_HERE}
    )
"""


def shown() -> QuerySet[Command]:
    """The live commands of live groups of live sheets, removed ones too."""
    return Command.objects.filter(live=True, group__live=True, group__sheet__live=True)


def find(where: Asked, sheet: str = "", learner: Learner | None = None) -> Found:
    """What `where` asks for, in the sheet with the slug `sheet` or in those that it names: 1 query."""
    filters = {"sheet": sheet or where.sheet, "group": where.group, "level": where.level or 0}
    if not where.words:
        return Found(*lines.read(_IN_ORDER, learner, **filters))
    low = where.q.lower()
    words = {f"word{at}": f"%{word.lower().translate(_LIKE)}%" for at, word in enumerate(where.words)}
    typed = {
        "q": where.q,
        "low": low,
        "start": f"{low.translate(_LIKE)}%",
        "patterns": list(words.values()),
        "are_many": len(words) > 1,
        "whole": f"{low.translate(_LIKE)}\n%",
        "most": None if where.is_all else MOST,
        "near": str(NEAR),
        "is_spelled": bool(_SPELLED.fullmatch(where.q)),
    }
    answer = _ANSWER.format(holds=" AND ".join(f"haystack LIKE %({name})s" for name in words))
    return Found(*lines.read(answer, learner, **filters, **typed, **words))
