"""Where things stand in each figure's picture: a result's numbers as lengths and places, for its template to draw.

A module of a figure has `draw(inputs, result)`: what `practice/figures/<slug>.html` gets as `drawing`. It is pure.
"""

from importlib import import_module
from typing import Any


def draw(slug: str, inputs: Any, result: Any) -> Any:
    """The drawing of the idea's result."""
    return import_module(f"practice.drawings.{slug.replace('-', '_')}").draw(inputs, result)
