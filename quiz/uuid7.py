"""Time-ordered random ids (RFC 9562, version 7). Python has them from 3.14 on."""

import secrets
import time
from uuid import UUID


def uuid7() -> UUID:
    """48 bits of milliseconds since 1970, then 74 random bits: rows that are made together lie together."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    return UUID(int=milliseconds << 80 | 7 << 76 | (random >> 62) << 64 | 2 << 62 | random & (1 << 62) - 1)
