"""A result in words: the blanks are filled in, and each outcome says what it has to say."""

import pytest

from quiz.telling import tell
from tests.quiz.papers import bundle, places

CASES = {case["slug"]: case for case in bundle()["golden"]}


def told(paper, slug):
    return tell(paper, places(paper, CASES[slug]["answers"]))


@pytest.mark.parametrize("slug", CASES)
def test_no_blank_is_left(paper, slug):
    words = told(paper, slug)

    assert "{" not in f"{words.headline}{words.body}{words.strength}{words.if_three}{words.what_to_do}{words.margin}"


def test_when_nobody_stands_out_nobody_is_first(paper):
    words = told(paper, "all-first")

    assert (words.is_flat, words.first, words.headline) == (True, (), "Nobody stands out")
    assert len(words.nearest) == 3
    assert words.first_step and words.retake


def test_what_is_too_close_is_shared(paper):
    words = told(paper, "tie-more-threes")

    assert words.is_close
    assert [place.slug for place in words.first] == CASES["tie-more-threes"]["close_set"]
    assert words.if_three and words.what_to_do
    assert "exactly level" in words.margin


def test_a_clear_result_says_how_strong_and_how_steady_it_is(paper):
    slug = next(slug for slug, case in CASES.items() if not case["close_call"] and not case["flat"])
    words = told(paper, slug)

    assert [place.slug for place in words.first] == [CASES[slug]["best"]]
    assert words.strength
    assert str(CASES[slug]["stable"]) in words.stability
    assert str(CASES[slug]["fit"][CASES[slug]["best"]]) in words.margin


def test_every_result_says_when_to_stay(paper):
    for slug in CASES:
        assert told(paper, slug).stay.headline == "Staying in software engineering for now"
