"""What every test stands on: a database of its own worker, a browser, a served site."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, connections

from config import database
from config.environment import ROOT
from tests import databases

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLUSHING = {"transactional_db", "live_server", "django_db_reset_sequences"}

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread of the test, and so does the ORM


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave nothing of the run: its server, its folder."""
    if hasattr(session.config, "workerinput"):
        return
    if databases.own_server():
        connections.close_all()
        database.stop(settings.RUN)
    shutil.rmtree(settings.RUN, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Where everything must run, a skipped test has failed."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: object) -> Iterator[None]:
    """This worker's clone of the migrated database."""
    with django_db_blocker.unblock():
        name = f"test_{os.getpid()}"
        databases.clone(databases.migrated(), name)
        connections.close_all()
        connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        databases.drop(name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After a test that commits: a new clone. Django would empty the tables, Wagtail's root, site and locale too."""
    outcome = yield
    marker = item.get_closest_marker("django_db")
    if FLUSHING & set(getattr(item, "fixturenames", ())) or (marker and marker.kwargs.get("transaction")):
        connections.close_all()
        databases.clone(databases.migrated(), connection.settings_dict["NAME"])
    return outcome
