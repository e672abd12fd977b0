"""What someone brings to a role, by property, then by example."""

from hypothesis import given
from hypothesis import strategies as st

from roles.comparing import Need
from roles.crossing import readiness
from tests.roles.test_comparing import SLUGS, five


@given(five(), st.sets(st.sampled_from(SLUGS)))
def test_every_skill_stands_in_one_place_in_the_order_of_the_role(needs, mine):
    found = readiness(needs, mine)

    assert sorted([*found.brings, *found.deepens, *found.adds], key=needs.index) == needs
    assert found.total == len(needs)
    for part in (found.brings, found.deepens, found.adds):
        assert sorted(part, key=needs.index) == list(part)


@given(five(), st.sets(st.sampled_from(SLUGS)), st.sampled_from(SLUGS))
def test_one_more_skill_never_takes_away(needs, mine, more):
    before, after = readiness(needs, mine), readiness(needs, mine | {more})

    assert set(before.brings) <= set(after.brings)
    assert set(after.adds) <= set(before.adds)


@given(five())
def test_who_has_all_five_brings_all(needs):
    assert readiness(needs, {need.slug for need in needs}).brings == tuple(needs)


def test_a_tester_brings_test_design_to_evaluation():
    names = {"test-design": "deepens", "writing": "carries-over", "statistics": "deepens", "model-graders": "new-layer"}
    needs = [Need(slug, slug, kind, "Why.") for slug, kind in names.items()]

    found = readiness(needs, {"test-design", "exploration"})

    assert [need.slug for need in found.brings] == ["test-design", "writing"]
    assert [need.slug for need in found.deepens] == ["statistics"]
    assert [need.slug for need in found.adds] == ["model-graders"]


def test_who_names_no_role_is_told_by_kind_alone():
    needs = [Need("writing", "Writing", "carries-over", "Why."), Need("evals", "Evals", "new-layer", "Why.")]

    found = readiness(needs)

    assert [need.slug for need in found.brings] == ["writing"] and [need.slug for need in found.adds] == ["evals"]
