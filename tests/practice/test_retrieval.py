"""Cutting, finding and quoting: what must hold whatever is set and asked."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice.drawings import draw
from practice.ideas.retrieval import Inputs, compute, cuts, sentence, tables
from tests.practice.any_inputs import inputs_of
from tests.practice.bundle import made

MADE = made("retrieval")


@settings(max_examples=60, deadline=None)
@given(inputs_of("retrieval"))
def test_any_inputs_give_passages_an_answer_and_words(inputs):
    result = compute(inputs, MADE)

    assert result.prompt_words <= result.budget and len(result.passages) <= inputs.k
    assert set(result.answer) <= set(result.held) and result.refused == (not result.answer)
    assert 0 <= result.coverage <= 1 + 1e-9
    assert dict(result.grid)[int(inputs.size)][inputs.k - 1] == result.right <= 8
    assert [verdict for _, verdict in result.marks].count("right") == result.right
    assert compute(inputs, MADE) == result
    assert sentence(inputs, result) and draw("retrieval", inputs, result) and len(tables(inputs, result)) == 2


@given(st.integers(1, 300), st.sampled_from([0, 12, 25, 40, 80]), st.sampled_from([0, 50]))
def test_passages_leave_no_word_out_and_the_last_one_ends_with_the_page(total, size, overlap):
    spans = cuts(total, size, overlap)

    assert {place for first, last in spans for place in range(first, last)} == set(range(total))
    assert (spans[0][0], spans[-1][1]) == (0, total)
    assert all(last - first <= (size or total) for first, last in spans)


def test_no_setting_gets_all_eight_and_nineteen_of_eight_hundred_get_seven():
    settings_ = [
        Inputs(size=size, overlap=overlap, header=header, synonyms=synonyms, fresh=fresh, check=check)
        for size in ("40",)
        for overlap in ("0", "50")
        for header in (False, True)
        for synonyms in (False, True)
        for fresh in (False, True)
        for check in (False, True)
    ]
    rights = [right for one in settings_ for _, row in compute(one, MADE).grid for right in row]

    assert (len(rights), max(rights), rights.count(7)) == (800, 7, 19)


def test_a_retired_page_is_left_out_when_asked():
    fresh = compute(Inputs(question="last-sunday", fresh=True), MADE)
    retired = next(page for page in fresh.pages if page.retired)

    assert not retired.cuts
    assert compute(Inputs(question="last-sunday"), MADE).answer[0].startswith(retired.slug)
    assert not any(page == retired.slug for page, *_ in fresh.passages)


def test_a_title_counts_as_words_and_is_searched():
    plain, titled = (compute(Inputs(question="north-time", size="25", header=header), MADE) for header in (False, True))

    assert titled.prompt_words > sum(last - first for _, first, last, _ in titled.passages)
    assert plain.prompt_words == sum(last - first for _, first, last, _ in plain.passages)


@pytest.mark.parametrize("own", ["", "how long is it", "zzz"])
def test_an_own_question_that_finds_nothing_says_so(own):
    inputs = Inputs(question="own", own=own)
    result = compute(inputs, MADE)

    assert result.verdict == ("refused" if own else "empty")
    assert result.refused and result.coverage == 0
    assert ("declines" if own else "Write a question") in sentence(inputs, result)


def test_evidence_and_quotes_are_marked_in_the_passages_that_hold_them():
    inputs = Inputs(question="hotel", overlap="50")
    drawing = draw("retrieval", inputs, compute(inputs, MADE))
    quoted = [piece.text for piece in drawing.passages[0].pieces if piece.is_quoted]

    assert quoted[1].startswith("Keep the receipt")
    assert all(piece.is_evidence for one in drawing.passages for piece in one.pieces if piece.is_quoted)
    assert drawing.passages[0].pieces[0].text.startswith("… ")


def test_one_cell_of_the_grid_is_yours():
    for inputs in (Inputs(), replace(Inputs(), size="0", k=5)):
        drawing = draw("retrieval", inputs, compute(inputs, MADE))

        assert [cell.right for row in drawing.rows for cell in row.cells if cell.is_yours] == [
            compute(inputs, MADE).right
        ]
