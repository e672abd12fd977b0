"""How numbers are said in sentences, labels and tables."""

from collections.abc import Sequence

NARROW = "\N{NO-BREAK SPACE}"


def percent(share: float, places: int = 0) -> str:
    """A share as "29 %"; what is not quite nothing or not quite all is never rounded to it."""
    least = 10.0**-places
    if 0 < share * 100 < least / 2:
        return f"under {least:g}{NARROW}%"
    if 100 - least / 2 < share * 100 < 100:
        return f"over {100 - least:g}{NARROW}%"
    return f"{share * 100:.{places}f}{NARROW}%"


def dollars(amount: float) -> str:
    """An amount of money: cents below a hundred dollars, tenths of a cent below ten cents, whole dollars above."""
    if 0 < amount < 0.0005:
        return "under $0.001"
    if amount >= 100:
        return f"${amount:,.0f}"
    return f"${amount:.2f}" if amount >= 0.1 or amount == 0 else f"${amount:.3f}"


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 job", "5 jobs"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """ "lamp", "lamp and rope", "lamp, rope and key"."""
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)
