"""What each idea makes of its data once: kept under var/ as JSON, read by a process when it first draws the figure.

A file is named for the digest of all that it depends on: the data, and the code that makes it. It can be deleted at any
time, and a machine that has none makes it, one process of that machine for all.
"""

import fcntl
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from practice.ideas import SLUGS, Idea, idea

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CODE = Path(__file__).resolve().parent / "ideas"
LONGEST_DIGEST = 20


def data_folder() -> Path:
    """Where the data of the figures lies: it comes with the code that was tested on it."""
    return Path(settings.CONTENT) / "practice"


def kept_in() -> Path:
    """Where what was made is kept."""
    return Path(settings.VAR) / "practice"


@lru_cache(maxsize=len(SLUGS))
def made(slug: str) -> Any:
    """What the idea's figure computes with. Reads a file once a process; makes it where it is missing (0.5 s)."""
    path = kept_in() / f"{slug}-{digest(slug)}.json"
    if (kept := _read(path)) is not None:
        return kept
    with _turn(slug):
        if (kept := _read(path)) is not None:
            return kept  # another process made it meanwhile
        text = _make(slug)
        _keep(path, text)
        _clear(slug, path)
    return json.loads(text)  # as the next process will find it


def after_load(folder: Path, **kwargs: Any) -> None:
    """Make what the ideas of the bundle need and is missing, so that no reader waits for it."""
    for slug in SLUGS:
        if (folder / "practice" / f"{slug}.yaml").is_file():
            made(slug)


def digest(slug: str) -> str:
    """What the making of `slug` depends on, in one word."""
    seen = hashlib.blake2b(digest_size=LONGEST_DIGEST // 2)
    for path in (data_folder() / f"{slug}.yaml", *(data_folder() / name for name in idea(slug).DATA)):
        seen.update(path.read_bytes())
    others = {other.replace("-", "_") for other in SLUGS if other != slug}
    for path in sorted(_CODE.glob("*.py")):
        if path.stem not in others:  # what several share counts for each
            seen.update(path.read_bytes())
    return seen.hexdigest()


def _make(slug: str) -> str:
    module: Idea = idea(slug)
    figure = _yaml(f"{slug}.yaml")["figure"].get("data") or {}
    value = module.prepare({"figure": figure} | {name: _yaml(name) for name in module.DATA})
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _yaml(name: str) -> Any:
    return yaml.load((data_folder() / name).read_text(encoding="utf-8"), Loader=_LOADER)


def _read(path: Path) -> Any:
    """What is kept at `path`; None where nothing is, or nothing whole."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _keep(path: Path, text: str) -> None:
    """Put `text` there in one step. A disk that takes nothing costs time at each start, and nothing else."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent)
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)
    except OSError:
        return


def _clear(slug: str, path: Path) -> None:
    for old in path.parent.glob(f"{slug}-{'?' * LONGEST_DIGEST}.json"):
        if old != path:
            old.unlink(missing_ok=True)


@contextmanager
def _turn(slug: str) -> Iterator[None]:
    """Wait for this machine's other makers of `slug`."""
    try:
        kept_in().mkdir(parents=True, exist_ok=True)
        lock = open(kept_in() / f"{slug}.lock", "w")  # noqa: SIM115 - closed below
    except OSError:
        yield
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
