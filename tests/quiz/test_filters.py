"""The filter of the statistics: what an address asks for, in words and back; nonsense is said, never an error."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.statistics import filters
from quiz.statistics.filters import Answer, EditionChoice, Period, Which

NOW = date(2026, 11, 24)
ANSWERS = (Answer(1, "backend-engineer", "Backend Engineer"), Answer(2, "other", "Something else"))
SECOND = EditionChoice(7, "Which role?, edition 2, since 1 October 2026", date(2026, 10, 1), ANSWERS)
FIRST = EditionChoice(3, "Which role?, edition 1, since 1 May 2026", date(2026, 5, 1))
EDITIONS = [SECOND, FIRST]


def read(**asked):
    return filters.read(asked, EDITIONS, NOW)


def test_nothing_asked_for_is_the_edition_in_force_and_thirty_days():
    found = read()

    assert not found.troubles
    assert found.filter == filters.Filter(SECOND, Period(date(2026, 10, 26), NOW))
    assert str(found.filter) == (
        "Which role?, edition 2, since 1 October 2026; 26 October 2026 to 24 November 2026; first attempts and retakes"
    )


def test_everything_asked_for_is_in_the_words_and_in_the_address_again():
    asked = {"edition": "7", "from": "2026-11-01", "to": "2026-11-03", "attempts": "first", "today": "backend-engineer"}
    found = read(**asked)

    assert not found.troubles
    assert str(found.filter).endswith(
        "1 November 2026 to 3 November 2026; first attempts, role today: Backend Engineer"
    )
    assert found.filter.values == asked
    assert found.filter.which.retakes == (False,)
    assert found.filter.period.months == "November 2026"


def test_what_is_compared_with_is_the_same_but_for_edition_or_period():
    other = read(edition="7", **{"with": "3"}).filter.other
    assert (other.edition, other.period) == (FIRST, read().filter.period)
    other = read(with_from="2026-09-01", with_to="2026-09-30").filter.other
    assert (other.edition, other.period) == (SECOND, Period(date(2026, 9, 1), date(2026, 9, 30)))
    found = read(**{"with": "7"})
    assert found.filter.other is None
    assert found.troubles == ("What you compare with is the same edition and period: choose another of either.",)
    found = read(today="backend-engineer", **{"with": "3"})
    assert found.filter.other is None and "does not offer “Backend Engineer”" in found.troubles[0]


@pytest.mark.parametrize(
    ("asked", "said"),
    (
        ({"edition": "99"}, "There is no edition “99”. This is Which role?, edition 2, since 1 October 2026."),
        ({"edition": "x'; DROP TABLE"}, "There is no edition “x'; DROP TABLE”."),
        ({"from": "2026-13-45"}, "“2026-13-45” is no day, such as 2026-10-26."),
        ({"to": "9" * 500}, "“" + "9" * 40 + "…” is no day"),
        ({"from": "9999-12-31"}, "31 December 9999 is out of reach: days from 1 January 2020 to 31 December 2099"),
        ({"from": "0001-01-01"}, "1 January 1 is out of reach"),
        ({"from": "2026-11-20", "to": "2026-11-01"}, "The period ended before it began: the two days are exchanged."),
        ({"from": "2027-01-01", "to": "2027-01-02"}, "The period begins after today, 24 November 2026"),
        ({"attempts": "\x00"}, "“�” is none of all, first, retakes."),
        ({"today": "astronaut"}, "edition 2, since 1 October 2026 has no answer “astronaut” about the present job."),
        ({"edition": "3", "today": "not-said"}, "has no answer “not-said” about the present job."),
    ),
)
def test_nonsense_is_said(asked, said):
    assert any(said in trouble for trouble in read(**asked).troubles), read(**asked).troubles


names = ("edition", "from", "to", "attempts", "today", "with", "with_from", "with_to")


@given(
    st.dictionaries(
        st.sampled_from(names),
        st.text("0-9x’\n", max_size=9) | st.dates().map(str) | st.sampled_from(("7", "3", "first")),
    )
)
def test_any_address_gives_a_filter_that_its_own_address_gives_again(asked):
    found = read(**asked).filter

    assert found.period.first <= found.period.last
    again = read(**found.values)
    assert (again.filter, again.filter.other) == (found, found.other)


def test_one_end_alone_has_the_other_where_it_is_usual():
    assert read(**{"from": "2026-11-20"}).filter.period == Period(date(2026, 11, 20), NOW)
    assert read(**{"from": "2026-12-20"}).filter.period == Period(date(2026, 12, 20), date(2026, 12, 20))
    assert read(to="2026-03-31").filter.period == Period(date(2026, 3, 2), date(2026, 3, 31))


def test_usual_periods_keep_the_rest_of_the_filter():
    asked = read(attempts="retakes").filter

    presets = dict(asked.presets(NOW))

    assert {preset.which for preset in presets.values()} == {Which.RETAKES}
    assert presets["Last month"].period == Period(date(2026, 10, 1), date(2026, 10, 31))
    assert presets["Last month"].period.is_whole_months and not presets["This month"].period.is_whole_months
    assert presets["Whole edition"].period == Period(SECOND.since, NOW)
    assert presets["Last 7 days"].period.days == 7
