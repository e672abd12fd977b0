"""How far somebody has come: the same number everywhere, 100 for all and 0 for nothing, whatever is on the path."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from roadmap.walking import DEEP, SOLID, START, Descent, Hours, Leg, Retired, State, beyond, first_do, path, progress


def leg(slug, low=2, high=4, **more):
    return Leg(slug, more.pop("stage", "daylight"), slug.title(), low, high, **more)


PICK, PRICE, SHIP = (
    leg("pick"),
    leg("price", prerequisites=("pick",)),
    leg("ship", prerequisites=("price", "elsewhere")),
)
ROUTE = Descent("route", (PICK, PRICE, SHIP, leg("tune", level=SOLID), leg("train", level=DEEP)))


def slugs(legs):
    return [one.slug for one in legs]


def test_without_a_choice_the_path_is_the_whole_route():
    assert path(ROUTE) == ROUTE.legs


def test_a_path_is_what_the_role_needs_down_to_the_level_in_the_routes_order():
    assert slugs(path(ROUTE, ("train", "ship", "pick", "gone"), START)) == ["pick", "ship"]
    assert slugs(path(ROUTE, None, SOLID)) == ["pick", "price", "ship", "tune"]
    assert slugs(beyond(ROUTE, ("train", "tune", "pick"), START)) == ["tune", "train"]


def test_a_role_that_needs_nothing_has_an_empty_path():
    nothing = progress(path(ROUTE, ()), {})

    assert (nothing.total, nothing.percent, nothing.percent_of_steps, nothing.next) == (0, 0, 0, None)
    assert not nothing.is_complete


def test_progress_counts_steps_and_hours():
    walked = progress((leg("a", 1, 3), leg("b", 5, 7), leg("c", 1, 1)), {"a": State.DONE, "b": State.DOING})

    assert (len(walked.done), walked.total) == (1, 3)
    assert (walked.hours_done, walked.hours_total) == (Hours(1, 3), Hours(7, 11))
    assert (walked.percent, walked.percent_of_steps) == (22, 33)
    assert slugs(walked.missing) == ["b", "c"]
    assert walked.words == "1 of 3 steps done, 22 percent of the hours."


def test_a_skipped_step_leaves_the_total_and_is_named():
    walked = progress((PICK, PRICE), {"pick": State.DONE, "price": State.SKIP})

    assert (walked.total, walked.percent, walked.is_complete) == (1, 100, True)
    assert walked.words == "1 of 1 step done, 100 percent of the hours; 1 skipped, which counts in neither."


def test_a_path_of_which_all_is_skipped_is_not_done():
    walked = progress((PICK,), {"pick": State.SKIP})

    assert (walked.percent, walked.is_complete, walked.next) == (0, False, None)


def test_hours_may_be_of_any_kind():
    assert progress((leg("a", Decimal("0.5"), 1.5), leg("b", 1, 1)), {"a": State.DONE}).percent == 50


def test_next_is_what_is_begun_then_what_is_free_then_what_is_first():
    legs = (SHIP, PRICE, PICK)

    assert progress(legs, {"price": State.DOING}).next == PRICE
    assert progress(legs, {}).next == PICK
    assert progress(legs, {"pick": State.DONE}).next == PRICE
    assert progress(legs, {"pick": State.SKIP}).next == PRICE
    assert progress(legs, {"pick": State.DONE, "price": State.DONE}).next == SHIP
    round_and_round = (leg("a", prerequisites=("b",)), leg("b", prerequisites=("a",)))
    assert progress(round_and_round, {}).next == round_and_round[0]


def test_what_comes_first_is_named_only_where_it_lies_on_the_path():
    assert first_do(SHIP, (PICK, PRICE, SHIP), {}) == (PRICE,)
    assert first_do(SHIP, (PICK, SHIP), {}) == ()
    assert first_do(SHIP, (PICK, PRICE, SHIP), {"price": State.DONE}) == ()


def test_who_was_through_hears_of_a_new_step_and_is_not_through():
    states = {"pick": State.DONE, "price": State.DONE}

    before = progress((PICK, PRICE), states, seen={"pick", "price"})
    after = progress((PICK, PRICE, SHIP), states, seen={"pick", "price"})

    assert (before.percent, before.new) == (100, ())
    assert (after.percent, slugs(after.new)) == (66, ["ship"])
    assert progress((PICK,), {}, seen=None).new == ()


def test_a_step_that_went_is_kept_and_counts_in_no_total():
    walked = progress(
        (PICK,), {"pick": State.DONE, "gone": State.DONE}, retired=[Retired("gone", "Gone"), Retired("other", "Other")]
    )

    assert walked.kept == (Retired("gone", "Gone"),)
    assert (walked.total, walked.percent) == (1, 100)


def test_hours_read_well():
    assert [Hours(*pair).words for pair in ((75, 147), (1, 1), (0, 0), (0, 1))] == [
        "75 to 147 hours",
        "1 hour",
        "0 hours",
        "0 to 1 hours",
    ]


@st.composite
def walks(draw):
    """A path, what somebody says of its steps and of others, and which of them they had seen."""
    names = draw(st.lists(st.text("abcdef", min_size=1, max_size=3), unique=True, max_size=12))
    number = st.integers(0, 30) | st.decimals(0, 30, places=1) | st.floats(0, 30)
    legs = []
    for name in names:
        low, high = sorted((draw(number), draw(number)), key=float)
        needs = tuple(draw(st.lists(st.sampled_from(names), max_size=2)))
        legs.append(Leg(name, draw(st.sampled_from("xyz")), name, low, high, draw(st.integers(0, 2)), needs))
    said = draw(st.dictionaries(st.sampled_from([*names, "zz"]), st.sampled_from(State)))
    return tuple(legs), said


@given(walks())
def test_percent_is_100_for_all_and_0_for_nothing_and_never_beyond(walk):
    legs, states = walk
    walked = progress(legs, states)

    for percent in (walked.percent, walked.percent_of_steps):
        assert 0 <= percent <= 100
        assert (percent == 100) == walked.is_complete
        assert (percent == 0) == (not walked.done)


@given(walks())
def test_every_step_is_somewhere_once_and_what_is_missing_can_be_taken(walk):
    legs, states = walk
    walked = progress(legs, states)

    assert sorted(slugs((*walked.done, *walked.skipped, *walked.missing))) == sorted(slugs(legs))
    assert set(walked.doing) <= set(walked.missing)
    assert (walked.next in walked.missing) if walked.missing else walked.next is None
    assert walked.total == len(walked.done) + len(walked.missing)


@given(walks(), st.data())
def test_one_more_step_done_never_lowers_the_percentage(walk, data):
    legs, states = walk
    walked = progress(legs, states)
    if walked.missing:
        more = progress(legs, {**states, data.draw(st.sampled_from(walked.missing)).slug: State.DONE})

        assert more.percent >= walked.percent
        assert more.percent_of_steps >= walked.percent_of_steps


@given(walks())
def test_the_same_step_on_two_paths_counts_in_each(walk):
    legs, states = walk
    route = Descent("route", legs)

    for core in ({one.slug for one in legs[::2]}, {one.slug for one in legs[1::2]}, None):
        mine = path(route, core)
        assert slugs(progress(mine, states).done) == [one.slug for one in mine if states.get(one.slug) is State.DONE]
