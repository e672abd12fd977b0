import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.utils import timezone
from wagtail.models import Page

from config.environment import ROOT
from core import publishing, stamps
from core.models import Stamp
from core.publishing import Done, Job, Scheduler, publish_due
from tests import databases

PAST, FUTURE = timedelta(minutes=-1), timedelta(hours=1)


@pytest.fixture
def root(db):
    return Page.objects.get(depth=2)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def scheduled(parent: Page, title: str, after: timedelta) -> Page:
    """A page that an editor has approved to go live `after` from now."""
    page = parent.add_child(instance=Page(title=title, live=False))
    page.go_live_at = timezone.now() + FUTURE
    revision = page.save_revision()
    revision.publish()
    moment = timezone.now() + after
    revision.content["go_live_at"] = moment.isoformat()
    revision.approved_go_live_at = moment
    revision.save()
    return page


def expiring(parent: Page, title: str, after: timedelta) -> Page:
    """A live page that leaves `after` from now."""
    return parent.add_child(instance=Page(title=title, live=True, expire_at=timezone.now() + after))


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def test_due_page_goes_live_and_others_wait(root):
    due, later = scheduled(root, "Due", PAST), scheduled(root, "Later", FUTURE)

    done = publish_due()

    assert done == Done(published=1)
    assert is_live(due)
    assert not is_live(later)


def test_expired_page_leaves_and_others_stay(root):
    expired, later = expiring(root, "Expired", PAST), expiring(root, "Later", FUTURE)

    done = publish_due()

    assert done == Done(unpublished=1)
    assert not is_live(expired)
    assert Page.objects.get(pk=expired.pk).expired
    assert is_live(later)


def test_what_is_done_is_not_done_again(root):
    scheduled(root, "Due", PAST)
    publish_due()

    assert publish_due() == Done()


def test_publishing_what_is_due_changes_the_stamp(root, committed):
    with committed():
        scheduled(root, "Due", PAST)
    stamps.heal()
    before = stamps.current()

    with committed():
        publish_due()

    assert stamps.current() != before


def test_one_bad_item_is_logged_and_the_others_are_done(root, caplog):
    """An address that was taken meanwhile: the admin would refuse it, Wagtail's own command would not."""
    bad = scheduled(root, "Bad", PAST)
    revision = bad.latest_revision
    revision.content["slug"] = root.add_child(instance=Page(title="Taken")).slug
    revision.save()
    good = scheduled(root, "Good", PAST)

    done = publish_due()

    assert done == Done(published=1, failed=1)
    assert is_live(good)
    assert not is_live(bad)
    assert "Scheduled change failed: publish" in caplog.text
    assert publish_due() == Done(failed=1)


def test_item_that_breaks_the_transaction_keeps_no_other_from_its_time(root, monkeypatch):
    bad, good = expiring(root, "Bad", 2 * PAST), expiring(root, "Good", PAST)
    unpublish = Page.unpublish

    def breaking(page, **kwargs):
        if page.pk == bad.pk:
            with connection.cursor() as cursor:
                cursor.execute("SELECT no_such_column")
        unpublish(page, **kwargs)

    monkeypatch.setattr(Page, "unpublish", breaking)

    assert publish_due() == Done(unpublished=1, failed=1)
    assert is_live(bad)
    assert not is_live(good)


def test_beat_mends_the_stamp_and_runs_each_job_at_its_time(db, monkeypatch):
    ran = []
    often, seldom = (Job(lambda: ran.append("often"), timedelta(0)), Job(lambda: ran.append("seldom"), FUTURE))
    monkeypatch.setattr(publishing, "jobs", [often, seldom])
    scheduler = Scheduler()

    scheduler.beat()
    scheduler.beat()

    assert ran == ["often", "seldom", "often"]
    assert stamps.current() != ""


def test_job_that_fails_is_logged_and_the_next_one_runs(db, monkeypatch, caplog):
    ran = []

    def fails():
        raise ValueError("on purpose")

    monkeypatch.setattr(publishing, "jobs", [Job(fails, FUTURE), Job(lambda: ran.append("next"), FUTURE)])

    Scheduler().beat()

    assert ran == ["next"]
    assert "Job failed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_job_that_another_machine_is_doing_is_left_to_it(monkeypatch):
    ran = []
    job = Job(lambda: ran.append("ran"), FUTURE)
    monkeypatch.setattr(publishing, "jobs", [job])

    def beat_elsewhere():
        try:
            Scheduler().beat()
        finally:
            connection.close()

    with publishing._lock(job.name) as is_ours:
        elsewhere = threading.Thread(target=beat_elsewhere)
        elsewhere.start()
        elsewhere.join()

    assert is_ours
    assert ran == []
    Scheduler().beat()
    assert ran == ["ran"]


def test_sessions_that_expired_are_deleted(db):
    for age in (-1, 3600):
        session = SessionStore()
        session.set_expiry(age)
        session.save()

    publishing.clear_sessions()

    assert Session.objects.count() == 1
    assert publishing.clear_sessions in [job.run for job in publishing.jobs]


def test_database_that_goes_away_is_waited_for(monkeypatch, caplog):
    class Stopped(BaseException):
        pass

    answers = [OperationalError("gone"), OperationalError("gone"), None, Stopped]

    def beat(scheduler):
        answer = answers.pop(0)
        if answer:
            raise answer

    monkeypatch.setattr(Scheduler, "beat", beat)
    monkeypatch.setattr(publishing, "BEAT", 0)
    caplog.set_level(logging.WARNING)

    with pytest.raises(Stopped):
        Scheduler().run()

    assert answers == []
    assert caplog.text.count("Waiting for the database") == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stop", (signal.SIGTERM, signal.SIGINT))
def test_scheduler_mends_the_stamp_and_stops_at_once(settings, stop):
    environment = os.environ | {
        "DATABASE_URL": databases.url(connection.settings_dict["NAME"]),
        "NEXT_LAYER_TEST_PLACE": f"{settings.PLACE}-scheduler",
    }
    copy = settings.RUN / f"{settings.PLACE}-scheduler" / "stamps" / "site"
    copy.unlink(missing_ok=True)
    scheduler = subprocess.Popen([sys.executable, "manage.py", "scheduler"], cwd=ROOT, env=environment)
    try:
        wait_for(copy.exists)

        scheduler.send_signal(stop)

        assert scheduler.wait(timeout=5) == 0
    finally:
        scheduler.kill()
        scheduler.wait()
    assert copy.read_text() == Stamp.objects.get().value


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(400):
        if condition():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it never happened")
