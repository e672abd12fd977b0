"""Computing balances: in a process of its own, one at a time, the newest paper first. Nothing here imports numpy.

The process is `manage.py balance --waiting TOKEN`. It reads what it computes from the Computation that has its token,
says there how far it is, and ends when a newer one took that row. When it dies, its starter sees it, or its silence.
"""

import contextlib
import subprocess
import sys
import threading
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core import stamps
from core.publishing import job
from quiz import figures
from quiz.models.balances import Balance, Computation
from quiz.models.draft import Quiz
from quiz.models.editions import Edition
from quiz.paper import Paper
from quiz.papers import paper_of

AGAIN_AFTER = timedelta(hours=1)  # after a failure, for what nobody asked for


@dataclass(frozen=True)
class State:
    """How it stands with the balance of a paper: computed `at` a time, or under way, or `failed`, or none of these."""

    balance: figures.Balance | None = None
    at: datetime | None = None
    is_running: bool = False
    percent: int = 0
    failed: str = ""


def state_of(paper: Paper) -> State:
    """How it stands with the balance of `paper`. At most two queries."""
    if kept := Balance.objects.filter(digest=paper.digest).first():
        return State(balance=kept.figures, at=kept.at)
    begun = Computation.objects.filter(digest=paper.digest).first()
    if begun is None:
        return State()
    failed = begun.why_failed
    return State(is_running=not failed, percent=round(100 * begun.share), failed=failed)


def compute(paper: Paper) -> bool:
    """Have the balance of `paper` computed, in place of any other; it has to be sound. False: it is, or is under way.

    The process is started when the current transaction is committed.
    """
    state = state_of(paper)
    if state.balance or state.is_running:
        return False
    begun = Computation.objects.begin(paper)
    transaction.on_commit(lambda: start(begun.token), robust=True)
    return True


def start(token: uuid.UUID) -> None:
    """Start the process of the Computation with this token, and note its death should it die."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "balance", "--waiting", str(token)]
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    except OSError as error:
        Computation.objects.fail(token, f"Its process could not be started: {error.strerror or error}.")
        return
    threading.Thread(target=_watch, args=(process, token), name="balance", daemon=True).start()


def _watch(process: subprocess.Popen, token: uuid.UUID) -> None:
    """In a thread: wait for the end of `process`. Where the database is gone too, its silence tells."""
    status = process.wait()
    if status == 0:
        return
    why = f"Its process was ended by signal {-status}." if status < 0 else f"Its process ended with status {status}."
    with contextlib.suppress(DatabaseError):
        Computation.objects.fail(token, why)
    connection.close()


@job(every=timedelta(seconds=30))
def compute_in_force() -> bool:
    """Have the balance of an edition in force computed that has none, unless something is being computed.

    What failed is tried again an hour later; what was cut short, as when the site was stopped, at once.
    """
    computation = Computation.objects.first()
    if computation and not computation.why_failed:
        return False
    known = Balance.objects.values("digest")
    waiting = Quiz.objects.filter(live=True, edition__isnull=False).exclude(edition__digest__in=known)
    for edition in Edition.objects.filter(pk__in=waiting.values("edition")):
        paper = paper_of(edition)
        if not _failed_lately(computation, paper):
            return compute(paper)
    return False


def _failed_lately(computation: Computation | None, paper: Paper) -> bool:
    return bool(
        computation
        and computation.failed
        and computation.digest == paper.digest
        and computation.spoke > timezone.now() - AGAIN_AFTER
    )


def keep(balance: figures.Balance) -> None:
    """Keep `balance`: nobody waits for it any more. What shows it becomes stale where it is of an edition in force."""
    with transaction.atomic():
        Balance.objects.keep(balance)
        Computation.objects.filter(digest=balance.digest).delete()
        if Quiz.objects.filter(live=True, edition__digest=balance.digest).exists():
            stamps.change()
