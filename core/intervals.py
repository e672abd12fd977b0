"""How sure a share is: 95 % intervals of shares and of their differences. Every formula names its source."""

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054  # the 0.975 quantile of the normal distribution


@dataclass(frozen=True)
class Interval:
    """A 95 % interval, both ends included; shares are between 0 and 1, differences between -1 and 1."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether `value` is inside."""
        return self.low <= value <= self.high


def wilson(count: int, total: int) -> Interval:
    """The score interval of the share `count` of `total`: every share that such a count would not contradict.

    Wilson, E. B. (1927), Journal of the American Statistical Association 22, 209-212. With nothing counted, 0 to 1.
    """
    if not total:
        return Interval(0.0, 1.0)
    share, z2 = count / total, Z95**2
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    reach = Z95 / (1 + z2 / total) * sqrt(share * (1 - share) / total + z2 / (4 * total**2))
    return Interval(0.0 if not count else middle - reach, 1.0 if count == total else middle + reach)


def difference(one: tuple[int, int], other: tuple[int, int]) -> Interval:
    """The interval of the share of `one` less the share of `other`, each as (count, total).

    Newcombe, R. G. (1998), Statistics in Medicine 17, 873-890, method 10: squares and adds the reaches of two Wilson
    intervals. With nothing counted on a side, -1 to 1.
    """
    if not one[1] or not other[1]:
        return Interval(-1.0, 1.0)
    p1, p2 = one[0] / one[1], other[0] / other[1]
    first, second = wilson(*one), wilson(*other)
    low = p1 - p2 - sqrt((p1 - first.low) ** 2 + (second.high - p2) ** 2)
    high = p1 - p2 + sqrt((first.high - p1) ** 2 + (p2 - second.low) ** 2)
    return Interval(low, high)
