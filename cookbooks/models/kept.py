"""What a learner runs, kept for them: the setup that is written into the commands of the episodes."""

from django.db import models
from django.utils import timezone

from learners.models import Learner


class KeptSetup(models.Model):
    """The model, file, context, cache and machine that a learner said they run, as an address says them.

    Nothing here points at what editors write: slugs and numbers, so that it outlives them.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="setups")
    said = models.JSONField(default=dict, help_text="The parameters of the calculator's address, by name")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner"], name="setup_is_one_a_learner")]

    def __str__(self) -> str:
        return f"{self.said.get('model', '')} on {self.said.get('hardware', '')}"
