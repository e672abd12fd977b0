"""What makes a route sound, of any route."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from roadmap.sound import Rung, circle, circle_in_words, circles, deeper, in_words, later, missing

NAMES = st.sampled_from("abcdefgh")
GRAPHS = st.dictionaries(NAMES, st.sets(NAMES, max_size=4))


def reached(needs, start):
    """All that `start` waits for."""
    found, waiting = set(), [start]
    while waiting:
        for need in needs.get(waiting.pop(), ()):
            if need not in found:
                found.add(need)
                waiting.append(need)
    return found


@given(GRAPHS, NAMES)
def test_a_circle_is_found_exactly_where_a_step_waits_for_itself(needs, start):
    assert bool(circle(needs, start)) == (start in reached(needs, start))


@given(GRAPHS, NAMES)
def test_a_circle_begins_and_ends_with_the_step_and_each_on_it_needs_the_next(needs, start):
    way = circle(needs, start)

    if way:
        assert way[0] == way[-1] == start
        assert all(there in needs[here] for here, there in pairwise(way))
        assert len(set(way)) == len(way) - 1


@given(GRAPHS)
def test_there_are_circles_exactly_where_the_steps_can_not_be_ordered(needs):
    waiting = {step: set(wanted) & set(needs) for step, wanted in needs.items()}
    while ready := [step for step, wanted in waiting.items() if not wanted]:
        waiting = {step: wanted - set(ready) for step, wanted in waiting.items() if step not in ready}

    assert bool(circles(needs)) == bool(waiting)


def test_a_circle_of_the_same_steps_is_named_once():
    assert circles({"a": {"b"}, "b": {"a"}, "c": {"a"}}) == [["a", "b", "a"]]


def test_a_circle_is_named_in_words():
    assert circle_in_words(["A", "A"]) == "“A” needs itself. Take that prerequisite away."
    assert circle_in_words(["A", "B", "C", "A"]) == (
        "“A” needs “B”, which needs “C”, which needs “A”: a circle that nobody can begin. "
        "Take one of these prerequisites away."
    )


def test_what_a_step_needs_may_lie_no_deeper_and_no_later():
    rungs = {
        "a": Rung("A", 0, (0, 0), ("b", "c", "gone")),
        "b": Rung("B", 1, (0, 1)),
        "c": Rung("C", 0, (0, -1)),
    }

    assert list(deeper(rungs["a"], rungs)) == ["b"]
    assert list(later(rungs["a"], rungs)) == ["b"]


@given(GRAPHS, st.lists(NAMES, unique=True))
def test_a_path_lacks_exactly_what_its_steps_need_and_it_has_not(needs, core):
    lacking = {need for lacks in missing(core, needs).values() for need in lacks}

    assert lacking == {need for step in core for need in needs.get(step, ())} - set(core)


def test_titles_are_joined_as_one_says_them():
    assert [in_words(list(names)) for names in ("A", "AB", "ABC")] == ["“A”", "“A” and “B”", "“A”, “B” and “C”"]
