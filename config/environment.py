"""The Python environment of the commands in bin/: a new enough Python, a venv under var/, the locked packages in it.

Standard library only, and nothing that Python 3.6 can't read: an old Python must get as far as saying what it lacks.
"""

import contextlib
import errno
import fcntl
import getpass
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
CANDIDATES = ("python3", "python3.14", "python3.13", "python3.12", "python3.11")
IS_NEW_ENOUGH = f"import sys; sys.exit(sys.version_info < {OLDEST})"
MEGABYTE = 2**20
FIRST_ROOM = 900 * MEGABYTE  # packages, their wheels while they are unpacked, the first database
WORKING_ROOM = 64 * MEGABYTE  # what PostgreSQL's log of changes wants to grow by
ELSEWHERE = "keep the site's data elsewhere: NEXT_LAYER_VAR=/a/folder before the command"


class Trouble(Exception):
    """Something a person has to settle: what is wrong and what to do, in words for the terminal."""


@contextlib.contextmanager
def in_plain_words(command: str) -> Iterator[None]:
    """Run the block; what a person has to settle leaves as one sentence and exit status 1, an interrupt as 130.

    Every request to end becomes an interrupt, so that what the block started is stopped by its own `finally`. A closed
    terminal is none under nohup; Ctrl-C is one even where a shell, starting this in the background, had it ignored.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.default_int_handler)
    try:
        yield
    except Trouble as trouble:
        sys.exit(f"{command}: {trouble}")
    except KeyboardInterrupt:
        sys.exit(130)
    except PermissionError as error:
        sys.exit(
            f"{command}: {getpass.getuser()} may not use {error.filename}. "
            f"Run it as the account that owns that, or {ELSEWHERE}"
        )
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        sys.exit(f"{command}: the disk is full. Free some space and run it again; what is done is kept.")


def need_python() -> None:
    """Return under a Python that is new enough; from an older one, by starting again under a newer one on PATH."""
    if sys.version_info >= OLDEST:
        return
    for name in CANDIDATES:
        found = shutil.which(name)
        if found and subprocess.call([found, "-c", IS_NEW_ENOUGH], stderr=subprocess.DEVNULL) == 0:
            os.execv(found, [found, *sys.argv])
    raise Trouble(
        f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed. This is {sys.version_info[0]}.{sys.version_info[1]}, and "
        "PATH has no newer one. Put one there; Debian 12 and Ubuntu 24.04 have it: apt install python3 python3-venv"
    )


def need_room(folder: Path, needed: int) -> None:
    """Raise Trouble unless the disk that holds `folder`, or will, has `needed` bytes free."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(str(there)).free
    if free < needed:
        raise Trouble(
            f"the disk of {folder} has {free // MEGABYTE} MB free, and {needed // MEGABYTE} MB are needed. "
            f"Free some space, or {ELSEWHERE}"
        )


def chosen_var() -> Path:
    """Where this site keeps all that it makes: NEXT_LAYER_VAR, or var/ in the checkout."""
    return Path(os.environ.get("NEXT_LAYER_VAR") or ROOT / "var").resolve()


def enter(var: Path, requirements: str, *arguments: str) -> None:
    """Become `python <arguments>` of the venv under `var`, once that holds what the file `requirements` locks."""
    prepare(var, requirements)
    os.chdir(str(ROOT))
    os.environ["NEXT_LAYER_VAR"] = str(var)
    if not os.environ.get("DATABASE_URL"):
        os.environ.pop("DATABASE_URL", None)  # empty says the same as unset
    python = str(python_of(var))
    os.execv(python, [python, *arguments])


def python_of(var: Path) -> Path:
    """The Python of the venv under `var`."""
    return var / "venv" / "bin" / "python"


def prepare(var: Path, requirements: str) -> None:
    """Make the venv under `var` and install what the file `requirements` locks, unless that is done; tells how far."""
    var.mkdir(parents=True, exist_ok=True)
    lock = ROOT / requirements
    note = var / "venv" / f"{lock.name}.installed"
    with open(str(var / "venv.lock"), "w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        digest = hashlib.sha256(lock.read_bytes()).hexdigest()
        fresh = not _works(var)
        if not fresh and _read(note) == digest:
            return
        began = time.monotonic()
        if fresh:
            need_room(var, FIRST_ROOM)
            _make(var)
        _install(var, lock)
        note.write_text(digest)
        say(f"Python packages: installed in {time.monotonic() - began:.0f} s")


def say(line: str, passing: bool = False) -> None:
    """Print a line. A `passing` one is for a terminal only, where the next line takes its place."""
    if sys.stdout.isatty():
        print(f"\r\033[K{line}", end="" if passing else "\n", flush=True)
    elif not passing:
        print(line, flush=True)


def _works(var: Path) -> bool:
    """Whether the venv was finished and the interpreter that made it is still the one behind its link."""
    python = python_of(var)
    return python.exists() and _read(var / "venv" / "made") == os.path.realpath(str(python))


def _make(var: Path) -> None:
    venv = var / "venv"
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    say(f"Python packages: making an environment with Python {version}")
    shutil.rmtree(str(venv), ignore_errors=True)
    command = [sys.executable, "-m", "venv", str(venv)]
    if subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        need_room(var, WORKING_ROOM)
        raise Trouble(
            f"this Python ({sys.executable}) can't make an environment: its venv module is not whole. "
            f"On Debian or Ubuntu: apt install python{version}-venv"
        )
    (venv / "made").write_text(os.path.realpath(str(python_of(var))))


def _install(var: Path, lock: Path) -> None:
    """Run pip, telling how many of the locked packages it has reached. Raises Trouble with pip's own reason."""
    total = sum("==" in line for line in lock.read_text().splitlines())
    command = [str(python_of(var)), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--no-deps"]
    command += ["--require-hashes", "--only-binary", ":all:", "--progress-bar", "off", "-r", str(lock)]
    say(f"Python packages: fetching {total}")
    reached, reason = 0, "it gave no reason"
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True) as pip:
        try:
            for line in pip.stdout or ():
                if line.startswith(("Collecting", "Requirement already", "Ignoring")):
                    reached += 1
                    say(f"Python packages: {reached} of {total}", passing=reached % 20 > 0)
                elif line.startswith("Installing"):
                    say("Python packages: unpacking")
                elif line.startswith("ERROR"):
                    reason = line.partition(":")[2].strip(" .\n")
        except BaseException:
            pip.terminate()
            raise
    if pip.returncode:
        need_room(var, WORKING_ROOM)
        raise Trouble(
            f"pip could not install {lock.name}: {reason}. Is the network up? Run it again; what is done is kept."
        )


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
