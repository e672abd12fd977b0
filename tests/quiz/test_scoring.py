"""The golden answer sheets of the bundle, and what holds for every sound paper."""

import itertools
from dataclasses import replace
from decimal import Decimal, getcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.paper import PaperIsUnsound
from quiz.scoring import UNANSWERED, AnswersDoNotFit, Outcome, believer, points, scale, score
from tests.quiz.papers import a_paper, bundle, places, sittings

GOLDEN = {case["slug"]: case for case in bundle()["golden"]}


def by_role(paper, numbers):
    return dict(zip(paper.scored.roles, numbers, strict=True))


@pytest.mark.parametrize("slug", GOLDEN)
def test_score_gives_every_golden_result(paper, slug):
    case = GOLDEN[slug]

    result = score(paper, places(paper, case["answers"]))

    assert by_role(paper, result.points) == case["scores"]
    assert by_role(paper, result.z) == {role: round(z * 10_000) for role, z in case["z"].items()}
    assert by_role(paper, result.fit) == case["fit"]
    assert [paper.role(place) for place in result.order] == case["order"]
    assert (paper.role(result.best), paper.role(result.runner_up)) == (case["best"], case["runner_up"])
    assert paper.role(result.third) == case["order"][2]
    assert result.margin == round(case["margin"] * 10_000)
    assert (result.flat, result.close_call) == (case["flat"], case["close_call"])
    assert [paper.role(place) for place in result.close_set] == case["close_set"]
    assert (result.strength, result.tie, result.stable) == (case["strength"], case["tie"] or "", case["stable"])


def test_all_twelve_golden_cases_are_there():
    assert len(GOLDEN) == 12
    assert {case["tie"] for case in GOLDEN.values()} == {None, "more-threes", "latest-difference"}


@pytest.mark.parametrize(
    ("slug", "outcome"),
    (
        ("all-first", Outcome.FLAT_PROFILE),
        ("margin-just-under", Outcome.CLOSE_CALL),
        ("margin-just-over", Outcome.CLEAR),
    ),
)
def test_outcome_names_its_words(quiz, paper, slug, outcome):
    result = score(paper, places(paper, GOLDEN[slug]["answers"]))

    assert result.outcome is outcome
    assert outcome in quiz["outcomes"]


def test_contributions_run_by_weight_then_by_question(paper):
    result = score(paper, places(paper, GOLDEN["all-first"]["answers"]))
    designer = paper.scored.roles.index("ai-experience-designer") + 1

    taken = [
        (paper.question(c.question).slug, paper.choice(c.question, c.choice).slug, c.weight)
        for c in result.contributions(designer)
    ]

    assert taken == [
        ("follows-you-home", "stranded-user", 3),
        ("next-meeting", "bring-a-user", 3),
        ("friday-afternoon", "odd-input", 1),
    ]


def test_no_attainable_z_lies_near_a_half(paper):
    getcontext().prec = 40
    known = scale(paper.scored)
    for role in range(len(paper.scored.roles)):
        mean, variance = known.mean[role], known.variance[role]
        sigma = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
        for total, z in enumerate(known.z[role]):
            above = total - mean
            exact = 10_000 * (Decimal(above.numerator) / Decimal(above.denominator)) / sigma
            assert abs(exact - z) < Decimal("0.499")


def test_a_half_is_rounded_away_from_zero():
    paper = a_paper([[{0: 1}, {1: 1}]], roles=2)
    coarse = replace(paper.scored.rule.parameters, z_decimals=0)
    rule = replace(paper.scored.rule, parameters=coarse)
    four = a_paper([[{0: 2}, {1: 1}]] * 4, roles=2)  # four fair coins worth 2: sigma 2, so z runs in steps of 1

    assert scale(replace(paper.scored, rule=rule)).z[0] == (-1, 1)
    assert scale(four.scored).z[0] == (-20_000, -15_000, -10_000, -5_000, 0, 5_000, 10_000, 15_000, 20_000)
    halves = scale(replace(four.scored, rule=replace(four.scored.rule, parameters=coarse))).z[0]
    assert halves == (-2, -2, -1, -1, 0, 1, 1, 2, 2)


def test_a_role_that_no_answer_moves_stays_at_zero():
    paper = a_paper([[{0: 1}, {}], [{}, {0: 2}]], roles=2)

    assert score(paper, (1, 2)).z[1] == 0


@pytest.mark.parametrize(
    ("answers", "questions"),
    (
        ((), ()),
        ((1,) * 9, ()),
        ((1,) * 11, ()),
        ((1, 6, *(1,) * 8), (2,)),
        ((-1, *(1,) * 9), (1,)),
        ((1, UNANSWERED, 1, 1, 1, 1, 1, 1, 1, UNANSWERED), (2, 10)),
    ),
)
def test_score_refuses_answers_that_do_not_fit(paper, answers, questions):
    with pytest.raises(AnswersDoNotFit) as refused:
        score(paper, answers)

    assert refused.value.questions == questions


def test_scale_refuses_a_rule_of_another_day(paper):
    later = replace(paper.scored, rule=replace(paper.scored.rule, version=2))

    with pytest.raises(PaperIsUnsound):
        scale(later)


def test_every_believer_of_the_bundle_wins(paper):
    roles = range(1, len(paper.scored.roles) + 1)

    assert [score(paper, believer(paper, role)).best for role in roles] == list(roles)


@pytest.mark.parametrize(
    ("weights", "order", "tie"),
    (
        ([[{0: 2, 1: 3}, {}], [{0: 2, 1: 1}, {}], [{}, {0: 3, 1: 2}], [{}, {0: 1, 1: 2}]], (2, 1), "more-threes"),
        ([[{0: 2, 1: 1}, {}], [{0: 1, 1: 2}, {}]], (2, 1), "latest-difference"),
        ([[{0: 2, 1: 2}, {}]], (1, 2), "roster-order"),
    ),
)
def test_each_tie_rule_settles_what_those_before_it_left(weights, order, tie):
    paper = a_paper(weights, roles=2)

    result = score(paper, (1,) * len(weights))

    assert (result.margin, result.order, result.tie) == (0, order, tie)


@given(sittings())
def test_order_is_total_and_ties_go_by_the_rules_in_turn(sitting):
    paper, answers = sitting
    result = score(paper, answers)

    assert sorted(result.order) == list(range(1, len(paper.scored.roles) + 1))
    for ahead, behind in itertools.pairwise(result.order):
        columns = [[gains[role - 1] for gains in result.gained] for role in (ahead, behind)]
        first, second = (
            (z, column.count(3), column[::-1], -role)
            for z, column, role in zip(
                (result.z[ahead - 1], result.z[behind - 1]), columns, (ahead, behind), strict=True
            )
        )
        assert first > second


@given(sittings())
def test_numbers_keep_their_bounds(sitting):
    paper, answers = sitting
    result = score(paper, answers)

    assert all(0 <= fit <= 100 for fit in result.fit)
    assert result.margin >= 0
    assert 0 <= result.stable <= paper.scored.single_changes
    assert not (result.flat and result.close_call)
    assert bool(result.close_set) == result.close_call
    assert result.close_set == result.order[: len(result.close_set)]
    assert [standing.role for standing in result.standings] == list(result.order)
    assert sum(result.points) == sum(
        contribution.weight for role in result.order for contribution in result.contributions(role)
    )


@given(sittings())
def test_z_is_the_rounded_quotient(sitting):
    paper, answers = sitting
    known, result = scale(paper.scored), score(paper, answers)

    for total, z, mean, variance in zip(result.points, result.z, known.mean, known.variance, strict=True):
        low, high = (Fraction(2 * abs(z) + step, 20_000) for step in (-1, 1))
        above = abs(total - mean)
        assert (z >= 0) == (total >= mean) or z == 0
        assert (low <= 0 or low**2 * variance <= above**2) and above**2 < high**2 * variance


@given(sittings())
def test_stable_counts_the_changes_that_keep_the_best(sitting):
    paper, answers = sitting
    result = score(paper, answers)

    changed = [
        (*answers[:at], other, *answers[at + 1 :])
        for at, question in enumerate(paper.scored.questions)
        for other in range(1, len(question.choices) + 1)
        if other != answers[at]
    ]

    assert len(changed) == paper.scored.single_changes
    assert result.stable == sum(score(paper, sheet).best == result.best for sheet in changed)


@given(sittings(UNANSWERED), st.data())
def test_one_more_answer_never_lowers_a_role(sitting, data):
    paper, answers = sitting
    at = data.draw(st.integers(0, len(answers) - 1))
    before = points(paper, (*answers[:at], UNANSWERED, *answers[at + 1 :]))

    after = points(paper, answers)

    assert all(more >= less for more, less in zip(after, before, strict=True))
    assert all(list(table) == sorted(table) for table in scale(paper.scored).z)


@given(sittings(), st.data())
def test_the_order_of_choices_changes_nothing(sitting, data):
    paper, answers = sitting
    at = data.draw(st.integers(0, len(answers) - 1))
    question = paper.scored.questions[at]
    order = data.draw(st.permutations(range(len(question.choices))))
    shuffled = replace(question, choices=tuple(question.choices[old] for old in order))
    questions = (*paper.scored.questions[:at], shuffled, *paper.scored.questions[at + 1 :])
    other = replace(paper, scored=replace(paper.scored, questions=questions))
    moved = (*answers[:at], order.index(answers[at] - 1) + 1, *answers[at + 1 :])

    assert replace(score(other, moved), answers=answers) == score(paper, answers)
