"""The golden answers of a quiz: answer sheets whose results editors watch."""

from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import model_from_serializable_data
from wagtail.models import Orderable

from quiz.comparing import Case
from quiz.fields import AnswersField
from roles.models import Role


class GoldenAnswers(Orderable):
    """One answer sheet, and the role that it has to lead to. What it names may be gone: then the balance says so."""

    quiz = ParentalKey("quiz.Quiz", on_delete=models.CASCADE, related_name="golden")
    covers = models.CharField(
        "whose they are", max_length=200, help_text="What the sheet stands for: “Reads every log before a meeting”."
    )
    answers = AnswersField(
        help_text="A question and its choice a line, by their slugs: “demo-flaw: slow-and-dear”. Every scored question."
    )
    best = models.ForeignKey(
        Role,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="leads to",
        help_text="The role that has to come first. Without one the result is shown, and nothing is expected of it.",
    )

    panels = ["covers", "answers", "best"]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.covers

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> "GoldenAnswers | None":
        """Golden answers as a revision has them; those from before they were rows had no keys."""
        made: GoldenAnswers | None = model_from_serializable_data(cls, {"pk": None, **data}, check_fks, strict_fks)
        return made

    @property
    def case(self) -> Case:
        """These answers as they are replayed. Reads `best`: one query, unless it is loaded."""
        return Case(self.covers, self.answers, self.best.slug if self.best else "")
