"""Random addresses for any idea: values inside its limits, values outside, and text that is no value at all."""

from typing import Any

from hypothesis import strategies as st

from practice.ideas import idea
from practice.ideas.inputs import Choice, Given, Number, Text


def _of(kind: Any) -> st.SearchStrategy[str]:
    wild = st.text(max_size=30)
    match kind:
        case Choice(values):
            return st.sampled_from(values) | wild
        case Number(low, high, _):
            return st.floats(low, high).map(str) | st.integers(int(low), int(high)).map(str) | wild
        case Text(longest):
            return st.text(max_size=longest + 20)
    return st.sampled_from(["on", "off"]) | wild


def inputs_of(slug: str) -> st.SearchStrategy[Given]:
    """What `Inputs.read` makes of random text under the names of an idea's inputs."""
    Inputs = idea(slug).Inputs
    given = st.fixed_dictionaries({}, optional={name: _of(kind) for name, kind in Inputs.kinds().items()})
    return given.map(lambda one: Inputs.read(one)[0])
