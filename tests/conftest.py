"""What every test stands on: a database of its own worker, a browser, a served site."""

import os
import shutil
import signal
import socket
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, connections
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from config import database, serving
from core import stampfile
from tests import databases

BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_ARGUMENTS = (
    "--no-sandbox",  # root's Chromium has none
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A window's address bar would have a renderer of its own, for each test. The rest is what Playwright turns off,
    # whose list this one takes the place of.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,OptimizationHints,PreconnectToSearch",
)
FLUSHING = {"transactional_db", "live_server", "django_db_reset_sequences"}

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread of the test, and so does the ORM


def pytest_configure(config: pytest.Config) -> None:
    """Whoever ends the run by SIGTERM, as a time limit does, leaves nothing of it either."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: at the end, one worker would wait for the other."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing of the run: its server, its folder."""
    if hasattr(config, "workerinput"):
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


@pytest.fixture(autouse=True)
def unstamped() -> None:
    """No stamp that another test left: what a test undoes, it does not publish, so that nothing may be kept."""
    stampfile.path().unlink(missing_ok=True)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's browser, one of a worker; each test opens its own context in it."""
    path = next(filter(None, map(shutil.which, BROWSER_NAMES)), None)
    if path is None:
        pytest.fail("the browser tests need Chromium; bin/test says how to get it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def live_site(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a site with all the content, as bin/serve has it: its own database, server and scheduler.

    What a test changes there, the worker's next tests find; put it back, or look only at what you made.
    """
    with django_db_blocker.unblock():
        name = databases.clone(databases.with_content(), f"live_{os.getpid()}")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    ours = {"NEXT_LAYER_TEST_PLACE": f"{settings.PLACE}-live", "DATABASE_URL": databases.url(name), "SITE_URL": address}
    with pytest.MonkeyPatch.context() as patch:
        for variable, value in ours.items():
            patch.setenv(variable, value)
        web = serving.Child("the web server", *serving.granian("127.0.0.1", port))
        scheduler = serving.Child("the scheduler", sys.executable, "manage.py", "scheduler")
        web.start()
        scheduler.start()
    serving.await_answer(web, scheduler, "127.0.0.1", port, address)
    yield address
    scheduler.stop()
    web.stop()
    databases.drop(name)
