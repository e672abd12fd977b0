"""Whether a role can come first: found as scoring every sheet finds it, and quickly for the guide's own paper."""

import itertools

import pytest
from hypothesis import given, settings

from quiz import reaching
from quiz.scoring import score
from tests.quiz.papers import a_paper, papers


@settings(max_examples=60, deadline=None)
@given(papers(most_questions=4))
def test_unreachable_are_the_roles_that_scoring_every_sheet_leads_to_never(paper):
    sheets = itertools.product(*(range(1, len(question.choices) + 1) for question in paper.scored.questions))
    won = {score(paper, sheet).best for sheet in sheets}

    never = tuple(slug for place, slug in enumerate(paper.scored.roles, 1) if place not in won)

    assert reaching.unreachable(paper) == never


def test_every_role_of_the_guides_quiz_is_reached_and_each_outcome_is_found(paper):
    assert reaching.unreachable(paper) == ()
    for place in range(1, len(paper.scored.roles) + 1):
        assert score(paper, reaching.sheet(paper, place)).best == place
    assert score(paper, reaching.close_sheet(paper)).close_call
    assert score(paper, reaching.flat_sheet(paper)).flat


def test_a_twin_that_stands_behind_is_unreachable_however_large_the_paper():
    weights = [[{0: 3, 1: 3}, *({role: 3} for role in range(2, 6))] for _ in range(10)]

    assert reaching.unreachable(a_paper(weights, 6)) == ("role-1",)


def test_a_search_that_takes_too_long_leaves_the_role_to_the_balance(monkeypatch):
    monkeypatch.setattr(reaching, "MOST_STEPS", 1)
    weights = [[{0: 3, 1: 3}, {}], [{0: 2, 1: 1}, {}], [{0: 1, 1: 1}, {}]]
    paper = a_paper(weights, 2)

    with pytest.raises(reaching.TooManySheets):
        for place in (1, 2):
            reaching.sheet(paper, place)
    assert reaching.unreachable(paper) == ()
