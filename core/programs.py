"""Whether a request comes from a program that reads the web: what it says of itself, looked at and not kept."""

import re

_PROGRAM = re.compile(r"bot\b|crawl|spider|slurp|curl|wget|python|httpx|scrapy|headless|preview|monitor", re.IGNORECASE)


def is_program(user_agent: str) -> bool:
    """Whether `user_agent` is that of a program, or nothing."""
    return not user_agent or _PROGRAM.search(user_agent) is not None
