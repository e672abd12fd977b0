"""The browser tests: one browser and one site a worker, a fresh profile a test, each journey three ways.

`tab` runs a test three ways; `script_tab` once, with htmx. Both fail the test when a script broke, or when something
was against the Content-Security-Policy.
"""

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route
from pytest_django import DjangoDbBlocker

from tests import databases

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
PATIENCE = 10_000  # milliseconds until what a test waits for is taken for missing
SKIPPED = ("Transition was", "AbortError")  # Chromium's word for a page that was left before its transition began
NOT_STATIC = re.compile(r"^(?!.*/(static|media)/)")


class Way(StrEnum):
    """How a page is used: by fragments, by whole pages because the server ignores htmx, or without JavaScript."""

    FRAGMENTS = "fragments"
    WHOLE_PAGES = "whole pages"
    NO_SCRIPT = "no script"


def _as_if_without_htmx(route: Route) -> None:
    headers = {name: value for name, value in route.request.headers.items() if not name.lower().startswith("hx-")}
    route.continue_(headers=headers)


@pytest.fixture
def profile(chromium: Browser, live_site: str) -> Iterator[Callable[..., BrowserContext]]:
    """Makes profiles, each with its own cookies, closed after the test: `profile(Way.NO_SCRIPT, viewport=PHONE)`."""
    broken: list[str] = []

    def note(error: str) -> None:
        if not error.startswith(SKIPPED):
            broken.append(error)

    def make(way: Way = Way.FRAGMENTS, **options: Any) -> BrowserContext:
        options = {"viewport": DESK, "reduced_motion": "reduce", **options}
        context = chromium.new_context(base_url=live_site, java_script_enabled=way != Way.NO_SCRIPT, **options)
        stack.callback(context.close)
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: note(str(error.error)))
        context.on("console", lambda said: note(said.text) if "Content Security Policy" in said.text else None)
        if way == Way.WHOLE_PAGES:
            context.route(NOT_STATIC, _as_if_without_htmx)
        return context

    with contextlib.ExitStack() as stack:
        yield make
    assert not broken


@pytest.fixture(params=Way, ids=lambda way: way.replace(" ", "-"))
def way(request: pytest.FixtureRequest) -> Way:
    """Each way in turn."""
    return request.param


@pytest.fixture
def tab(profile: Callable[..., BrowserContext], way: Way) -> Page:
    """A tab of someone whom the site does not know, each way in turn."""
    return profile(way).new_page()


@pytest.fixture
def script_tab(profile: Callable[..., BrowserContext]) -> Page:
    """A tab of someone whom the site does not know, with htmx."""
    return profile().new_page()


@pytest.fixture
def live_database(live_site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The ORM leads to the database of the live site. Put back what you change."""
    with django_db_blocker.unblock(), databases.using(f"live_{os.getpid()}"):
        yield
