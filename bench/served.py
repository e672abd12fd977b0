"""A site to measure: its own database with the whole content, one web process, and a load to put on it."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from config import database
from config.environment import ROOT, Trouble

VAR = Path(os.environ["NEXT_LAYER_VAR"]) / "bench"
PATIENCE = 60  # seconds for a server's first answer


@dataclass(frozen=True)
class Load:
    """What a run of wrk saw: requests a second, CPU microseconds of the server a request, answers that were no 2xx."""

    rate: float
    cpu: float
    bad: int


@dataclass(frozen=True)
class Server:
    """A web server that is up: its address, and its process with all that it started."""

    url: str
    process: psutil.Popen

    def cpu(self) -> float:
        """CPU seconds used so far."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(sum(member.cpu_times()[:2]) for member in family)

    def load(self, path: str, seconds: int = 2, connections: int = 8) -> Load:
        """Ask for `path` by wrk for some seconds, so many connections at once."""
        before = self.cpu()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", self.url + path]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        count = int(_number(r"(\d+) requests in", said))
        spent = (self.cpu() - before) / max(count, 1) * 1e6
        return Load(_number(r"Requests/sec:\s+([\d.]+)", said), spent, int(_number(r"Non-2xx.*: (\d+)", said)))


def _number(pattern: str, said: str) -> float:
    found = re.search(pattern, said)
    return float(found[1]) if found else 0.0


@contextlib.contextmanager
def prepared(settings: Mapping[str, str] = database.THROWAWAY) -> Iterator[dict[str, str]]:
    """The environment of a site whose database is up and holds the whole content; nothing of it is the real site's."""
    VAR.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "NEXT_LAYER_VAR": str(VAR), "DJANGO_SETTINGS_MODULE": "bench.settings"}
    environment.pop("DATABASE_URL", None)
    with database.running(VAR, settings):
        subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=True)
        yield environment


@contextlib.contextmanager
def web(environment: dict[str, str], workers: int = 1) -> Iterator[Server]:
    """The site on a free port of this machine."""
    url = f"http://127.0.0.1:{free_port()}"
    options = [
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        url.rpartition(":")[2],
        "--workers",
        str(workers),
    ]
    options += ["--blocking-threads", "4", "--backpressure", "1024", "--log-level", "error"]
    command = [sys.executable, "-m", "granian", *options, "config.wsgi:application"]
    with _running(command, {**environment, "SITE_URL": url}) as process:
        await_answer(f"{url}/health/live", process)
        yield Server(url, process)


@contextlib.contextmanager
def nginx(folder: Path) -> Iterator[Server]:
    """nginx with one worker, serving the files of `folder`."""
    url = f"http://127.0.0.1:{free_port()}"
    lines = [
        "worker_processes 1;",
        "daemon off;",
        *(["user root;"] if os.geteuid() == 0 else []),
        f'pid "{folder}/nginx.pid";',
        f'error_log "{folder}/nginx.log";',
        "events {}",
        "http { access_log off; types { text/html html; } keepalive_requests 1000000;",
        f'server {{ listen {url.removeprefix("http://")}; root "{folder}"; }} }}',
    ]
    configuration = folder / "nginx.conf"
    configuration.write_text("\n".join(lines))
    with _running(["nginx", "-c", str(configuration)], dict(os.environ)) as process:
        await_answer(f"{url}/nginx.conf", process)
        yield Server(url, process)


@contextlib.contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[psutil.Popen]:
    with psutil.Popen(command, cwd=ROOT, env=environment, start_new_session=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(20)


def await_answer(url: str, process: psutil.Popen) -> None:
    """Return once `url` answers. Raises Trouble where it never does."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=5).read()
            return
        time.sleep(0.1)
    raise Trouble(f"{url} did not answer within {PATIENCE} s")


def have(program: str) -> bool:
    """Whether `program` is there, installed from Debian's packages where root may do so."""
    if shutil.which(program) is None and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["apt-get", "update"], ["apt-get", "install", "-y", program]):
            subprocess.run(
                command, capture_output=True, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            )
    return shutil.which(program) is not None


def need(program: str) -> None:
    """Raises Trouble where `program` is not to be had."""
    if not have(program):
        raise Trouble(f"{program} is needed to measure this. On Debian: apt install {program}")


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
