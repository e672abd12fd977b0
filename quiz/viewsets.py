"""How editors list, build, publish and weigh quizzes."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList
from wagtail.snippets.views.snippets import CreateView, EditView

from quiz import comparing, computing, fairness, mending
from quiz.matrix import RosterPanel
from quiz.models import Attempt, Edition, Quiz
from quiz.models.draft import PublishingRefused
from quiz.papers import paper_of
from quiz.weighing import BalancePanel
from roles.viewsets import ApprovalView, EntryViewSet


class Publishing:
    """Keeps the draft when publishing it is refused, and links each reason to its field; else says what came of it."""

    def run_action_method(self: Any) -> HttpResponse | None:
        """The answer of Wagtail, or the way back to the draft."""
        known = list(Edition.objects.filter(quiz=self.object.pk).defer("scored", "words"))
        in_force = Quiz.objects.filter(pk=self.object.pk).values_list("edition", flat=True).first()
        try:
            with transaction.atomic():
                answer: HttpResponse | None = super().run_action_method()  # type: ignore[misc]
        except PublishingRefused as refused:
            messages.error(self.request, f"“{self.object}” is saved as a draft. It can't be published yet:")
            draft = Quiz.objects.get(pk=self.object.pk).get_latest_revision_as_object()
            for mend in mending.mends(draft, refused.reasons):
                link = format_html('<a href="{}#{}">{}</a>', self.get_edit_url(), mend.anchor, mend.message)
                messages.error(self.request, link)
            return redirect(self.get_edit_url())
        if self.action == "publish":
            self._tell(known, next((edition for edition in known if edition.pk == in_force), None))
        return answer

    def _tell(self: Any, known: list[Edition], before: Edition | None) -> None:
        """Say which edition is in force now, which golden answers do not lead where they have to, and what lies outside
        its target bands; compute that if nobody has."""
        quiz = Quiz.objects.select_related("edition").get(pk=self.object.pk)
        if quiz.edition is None or quiz.go_live_at:
            return
        for sentence in told_of_edition(quiz.edition, known, before):
            messages.info(self.request, sentence)
        paper = paper_of(quiz.edition)
        for case in comparing.golden([row.case for row in quiz.golden.select_related("best")], None, paper):
            if case.trouble:
                messages.warning(self.request, f"Golden answers “{case.name}”: {case.trouble}")
        computing.compute(paper)
        if balance := computing.state_of(paper).balance:
            for miss in fairness.misses(paper, balance):
                messages.warning(self.request, miss)


def told_of_edition(now: Edition, known: list[Edition], before: Edition | None) -> list[str]:
    """What publishing did: `known` were the editions then, `before` the one in force, if any. One query at most."""
    if now == before:
        return [f"{now} stays in force: what is scored has not changed."]
    if now in known:
        told = [f"{now} is in force again: it scores as this draft does."]
    else:
        told = [f"{now} is in force{': what is scored has changed' if before else ''}."]
    if before:
        attempts = Attempt.objects.filter(edition=before).count()
        told.append(f"{before} keeps its {attempts} attempt{'' if attempts == 1 else 's'}, and their results.")
    return told


class QuizCreateView(Publishing, CreateView):
    """Makes a quiz."""


class QuizEditView(Publishing, EditView):
    """Edits a quiz, or goes back to an earlier version of it."""


class QuizViewSet(EntryViewSet):
    model = Quiz
    icon = "help"
    columns = ["title", "edition"]
    add_view_class = QuizCreateView
    edit_view_class = QuizEditView
    workflow_action_view_class = ApprovalView
    menu_label = "Quizzes"
    menu_order = 170
    add_to_admin_menu = True

    def get_edit_handler(self) -> Any:
        """The form of the model, and under the roles the balance of what was saved."""
        panels = [*self.model.panels, RosterPanel()]
        after = next(at for at, panel in enumerate(panels, 1) if getattr(panel, "relation_name", "") == "results")
        panels.insert(after, BalancePanel(heading="Balance"))
        return ObjectList(panels, base_form_class=self.base_form_class).bind_to_model(self.model)
