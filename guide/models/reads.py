"""Which texts a learner says they have read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from learners.models import Learner


class ReadMark(models.Model):
    """A chapter or close-up that a learner marked as read, when, and which notes of changes stood in it then.

    It outlives the page, and then has its title alone. It follows the page to another address.
    """

    # A reader's own business: to an editor, no use of the page.
    wagtail_reference_index_ignore = True

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="reads", db_index=False)
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=255)
    at = models.DateTimeField()
    seen = ArrayField(models.CharField(max_length=64), default=list, help_text="Digests of the notes that stood there")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "page"], name="text_is_read_once_a_learner")]

    def __str__(self) -> str:
        return self.title
