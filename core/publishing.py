"""What happens by itself: pages and snippets that are due go live or leave, and jobs run at their times.

Any number of machines may run this loop: PostgreSQL's advisory locks let one of them act.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from core import stamps

logger = logging.getLogger(__name__)
BEAT = 1.0  # seconds between two looks at the stamp; a publish whose copy was lost is stale no longer than this


@dataclass(frozen=True)
class Job:
    """Something to do again and again; doing it twice does no harm."""

    run: Callable[[], object]
    every: timedelta

    @property
    def name(self) -> str:
        return f"{self.run.__module__}.{self.run.__qualname__}"


jobs: list[Job] = []


def job(*, every: timedelta) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Let the scheduler call the function at its start and then `every` so often, on one machine at a time.

    The function may be called again at any time, so it must do no harm when it is. What it raises is logged. Its module
    is imported in its app's `ready`.
    """

    def register(run: Callable[[], object]) -> Callable[[], object]:
        jobs.append(Job(run, every))
        return run

    return register


@dataclass(frozen=True)
class Done:
    """What one look found due: how many went live, how many left, how many failed and stay due."""

    published: int = 0
    unpublished: int = 0
    failed: int = 0


@job(every=timedelta(seconds=30))
def publish_due() -> Done:
    """Unpublish what has expired and publish what is due, each by itself: one that fails is logged and left due."""
    now = timezone.now()
    unpublished = [_attempt(_unpublish, thing) for thing in _expired(now)]
    published = [_attempt(_publish, revision) for revision in _due(now)]
    return Done(sum(published), sum(unpublished), [*published, *unpublished].count(False))


@job(every=timedelta(days=1))
def clear_sessions() -> None:
    """Delete sessions that have expired."""
    call_command("clearsessions")


def _expired(now: datetime) -> Iterator[DraftStateMixin]:
    snippets = (
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    )
    for model in (Page, *snippets):
        yield from list(model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"))


def _due(now: datetime) -> list[Revision]:
    return list(Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at"))


def _unpublish(thing: DraftStateMixin) -> None:
    thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(revision: Revision) -> None:
    """Raises ValidationError for what an editor could not publish either, such as a slug that was taken meanwhile."""
    revision.as_object().full_clean()
    revision.publish(log_action="wagtail.publish.scheduled")


def _attempt(act: Callable, item: Model) -> bool:
    """Do it in a transaction or savepoint of its own. False: it failed. Raises where the database is gone."""
    try:
        with transaction.atomic():
            act(item)
    except Exception:  # anything can be wrong with one item; the others must not wait for it
        if not connection.is_usable():
            raise
        logger.exception("Scheduled change failed: %s %s of %s", act.__name__.strip("_"), item.pk, item)
        return False
    return True


class Scheduler:
    """The loop's memory: when each job is next due, by this machine's clock."""

    def __init__(self) -> None:
        self._next = dict.fromkeys(jobs, 0.0)

    def beat(self) -> None:
        """Mend the stamp's copy, then do the jobs that are due. Raises where the database is gone."""
        try:
            stamps.heal()
        except OSError:
            logger.exception("The stamp can't be written: pages are drawn anew at each request")
        for due in [due for due, at in self._next.items() if at <= time.monotonic()]:
            with _lock(due.name) as is_ours:
                if is_ours:
                    self._run(due)
            self._next[due] = time.monotonic() + due.every.total_seconds()

    def _run(self, due: Job) -> None:
        try:
            due.run()
        except Exception:  # a job that fails must not keep the others from their time
            if not connection.is_usable():
                raise
            logger.exception("Job failed: %s", due.name)

    def run(self) -> None:
        """Beat until the process is told to stop, through whatever happens to the database."""
        is_waiting = False
        while True:
            try:
                self.beat()
                is_waiting = False
            except (OperationalError, InterfaceError) as error:
                connection.close()
                if not is_waiting:
                    logger.warning("Waiting for the database: %s", error)
                is_waiting = True
            time.sleep(BEAT)


@contextmanager
def _lock(name: str) -> Iterator[bool]:
    """Whether this machine has the lock called `name`, held to the end of the block."""
    number = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
