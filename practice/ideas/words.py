"""The words of a text, as search, embeddings, retrieval and the next-word models count them."""

import re

WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """The runs of a-z and 0-9 in the lowercased text, in order; every other character separates."""
    return WORD.findall(text.lower())


def stemmed(word: str) -> str:
    """`deploys` as `deploy`; short words and those in -ss stay."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
