"""One person's way through an edition."""

import secrets

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from learners.models import Learner
from quiz.models.editions import Edition
from quiz.uuid7 import uuid7

KEY_BYTES = 16
MOST_PLACES = 50
MOST_CHOICES = 30


def new_key() -> str:
    """128 random bits, url-safe: 22 characters."""
    return secrets.token_urlsafe(KEY_BYTES)


class Excluded(models.IntegerChoices):
    """Why an attempt counts in no statistic: decided at its start and finish, since nothing is kept to tell later."""

    NO = 0, "Counted"
    PREVIEW = 1, "Preview"
    STAFF = 2, "Staff"
    BOT = 3, "Program"
    TOO_FAST = 4, "Too fast"


class Attempt(models.Model):
    """One sheet of answers to an edition.

    `key` is in the address while answering: whoever holds it may answer. `result_key` is in the result's address:
    whoever holds it may read. Neither is exported or logged. Answers are places of choices, 0 where none is taken yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=22, unique=True, default=new_key)
    result_key = models.CharField(max_length=22, unique=True, default=new_key)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="attempts")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="attempts")
    answers = ArrayField(models.SmallIntegerField())
    context = ArrayField(models.SmallIntegerField(), default=list)
    retake = models.BooleanField(default=False, help_text="Whether the learner had finished this quiz before")
    excluded = models.PositiveSmallIntegerField(choices=Excluded.choices, default=Excluded.NO)
    opened_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, help_text="First answer")
    last_at = models.DateTimeField(null=True, help_text="Last answer")
    finished_at = models.DateTimeField(null=True)
    points = ArrayField(models.SmallIntegerField(), null=True, help_text="Of each role, in the paper's order")
    best = models.PositiveSmallIntegerField(null=True, help_text="Place of the role in the paper")
    runner_up = models.PositiveSmallIntegerField(null=True, help_text="Place of the role in the paper")
    margin = models.IntegerField(null=True, help_text="Z of the best minus Z of the runner-up")
    flat = models.BooleanField(null=True)
    close = models.BooleanField(null=True)
    stable = models.PositiveSmallIntegerField(null=True, help_text="Single-answer changes that keep the best")
    settled = models.PositiveSmallIntegerField(
        null=True, help_text="Where it settled unfinished, 30 days after opening: how many questions it had reached"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answers__len__range=(1, MOST_PLACES), answers__contained_by=list(range(MOST_CHOICES + 1))),
                name="attempt_answers_are_places",
            ),
            models.CheckConstraint(
                condition=Q(context__len__range=(0, MOST_PLACES), context__contained_by=list(range(MOST_CHOICES + 1))),
                name="attempt_context_are_places",
            ),
            models.CheckConstraint(
                condition=Q(
                    finished_at__isnull=True,
                    points__isnull=True,
                    best__isnull=True,
                    runner_up__isnull=True,
                    margin__isnull=True,
                    flat__isnull=True,
                    close__isnull=True,
                    stable__isnull=True,
                )
                | Q(
                    finished_at__isnull=False,
                    points__isnull=False,
                    best__gte=1,
                    runner_up__gte=1,
                    margin__gte=0,
                    flat__isnull=False,
                    close__isnull=False,
                    stable__isnull=False,
                ),
                name="attempt_has_a_result_once_finished",
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True, last_at__isnull=True, finished_at__isnull=True)
                | Q(started_at__isnull=False, last_at__isnull=False),
                name="attempt_starts_before_it_finishes",
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "finished_at"], name="attempt_by_edition_and_end"),
            models.Index(
                fields=["opened_at"], condition=Q(finished_at__isnull=True), name="attempt_unfinished_by_opening"
            ),
            # Those that every reading of the statistics counts: a quarter of the unfinished, which stay for 90 days.
            models.Index(
                fields=["opened_at"],
                condition=Q(finished_at__isnull=True, settled__isnull=True),
                name="attempt_standing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
