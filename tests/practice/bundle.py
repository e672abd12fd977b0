"""The ideas of the bundle as plain values, and what each module makes of its data once."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from practice.ideas import idea

FOLDER = Path(__file__).resolve().parents[2] / "content" / "practice"


@cache
def words(file: str) -> Any:
    return yaml.safe_load((FOLDER / file).read_text())


@cache
def made(slug: str) -> Any:
    """What `prepare` makes, as it comes back from the JSON that it is kept as."""
    data = {"figure": words(f"{slug}.yaml")["figure"].get("data") or {}}
    module = idea(slug)
    return json.loads(json.dumps(module.prepare(data | {file: words(file) for file in module.DATA})))


def as_given(value: Any) -> str:
    return ("on" if value else "off") if isinstance(value, bool) else str(value)


def played(slug: str, settings: dict[str, Any]) -> dict[str, Any]:
    """The result of these inputs, by name, with the notes on them."""
    module = idea(slug)
    inputs, notes = module.Inputs.read({name: as_given(value) for name, value in settings.items()})
    return {name.rstrip("_"): value for name, value in asdict(module.compute(inputs, made(slug))).items()} | {
        "notes": notes
    }


def at(result: Any, path: str) -> Any:
    """The value at a path of the bundle: names and places joined by dots; `#` before it for the length."""
    if path.startswith("#"):
        return len(at(result, path[1:]))
    for name in path.split("."):
        result = result[int(name)] if isinstance(result, list | tuple) else result[name]
    return result


def rounded(value: Any) -> Any:
    """As the bundle compares: four decimals, no negative zero, `inf` in words, lists for every sequence."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return "inf" if value == float("inf") else round(float(value), 4) + 0.0
    if isinstance(value, list | tuple):
        return [rounded(one) for one in value]
    if isinstance(value, dict):
        return {name: rounded(one) for name, one in value.items()}
    return value
