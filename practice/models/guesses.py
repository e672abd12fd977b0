"""How readers answer the question before a figure and the one after it: counts a day, and nothing of who answered."""

from django.db import models
from django.db.models import Q


class Which(models.TextChoices):
    """Which of an idea's two questions."""

    PREDICT = "predict", "Before the figure"
    AFTER = "after", "After it"


class GuessTally(models.Model):
    """How often one choice was taken on one day (UTC).

    `words` is a short digest of the question, its choices and its answer: what was asked in other words is another
    question. `right` is whether the choice was the answer.
    """

    idea = models.SlugField(max_length=80, db_index=False)
    day = models.DateField()
    which = models.CharField(max_length=7, choices=Which.choices)
    words = models.CharField(max_length=12)
    choice = models.PositiveSmallIntegerField(help_text="The place of the choice, counted from 1")
    right = models.BooleanField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "which", "words", "day", "choice"], name="guess_is_counted_once_a_day_and_choice"
            ),
            models.CheckConstraint(condition=Q(count__gt=0, choice__gt=0), name="guess_was_made"),
        ]

    def __str__(self) -> str:
        return f"{self.idea}, {self.day}: {self.count}"
