"""The fairness notes are generated from the edition in force and its balance, and say so while there is none."""

from io import StringIO

from django.core.management import call_command

from quiz import fairness
from quiz.balance import balance
from quiz.models import Balance
from tests.quiz.papers import a_paper

ADDRESS = "/guide/quiz/fairness/"


def words(browser):
    response = browser.get(ADDRESS)
    assert response.status_code == 200
    return response, response.content.decode().replace("\u00a0", " ")


def test_without_a_balance_the_page_has_the_rule_and_says_that_figures_follow(page, alice):
    _, text = words(alice)

    assert "fit = 20 + 40/3 × z" in text
    assert "Not computed yet" in text
    assert "begins by itself" in text


def test_the_figures_are_those_of_the_balance_of_the_edition_in_force(page, alice):
    call_command("balance", page.quiz.slug, stdout=StringIO())
    kept = Balance.objects.get(digest=page.quiz.edition.digest).figures

    response, text = words(alice)

    assert "All 8 answer sheets were scored: these figures are exact." in text
    for role in kept.roles:
        assert f"{role.win_ratio:.3f}" in text
    assert f"{kept.overall.close_call_percent:g} %" in text
    assert response["Cache-Control"] == "public, no-cache"


def test_a_quiz_that_is_not_live_has_no_notes(page, alice):
    page.quiz.unpublish()

    assert alice.get(ADDRESS).status_code == 404


def test_a_paper_too_large_to_count_says_that_it_was_sampled():
    weights = [[{at % 4: 3, (at + 1) % 4: 1}, {(at + 2) % 4: 2}, {(at + 3) % 4: 1}, {}, {}] for at in range(11)]
    paper = a_paper(weights, 4)

    account = fairness.account(paper, balance(paper))

    assert "131,072 of 48,828,125 answer sheets, drawn at random" in account.how


def test_what_misses_its_target_is_said_in_a_sentence_and_what_can_not_win_is_named():
    paper = a_paper([[{0: 3, 1: 3}, {2: 3}], [{0: 3, 1: 3}, {2: 1}]], 3)

    account = fairness.account(paper, balance(paper))

    assert account.unreachable == ("role-1",)
    assert any(miss.startswith("role-1: share of first places") and "0.6 to 1.5" in miss for miss in account.misses)
    assert [bar.is_off for bar in account.bars][1]
