"""Search: what BM25 promises for any query, and that the picture keeps up."""

import math
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from practice.drawings import draw
from practice.ideas import search
from tests.practice.bundle import made, words

QUERIES = st.lists(st.sampled_from(["deploy", "deploys", "payment", "the", "rollback", "undo", "e4012"]), max_size=8)
INPUTS = st.builds(
    search.Inputs,
    q=QUERIES.map(" ".join) | st.text(max_size=80),
    k1=st.floats(0, 3),
    b=st.floats(0, 1),
    stem=st.booleans(),
)


def ranked(note: str, other: str, query: str, **dials: float) -> dict[str, float]:
    """The scores of two notes for the query."""
    notes = [{"id": "n1", "title": "", "text": note}, {"id": "n2", "title": "", "text": other}]
    made = search.prepare({"data/runbook.yaml": {"notes": notes}})
    result = search.compute(search.Inputs(q=query, **dials), made)
    return {one.id: one.score for one in result.ranked}


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_a_score_is_the_sum_of_its_parts_and_ranks_fall(given):
    result = search.compute(given, made("search"))

    scores = [one.score for one in result.ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(math.isclose(one.score, sum(one.parts.values())) for one in result.ranked)
    assert all(part >= 0 for one in result.ranked for part in one.parts.values())
    assert result == search.compute(given, made("search"))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 19), st.floats(0, 3), st.floats(0, 1))
def test_another_occurrence_at_equal_length_never_lowers_a_score(times, k1, b):
    once = ["deploy"] * times + ["sea"] * (20 - times)
    again = ["deploy"] * (times + 1) + ["sea"] * (19 - times)

    before = ranked(" ".join(once), "wind", "deploy", k1=k1, b=b)
    after = ranked(" ".join(again), "wind", "deploy", k1=k1, b=b)

    assert after["n1"] >= before["n1"]


def test_without_k1_once_is_as_good_as_fourteen_times():
    assert (
        ranked("deploy", "deploy " * 14, "deploy", k1=0)["n1"] == ranked("deploy", "deploy " * 14, "deploy", k1=0)["n2"]
    )


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_a_word_in_no_note_changes_no_score(given):
    more = replace(given, q=f"xyzzy {given.q}")

    before, after = (search.compute(one, made("search")) for one in (given, more))

    assert [one.score for one in before.ranked] == [one.score for one in after.ranked]
    assert "xyzzy" in after.unknown


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_the_picture_stays_in_its_frame_and_loses_no_letter(given):
    result = search.compute(given, made("search"))

    drawing = draw("search", given, result)

    assert all(piece.end <= 100.1 for hit in drawing.hits for piece in hit.pieces)
    assert ["".join(text for text, _ in hit.text) for hit in drawing.hits] == [one.text for one in result.ranked]
    assert search.sentence(given, result)
    assert all(len(row) == len(table.heads) for table in search.tables(given, result) for row in table.rows)


def test_a_note_is_opened_with_the_words_of_the_query_marked():
    given = search.Inputs(q="deploys", stem=True)

    first = draw("search", given, search.compute(given, made("search"))).hits[0]

    assert {text for text, is_asked in first.text if is_asked} == {"Deploy", "deploy"}


def test_the_numbers_in_the_text_of_the_idea_are_those_of_the_figure():
    result = search.compute(search.Inputs(q="the rollback"), made("search"))

    assert result.words_in_notes == 913
    assert [round(one.idf, 2) for one in result.terms] == [0.02, 2.3]
    assert "913 words" in words("search.yaml")["explain"][1]["body"]
