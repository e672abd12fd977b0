"""This machine's copy of the site's stamp: a small file that every process reads at every request.

What was cached under another stamp is stale. The row it is copied from, and when, is `core.stamps`' business.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

PLACE = "/stamps/site"  # under var/
LONGEST = 64


def path() -> Path:
    """Where the copy lies."""
    return Path(f"{settings.VAR}{PLACE}")


def read() -> str:
    """The stamp, or "" where there is none to trust: then nothing that was cached is valid.

    Reads the file each time: its inode and time can repeat within one tick of the clock, its content can't.
    """
    try:
        descriptor = os.open(f"{settings.VAR}{PLACE}", os.O_RDONLY)  # joining paths would take longer than reading
    except OSError:
        return ""
    try:
        return os.read(descriptor, LONGEST).decode("ascii", "replace")
    finally:
        os.close(descriptor)


def write(value: str) -> None:
    """Put `value` in the file, in one step. Where that fails the file goes, so that no one trusts the old one.

    Raises OSError for a disk that is full or may not be written.
    """
    folder = path().parent
    folder.mkdir(parents=True, exist_ok=True)
    try:
        descriptor, name = tempfile.mkstemp(dir=folder)
        try:
            with open(descriptor, "w") as file:
                file.write(value)
            os.replace(name, path())
        except BaseException:
            os.unlink(name)
            raise
    except OSError:
        path().unlink(missing_ok=True)
        raise


@contextmanager
def turn() -> Iterator[None]:
    """Wait for this machine's other writers: who reads the row and writes the file inside puts no older one back."""
    folder = path().parent
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
