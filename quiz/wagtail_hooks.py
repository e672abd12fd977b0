"""Puts the quizzes into the admin, and what was refused on a schedule onto its dashboard."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from quiz import (
    statistics_hooks,  # noqa: F401 - hooks of their own
    weighing,
)
from quiz.models import Quiz, Refusal
from quiz.viewsets import QuizViewSet

register_snippet(QuizViewSet)


class RefusedPanel(Component):
    """Quizzes whose scheduled publication was refused, with the reasons and the way to mend them."""

    order = 90
    template_name = "quiz/admin/refused.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Context: `refused`, a list of (refusal, address of its quiz's form)."""
        edit = Quiz.snippet_viewset.get_url_name("edit")
        refused = Refusal.objects.select_related("quiz").order_by("at")
        return {"refused": [(refusal, reverse(edit, args=[refusal.quiz_id])) for refusal in refused]}


@hooks.register("construct_homepage_panels")
def refused_quizzes(request: HttpRequest, panels: list[Component]) -> None:
    """On the dashboard of those who may publish quizzes, while there is a refusal."""
    if request.user.has_perm("quiz.publish_quiz") and Refusal.objects.exists():
        panels.append(RefusedPanel())


@hooks.register("register_admin_urls")
def balance_urls() -> list[URLPattern]:
    """The balance of a draft; it asks for who may edit quizzes."""
    return weighing.urls()
