"""The embedded PostgreSQL: found or started, whatever was killed, wherever it lies."""

import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from config import database
from config.environment import Trouble


@pytest.fixture(autouse=True)
def no_database_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    database.stop(tmp_path)


def postmaster(var: Path) -> psutil.Process:
    return psutil.Process(int((var / "postgres" / "postmaster.pid").read_text().splitlines()[0]))


def test_a_second_start_finds_the_first(var):
    database.start(var, database.THROWAWAY)
    first = postmaster(var)

    database.start(var, database.THROWAWAY)

    assert postmaster(var) == first


def test_the_last_to_leave_stops_it(var):
    with database.running(var, database.THROWAWAY):
        with database.running(var):
            assert database.answers(var)
        assert database.answers(var)

    assert not database.answers(var)
    assert not database.alive(var)


def test_it_listens_on_a_socket_that_only_its_owner_may_use(var):
    with database.running(var, database.THROWAWAY), database.connect(var) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert stat.S_IMODE((var / "run").stat().st_mode) == 0o700


def test_capitals_do_not_depend_on_who_came_first(var, monkeypatch):
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")

    with database.running(var, database.THROWAWAY), database.connect(var) as connection:
        assert connection.execute("SELECT lower('ÉI'), upper('éi')").fetchone() == ("éi", "ÉI")


def test_it_starts_again_after_its_postmaster_was_killed_and_has_lost_nothing(var):
    database.start(var)
    with database.connect(var) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    os.kill(postmaster(var).pid, signal.SIGKILL)

    database.start(var)

    with database.connect(var) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_stranger_with_the_number_of_the_old_postmaster_is_no_obstacle(var):
    with database.running(var, database.THROWAWAY):
        lock = (var / "postgres" / "postmaster.pid").read_text().splitlines()
        beside = (var / "run" / ".s.PGSQL.5432.lock").read_text().splitlines()
    for path, lines in ((var / "postgres" / "postmaster.pid", lock), (var / "run" / ".s.PGSQL.5432.lock", beside)):
        path.write_text("\n".join([str(os.getppid()), *lines[1:], ""]))

    with database.running(var, database.THROWAWAY):
        assert database.answers(var)

    assert psutil.pid_exists(os.getppid())


def test_a_first_start_that_was_cut_short_is_begun_anew(var):
    (var / "postgres.unfinished").mkdir()
    (var / "postgres.unfinished" / "PG_VERSION").write_text("18\n")

    with database.running(var, database.THROWAWAY):
        assert database.answers(var)


@pytest.mark.parametrize("name", ("with a space", "a,b", 'the "site"', "x" * 120))
def test_it_runs_wherever_the_site_lies(tmp_path, name):
    var = tmp_path / name

    with database.running(var, database.THROWAWAY), database.connect(var) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)

    if database._sockets(var).parent == Path("/tmp"):
        database._sockets(var).rmdir()


def test_two_sites_with_long_paths_do_not_share_a_socket(tmp_path):
    deep = tmp_path / ("x" * 120)

    assert database.url(deep / "one") != database.url(deep / "two")


def test_a_socket_folder_of_someone_else_is_refused(var):
    (var / "elsewhere").mkdir()
    (var / "run").symlink_to(var / "elsewhere")

    with pytest.raises(Trouble, match="belongs to someone else"):
        database.start(var)


def test_data_of_another_version_are_refused_with_a_way_on(var):
    (var / "postgres").mkdir()
    (var / "postgres" / "PG_VERSION").write_text("17\n")

    with pytest.raises(Trouble, match="written by PostgreSQL 17, and this release brings 18.*pg_dump"):
        database.start(var)


def test_what_keeps_it_from_starting_is_said(var):
    with pytest.raises(Trouble, match='did not start: .*"shared_buffers"'):
        database.start(var, {"shared_buffers": "none"})


@pytest.mark.skipif(os.geteuid() != 0, reason="PostgreSQL runs as whoever is not root")
def test_root_without_namespaces_and_without_another_account_is_told_what_to_do(tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    (tmp_path / "unshare").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "unshare").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    with pytest.raises(Trouble, match="refuses to run as root.*DATABASE_URL"):
        database.start(tmp_path)


def test_a_database_that_does_not_answer_is_named_without_its_password(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://site:s3cret@127.0.0.1:1/words?application_name=x&pool=true")

    with pytest.raises(Trouble, match="database words .*refused") as trouble:
        database.connect(tmp_path)

    assert "s3cret" not in str(trouble.value)


@pytest.mark.parametrize("url", ("sqlite:///site.db", "nonsense", "postgresql://host:port/name"))
def test_an_address_of_something_else_is_refused(tmp_path, monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(Trouble, match="must read postgresql://"):
        database.connect(tmp_path)


def test_the_address_is_that_of_the_running_server(var):
    with database.running(var, database.THROWAWAY), psycopg.connect(database.url(var)) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("site",)
