"""How often is too often, on the quiz: numbers so far above what people do that nobody else notices."""

from django.http import HttpRequest

from core.limits import Window, address_of

# A person needs two requests an answer; five answers a second, held for a minute, are no person's.
MOST_A_KEY = 600
# Two hundred people behind one address, each through the whole quiz within the same minute, are 6,000 requests.
MOST_AN_ADDRESS = 20_000
MOST_STARTS_AN_ADDRESS = 1_200  # a start is two requests in a browser that we do not know yet

window = Window()


def wait(request: HttpRequest, key: str) -> int:
    """Seconds to wait before `request`, about the attempt or result that `key` opens, is answered; 0 for now."""
    return window.wait((f"key {key}", MOST_A_KEY), (f"address {address_of(request)}", MOST_AN_ADDRESS))


def wait_to_start(request: HttpRequest) -> int:
    """Seconds to wait before `request` may start an attempt; 0 for now."""
    return window.wait((f"start {address_of(request)}", MOST_STARTS_AN_ADDRESS))
