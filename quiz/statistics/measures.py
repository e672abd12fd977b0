"""The arithmetic of the statistics: intervals, information, percentiles, and what must be withheld. Nothing else.

Every formula names its source. `tests/quiz/test_measures.py` compares them with scipy.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log, log2

SMALLEST_GROUP = 10


def entropy(counts: Iterable[int]) -> float:
    """How open an outcome is, in bits: 0 when one is certain. Shannon (1948), Bell System Technical Journal 27, 379."""
    counted = [count for count in counts if count]
    total = sum(counted)
    # Written so that one outcome gives 0.0 and not -0.0.
    return sum(count / total * log2(total / count) for count in counted) if total else 0.0


def mutual_information(table: Sequence[Sequence[int]]) -> float:
    """How many bits a row tells of the column, from a table of counts; 0 when they have nothing to do with each other.

    Cover and Thomas (2006), Elements of Information Theory, 2.4: the entropies of rows and columns less that of both.
    """
    rows = entropy(sum(row) for row in table)
    columns = entropy(sum(column) for column in zip(*table, strict=True))
    return max(0.0, rows + columns - entropy(count for row in table for count in row))


def chance_information(table: Sequence[Sequence[int]]) -> float:
    """How many bits `mutual_information` would give, on average, for rows and columns that are unrelated.

    The leading term of its bias: Miller, G. A. (1955), Note on the bias of information estimates. Rows and columns in
    which nothing was counted are left out.
    """
    total = sum(map(sum, table))
    rows = sum(any(row) for row in table)
    columns = sum(any(column) for column in zip(*table, strict=True))
    return (rows - 1) * (columns - 1) / (2 * total * log(2)) if total else 0.0


def percentile(buckets: Mapping[int, int], edges: Sequence[float], share: float) -> float | None:
    """The value that `share` of what is counted in `buckets` lies below; None for nothing counted.

    Bucket i reaches from `edges[i]` to `edges[i + 1]`. Inside a bucket values are taken to be evenly spread: Hyndman
    and Fan (1996), The American Statistician 50, 361, definition 4. The true value is in the same bucket.
    """
    total = sum(buckets.values())
    if not total:
        return None
    wanted, below = share * total, 0
    for bucket in sorted(bucket for bucket, count in buckets.items() if count):
        if below + buckets[bucket] >= wanted:
            low, high = edges[bucket], edges[bucket + 1]
            return low + (high - low) * (wanted - below) / buckets[bucket]
        below += buckets[bucket]
    raise AssertionError("a share above 1 was asked for")


def withheld(counts: Sequence[int]) -> frozenset[int]:
    """The places, from 0, of the counts of one group's parts that must not be shown beside the group's total.

    Those under 10, and then, smallest first, as many more as it takes until at least two are withheld that make ten
    together: else the total would give them away. A count of 0 says nothing of anybody. Primary and complementary
    suppression: Hundepool et al. (2012), Statistical Disclosure Control, 4.2.
    """
    hidden = {place for place, count in enumerate(counts) if 0 < count < SMALLEST_GROUP}
    if not hidden:
        return frozenset()
    while more := _another(counts, hidden):
        hidden.add(more - 1)
    return frozenset(hidden)


def _another(counts: Sequence[int], hidden: set[int]) -> int:
    """The place, from 1, of the count to withhold next; 0 when what is hidden can't be worked out."""
    if len(hidden) > 1 and sum(counts[place] for place in hidden) >= SMALLEST_GROUP:
        return 0
    open_ones = [(not count, count, place) for place, count in enumerate(counts, 1) if place - 1 not in hidden]
    return min(open_ones)[2] if open_ones else 0


def withheld_in(table: Sequence[Sequence[int | None]]) -> frozenset[tuple[int, int]]:
    """The (row, column), from 0, of the cells of a table that must not be shown beside its sums.

    As `withheld`, until it holds in every row and every column. A cell that can't occur is None: there is nothing to
    withhold, and nothing to hide behind.
    """
    cells = {(r, c): count for r, row in enumerate(table) for c, count in enumerate(row) if count is not None}
    hidden = {cell for cell, count in cells.items() if 0 < count < SMALLEST_GROUP}
    lines = [[cell for cell in cells if cell[axis] == at] for axis in (0, 1) for at in {cell[axis] for cell in cells}]
    changed = True
    while changed:
        changed = False
        for line in lines:
            inside = {place for place, cell in enumerate(line) if cell in hidden}
            counts = [cells[cell] for cell in line]
            while inside and (more := _another(counts, inside)):
                inside.add(more - 1)
                hidden.add(line[more - 1])
                changed = True
    return frozenset(hidden)


def rounded(shares: Sequence[float]) -> str:
    """Why percentages with one decimal, of parts that make 100 %, add to something else; "" where they don't."""
    total = sum(round(1000 * share) for share in shares)
    if total == 1000 or abs(sum(shares) - 1) > 1e-9:
        return ""
    return f"The shares add to {total / 10:.1f}% because each is rounded by itself."
