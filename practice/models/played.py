"""Which ideas a learner says they have played."""

from django.db import models

from learners.models import Learner


class Played(models.Model):
    """An idea, by slug, that a learner marked as played, and when. It outlives the idea."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="played")
    idea = models.SlugField(max_length=80, db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "idea"], name="idea_is_played_once_a_learner")]

    def __str__(self) -> str:
        return self.idea
