"""Whatever an address says becomes inputs that a figure can use, and what was changed is said."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from practice.ideas import inputs
from practice.ideas.inputs import Given


@dataclass(frozen=True)
class Some(Given):
    word: str = inputs.text("ferry", 8)
    spaced: str = inputs.text("", 8, raw=True)
    letter: str = inputs.text("", 12, lines=True)
    size: float = inputs.number(3, 1, 10)
    share: float = inputs.number(0.5, 0, 1, 0.05)
    way: str = inputs.choice("slow", "slow", "fast")
    loud: bool = inputs.toggle(True)
    game: str = inputs.hidden("", 6)


def test_what_an_address_does_not_say_starts_where_it_starts():
    assert Some.read({}) == (Some(), ())
    assert Some.read({}, start={"size": 7}) == (Some(size=7), ())


def test_a_number_outside_goes_to_the_nearest_limit_and_the_note_names_both():
    some, notes = Some.read({"size": "400", "share": "-1"}, labels={"size": "Crates"})

    assert (some.size, some.share) == (10, 0)
    assert notes == ("“Crates” goes from 1 to 10: 10 is used.", "“share” goes from 0 to 1: 0 is used.")


def test_no_number_becomes_the_usual_one():
    for text in ("", "many", "nan", "1e", "一"):
        some, notes = Some.read({"size": text})
        assert (some.size, len(notes)) == (3, 1)


def test_a_whole_number_is_rounded_and_says_so():
    assert Some.read({"size": "4.5"})[0].size == 5


def test_an_unknown_choice_becomes_the_usual_one():
    assert Some.read({"way": "fast"}) == (Some(way="fast"), ())
    assert len(Some.read({"way": "<b>"})[1]) == 1


def test_a_toggle_is_on_for_three_words_only():
    assert [Some.read({"loud": text})[0].loud for text in ("on", "1", "true", "off", "yes", "")] == [True] * 3 + [
        False
    ] * 3


def test_a_text_loses_what_can_not_be_seen_and_what_is_too_long():
    some, notes = Some.read({"word": "a\x00  ship\tof wood", "spaced": " a \n b", "letter": " a  b \r\nc"})

    assert (some.word, some.spaced, some.letter) == ("a ship o", " a   b", "a b\nc")
    assert notes == ("“word” takes 8 characters: the rest was cut.",)


def test_an_address_says_only_what_is_not_where_it_starts():
    assert Some(size=4, loud=False).settings() == {"size": "4", "loud": "off"}
    assert Some(size=4).settings(start={"size": 4}) == {}


@given(st.dictionaries(st.sampled_from([*Some.kinds(), "other"]), st.text()))
def test_what_was_read_is_read_the_same_from_its_own_address(given_values):
    some, _ = Some.read(given_values)

    assert Some.read(some.settings()) == (some, ())
