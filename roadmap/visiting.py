"""Asks an address on the web whether it is still there, the way a polite visitor does. Knows no models."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

TIMEOUT = 15.0  # seconds for an answer to begin
PAUSE = 2.0  # seconds between two questions to one host
# What a server that knows the address may say to HEAD, or to what is no browser.
ASK_AGAIN = 400


@dataclass(frozen=True)
class Visit:
    """What an address answered: its HTTP status (None: nothing did), and what is wrong, in words (empty: nothing)."""

    status: int | None
    trouble: str = ""


def _opener() -> request.OpenerDirector:
    """Follows redirects from the web to the web, and opens no files."""
    opener = request.OpenerDirector()
    for handler in (
        request.HTTPHandler,
        request.HTTPSHandler,
        request.HTTPDefaultErrorHandler,
        request.HTTPRedirectHandler,
        request.HTTPErrorProcessor,
        request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener


@dataclass
class Visitor:
    """Visits addresses one after the other, never one host twice within `pause` seconds.

    `agent` is how it introduces itself: its name, and where to find who sent it.
    """

    agent: str
    timeout: float = TIMEOUT
    pause: float = PAUSE
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)

    def visit(self, url: str) -> Visit:
        """Ask for the head of `url`, and where that is refused for all of it. Raises nothing that servers cause."""
        seen = self._ask(url, "HEAD")
        if seen.status is not None and seen.status >= ASK_AGAIN:
            seen = self._ask(url, "GET")
        return seen

    def _ask(self, url: str, method: str) -> Visit:
        self._wait(urlsplit(url).netloc)
        asked = request.Request(url, method=method, headers={"User-Agent": self.agent, "Accept": "*/*"})
        try:
            with _opener().open(asked, timeout=self.timeout) as answer:
                return Visit(answer.status)
        except HTTPError as error:
            error.close()
            return Visit(error.code, f"It answers {error.code}{_phrase(error.code)}.")
        except TimeoutError:
            return Visit(None, f"It does not answer within {self.timeout:g} seconds.")
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                return Visit(None, f"It does not answer within {self.timeout:g} seconds.")
            return Visit(None, f"It can't be reached: {error.reason}."[:200])
        except (HTTPException, OSError, ValueError) as error:
            return Visit(None, f"It can't be reached: {error or type(error).__name__}."[:200])

    def _wait(self, host: str) -> None:
        since = self.clock() - self._last.get(host, float("-inf"))
        if since < self.pause:
            self.sleep(self.pause - since)
        self._last[host] = self.clock()


def _phrase(status: int) -> str:
    return f" ({HTTPStatus(status).phrase.lower()})" if status in HTTPStatus._value2member_map_ else ""
