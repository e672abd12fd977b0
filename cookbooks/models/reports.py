"""What readers say has changed."""

from django.db import models
from django.db.models import Q

from cookbooks.models.sheets import Command


class ReportState(models.TextChoices):
    """What an editor has made of a report."""

    OPEN = "open", "To look at"
    MENDED = "mended", "Mended"
    STANDS = "stands", "Nothing to change"


class ChangeReport(models.Model):
    """That a command is no longer as its sheet tells it: from some reader, of whom nothing is known."""

    command = models.ForeignKey(Command, on_delete=models.CASCADE, related_name="reports", editable=False)
    reason = models.TextField("what has changed", editable=False)
    link = models.URLField("where it can be seen", max_length=300, blank=True, editable=False)
    at = models.DateTimeField("sent", auto_now_add=True)
    state = models.CharField(max_length=8, choices=ReportState.choices, default=ReportState.OPEN)
    note = models.TextField("note for other editors", blank=True, max_length=1000)

    class Meta:
        ordering = ["-at"]
        constraints = [
            # The same words again, from a second press of the button or a second reader, are the report that is there.
            models.UniqueConstraint(
                fields=["command", "reason", "link"], condition=Q(state=ReportState.OPEN), name="report_is_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.command}: {self.reason[:60]}"
