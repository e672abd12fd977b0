"""The balance of a draft in the admin: a page of its own, and the region of it that stands on the quiz's form."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods
from wagtail.admin.panels import Panel

from core.fragments import template_for
from quiz import comparing, computing, fairness, mending
from quiz.figures import Balance
from quiz.models import Quiz
from quiz.paper import Paper
from quiz.papers import paper_of

REGIONS = frozenset({"balance"})
SCORABLE = frozenset({"role-not-live", "role-unreachable", "context-moved"})  # against publishing alone


@require_http_methods(["GET", "HEAD", "POST"])
def balance(request: HttpRequest, pk: int) -> HttpResponse:
    """The balance of the latest draft of a quiz; a post has it computed. Region: `balance`.

    Context: `quiz`, `edit_url`, `action`, `mends` (why it can't be scored yet), `state` (computing.State), `saved_at`,
    `is_in_force` (the draft scores as the edition in force does); once it is computed what `_shown` adds.
    """
    if not request.user.has_perm("quiz.change_quiz"):
        raise PermissionDenied
    quiz = get_object_or_404(Quiz.objects.select_related("edition"), pk=pk)
    draft: Quiz = quiz.get_latest_revision_as_object()
    paper, reasons = draft.paper(), draft.reasons()
    cases = [row.case for row in draft.golden.all()]
    unsound = [reason for reason in reasons if reason.code not in SCORABLE]
    if request.method == "POST":
        if not unsound:
            computing.compute(paper)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect(request.path)
    state = computing.State() if unsound else computing.state_of(paper)
    in_force = paper_of(quiz.edition) if quiz.edition else None
    context: dict[str, Any] = {
        "page_title": "Balance",
        "page_subtitle": str(draft),
        "header_icon": "help",
        "quiz": quiz,
        "edit_url": reverse(Quiz.snippet_viewset.get_url_name("edit"), args=[pk]),
        "action": request.path,
        "mends": mending.mends(draft, reasons),
        "is_unsound": bool(unsound),
        "state": state,
        "saved_at": quiz.latest_revision.created_at if quiz.latest_revision else None,
        "edition": quiz.edition,
        "is_in_force": bool(in_force and in_force.digest == paper.digest),
        "roles": [paper.role_words(place).name for place in range(1, len(paper.scored.roles) + 1)],
        "matrix": () if unsound else comparing.matrix(paper),
        "changes": comparing.changes(in_force, paper) if in_force else [],
        "golden": () if unsound else comparing.golden(cases, in_force, paper),
    }
    if state.balance:
        context |= _shown(paper, state.balance, in_force)
    template = template_for(request, "quiz/admin/balance.html", REGIONS)
    return TemplateResponse(request, template, context, headers={"Cache-Control": "no-store"})


def _shown(paper: Paper, figures: Balance, in_force: Paper | None) -> dict[str, Any]:
    """`account` (fairness.Account), and where the draft scores otherwise than the edition in force, `moved`."""
    shown: dict[str, Any] = {"account": fairness.account(paper, figures)}
    if in_force and in_force.digest != paper.digest:
        then = computing.state_of(in_force).balance
        names = {slug: words.name for slug, words in paper.words.roles.items()}
        shown |= {"moved": comparing.figures(then, figures, names), "has_then": then is not None}
    return shown


class BalancePanel(Panel):
    """On the quiz's form: the balance of the draft as it was last saved, fetched once the form stands."""

    class BoundPanel(Panel.BoundPanel):
        """Draws a link to the balance, in whose place script puts the balance itself."""

        template_name = "quiz/admin/balance_panel.html"

        def is_shown(self) -> bool:
            """Once there is a quiz to weigh."""
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Context: `balance_url`."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"balance_url": reverse("quiz_balance", args=[self.instance.pk])}


def urls() -> list[URLPattern]:
    """Under the admin's address."""
    return [path("quiz/<int:pk>/balance/", balance, name="quiz_balance")]
