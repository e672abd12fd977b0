"""What is done to an attempt, from the start to its deletion. Every verb may be repeated without harm."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from core.programs import is_program
from core.publishing import job
from learners.cookies import known_by
from learners.models import Learner
from quiz import asking, tallies
from quiz.models.attempts import Attempt, Excluded
from quiz.models.draft import Quiz
from quiz.models.editions import Edition
from quiz.papers import paper_for, paper_of
from quiz.scoring import score

SETTLED_AFTER = timedelta(days=30)
PURGED_AFTER = timedelta(days=90)
FASTEST = timedelta(seconds=1)  # an answer; who reads a question and five choices takes several
BATCH = 500

# One place of the array, and only while the attempt is open: two tabs that answer two questions at once can't lose
# each other's answer, as a read, change and save would.
_ANSWER = """
    UPDATE quiz_attempt
    SET {column}[%(place)s] = %(choice)s, started_at = coalesce(started_at, %(now)s), last_at = %(now)s
    WHERE id = %(attempt)s AND finished_at IS NULL AND %(place)s BETWEEN 1 AND cardinality({column})
    RETURNING answers, context, started_at, last_at
"""


class QuizIsClosed(Exception):
    """The quiz has no edition in force, or is unpublished: no attempt can be started."""


def excluded_at_start(*, is_staff: bool, user_agent: str) -> Excluded:
    """Why an attempt that starts now is not to be counted. The user agent is looked at and not kept."""
    if is_staff:
        return Excluded.STAFF
    return Excluded.BOT if is_program(user_agent) else Excluded.NO


def open_of(learner: Learner, quiz: Quiz) -> Attempt | None:
    """The attempt at `quiz` that `learner` would go on with: begun or, in the edition in force, opened. One query."""
    unsettled = Attempt.objects.filter(
        Q(started_at__isnull=False) | Q(edition=quiz.edition_id),
        learner=learner,
        edition__quiz=quiz,
        finished_at__isnull=True,
        opened_at__gt=timezone.now() - SETTLED_AFTER,
    )
    return unsettled.select_related("edition").defer("edition__scored", "edition__words").order_by("-opened_at").first()


def start(quiz: Quiz, learner: Learner, *, excluded: Excluded, afresh: bool = False) -> Attempt:
    """The attempt of `learner` at `quiz`: the one they have open, or a new one in the edition in force.

    Posting a start twice leads to one attempt, since the second finds what the first opened. `afresh` leaves an attempt
    that has answers alone, and begins another. Raises QuizIsClosed.
    """
    in_force = quiz.edition_id if quiz.live else None
    edition = Edition.objects.filter(pk=in_force).defer("scored", "words").first() if in_force else None
    with transaction.atomic():
        Learner.objects.select_for_update().get(pk=learner.pk)  # two posts of one browser follow one another
        known = open_of(learner, quiz)
        if known and not (afresh and known.started_at):
            return known
        if edition is None:
            raise QuizIsClosed
        paper = paper_of(edition)
        return Attempt.objects.create(
            learner=learner,
            edition=edition,
            answers=[0] * len(paper.scored.questions),
            context=[0] * len(paper.words.context),
            retake=learner.attempts.filter(edition__quiz=quiz, finished_at__isnull=False).exists(),
            excluded=excluded,
            opened_at=timezone.now(),
        )


def by_key(key: str) -> Attempt | None:
    """The attempt that this key may answer, with its edition; None for a key that is gone, or never was. One query."""
    return _with_edition().filter(key=key).first()


def by_result_key(key: str) -> Attempt | None:
    """The finished attempt whose result this key may read, with its edition; None if there is none. One query."""
    return _with_edition().filter(result_key=key, finished_at__isnull=False).first()


def _with_edition() -> QuerySet[Attempt]:
    return Attempt.objects.select_related("edition").defer("edition__scored", "edition__words")


def answer(attempt: Attempt, place: int, choice: int) -> bool:
    """Record `choice` at `place` of the scored questions, both counted from 1. False: it was finished, or is gone.

    `attempt` then holds every answer there is, those of other tabs too.
    """
    return _record(attempt, "answers", place, choice)


def answer_context(attempt: Attempt, place: int, choice: int) -> bool:
    """Record `choice` at `place` of the context questions, counted from 1. False: it was finished, or is gone."""
    return _record(attempt, "context", place, choice)


def _record(attempt: Attempt, column: str, place: int, choice: int) -> bool:
    values: dict[str, Any] = {"attempt": attempt.pk, "place": place, "choice": choice, "now": timezone.now()}
    with connection.cursor() as cursor:
        cursor.execute(_ANSWER.format(column=column), values)
        row = cursor.fetchone()
    if row is None:
        return False
    attempt.answers, attempt.context, attempt.started_at, attempt.last_at = row
    return True


def remember_role_today(attempt: Attempt, token_hash: str) -> None:
    """Let the answer about the present job be the learner's role of today, if the attempt is theirs. One query.

    Who only holds the attempt's key may answer in it, and changes nothing else of its owner's.
    """
    _, role = asking.role_today(paper_for(attempt), attempt.context)
    if role and token_hash:
        Learner.objects.filter(known_by(token_hash), pk=attempt.learner_id).update(role_today=role)


def finish(attempt: Attempt) -> bool:
    """Score `attempt` and close it. False: an answer is missing, or it is gone; True also if it was closed before.

    An answer that another tab changes meanwhile is scored: the row is closed only over the answers that were scored.
    """
    while attempt.finished_at is None:
        if asking.first_open(attempt.answers):
            return False
        result = score(paper_for(attempt), attempt.answers)
        now = timezone.now()
        outcome = {
            "finished_at": now,
            "points": list(result.points),
            "best": result.best,
            "runner_up": result.runner_up,
            "margin": result.margin,
            "flat": result.flat,
            "close": result.close_call,
            "stable": result.stable,
            "excluded": _excluded_at_finish(attempt, now),
        }
        unchanged = Attempt.objects.filter(pk=attempt.pk, finished_at__isnull=True, answers=attempt.answers)
        if unchanged.update(**outcome):
            for name, value in outcome.items():
                setattr(attempt, name, value)
        else:
            current = by_key(attempt.key)
            if current is None:
                return False
            attempt.answers, attempt.finished_at = current.answers, current.finished_at
    return True


def _excluded_at_finish(attempt: Attempt, now: datetime) -> int:
    too_fast = now - attempt.opened_at < FASTEST * len(attempt.answers)
    return Excluded.TOO_FAST if too_fast and attempt.excluded == Excluded.NO else attempt.excluded


def delete(attempts: QuerySet[Attempt]) -> int:
    """Delete these attempts and leave what they count for in `Gone`, in one transaction. Returns how many went."""
    with transaction.atomic():
        watermark = tallies.hold()
        # Locked, so that none is finished between being counted and being deleted.
        locked = attempts.select_related("edition").defer("edition__scored", "edition__words")
        gone = list(locked.select_for_update(of=("self",)))
        tallies.leave(((attempt, paper_for(attempt)) for attempt in gone), watermark)
        Attempt.objects.filter(pk__in=[attempt.pk for attempt in gone]).delete()
    return len(gone)


def delete_all_of(learner: Learner) -> None:
    """Delete every attempt of `learner`; what they count for stays."""
    delete(Attempt.objects.filter(learner=learner))


def give_all_of(source: Learner, target: Learner) -> None:
    """Give `target` every attempt of `source`; what they count for stays what it was."""
    Attempt.objects.filter(learner=source).update(learner=target)


@job(every=timedelta(hours=6))
def purge() -> int:
    """Delete attempts that were opened over 90 days ago and never finished. Returns how many."""
    purged = 0
    while True:
        stale = Attempt.objects.filter(finished_at__isnull=True, opened_at__lt=timezone.now() - PURGED_AFTER)
        batch = list(stale.values_list("pk", flat=True)[:BATCH])
        if not batch:
            return purged
        purged += delete(stale.filter(pk__in=batch))
