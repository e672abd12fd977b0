"""The parent process of the site: prepares it, starts the web server and the scheduler, and keeps them up.

`python -m config.serving HOST PORT`, as bin/serve runs it. What dies is started again: the web server, the scheduler,
and PostgreSQL if it is the embedded one. What was started here is stopped here, and nothing else.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from config import database
from config.environment import ROOT, WORKING_ROOM, Trouble, chosen_var, in_plain_words, need_room, say

THREADS = 4  # of a web process; each keeps a connection to the database
CONNECTIONS = 1024  # of a web process; a browser's idle ones count
PATIENCE = 90  # seconds for the web server's first answer
GRACE = 10  # seconds for a process to end before it is killed
LONGEST_PAUSE = 30  # seconds between two starts of what keeps dying
STEADY = 60  # seconds of life after which the next death is again the first
TICK = 0.5  # seconds between two looks at what should be alive

# What `manage.py prepare` does, and the files each step depends on; `*/` stands for each of our packages.
STEPS = {
    "tables": ("requirements.txt", "*/migrations/*.py"),
    "content": ("requirements.txt", "*/**/*.py", "content/**/*"),
    "static": ("requirements.txt", "config/settings.py", "core/static.py", "static/**/*", "*/static/**/*"),
}
_LIBC = ctypes.CDLL(None)


class Child:
    """A program that is kept up. It and what it starts are one group, which ends when this process does."""

    def __init__(self, name: str, *command: str) -> None:
        self.name, self.command = name, command
        self.deaths = 0
        self.process: subprocess.Popen[bytes] | None = None
        self.began = self.due = 0.0

    def start(self) -> None:
        self.began = time.monotonic()
        self.process = begin(*self.command)

    def keep(self) -> None:
        """Start it if it has died: the first time at once, then after a pause that doubles. Says so."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.deaths = 1 if now - self.began > STEADY else self.deaths + 1
            pause = min(LONGEST_PAUSE, 2 ** (self.deaths - 1) - 1)
            say(f"{self.name} ended ({self.process.returncode}): starting it again" + f" in {pause} s" * (pause > 0))
            _signal(self.process, signal.SIGKILL)
            self.process, self.due = None, now + pause
        if self.process is None and now >= self.due:
            self.start()

    def stop(self) -> None:
        """End it and what it started, after GRACE seconds by force."""
        if self.process is not None:
            finish(self.process)
            self.process = None


def begin(*command: str) -> subprocess.Popen[bytes]:
    """The command, begun in the checkout as a group of its own: the terminal's Ctrl-C reaches only this process."""
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_end_with_parent
    )


def finish(process: subprocess.Popen[bytes]) -> None:
    """End the process and its group, after GRACE seconds by force."""
    _signal(process, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)
    _signal(process, signal.SIGKILL)
    process.wait()


def serve(host: str, port: int) -> None:
    """Serve until interrupted, then stop in good order. Raises Trouble where a person has to settle something first."""
    var = chosen_var()
    site = os.environ.setdefault("SITE_URL", f"http://localhost:{port}").rstrip("/")
    began = time.monotonic()
    with alone(var), database.available(var):
        say(f"2/4 PostgreSQL: up in {time.monotonic() - began:.1f} s")
        prepare(var)
        web = Child("the web server", *granian(host, port))
        scheduler = Child("the scheduler", sys.executable, "manage.py", "scheduler")
        try:
            web.start()
            scheduler.start()
            await_answer(web, scheduler, host, port, site)
            say(f"\nNext Layer is at {site}/, its editors at {site}/admin/. Ctrl-C stops it.")
            with contextlib.suppress(KeyboardInterrupt):
                while True:
                    if "DATABASE_URL" not in os.environ:
                        keep_database(var)
                    web.keep()
                    scheduler.keep()
                    time.sleep(TICK)
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            say("\nStopping.")
            scheduler.stop()
            web.stop()


@contextlib.contextmanager
def alone(var: Path) -> Iterator[None]:
    """Be the only one to serve what is under `var`. Raises Trouble, naming the other, if there is one."""
    with open(var / "serving.lock", "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Trouble(
                f"this site is served already, by process {lock.read()}. Stop that one, or serve another copy of the "
                "data: bin/serve --var /a/folder --port 8001"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def prepare(var: Path) -> None:
    """Run the steps of `manage.py prepare` whose files have changed since they last went well."""
    kept = Path(var / "prepared.json")
    done = json.loads(kept.read_text()) if kept.exists() and not is_empty(var) else {}
    if not (var / "static").is_dir():
        done.pop("static", None)
    due = {step: state for step in STEPS if done.get(step) != (state := digest(step))}
    if not due:
        say("3/4 Site: unchanged")
        return
    say(f"3/4 Site: preparing {', '.join(due)}")
    process = begin(sys.executable, "manage.py", "prepare", *due)
    try:
        status = process.wait()
    except BaseException:
        finish(process)
        raise
    if status:
        need_room(var, WORKING_ROOM)
        raise Trouble("the site could not be prepared; the reason is above. Settle it and run this again")
    kept.write_text(json.dumps(done | due))


def is_empty(var: Path) -> bool:
    """Whether the database in use has never been prepared, whatever was noted under `var`."""
    with database.connect(var) as connection:
        return connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,)


def digest(step: str) -> str:
    """What `step` depends on, in one word: it changes with its files and with the environment it reads."""
    packages = [folder.parent.name for folder in ROOT.glob("*/__init__.py")]
    seen = hashlib.sha256(repr([os.environ.get(name) for name in ("DATABASE_URL", "DEBUG")]).encode())
    for pattern in STEPS[step]:
        patterns = [package + pattern[1:] for package in packages] if pattern.startswith("*/") else [pattern]
        for path in sorted(path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()):
            seen.update(f"{path.relative_to(ROOT)} {path.stat().st_size}\n".encode())
            seen.update(path.read_bytes())
    return seen.hexdigest()


def granian(host: str, port: int) -> list[str]:
    """The command of the web server: as many processes as cores, up to eight."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    options = {
        "interface": "wsgi",
        "host": host,
        "port": port,
        "workers": min(cores, 8),
        "blocking-threads": THREADS,
        "backpressure": CONNECTIONS,
        "respawn-interval": 1,
        "workers-kill-timeout": GRACE,
        "log-level": "warning",
    }
    flags = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    return [sys.executable, "-m", "granian", *flags, "--respawn-failed-workers", "config.wsgi:application"]


def await_answer(web: Child, scheduler: Child, host: str, port: int, site: str) -> None:
    """Return when the web server says that it is ready. Raises Trouble if it ends before, or is too slow."""
    began = time.monotonic()
    answer = "none"
    while time.monotonic() < began + PATIENCE:
        if web.process is None or web.process.poll() is not None:
            raise Trouble("the web server ended before its first answer; the reason is above")
        answer = _answer(host, port, urlsplit(site).netloc)
        if answer.startswith(("2", "3", "4")):
            say(f"4/4 Web server: ready after {time.monotonic() - began:.1f} s")
            return
        scheduler.keep()
        time.sleep(0.1)
    raise Trouble(f"the web server is not ready after {PATIENCE} s; its last answer to /health/ready: {answer}")


def keep_database(var: Path) -> None:
    """Start the embedded PostgreSQL again if its process is gone. Says so, and why if it can't."""
    if database.alive(var):
        return
    say("PostgreSQL ended: starting it again")
    try:
        database.start(var)
    except Trouble as trouble:
        say(f"{trouble}. Trying again in {LONGEST_PAUSE} s")
        time.sleep(LONGEST_PAUSE)


def _answer(host: str, port: int, name: str) -> str:
    """The status of /health/ready with its first words, or why there was none."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    connection = http.client.HTTPConnection(here, port, timeout=5)
    try:
        connection.request("GET", "/health/ready", headers={"Host": name})
        response = connection.getresponse()
        return f"{response.status} {response.read(200).decode(errors='replace')}"
    except OSError as error:
        return str(error)
    finally:
        connection.close()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _end_with_parent() -> None:
    """In a new process: have Linux end it when this one is killed. Other systems have no such thing."""
    if sys.platform == "linux":
        _LIBC.prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


if __name__ == "__main__":
    with in_plain_words("bin/serve"):
        serve(sys.argv[1], int(sys.argv[2]))
