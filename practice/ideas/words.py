"""The words of a text, as search, embeddings and the next-word models count them."""

import re

WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """The runs of a-z and 0-9 in the lowercased text, in order; every other character separates."""
    return WORD.findall(text.lower())
