"""How often is too often: counts in this process's memory, dropped with each window.

No address is kept. It is hashed with a salt that this process made for this window alone and forgets with it, and
nothing is written down. Every worker process counts for itself: a loop that several of them serve is stopped at as many
times the number.
"""

import hashlib
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil

from django.conf import settings
from django.http import HttpRequest

WINDOW = 60  # seconds


class Window:
    """Counts by name, in one stretch of time after the other. `clock` gives seconds."""

    def __init__(self, seconds: int = WINDOW, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self.clock = clock
        self._lock = threading.Lock()
        self._begin(clock())

    def _begin(self, now: float) -> None:
        self._since = now
        self._salt = secrets.token_bytes(16)
        self._counts: Counter[bytes] = Counter()

    def wait(self, *asked: tuple[str, int]) -> int:
        """Count one more of each (name, the most of it). Seconds to wait where one was had too often, else 0."""
        with self._lock:
            now = self.clock()
            if now - self._since >= self.seconds:
                self._begin(now)
            over = False
            for name, most in asked:
                known = hashlib.blake2b(name.encode(), digest_size=8, key=self._salt).digest()
                self._counts[known] += 1
                over |= self._counts[known] > most
            return max(1, ceil(self._since + self.seconds - now)) if over else 0


def address_of(request: HttpRequest) -> str:
    """Where `request` comes from: as many proxies back as are ours. Of IPv6 the network, which is one household's."""
    proxies: int = settings.AXES_IPWARE_PROXY_COUNT or 0
    passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    said = passed[-min(proxies, len(passed))] if proxies and passed else request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(said)
    except ValueError:
        return said[:64]
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return address.exploded[:19]  # the first 64 bits
    return str(address)
