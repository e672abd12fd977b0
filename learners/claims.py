"""Skills that a learner says they have. Claiming again changes what shows it; withdrawing twice does no harm."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from learners import cookies, evidence
from learners.models import Learner, SkillClaim


@dataclass(frozen=True)
class Claim:
    """What shows a skill, and since when a learner says so."""

    skill: str
    evidence: str
    note: str
    at: datetime


def of(learner: Learner | None) -> dict[str, Claim]:
    """The skills that `learner` claims, by slug, the latest first. One query, none for nobody."""
    if learner is None:
        return {}
    rows = SkillClaim.objects.filter(learner=learner).order_by("-at", "skill")
    return {row.skill: Claim(row.skill, row.evidence, row.note, row.at) for row in rows}


def of_skill(request: HttpRequest, skill: str) -> Claim | None:
    """What the reader says of `skill`, or None. Queries, two at most, only for a browser with our cookie."""
    learner = cookies.learner_of(request) if cookies.TOKEN.name in request.COOKIES else None
    return of(learner).get(skill) if skill in getattr(learner, "claimed", ()) else None


def check(shown_by: str, note: str) -> tuple[str, str]:
    """What shows a skill, as it is kept. Raises evidence.Refused for what can't be, and for nothing at all."""
    shown_by, note = evidence.check(shown_by, note)
    if not shown_by and not note:
        raise evidence.Refused({"evidence": "Say what shows it: a web address, or a note on where it can be seen."})
    return shown_by, note


def claim(learner: Learner, skill: str, shown_by: str, note: str) -> None:
    """Keep that `learner` has `skill`, shown by an address, a note or both. Raises evidence.Refused."""
    shown_by, note = check(shown_by, note)
    with transaction.atomic():
        # Who deletes the learner meanwhile has nothing left behind.
        if Learner.objects.select_for_update(no_key=True).filter(pk=learner.pk).exists():
            said = {"evidence": shown_by, "note": note, "at": timezone.now()}
            SkillClaim.objects.update_or_create(learner=learner, skill=skill, defaults=said)


def withdraw(learner: Learner, skill: str) -> None:
    """Keep no longer that `learner` has `skill`."""
    SkillClaim.objects.filter(learner=learner, skill=skill).delete()


def merge(source: Learner, target: Learner) -> None:
    """Give `target` what `source` claims; of a skill that both claim, the later word."""
    mine = {row.skill: row for row in SkillClaim.objects.filter(learner=target)}
    for row in SkillClaim.objects.filter(learner=source):
        known = mine.get(row.skill)
        if known is None:
            row.learner = target
            row.save(update_fields=["learner"])
            continue
        earlier, later = sorted((known, row), key=lambda one: one.at)
        shown = evidence.joined((later.evidence, later.note), (earlier.evidence, earlier.note))
        (known.evidence, known.note), known.at = shown, later.at
        known.save(update_fields=["evidence", "note", "at"])
