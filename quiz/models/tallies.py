"""What attempts count for, kept apart from them: what was deleted, what was rolled up, and how far."""

from django.db import models

from quiz.models.editions import Edition

ANY_TODAY = 32_767  # `today` of a tally over every answer about the present job
LAST_BUCKET = 39


class Counted(models.Model):
    """How often one thing was counted: on a day, UTC, or for a crossed count in a month, whose first day stands for it.

    `a`, `b` and `c` are places or a bucket, 0 where the measure has no use for them; `today` is the place of the answer
    about the present job, 0 where there was none.
    """

    class Measure(models.TextChoices):
        """What is counted, and of what. Opening counts are by the day of opening, the others by that of finishing."""

        OPENED = "opened", "Opened"
        STARTED = "started", "Started"
        COMPLETED = "completed", "Completed"
        EXCLUDED = "excluded", "Excluded (a: why)"
        REACHED = "reached", "Reached (a: question; one more than there are: the result)"
        BEST = "best", "Best fit (a: role)"
        RUNNER_UP = "runner_up", "Runner-up (a: role)"
        OUTCOME = "outcome", "Kind of result (a: 1 clear, 2 close, 3 flat)"
        TIME = "time", "Time taken (a: bucket)"
        PAIR = "pair", "By month: best fit (a) and runner-up (b)"
        POINTS = "points", "By month: best fit (a) and its points (b)"
        MARGIN = "margin", "By month: margin (a: quarters of z)"
        STABLE = "stable", "By month: single changes that keep the best fit (a)"
        CHOICE = "choice", "By month: question (a), choice (b), best fit (c)"
        CONTEXT = "context", "By month: context question (a), choice or 0 (b), best fit (c)"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="%(class)s", db_index=False)  # the key begins so
    day = models.DateField(help_text="UTC; the first of the month for what is counted by month")
    measure = models.CharField(max_length=9, choices=Measure.choices)
    retake = models.BooleanField()
    today = models.PositiveSmallIntegerField()
    a = models.PositiveSmallIntegerField(default=0)
    b = models.PositiveSmallIntegerField(default=0)
    c = models.PositiveSmallIntegerField(default=0)
    n = models.PositiveIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.n} × {self.measure} on {self.day}"


class Gone(Counted):
    """What deleted attempts were counted for, so that counts stay what they were.

    Holds nothing that belongs together: each row is one count of one thing, and crossed counts know the month alone.
    """

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "day", "measure", "retake", "today", "a", "b", "c"], name="gone_counted_once"
            )
        ]


class Tally(Counted):
    """What attempts were counted for, deleted ones too, once nothing more can happen to them.

    Each count stands twice: under its answer about the present job, and under ANY_TODAY, which most reading asks for.
    """

    class Meta:
        default_permissions = ()
        permissions = [
            ("see_statistics", "See the quiz statistics"),
            ("export_attempts", "Export the quiz's attempts, one by one"),
        ]
        constraints = [
            # With the count in its key's index, a year is read without looking at a row: 2 ms for 20,000, not 37.
            models.UniqueConstraint(
                fields=["edition", "today", "measure", "day", "retake", "a", "b", "c"],
                include=["n"],
                name="tally_counted_once",
            )
        ]


class Watermark(models.Model):
    """How far attempts are rolled up: what was finished before `at` is in the tally. One row at most.

    Whoever rolls up holds its row; whoever deletes attempts shares it, so that nothing is counted twice or lost.
    """

    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="watermark_is_one")]

    def __str__(self) -> str:
        return f"Rolled up to {self.at}"


class Reconciliation(models.Model):
    """What the last comparison of the tally with the attempts found, and when they last agreed. One row at most."""

    at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    differences = models.JSONField(default=list, help_text="A sentence for each, the first hundred")
    count = models.PositiveIntegerField(default=0, help_text="How many differences there are")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="reconciliation_is_one")]

    def __str__(self) -> str:
        return f"{self.count} differences on {self.at}"
