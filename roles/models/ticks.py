"""What learners tick on the launch checklist."""

from django.db import models

from learners.models import Learner


class CheckTick(models.Model):
    """A line of the launch checklist that a learner ticked.

    `lens` is the slug of the lens it stands under, `line` the digest of its words, `words` those it had that day, so
    that it can be told when it was reworded or its lens is gone.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="check_ticks")
    lens = models.SlugField(max_length=80, db_index=False)
    line = models.CharField(max_length=64)
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "lens", "line"], name="check_is_ticked_once")]

    def __str__(self) -> str:
        return f"{self.lens}: {self.words}"
