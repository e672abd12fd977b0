"""What two roles share, drop and add: by property, then by example."""

from hypothesis import given
from hypothesis import strategies as st

from roles.comparing import Need, compare

KINDS = ("carries-over", "deepens", "new-layer")
SLUGS = [f"skill-{n}" for n in range(8)]


def five(whose=""):
    """Up to five skills of a role, each once; a skill has the same kind wherever it is needed."""
    slugs = st.lists(st.sampled_from(SLUGS), unique=True, max_size=5)
    return slugs.map(lambda found: [a_need(slug, f"Why {whose} needs {slug}.") for slug in found])


def a_need(slug, why="Why."):
    return Need(slug, slug.title(), KINDS[sum(map(ord, slug)) % 3], why)


@given(five("a"), five("b"))
def test_shared_and_dropped_are_the_first_shared_and_added_the_second(a, b):
    found = compare(a, b)

    assert {each.first for each in found.shared} | set(found.dropped) == set(a)
    assert {each.second for each in found.shared} | set(found.added) == set(b)
    assert len(found.shared) + len(found.dropped) == len(a)
    assert len(found.shared) + len(found.added) == len(b)


@given(five("a"), five("b"))
def test_swapping_mirrors(a, b):
    assert compare(b, a) == compare(a, b).mirrored
    assert compare(a, b).mirrored.mirrored == compare(a, b)


@given(five("a"))
def test_a_role_shares_everything_with_itself(a):
    found = compare(a, a)

    assert [each.first for each in found.shared] == a and not found.dropped and not found.added


@given(five("a"), five("b"))
def test_what_is_shared_differs_in_its_reason_alone(a, b):
    assert all(each.first.slug == each.second.slug for each in compare(a, b).shared)


def test_shared_begins_with_what_matters_most_to_both():
    first, second = [a_need("x"), a_need("y"), a_need("z")], [a_need("z"), a_need("q"), a_need("x")]

    found = compare(first, second)

    assert [each.first.slug for each in found.shared] == ["x", "z"]
    assert [need.slug for need in found.dropped] == ["y"] and [need.slug for need in found.added] == ["q"]
