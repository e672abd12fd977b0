"""The parent process: what it keeps up, what it stops, what it does again only when something changed."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from config import serving
from config.environment import ROOT, Trouble
from config.serving import Child

SLEEP = (sys.executable, "-c", "import time; time.sleep(600)")


def eventually(happened: Callable[[], object], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def child() -> Iterator[Child]:
    child = Child("the sleeper", *SLEEP)
    yield child
    child.stop()


def kill(child: Child) -> None:
    child.process.kill()
    child.process.wait()


def test_a_killed_child_is_started_at_once(child, capsys):
    child.start()
    kill(child)

    child.keep()

    assert child.process.poll() is None
    assert capsys.readouterr().out == "the sleeper ended (-9): starting it again\n"


def test_a_child_that_keeps_dying_is_started_later_and_later(child, capsys):
    child.start()
    for _ in range(3):
        kill(child)
        child.keep()
        child.due = 0.0
        child.keep()

    assert [line.rpartition(":")[2] for line in capsys.readouterr().out.splitlines()] == [
        " starting it again",
        " starting it again in 1 s",
        " starting it again in 3 s",
    ]


def test_a_child_waits_for_its_turn(child):
    child.start()
    for _ in range(2):
        kill(child)
        child.keep()

    assert child.process is None


def test_stopping_a_child_stops_what_it_started():
    child = Child("a family", "/bin/sh", "-c", "sleep 600 & wait")
    child.start()
    assert eventually(lambda: psutil.Process(child.process.pid).children())
    family = [psutil.Process(child.process.pid), *psutil.Process(child.process.pid).children()]

    child.stop()

    assert psutil.wait_procs(family, timeout=5)[1] == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems can't tie a process to its parent")
def test_children_end_when_their_parent_is_killed():
    body = f"from config.serving import begin; print(begin(*{SLEEP!r}).pid, flush=True); import time; time.sleep(600)"
    with subprocess.Popen([sys.executable, "-c", body], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()

    assert eventually(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE, 5)


def test_a_site_is_served_once(tmp_path):
    said = f"served already, by process {os.getpid()}"

    with serving.alone(tmp_path), pytest.raises(Trouble, match=said), serving.alone(tmp_path):
        pass


def test_a_step_is_due_when_what_it_depends_on_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(serving, "ROOT", tmp_path)
    for name in ("requirements.txt", "quiz/__init__.py", "quiz/migrations/0001.py", "content/a.md", "static/a.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before")

    def changed_by(name: str) -> set[str]:
        before = {step: serving.digest(step) for step in serving.STEPS}
        (tmp_path / name).write_text(f"{before}")
        return {step for step in serving.STEPS if serving.digest(step) != before[step]}

    assert changed_by("requirements.txt") == {"tables", "content", "static"}
    assert changed_by("quiz/migrations/0001.py") == {"tables", "content"}
    assert changed_by("quiz/models.py") == {"content"}
    assert changed_by("content/b.md") == {"content"}
    assert changed_by("static/a.css") == {"static"}
    assert changed_by("README.md") == set()


def test_a_database_that_does_not_answer_stops_the_start(tmp_path):
    environ = os.environ | {
        "NEXT_LAYER_VAR": str(tmp_path),
        "DATABASE_URL": "postgresql://site:s3cret@127.0.0.1:1/words",
    }
    command = [sys.executable, "-m", "config.serving", "127.0.0.1", "8000"]

    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr.startswith("bin/serve: the database words that DATABASE_URL names does not let us in")
    assert "s3cret" not in done.stderr
    assert "Traceback" not in done.stderr


class Served:
    """A site that is being served from an empty folder, and what its processes are."""

    def __init__(self, var: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.log = var / "serving.log"
        self.environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.environ |= {"NEXT_LAYER_VAR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings"}

    def start(self) -> None:
        command = [sys.executable, "-m", "config.serving", "127.0.0.1", str(self.port)]
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environ, stdout=log, stderr=subprocess.STDOUT)
        assert eventually(lambda: self.answers() or self.process.poll() is not None, 400), self.log.read_text()
        assert self.process.poll() is None, self.log.read_text()
        assert eventually(lambda: self.child("scheduler")), self.log.read_text()
        assert eventually(lambda: "Next Layer is at" in self.log.read_text()), self.log.read_text()

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5) as response:
                return response.status == 200
        except OSError:
            return False

    def child(self, word: str, other_than: psutil.Process | None = None) -> psutil.Process | None:
        for child in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.Error):
                if word in " ".join(child.cmdline()) and child != other_than:
                    return child
        return None

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Served]:
    site = Served(tmp_path)
    yield site
    if site.process.poll() is None:
        site.stop()


@pytest.mark.long
def test_a_site_comes_up_from_nothing_survives_kills_and_comes_back(site):
    site.start()
    said = site.log.read_text()
    assert "Name: admin  Password: " in said
    assert f"Next Layer is at http://localhost:{site.port}/" in said

    for word in ("postgres", "granian", "scheduler"):
        killed = site.child(word)
        killed.kill()
        assert eventually(partial(site.child, word, killed)), site.log.read_text()
        assert eventually(site.answers), site.log.read_text()

    family = psutil.Process(site.process.pid).children(recursive=True)
    assert site.stop() == 0
    assert psutil.wait_procs(family, timeout=10)[1] == []

    site.start()
    again = site.log.read_text()
    assert "unchanged" in again
    assert "Password" not in again
    assert site.stop() == 0
