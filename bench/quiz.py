"""Two hundred learners take the quiz at once, as browsers do; then again, while PostgreSQL is killed and comes back."""

import asyncio
import gzip
import os
import random
import re
import statistics
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import psutil
import psycopg

from bench.served import VAR, Server, prepared, web
from config import database

LEARNERS = 200
PAUSE = (2.0, 8.0)  # seconds between two answers
BUDGET = 150  # milliseconds, 99 of 100 answers: the post, and the next question that it leads to
KILLED_AFTER = 25.0  # seconds into the second run
TRY_AGAIN = 2.0  # seconds, as a tab waits that could not send an answer
QUIET = {"LOG_LEVEL": "CRITICAL"}  # what fails while PostgreSQL is away is counted here
QUIZ = "/engineer-to-ai-engineer/quiz/"
QUESTION = re.compile(r"/quiz/(?P<key>[\w-]{22})/(?P<place>\d+)/$")
BROWSER = {
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "accept-encoding": "gzip",
    "sec-fetch-site": "same-origin",
}
FRAGMENT = {"hx-request": "true", "hx-target": "div#question"}
Form = Mapping[str, int]
Headers = Mapping[str, str]


@dataclass
class Answer:
    """A response: status, headers by lower-case name (the last of each), cookies that it sets, text."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    text: str


@dataclass
class Tab:
    """One connection to the site, opened again when it is lost, with the cookies of its browser."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, form: Form | None = None, more: Headers = FRAGMENT) -> Answer:
        """One request. Raises OSError or EOFError where the connection does not hold."""
        body = urlencode(form or {}).encode()
        headers = {"host": f"{self.host}:{self.port}", **BROWSER, **more}
        if self.cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            headers |= {"content-type": "application/x-www-form-urlencoded", "content-length": str(len(body))}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        try:
            if self.writer is None:
                self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
            self.writer.write("\r\n".join(lines).encode() + body)
            answer = await self._read()
        except (OSError, EOFError):
            self.close()
            raise
        self.cookies |= answer.cookies
        return answer

    async def _read(self) -> Answer:
        assert self.reader is not None
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in head[1:] if line)]
        headers = dict(pairs)
        if headers.get("transfer-encoding") == "chunked":
            body = b"".join([chunk async for chunk in self._chunks()])
        else:
            body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        cookies = dict(value.partition(";")[0].split("=", 1) for name, value in pairs if name == "set-cookie")
        return Answer(int(head[0].split()[1]), headers, cookies, body.decode())

    async def _chunks(self) -> AsyncIterator[bytes]:
        assert self.reader is not None
        while size := int(await self.reader.readuntil(b"\r\n"), 16):
            yield (await self.reader.readexactly(size + 2))[:-2]
        await self.reader.readexactly(2)

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


@dataclass
class Learner:
    """Someone who takes the quiz: what they were told is stored, how long each answer took, what went wrong."""

    tab: Tab
    dice: random.Random
    retries: bool
    key: str = ""
    acknowledged: dict[int, int] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    has_result: bool = False

    @property
    def is_served(self) -> bool:
        """Whether they got through, without an error."""
        return self.has_result and len(self.acknowledged) == 10 and not self.troubles

    async def take(self) -> None:
        """From the first page to the result, with pauses."""
        await asyncio.sleep(self.dice.uniform(0, PAUSE[1]))
        path = await self._start()
        while match := QUESTION.search(path):
            self.key, place = match["key"], int(match["place"])
            await asyncio.sleep(self.dice.uniform(*PAUSE))
            path = await self._answer(path, place)
        self.has_result = "/result/" in path
        self.tab.close()

    async def _start(self) -> str:
        """Where the first question is; until it goes well, where retried."""
        while True:
            path = QUIZ
            try:
                while (answer := await self.tab.ask("POST", path, more={})).status == 307:  # now with the cookie
                    path = answer.headers["location"]
                if answer.status == 302:
                    return answer.headers["location"]
                self.troubles.append(f"{answer.status} at the start")
            except (OSError, EOFError) as error:
                self.troubles.append(f"{type(error).__name__} at the start")
            if not self.retries:
                return ""
            await asyncio.sleep(TRY_AGAIN)

    async def _answer(self, path: str, place: int) -> str:
        """Answer the question, or skip an optional one, and see where it leads; until it goes well, where retried."""
        form = {"choice": self.dice.randint(1, 5)} if place <= 10 else {"skip": 1}
        while True:
            began = time.perf_counter()
            try:
                posted = await self.tab.ask("POST", path, form)
                if posted.status == 302:
                    if "choice" in form:
                        self.acknowledged[place] = form["choice"]
                    seen = await self.tab.ask("GET", posted.headers["location"])
                    if seen.status == 200:
                        if "choice" in form:
                            self.milliseconds.append((time.perf_counter() - began) * 1000)
                        return posted.headers["location"]
                    posted = seen
                self.troubles.append(f"{posted.status} at {place}")
            except (OSError, EOFError) as error:
                self.troubles.append(f"{type(error).__name__} at {place}")
            if not self.retries:
                return ""
            await asyncio.sleep(TRY_AGAIN)


def main() -> bool:
    """Print how long an answer takes and what was lost. False: too slow, an error, or an answer is missing."""
    workers = min(len(os.sched_getaffinity(0)), 8)
    # Durable, unlike other benches: what is acknowledged has to be on the disk.
    with prepared(database.SETTINGS) as environment, web(environment | QUIET, workers) as site:
        print(f"\n{LEARNERS} learners at once, {PAUSE[0]:.0f} to {PAUSE[1]:.0f} s between answers, {workers} workers")
        before = site.cpu()
        learners = asyncio.run(_take(site, retries=False))
        cpu = (site.cpu() - before) / sum(len(learner.milliseconds) for learner in learners) * 1000
        print(f"  the web server's CPU for an answer and what it leads to: {cpu:.1f} ms")
        held = all([_quick(learners), _kept(learners), *(learner.is_served for learner in learners)])
        print(f"  budget: p99 under {BUDGET} ms, no error, nothing lost: {'holds' if held else 'MISSED'}")

        print(f"\nthe same, with PostgreSQL killed by -9 after {KILLED_AFTER:.0f} s and started again")
        learners = asyncio.run(_take(site, retries=True, kill=True))
        _quick(learners)
        safe = _kept(learners) and all(learner.has_result for learner in learners)
        print(f"  budget: no acknowledged answer lost: {'holds' if safe else 'MISSED'}")
    return held and safe


async def _take(site: Server, *, retries: bool, kill: bool = False) -> list[Learner]:
    address = urlsplit(site.url)
    learners = [
        Learner(Tab(address.hostname or "", address.port or 80), random.Random(number), retries)
        for number in range(LEARNERS)
    ]
    async with asyncio.TaskGroup() as group:
        for learner in learners:
            group.create_task(learner.take())
        if kill:
            group.create_task(_kill())
    return learners


async def _kill() -> None:
    """Kill every process of PostgreSQL at one moment, and start it again."""
    await asyncio.sleep(KILLED_AFTER)
    postmaster = psutil.Process(int((VAR / "postgres" / "postmaster.pid").read_text().split()[0]))
    for process in [postmaster, *postmaster.children(recursive=True)]:
        process.kill()
    began = time.monotonic()
    await asyncio.to_thread(database.start, VAR, database.SETTINGS)
    print(f"  PostgreSQL was back after {time.monotonic() - began:.1f} s")


def _quick(learners: list[Learner]) -> bool:
    """Print how long answers took, and what went wrong. Whether 99 of 100 answers were quick enough."""
    times = sorted(taken for learner in learners for taken in learner.milliseconds)
    cuts = statistics.quantiles(times, n=100)
    p50, p95, p99 = cuts[49], cuts[94], cuts[98]
    troubles = [trouble for learner in learners for trouble in learner.troubles]
    print(f"  {len(times):,} answers: p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms, slowest {times[-1]:.0f} ms")
    print(f"  errors: {len(troubles)} {', '.join(_counted(troubles))}")
    return p99 < BUDGET


def _counted(troubles: list[str]) -> Iterator[str]:
    kinds = [trouble.partition(" at ")[0] for trouble in troubles]
    return (f"{kinds.count(kind)} × {kind}" for kind in sorted(set(kinds)))


def _kept(learners: list[Learner]) -> bool:
    """Print how many acknowledged answers are stored. Whether all are, each as it was given, and every result too."""
    with psycopg.connect(database.url(VAR)) as connection:
        query = "SELECT key, answers, finished_at IS NOT NULL FROM quiz_attempt WHERE key = ANY(%s)"
        rows = connection.execute(query, [[learner.key for learner in learners]]).fetchall()
    stored = {key: (answers, finished) for key, answers, finished in rows}
    given = [(learner.key, place, choice) for learner in learners for place, choice in learner.acknowledged.items()]
    found = sum(stored[key][0][place - 1] == choice for key, place, choice in given if key in stored)
    finished = sum(finished for _, finished in stored.values())
    results = sum(learner.has_result for learner in learners)
    print(
        f"  {len(stored)} attempts, {found:,} of {len(given):,} acknowledged answers stored, "
        f"{finished} finished and {results} results seen"
    )
    return found == len(given) and finished == results
