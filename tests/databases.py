"""Databases for tests: one as `migrate` leaves it, one with the content loaded, and clones of them in no time."""

import contextlib
import fcntl
import functools
import hashlib
import io
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql
from wagtail.models import Site

from config import database
from config.environment import ROOT


@functools.cache
def migrated() -> str:
    """The name of a database with every table and no content; made if these migrations have none yet."""
    return _template("migrated", ROOT.glob("*/migrations/*.py"), _migrate)


@functools.cache
def with_content() -> str:
    """The name of a database with the content bundle loaded; made if this code and bundle have none yet."""
    files = [path for pattern in ("content/**/*", "*/**/*.py") for path in ROOT.glob(pattern)]
    base = migrated()
    return _template("content", files, _load, base)


def clone(template: str, name: str) -> str:
    """A database called `name` that is as `template` is; one of that name goes. Returns the name."""
    drop(name)
    _run("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)
    return name


def drop(name: str) -> None:
    """Drop the database, whoever is connected to it."""
    _run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextlib.contextmanager
def using(name: str) -> Iterator[None]:
    """Have Django's default connection lead to the database `name`."""
    connections.close_all()
    before, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before


@contextlib.contextmanager
def whole() -> Iterator[None]:
    """Have Django's default connection lead to a database of its own with the content loaded, dropped after."""
    name = clone(with_content(), f"whole_{os.getpid()}")
    with using(name):
        Site.clear_site_root_paths_cache()
        yield
    drop(name)
    Site.clear_site_root_paths_cache()


def own_server() -> bool:
    """Whether the run has a server of its own: DATABASE_URL, set before the tests, would name another."""
    return os.environ["DATABASE_URL"] == database.url(settings.RUN)


def url(name: str) -> str:
    """DATABASE_URL of the database `name`, for another process."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _migrate() -> None:
    call_command("migrate", verbosity=0)


def _load() -> None:
    call_command("load", stdout=io.StringIO())


def _template(kind: str, files: Iterable[Path], fill: Callable[[], object], base: str = "template0") -> str:
    """The name of the database that `fill` makes of `base`, for these files: made whole, once for all workers."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes() + base.encode())
    for path in sorted(path for path in files if path.is_file()):
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    name = f"{kind}_{digest.hexdigest()[:20]}"
    with open(settings.RUN / f"{kind}.lock", "w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if own_server():
            database.start(settings.RUN, database.THROWAWAY)
        if not _run("SELECT FROM pg_database WHERE datname = %s", values=(name,)):
            unfinished = clone(base, f"{name}_unfinished_{os.getpid()}")
            with using(unfinished):
                fill()
            _run("ALTER DATABASE {} RENAME TO {}", unfinished, name)
    return name


def _run(statement: str, *names: str, values: tuple[str, ...] = ()) -> int:
    """Run the statement, its `{}` being names, where databases are made. Returns the number of rows."""
    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    for ours in ("context", "cursor_factory", "prepare_threshold"):
        parameters.pop(ours, None)
    with psycopg.connect(**parameters, autocommit=True) as server:
        return server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)), values or None).rowcount
