"""A level is filled by what one uses, or skipped by four statements; the next command is named."""

import pytest

from cookbooks.mastery import LevelFacts, Statement, ToLearn, standing

ONE = LevelFacts(1, "ask", "Ask", [ToLearn("a", "a"), ToLearn("b", "b")], [Statement(str(n), "") for n in range(5)])
TWO = LevelFacts(2, "steer", "Steer", [ToLearn("c", "c")], [Statement(str(n), "") for n in range(5)])


def holds(level, number):
    return {(level.slug, str(n)) for n in range(number)}


def test_whoever_said_nothing_is_at_the_first_level_and_begins_with_its_first_command():
    found = standing([ONE, TWO], set(), set())

    assert (found.at.level, found.next.slug, found.is_begun) == (ONE, "a", False)


def test_the_next_command_is_the_first_that_is_not_used():
    found = standing([ONE, TWO], {"a", "c"}, set())

    assert (found.at.level, found.at.used, found.at.total, found.next.slug) == (ONE, 1, 2, "b")


def test_a_level_whose_commands_are_all_used_is_passed():
    found = standing([ONE, TWO], {"a", "b"}, set())

    assert (found.at.level, found.next.slug) == (TWO, "c")


@pytest.mark.parametrize(("number", "at"), [(3, ONE), (4, TWO), (5, TWO)])
def test_four_statements_skip_a_level(number, at):
    assert standing([ONE, TWO], set(), holds(ONE, number)).at.level == at


def test_statements_of_another_level_skip_nothing():
    assert standing([ONE, TWO], set(), holds(TWO, 5)).at.level == ONE


def test_when_all_is_passed_there_is_no_next():
    found = standing([ONE, TWO], {"a", "b", "c"}, set())

    assert (found.at, found.next) == (None, None)


def test_a_level_without_commands_is_passed_by_its_statements_alone():
    empty = LevelFacts(1, "ask", "Ask", [], [Statement(str(n), "") for n in range(5)])

    assert standing([empty], set(), set()).at.level == empty
    assert standing([empty], set(), holds(empty, 4)).at is None
