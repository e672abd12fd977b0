"""The public page of a quiz's fairness: how it is scored, and what that does over every way to answer."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse

from core.caching import cacheable
from quiz import computing, fairness
from quiz.papers import paper_of

if TYPE_CHECKING:
    from quiz.models.pages import QuizPage


def notes(request: HttpRequest, page: "QuizPage") -> HttpResponse:
    """The rule of the edition in force in words and formulas, with its balance; 404 before one is published.

    Context: `words`, `ties` (the rules for ties, in order), `rule` (fairness.Rule), `edition`, `account`
    (fairness.Account) and `computed_at`, both None while the balance is not computed; `start_url`. Keeping a balance
    makes the page stale.
    """
    edition = page.quiz.edition if page.quiz and page.quiz.live else None
    if edition is None:
        raise Http404("No edition of this quiz is in force.")
    paper = paper_of(edition)
    state = computing.state_of(paper)
    ties = [paper.words.tie_rules.get(slug) for slug in paper.scored.rule.tie_rules]
    context = {
        "title": f"How fair it is: {page.title}",
        "words": paper.words,
        "ties": [tie for tie in ties if tie and tie.rule],
        "rule": fairness.rule(paper),
        "edition": edition,
        "account": fairness.account(paper, state.balance) if state.balance else None,
        "computed_at": state.at,
        "start_url": page.get_url(request),
    }
    return cacheable(page.render(request, template="quiz/fairness.html", context_overrides=context))
