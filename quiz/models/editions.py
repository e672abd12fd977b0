"""What was published: editions, frozen for ever in what they score; and what was refused on a schedule."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from wagtail.models import Revision

from quiz.asking import reasons_against_moving
from quiz.paper import Paper, Reason, Words, read

if TYPE_CHECKING:
    from quiz.models.draft import Quiz


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions, found by what they score."""

    def reasons_against(self, quiz: "Quiz", paper: Paper) -> list[Reason]:
        """Why the words of `paper` can't replace those of the edition of `quiz` that scores as it does. One query."""
        words = self.filter(quiz=quiz, digest=paper.digest).values_list("words", flat=True).first()
        before = read(Words, words).context if words else ()
        return list(reasons_against_moving(before, paper.words.context))

    def put_in_force(self, quiz: "Quiz", paper: Paper) -> "Edition":
        """The edition of `quiz` that scores as `paper` does, with its words; made if there is none.

        Looked up among all, so that going back to an earlier draft goes back to its edition. The caller holds the
        quiz's row and moves its pointer.
        """
        document = paper.to_document()
        if known := self.filter(quiz=quiz, digest=paper.digest).first():
            if known.words != document["words"]:
                known.words, known.worded_at = document["words"], timezone.now()
                known.save(update_fields=["words", "worded_at"])
            return known
        highest = self.filter(quiz=quiz).aggregate(models.Max("number"))["number__max"] or 0
        return self.create(quiz=quiz, number=highest + 1, digest=paper.digest, **document)


class Edition(models.Model):
    """A quiz as it was published: what it scores, immutable, and its words, which follow it while it is in force.

    Outlives the quiz, since results do. A trigger keeps `scored`, `digest` and `number` from ever being changed.
    """

    quiz = models.ForeignKey("quiz.Quiz", null=True, on_delete=models.SET_NULL, related_name="editions")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of what is scored, in hexadecimal")
    scored = models.JSONField()
    words = models.JSONField()
    opened_at = models.DateTimeField(default=timezone.now)
    worded_at = models.DateTimeField(default=timezone.now, help_text="When its words were last replaced")

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quiz", "number"], name="edition_number_once_a_quiz"),
            models.UniqueConstraint(fields=["quiz", "digest"], name="edition_digest_once_a_quiz"),
        ]

    def __str__(self) -> str:
        return f"Edition {self.number}"

    @property
    def document(self) -> dict[str, Any]:
        """The paper as JSON."""
        return {"scored": self.scored, "words": self.words}


class RefusalQuerySet(models.QuerySet["Refusal"]):
    """Refusals, left where there was nobody to tell."""

    def leave(self, quiz: "Quiz", revision: Revision, reasons: Sequence[Reason]) -> "Refusal":
        """Call off the schedule of `revision` and remember why."""
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        messages = [reason.message for reason in reasons]
        return self.update_or_create(quiz=quiz, defaults={"reasons": messages, "at": timezone.now()})[0]


class Refusal(models.Model):
    """A scheduled publication that was refused. Stands on the dashboard until the quiz is published."""

    quiz = models.OneToOneField("quiz.Quiz", on_delete=models.CASCADE, related_name="refusal")
    reasons = models.JSONField()
    at = models.DateTimeField()

    objects = RefusalQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.quiz} was refused"
