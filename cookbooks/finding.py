"""Finds commands: what holds every word that was typed, sign by sign; where nothing does, what is spelled nearly so."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, JSONObject, RowNumber
from django.db.models.lookups import BuiltinLookup
from django.utils import timezone

from cookbooks.models.levels import Level, Rank
from cookbooks.models.marks import Mark, Said
from cookbooks.models.sheets import WORDS, Command, Slot, due_on
from cookbooks.showing import Line, line_of
from learners.models import Learner

LONGEST = 120  # characters of what is looked for; no command is found by more
MOST_WORDS = 12
MOST = 40  # lines of an answer, while someone types
NEAR = 0.35  # of the trigrams of what was typed, to be nearly so
_SPELLED = re.compile(r"(?=(\W*\w){3})[\w/-]+( [\w/-]+)*")  # what can be misspelled; a sign is meant
PARAMS = frozenset({"q", "sheet", "group", "level", "all"})
_SLUG = re.compile(r"[-\w]{1,80}")
_LIKE = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


class Holds(BuiltinLookup):
    """Whether a text holds another, whatever their case; no sign of it means anything but itself."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} ILIKE %s", [*params, f"%{str(self.rhs).translate(_LIKE)}%"]


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
FIELDS = (
    *("slug", "command", "what", "note", "example", "level", "source", "since", "as_of", "destructive", "undo"),
    *("group__title", "group__slug", "group__sheet__title", "group__sheet__slug", "removed_since", "replaced_by"),
)


def shown() -> QuerySet[Command]:
    """The live commands of live groups of live sheets, removed ones too."""
    return Command.objects.filter(live=True, group__live=True, group__sheet__live=True)


def rows(commands: QuerySet[Command], learner: Learner | None) -> QuerySet:
    """`commands` as rows of all that a line shows; whether `learner` uses each."""
    named = Level.objects.filter(number=OuterRef("level"), live=True).values("name")
    slots = Slot.objects.filter(command=OuterRef("pk")).order_by("sort_order")
    in_json = slots.values(json=JSONObject(text="text", name="name", label="label", example="example"))
    mine = Mark.objects.filter(learner=learner, about=Said.COMMAND, slug=OuterRef("slug")) if learner else None
    return commands.values(
        *FIELDS,
        level_name=Subquery(named[:1]),
        slots_found=ArraySubquery(in_json),
        checked_last=Coalesce("checked", "group__sheet__checked"),
        due=due_on(),
        is_used=Exists(mine) if mine is not None else Value(False, BooleanField()),
    )


def find(where: Asked, sheet: str = "", learner: Learner | None = None) -> Found:
    """What `where` asks for, in the sheet with the slug `sheet` or in those that it names: 1 query."""
    commands = shown().filter(removed_since="")
    if sheet or where.sheet:
        commands = commands.filter(group__sheet__slug=sheet or where.sheet)
    if where.group:
        commands = commands.filter(group__slug=where.group)
    if where.level:
        commands = commands.filter(level=where.level)
    if where.words:
        best = commands.filter(*(Holds(WORDS, word) for word in where.words))
        answer = _first(best, learner, where, [_rank(where), *PLACE])
        if _SPELLED.fullmatch(where.q):
            near = commands.annotate(nearness=TrigramWordSimilarity(where.q, "command"))
            near = near.filter(~Exists(best), nearness__gte=NEAR)
            answer = answer.union(_first(near, learner, where, [F("nearness").desc(), *PLACE], is_near=True), all=True)
    else:
        answer = _first(commands, learner, where, [*PLACE])
    drawn = sorted(answer, key=itemgetter("place"))
    today = timezone.localdate()
    return Found(
        [line_of(row, today) for row in drawn],
        drawn[0]["total"] if drawn else 0,
        is_near=bool(drawn) and drawn[0]["is_near"],
    )


def _first(
    commands: QuerySet[Command], learner: Learner | None, where: Asked, order: list[Any], *, is_near: bool = False
) -> QuerySet:
    """The rows of `commands` in this order, as many as are shown; each with its place and how many there are in all."""
    counted = rows(commands, learner).annotate(
        place=Window(RowNumber(), order_by=order),
        total=Window(Count("*")),
        is_near=Value(is_near, BooleanField()),
    )
    in_order = counted.order_by("place")
    return in_order if where.is_all or not where.words else in_order[:MOST]


def _rank(where: Asked) -> Case:
    """How well a command that holds all words answers: 0 best."""
    in_command = Q(*(Q(Holds(F("command"), word)) for word in where.words))
    return Case(
        When(command=where.q, then=0),
        When(command__iexact=where.q, then=1),
        When(command__istartswith=where.q, then=2),
        When(command__contains=where.q, then=3),
        When(in_command, then=4),
        default=5,
        output_field=IntegerField(),
    )
