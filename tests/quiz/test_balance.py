"""The balance of the bundle's quiz, figure by figure; of small papers, against scoring every sheet one by one."""

import itertools
import math
from collections import Counter
from fractions import Fraction
from statistics import mean, median

import pytest
from hypothesis import given, settings

import quiz.balance
from quiz.balance import balance
from quiz.figures import TARGETS, Balance, Target
from quiz.paper import PaperIsUnsound
from quiz.scoring import Outcome, believer, score
from tests.quiz.papers import a_paper, papers

SAMPLED = "popularity_win_ratio"


@pytest.fixture(scope="module")
def done():
    """The shares of the work that the full balance reported."""
    return []


@pytest.fixture(scope="module")
def full(paper, done):
    """The balance of the bundle's paper, every sheet of it: eight seconds."""
    return balance(paper, done.append)


def every_sheet(paper):
    return itertools.product(*(range(1, len(question.choices) + 1) for question in paper.scored.questions))


def percent(share, digits=2):
    return pytest.approx(100 * float(share), abs=0.51 * 10**-digits)


@pytest.mark.parametrize("part", ("sheets", "constants", "correlations"))
def test_balance_reproduces_the_bundle(quiz, full, part):
    assert full.to_document()[part] == quiz["balance"][part]


def test_balance_reproduces_every_role_of_the_bundle(quiz, full):
    recorded = [{**role, "believer": {**role["believer"], "clear": True}} for role in quiz["balance"]["roles"]]

    assert full.to_document()["roles"] == recorded


def test_balance_reproduces_the_bundle_overall(quiz, full):
    recorded = {key: value for key, value in quiz["balance"]["overall"].items() if key not in (SAMPLED, "reading")}
    computed = full.to_document()["overall"]

    assert {key: computed[key] for key in recorded} == recorded
    assert set(computed) == {*recorded, SAMPLED}


def test_balance_reproduces_what_the_bundle_sampled(quiz, full):
    tolerance = quiz["balance_sampled"][SAMPLED]["tolerance"]["same_generator"]

    assert full.overall.popularity_win_ratio == pytest.approx(quiz["balance"]["overall"][SAMPLED], abs=tolerance)


def test_balance_meets_every_target_of_the_bundle(quiz, full):
    recorded = {
        figure: Target(band.get("min"), band.get("max"))
        for figure, band in quiz["balance"]["targets"].items()
        if figure != "believer"
    }

    assert {figure: target for figure, target in TARGETS.items() if figure != "believer"} == recorded
    assert full.misses() == ()
    assert full.unreachable == ()


def test_balance_says_what_misses_its_target(full):
    strict = {**TARGETS, "win_ratio": Target(0.92, 1.1), "flat_percent": Target(high=5)}

    misses = [(miss.figure, miss.role, miss.value, miss.low, miss.high) for miss in full.misses(strict)]

    assert misses == [
        ("flat_percent", "", 5.93, None, 5),
        ("win_ratio", "retrieval-engineer", 0.916, 0.92, 1.1),
        ("win_ratio", "ai-reliability-engineer", 1.135, 0.92, 1.1),
    ]


def test_what_questions_decide_averages_to_what_changes(full):
    changes = [question.changes_percent for question in full.questions]

    assert mean(changes) == pytest.approx(full.overall.winner_changes_percent["uniform"], abs=0.01)
    assert all(question.idle == () for question in full.questions)
    assert mean(full.questions[0].choices.values()) == pytest.approx(changes[0], abs=0.01)


def test_balance_reports_progress_to_the_end(full, done):
    assert done == sorted(done)
    assert len(done) > 20
    assert (done[0] < 0.05, done[-1]) == (True, 1)


def test_a_balance_survives_its_document(full):
    assert Balance.from_document(full.to_document()) == full
    assert not full.sampled
    assert full.judged == full.sheets == 9_765_625


def test_balance_refuses_an_unsound_paper():
    with pytest.raises(PaperIsUnsound):
        balance(a_paper([[{0: 1}, {}]], roles=2))


@settings(max_examples=40, deadline=None)
@given(papers(most_questions=4))
def test_uniform_figures_are_those_of_scoring_every_sheet(paper):
    results = [score(paper, sheet) for sheet in every_sheet(paper)]
    roles, unit, count = len(paper.scored.roles), 10_000, len(results)
    won = Counter(result.best for result in results)
    second = Counter(result.runner_up for result in results)
    settled = Counter(result.tie for result in results if result.tie)
    changes = paper.scored.single_changes

    figures = balance(paper)

    overall = figures.overall
    assert (figures.sheets, figures.judged) == (count, count)
    assert [role.win_ratio for role in figures.roles] == [
        pytest.approx(roles * won[place] / count, abs=6e-4) for place in range(1, roles + 1)
    ]
    assert [role.runner_up_ratio for role in figures.roles] == [
        pytest.approx(roles * second[place] / count, abs=6e-4) for place in range(1, roles + 1)
    ]
    assert figures.unreachable == tuple(paper.role(place) for place in range(1, roles + 1) if not won[place])
    assert overall.tie_settled_by_percent == {
        slug: percent(Fraction(settled[slug], count), 4) for slug in paper.scored.rule.tie_rules
    }
    assert overall.tie_for_first_before_rules_percent == percent(Fraction(settled.total(), count))
    assert overall.tie_for_second_before_rules_percent == percent(
        mean(roles > 2 and result.z[result.runner_up - 1] == result.z[result.third - 1] for result in results)
    )
    assert overall.close_call_percent == percent(mean(result.close_call for result in results))
    assert overall.close_call_with_three_or_more_percent == percent(
        mean(len(result.close_set) > 2 for result in results)
    )
    assert overall.flat_percent == percent(mean(result.flat for result in results))
    assert list(overall.best_fit_below_percent.items()) == [
        (str(limit), percent(mean(result.fit[result.best - 1] < limit for result in results))) for limit in (35, 45, 60)
    ]
    assert overall.median_best_z == pytest.approx(median(r.z[r.best - 1] for r in results) / unit, abs=6e-5)
    assert overall.median_margin == pytest.approx(median(result.margin for result in results) / unit, abs=6e-5)
    for key, outcome in (("uniform_clear", Outcome.CLEAR), ("uniform_close_call", Outcome.CLOSE_CALL)):
        stable = [result.stable for result in results if result.outcome is outcome]
        assert overall.winner_changes_percent[key] == percent(1 - mean(stable) / changes if stable else 0)
    assert overall.winner_changes_percent["uniform"] == percent(1 - mean(r.stable for r in results) / changes)


@settings(max_examples=15, deadline=None)
@given(papers(most_roles=4, most_questions=3, most_choices=3))
def test_readers_figures_are_sums_of_exact_probabilities(paper):
    results = {sheet: score(paper, sheet) for sheet in every_sheet(paper)}
    roles = range(1, len(paper.scored.roles) + 1)
    sizes = [len(question.choices) for question in paper.scored.questions]
    faithful = {role: believer(paper, role) for role in roles}

    def share(holds, probabilities):
        return sum(
            math.prod(shares[answer - 1] for shares, answer in zip(probabilities, sheet, strict=True))
            * holds(results[sheet])
            for sheet in results
        )

    def reader(*parts):
        rest = 1 - sum(part for part, _ in parts)
        return [
            [rest / size + sum(part * (taken[at] == choice) for part, taken in parts) for choice in range(1, size + 1)]
            for at, size in enumerate(sizes)
        ]

    overall = balance(paper).overall
    noisy = {role: reader((0.6, faithful[role])) for role in roles}
    torn = {pair: reader(*((0.4, faithful[role]) for role in pair)) for pair in itertools.combinations(roles, 2)}
    first = [[(2 if at == 0 else 1) / (size + 1) for at in range(size)] for size in sizes]
    changed = [share(lambda r: 1 - r.stable / paper.scored.single_changes, noisy[role]) for role in roles]
    both = [share(lambda r, pair=pair: {r.best, r.runner_up} == set(pair), each) for pair, each in torn.items()]
    one = [share(lambda r, pair=pair: r.best in pair, each) for pair, each in torn.items()]
    ratios = [len(roles) * share(lambda r, role=role: r.best == role, first) for role in roles]

    for role, figures in zip(roles, balance(paper).roles, strict=True):
        best_z = share(lambda r: r.z[r.best - 1] / 10_000, noisy[role])
        assert figures.noisy.first_percent == percent(share(lambda r, role=role: r.best == role, noisy[role]))
        assert figures.noisy.top_two_percent == percent(share(lambda r, role=role: role in r.order[:2], noisy[role]))
        assert figures.noisy.mean_best_fit == pytest.approx(20 + 40 * best_z / 3, abs=0.051)
        assert figures.believer.wins == (results[faithful[role]].best == role)
    assert overall.winner_changes_percent["noisy_mean"] == percent(mean(changed))
    assert overall.winner_changes_percent["noisy_max"] == percent(max(changed))
    assert overall.noisy_readers["close_call_percent"] == percent(
        mean(share(lambda r: r.close_call, noisy[role]) for role in roles)
    )
    assert overall.noisy_readers["flat_percent"] == percent(
        mean(share(lambda r: r.flat, noisy[role]) for role in roles)
    )
    assert overall.two_role_readers["top_two_are_both_mean_percent"] == percent(mean(both))
    assert overall.two_role_readers["best_is_one_of_them_min_percent"] == percent(min(one))
    assert overall.position_win_ratio["first_doubled_max"] == pytest.approx(max(ratios), abs=6e-4)


@settings(max_examples=25, deadline=None)
@given(papers(most_questions=3))
def test_a_question_decides_as_often_as_its_changes_change_the_best(paper):
    best = {sheet: score(paper, sheet).best for sheet in every_sheet(paper)}

    for at, figures in enumerate(balance(paper).questions):
        choices = paper.scored.questions[at].choices
        away = {
            choice.slug: mean(
                best[sheet] != best[*sheet[:at], other, *sheet[at + 1 :]]
                for sheet in best
                if sheet[at] == place
                for other in range(1, len(choices) + 1)
                if other != place
            )
            for place, choice in enumerate(choices, 1)
        }
        assert figures.choices == {slug: percent(share) for slug, share in away.items()}
        assert figures.idle == tuple(slug for slug, share in away.items() if not share)
        assert figures.changes_percent == percent(mean(away.values()))


def test_a_role_that_cannot_win_and_a_choice_that_changes_nothing_are_named():
    shadowed = a_paper([[{0: 3, 1: 3}, {2: 3}]] * 2 + [[{0: 1}, {1: 1, 2: 1}, {}]], roles=3)
    same = a_paper([[{0: 3}, {1: 3}]] * 3 + [[{0: 1, 1: 1}, {}]], roles=2)
    twins = a_paper([[{0: 3, 1: 3}, {}]], roles=2)

    assert balance(twins).unreachable == ("role-1",)
    assert balance(same).questions[3].idle == ("q4-c1", "q4-c2")
    assert balance(same).questions[0].idle == ()
    assert balance(shadowed).unreachable == ()


def test_a_paper_too_large_to_enumerate_is_sampled_and_says_so(paper, full, monkeypatch):
    monkeypatch.setattr(quiz.balance, "MOST_SHEETS", full.sheets - 1)

    sampled = balance(paper)

    exact, near = full.overall, sampled.overall
    assert sampled.sampled
    assert (sampled.sheets, sampled.judged < sampled.sheets) == (full.sheets, True)
    assert (sampled.constants, sampled.correlations) == (full.constants, full.correlations)
    for one, other in zip(sampled.roles, full.roles, strict=True):
        assert one.believer == other.believer
        assert one.win_ratio == pytest.approx(other.win_ratio, abs=0.05)
        assert one.noisy.first_percent == pytest.approx(other.noisy.first_percent, abs=1.5)
        assert one.noisy.mean_best_fit == pytest.approx(other.noisy.mean_best_fit, abs=0.5)
    assert near.close_call_percent == pytest.approx(exact.close_call_percent, abs=0.5)
    assert near.flat_percent == pytest.approx(exact.flat_percent, abs=0.3)
    assert near.median_best_z == pytest.approx(exact.median_best_z, abs=0.02)
    assert near.winner_changes_percent == pytest.approx(exact.winner_changes_percent, abs=0.7)
    assert near.two_role_readers == pytest.approx(exact.two_role_readers, abs=1.5)
    assert near.popularity_win_ratio == pytest.approx(exact.popularity_win_ratio, abs=0.1)
    for one, other in zip(sampled.questions, full.questions, strict=True):
        assert one.choices == pytest.approx(other.choices, abs=1)


def test_a_long_paper_is_sampled_in_seconds():
    weights = [[{0: 1 + at % 3, 1: 2}, {2: 3}] for at in range(26)]

    figures = balance(a_paper(weights, roles=3))

    assert figures.sampled
    assert figures.sheets == 2**26
    assert sum(role.win_ratio for role in figures.roles) == pytest.approx(3, abs=0.01)
    assert figures.roles[2].win_ratio == pytest.approx(1.5, abs=0.3)
