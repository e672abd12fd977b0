"""What a learner says of steps and of acceptance lists. Every verb may be repeated without harm; the last counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from core.publishing import job
from learners import evidence as evidences
from learners.lines import digest_of
from learners.models import Learner
from roadmap.models.progress import AcceptanceTick, StepProgress
from roadmap.models.routes import Route
from roadmap.models.steps import Stage, Step
from roadmap.walking import State

PUT_BACK_FOR = timedelta(days=1)


class UnknownStep(ValueError):
    """The route has no such step, nor did it when the learner said something of it."""


class UnknownLine(ValueError):
    """The project has no such line in its acceptance list."""


@dataclass(frozen=True)
class Tick:
    """What a learner says of a step. `state` None: not yet."""

    state: State | None
    evidence: str = ""
    note: str = ""
    at: datetime | None = None


NOTHING = Tick(None)


def states(learner: Learner | None, route: str) -> dict[str, Tick]:
    """What `learner` says of the steps of `route`, by slug, steps that are gone too. One query, none for nobody."""
    if learner is None:
        return {}
    rows = StepProgress.objects.filter(learner=learner, route=route)
    return {row.step: Tick(State(row.state) if row.state else None, row.evidence, row.note, row.at) for row in rows}


def said(ticks: Mapping[str, Tick]) -> dict[str, State]:
    """The states alone, as `walking.progress` takes them."""
    return {slug: tick.state for slug, tick in ticks.items() if tick.state}


# The row is written only for a step that readers have, or of which this learner has spoken before, so that nobody fills
# the table with names of their own. It waits for a deletion of the learner that is under way, and then writes nothing.
# An older word that arrives late changes nothing.
_TICK = f"""
    WITH known AS (
        SELECT 1 FROM {Step._meta.db_table} AS step
        JOIN {Stage._meta.db_table} AS stage ON stage.id = step.stage_id
        JOIN {Route._meta.db_table} AS route ON route.id = stage.route_id
        WHERE route.slug = %(route)s AND step.slug = %(step)s AND step.live AND stage.live
    ), before AS (
        SELECT state, evidence, note, at FROM {StepProgress._meta.db_table}
        WHERE learner_id = %(learner)s AND route = %(route)s AND step = %(step)s
    ), kept AS (
        INSERT INTO {StepProgress._meta.db_table} AS held (learner_id, route, step, state, evidence, note, at)
        SELECT id, %(route)s, %(step)s, %(state)s, coalesce(%(evidence)s, ''), coalesce(%(note)s, ''), %(at)s
        FROM {Learner._meta.db_table}
        WHERE id = %(learner)s AND (EXISTS (SELECT FROM known) OR EXISTS (SELECT FROM before)) FOR KEY SHARE
        ON CONFLICT (learner_id, route, step) DO UPDATE
        SET state = excluded.state, at = excluded.at,
            evidence = coalesce(%(evidence)s, held.evidence), note = coalesce(%(note)s, held.note)
        WHERE held.at <= excluded.at
    )
    SELECT EXISTS (SELECT FROM known), before.* FROM (SELECT) AS one LEFT JOIN before ON true
"""


def tick(
    learner: Learner,
    route: str,
    step: str,
    state: State | None,
    evidence: str | None = None,
    note: str | None = None,
    at: datetime | None = None,
) -> Tick:
    """Let `learner` say `state` of a step, None for not yet; returns what they said before, for whoever undoes it.

    Undo is a tick with what came before. None for `evidence` or `note` leaves what is held of them. The later word wins
    by `at`, else now. One query. Raises UnknownStep, and learners.evidence.Refused with a sentence for evidence or a
    note that can't be kept.
    """
    shown_by, remark = evidences.check(evidence or "", note or "")
    values: dict[str, Any] = {
        "learner": learner.pk,
        "route": route,
        "step": step,
        "state": state or "",
        "evidence": None if evidence is None else shown_by,
        "note": None if note is None else remark,
        "at": at or timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TICK, values)
        is_known, was, had_evidence, had_note, before = cursor.fetchone()
    if not is_known and before is None:
        raise UnknownStep(step)
    return Tick(State(was) if was else None, had_evidence or "", had_note or "", before)


_FURTHER = (State.DONE, State.DOING, State.SKIP, None)


def further(one: Tick, other: Tick) -> Tick:
    """What two sets, joined, say of a step: the further state, of the same the later; nothing of either is lost."""
    first, second = sorted((one, other), key=lambda tick: (_FURTHER.index(tick.state), -_seconds(tick.at)))
    shown_by, note = evidences.joined((first.evidence, first.note), (second.evidence, second.note))
    return Tick(first.state, shown_by, note, first.at)


def _seconds(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0


def held_by(route: str, step: str) -> int:
    """How many learners say something of a step. One query."""
    return StepProgress.objects.filter(route=route, step=step).exclude(state="").count()


# Acceptance lists


@dataclass(frozen=True)
class Line:
    """A line of a project's acceptance list: its digest, its words, and when the learner ticked it, if they did."""

    digest: str
    words: str
    at: datetime | None = None


@dataclass(frozen=True)
class Acceptance:
    """A project's acceptance list as a learner has it; `reworded` are lines that they ticked and it has no more."""

    lines: tuple[Line, ...]
    reworded: tuple[Line, ...]

    @property
    def done(self) -> int:
        """How many of its lines are ticked."""
        return sum(line.at is not None for line in self.lines)


def accepted(learner: Learner | None, route: str) -> dict[str, list[AcceptanceTick]]:
    """The lines that `learner` ticked, by the slug of their project. One query, none for nobody."""
    found: dict[str, list[AcceptanceTick]] = {}
    if learner is not None:
        for row in AcceptanceTick.objects.filter(learner=learner, route=route).order_by("at", "pk"):
            found.setdefault(row.project, []).append(row)
    return found


def acceptance(lines: Sequence[str], ticked: Iterable[AcceptanceTick] = ()) -> Acceptance:
    """A project's acceptance `lines` with what was ticked of them."""
    held = {row.line: row for row in ticked}
    words = {digest_of(line): line for line in lines}
    return Acceptance(
        tuple(Line(digest, line, held[digest].at if digest in held else None) for digest, line in words.items()),
        tuple(Line(row.line, row.words, row.at) for row in held.values() if row.line not in words),
    )


def accept(learner: Learner, route: str, project: str, lines: Sequence[str], digest: str, *, is_met: bool) -> None:
    """Tick the line of `digest` among the `lines` of a project, or take the tick back. Two queries at most.

    A line that the list has no more can only be taken back. Raises UnknownLine.
    """
    if not is_met:
        AcceptanceTick.objects.filter(learner=learner, route=route, project=project, line=digest).delete()
        return
    words = next((line for line in lines if digest_of(line) == digest), None)
    if words is None:
        raise UnknownLine(digest)
    with transaction.atomic():
        # Who deletes the learner meanwhile has nothing left behind.
        if Learner.objects.select_for_update(no_key=True).filter(pk=learner.pk).exists():
            row = AcceptanceTick(
                learner=learner, route=route, project=project, line=digest, words=words, at=timezone.now()
            )
            AcceptanceTick.objects.bulk_create([row], ignore_conflicts=True)


@job(every=timedelta(hours=6))
def clear_put_back() -> int:
    """Delete what says of a step that it is not yet done, a day after it was said. Returns how many."""
    said = StepProgress.objects.filter(state="", evidence="", note="")
    return said.filter(at__lt=timezone.now() - PUT_BACK_FOR).delete()[0]
