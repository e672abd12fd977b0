"""What numbers of the shelf's files must be, beyond what the ground reads."""

from decimal import Decimal
from typing import Any

from core.bundle import Node
from core.bundle.shapes import Shape


def _number(node: Node) -> Decimal | None:
    if isinstance(node.value, bool) or not isinstance(node.value, int | float):
        return node.refuse("This has to be a number.")
    return Decimal(str(node.value))


def count(most: int = 2**62) -> Shape:
    """A whole number from 1 to `most`."""

    def read(node: Node) -> int | None:
        number = _number(node)
        if number is None:
            return None
        if number != int(number) or not 1 <= number <= most:
            return node.refuse(f"{node.value} is no whole number from 1 to {most:,}.")
        return int(number)

    return read


def decimal(places: int, *, most: int = 10**9, least: str = "0") -> Shape:
    """A number with so many decimals at most, as a field with as many holds it."""

    def read(node: Node) -> Decimal | None:
        number = _number(node)
        if number is None:
            return None
        if not Decimal(least) <= number <= most:
            return node.refuse(f"{node.value} is out of range: {least} to {most:,}.")
        held = number.quantize(Decimal(1).scaleb(-places))
        return held if held == number else node.refuse(f"{node.value} has more than {places} decimals.")

    return read


def as_written(node: Node) -> str | None:
    """A number as text, no digit lost."""
    number = _number(node)
    return None if number is None else str(number)


def or_nothing(shape: Shape) -> Shape:
    """What `shape` reads, or nothing where the file says null."""

    def read(node: Node) -> Any:
        return None if node.value is None else shape(node)

    return read
