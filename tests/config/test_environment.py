"""What bin/ says to whoever lacks something, and that it installs once."""

import errno
import os
import shutil
import socket
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from config import environment
from config.environment import ROOT, Trouble

Usage = namedtuple("Usage", "total used free")


def program(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def old_python(tmp_path: Path) -> Path:
    """A folder for PATH, whose python3 takes itself for Python 3.8."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "sitecustomize.py").write_text("import sys; sys.version_info = (3, 8, 18, 'final', 0)\n")
    return program(tmp_path / "bin" / "python3", f"PYTHONPATH='{tmp_path}/old' exec '{sys.executable}' \"$@\"").parent


def run(*command: object, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command], env=os.environ | environ, capture_output=True, text=True, timeout=60
    )


def test_an_old_python_says_what_is_needed(old_python):
    done = run(ROOT / "bin" / "serve", PATH=str(old_python))

    assert done.returncode == 1
    assert done.stderr.startswith("bin/serve: Python 3.11 or newer is needed. This is 3.8")
    assert len(done.stderr.splitlines()) == 1


def test_an_old_python_hands_over_to_a_newer_one(old_python):
    program(old_python / "python3.13", f"unset PYTHONPATH; exec '{sys.executable}' \"$@\"")

    done = run(ROOT / "bin" / "serve", "--help", PATH=str(old_python))

    assert (done.returncode, done.stderr) == (0, "")
    assert "--port" in done.stdout


def test_a_busy_port_is_said_before_anything_is_made(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(sys.executable, ROOT / "bin" / "serve", "--port", port, "--var", tmp_path / "var")

    assert done.returncode == 1
    assert f"can't listen on port {port} of 127.0.0.1: Address already in use." in done.stderr
    assert f"bin/serve --port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("port", ("0", "65536", "http"))
def test_a_port_that_is_none_is_refused(port):
    done = run(sys.executable, ROOT / "bin" / "serve", "--port", port)

    assert done.returncode == 2
    assert "argument --port: invalid" in done.stderr


def test_packages_are_installed_once_and_again_when_the_lock_changes(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    (tmp_path / "requirements.txt").write_text("")
    var = tmp_path / "a folder"
    environment.prepare(var, "requirements.txt")
    assert "installed in" in capsys.readouterr().out

    environment.prepare(var, "requirements.txt")
    assert capsys.readouterr().out == ""

    (tmp_path / "requirements.txt").write_text("# changed\n")
    environment.prepare(var, "requirements.txt")
    said = capsys.readouterr().out
    assert "installed in" in said
    assert "making an environment" not in said

    environment.python_of(var).unlink()
    environment.prepare(var, "requirements.txt")
    assert "making an environment" in capsys.readouterr().out


def test_a_package_that_can_not_be_had_gives_pips_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    (tmp_path / "requirements.txt").write_text("./nowhere --hash=sha256:0\n")

    with pytest.raises(Trouble, match=r"pip could not install requirements.txt: .+\. Is the network up\?"):
        environment.prepare(tmp_path / "var", "requirements.txt")


def test_a_python_without_venv_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(program(tmp_path / "python3", "exit 1")))

    with pytest.raises(Trouble, match=r"its venv module is not whole.*apt install python3\.\d+-venv"):
        environment.prepare(tmp_path / "var", "requirements.txt")


def test_a_full_disk_is_said_with_what_is_needed(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(2**30, 2**30, 5 * 2**20))

    with pytest.raises(Trouble, match="has 5 MB free, and 900 MB are needed. Free some space"):
        environment.prepare(tmp_path / "var", "requirements.txt")


@pytest.mark.parametrize(
    ("error", "words"),
    (
        (OSError(errno.ENOSPC, "No space left on device"), "bin/serve: the disk is full."),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/var"), "may not use /srv/var. Run it as"),
        (Trouble("no"), "bin/serve: no"),
    ),
)
def test_what_a_person_can_settle_is_said_in_words(error, words):
    with pytest.raises(SystemExit, match=words), environment.in_plain_words("bin/serve"):
        raise error


def test_what_is_our_own_fault_is_not_hidden():
    with pytest.raises(OSError, match="Is a directory"), environment.in_plain_words("bin/serve"):
        open("/").close()
