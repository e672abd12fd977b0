"""What learners say: which commands they use, how far they are in a recipe, which statements of a level hold."""

from django.db import models

from learners.models import Learner


class Said(models.TextChoices):
    """What a mark is about."""

    COMMAND = "command", "A command that you use"
    STEP = "step", "A step of a recipe that you did"
    STATEMENT = "statement", "A statement of a level that holds for you"


class Mark(models.Model):
    """Something that a learner ticked: a command, a step of a recipe, a statement of a level.

    `slug` names the command, recipe or level; `line` is the digest of the step's or statement's words, empty for a
    command; `words` are those it had that day, so that it can be told when what it was about is gone.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="cookbook_marks")
    about = models.CharField(max_length=10, choices=Said.choices)
    slug = models.SlugField(max_length=80, db_index=False)
    line = models.CharField(max_length=64, blank=True)
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "about", "slug", "line"], name="mark_is_made_once")]

    def __str__(self) -> str:
        return f"{self.about}: {self.slug}"
