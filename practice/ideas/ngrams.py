"""A model of the next word that only counts, with three ways to meet what it has not seen.

Every sentence gets three start marks in front and one end mark. c(h, w) is how often w follows the context h, which is
the last n − 1 words.

- none: P(w | h) = c(h, w) / c(h), and nothing if h was never seen.
- backoff: c(h, w) / c(h) where that is above 0, else 0.4 times the score with h shortened by its first word; scores are
  divided by their sum (Brants et al., 2007, "stupid backoff").
- kn: P_n(w | h) = max(c(h, w) − D, 0) / c(h) + D · N(h) / c(h) · P_{n−1}(w | h′), D = 0.75, with N(h) different words
  after h. Below the top order c(h, w) counts the different contexts, one word longer, in which w followed h. An unseen
  h passes straight to h′, and P_0 is even (Kneser and Ney, 1995, interpolated).
"""

import math
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from practice.ideas.words import words

START, END, UNSEEN = "<s>", "</s>", "<unk>"
LONGEST = 4
DISCOUNT = 0.75
DROP = 0.4
SMOOTHINGS = ("none", "backoff", "kn")

Table = Mapping[str, Mapping[str, int]]


def count(lines: Iterable[str]) -> dict[str, Any]:
    """The model of these sentences: its vocabulary, and by order how often and in how many contexts words follow."""
    said = [words(line) for line in lines]
    seen: dict[str, dict[str, dict[str, int]]] = {str(order): {} for order in range(1, LONGEST + 1)}
    companies: dict[str, dict[str, dict[str, int]]] = {str(order): {} for order in range(1, LONGEST)}
    for before, word in _steps(said):
        for order in range(1, LONGEST + 1):
            if _add(seen[str(order)], before[LONGEST - order :], word) and order > 1:
                _add(companies[str(order - 1)], before[LONGEST - order + 1 :], word)
    vocabulary = sorted({word for line in said for word in line})
    return {"vocabulary": [*vocabulary, END, UNSEEN], "seen": seen, "companies": companies}


def known(model: Mapping[str, Any], text: str) -> tuple[list[str], tuple[str, ...]]:
    """The words of the text, those that the model never saw as the unseen word; and these, each once."""
    vocabulary = frozenset(model["vocabulary"])
    said = words(text)
    return (
        [word if word in vocabulary else UNSEEN for word in said],
        tuple(dict.fromkeys(word for word in said if word not in vocabulary)),
    )


def context_of(said: Sequence[str], order: int) -> list[str]:
    """The last words before the next, as many as the order looks back, start marks in front."""
    return [START, START, START, *said][len(said) + LONGEST - order :]


def path(model: Mapping[str, Any], said: Sequence[str], order: int) -> tuple[tuple[int, str, int, int], ...]:
    """From long to short: the order, the context, how often it was seen, how many different words followed."""
    steps = []
    for one in range(order, 0, -1):
        context = " ".join(context_of(said, one))
        after = model["seen"][str(one)].get(context, {})
        steps.append((one, context, sum(after.values()), len(after)))
    return tuple(steps)


def chances(model: Mapping[str, Any], said: Sequence[str], order: int, smoothing: str) -> dict[str, float]:
    """The probability of each word that may come next. Sums to 1; with "none" to 0 if the context was never seen."""
    vocabulary = model["vocabulary"]
    if smoothing == "kn":
        return _blended(model, said, order)
    scores = dict.fromkeys(vocabulary, 0.0)
    weight = 1.0
    for one in range(order, 0, -1):
        after = model["seen"][str(one)].get(" ".join(context_of(said, one)), {})
        total = sum(after.values())
        for word, times in after.items():
            scores[word] = scores[word] or weight * times / total
        if smoothing == "none":
            return scores
        weight *= DROP
    whole = sum(scores.values())
    return {word: score / whole for word, score in scores.items()}


def ordered(shares: Mapping[str, float]) -> list[tuple[str, float]]:
    """The likeliest first; what is equal to twelve decimals goes by the alphabet."""
    return sorted(shares.items(), key=_likeliest_first)


class Blend:
    """What the "kn" model of an order above 1 believes of the words that it knows, after one context and the next.

    A context raises the few words that followed it. The others keep the order in which they stand without a context,
    and are neither sorted nor worked out again: a fifth of the time of `ordered(chances(…))`.
    """

    def __init__(self, model: Mapping[str, Any], order: int) -> None:
        self.even = _raised(_even(model), model["companies"]["1"][""])
        self.bare = [one for one in ordered(self.even) if one[0] != UNSEEN]
        self.tables: list[Table] = [
            model["seen" if one == order else "companies"][str(one)] for one in range(2, order + 1)
        ]

    def seen(self, said: Sequence[str]) -> tuple[str, ...]:
        """The contexts before the next word that the model has seen, from short to long: what its beliefs rest on."""
        contexts = (" ".join(context_of(said, order)) for order in range(2, len(self.tables) + 2))
        return tuple(context for context, table in zip(contexts, self.tables, strict=True) if context in table)

    def after(self, seen: Sequence[str]) -> list[tuple[str, float]]:
        """The words after `seen` with their probabilities, likeliest first; they sum to 1."""
        raised: dict[str, float] = {}
        kept = 1.0
        for context, table in zip(seen, self.tables, strict=False):
            after = table[context]
            total = sum(after.values())
            rest = DISCOUNT * len(after) / total
            kept *= rest
            raised = {word: rest * share for word, share in raised.items()}
            for word, times in after.items():
                raised[word] = raised.get(word, kept * self.even[word]) + (times - DISCOUNT) / total
        whole = 1 - kept * self.even[UNSEEN]
        shares = [(word, kept * share / whole) for word, share in self.bare if word not in raised]
        for word, share in raised.items():
            insort(shares, (word, share / whole), key=_likeliest_first)
        return shares


def _likeliest_first(one: tuple[str, float]) -> tuple[float, str]:
    return -round(one[1], 12), one[0]


def held_out(model: Mapping[str, Any], lines: Iterable[str], order: int, smoothing: str) -> tuple[int, float]:
    """How many of the sentences the model finds impossible, and its perplexity over their words and end marks.

    Perplexity is 2 to the mean of −log2 P, and infinite if one P is 0.
    """
    impossible, bits, steps = 0, 0.0, 0
    for line in lines:
        said, _ = known(model, line)
        shares = [chances(model, said[:place], order, smoothing)[word] for place, word in enumerate([*said, END])]
        impossible += 0.0 in shares
        steps += len(shares)
        bits += sum(-math.log2(share) for share in shares if share)
    return impossible, math.inf if impossible else 2 ** (bits / steps)


def _blended(model: Mapping[str, Any], said: Sequence[str], order: int) -> dict[str, float]:
    shares = _even(model)
    for one in range(1, order + 1):
        table: Table = model["seen" if one == order else "companies"][str(one)]
        if after := table.get(" ".join(context_of(said, one))):
            shares = _raised(shares, after)
    return shares


def _even(model: Mapping[str, Any]) -> dict[str, float]:
    return dict.fromkeys(model["vocabulary"], 1 / len(model["vocabulary"]))


def _raised(shares: Mapping[str, float], after: Mapping[str, int]) -> dict[str, float]:
    """The shares, with those of the words that were counted after a longer context raised."""
    total = sum(after.values())
    rest = DISCOUNT * len(after) / total
    raised = {word: rest * share for word, share in shares.items()}
    for word, times in after.items():
        raised[word] += (times - DISCOUNT) / total
    return raised


def _steps(said: Iterable[Sequence[str]]) -> Iterator[tuple[list[str], str]]:
    """Each word and end mark with the three words before it."""
    for line in said:
        marked = [START, START, START, *line, END]
        for place in range(LONGEST - 1, len(marked)):
            yield marked[place - LONGEST + 1 : place], marked[place]


def _add(table: dict[str, dict[str, int]], context: Sequence[str], word: str) -> bool:
    """Count the word after the context; whether it is the first time."""
    after = table.setdefault(" ".join(context), {})
    after[word] = after.get(word, 0) + 1
    return after[word] == 1
