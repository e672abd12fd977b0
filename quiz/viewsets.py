"""How editors list, build and publish quizzes."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.snippets.views.snippets import CreateView, EditView

from quiz.models import Quiz
from quiz.models.draft import PublishingRefused
from roles.viewsets import ApprovalView, EntryViewSet


class RefusedPublishing:
    """Keeps the draft when publishing it is refused, and says each reason over it."""

    def run_action_method(self: Any) -> HttpResponse | None:
        """The answer of Wagtail, or the way back to the draft."""
        try:
            with transaction.atomic():
                return super().run_action_method()  # type: ignore[misc]
        except PublishingRefused as refused:
            messages.error(self.request, f"“{self.object}” is saved as a draft. It can't be published yet:")
            for sentence in refused.messages:
                messages.error(self.request, sentence)
            return redirect(self.get_edit_url())


class QuizCreateView(RefusedPublishing, CreateView):
    """Makes a quiz."""


class QuizEditView(RefusedPublishing, EditView):
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
