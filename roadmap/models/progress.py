"""What a learner says of a Route: of its steps, of a project's acceptance list, and when they mean to walk it.

Nothing here points at what editors write: a row names the slugs of its route and step, so that it outlives them.
"""

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from learners.evidence import LONGEST_EVIDENCE
from learners.models import Learner
from roadmap.walking import State


class StepProgress(models.Model):
    """What a learner last said of a step.

    An empty state is a step put back to not yet: the row stays for a while, so that what was said before, and arrives
    late from another device, does not count again.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="steps")
    route = models.SlugField(max_length=80, db_index=False)
    step = models.SlugField(max_length=80, db_index=False)
    state = models.CharField(max_length=5, choices=[(state.value, state.label) for state in State], blank=True)
    evidence = models.CharField(max_length=LONGEST_EVIDENCE, blank=True, help_text="A web address that shows it")
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "route", "step"], name="step_progress_is_one_a_learner"),
            models.CheckConstraint(
                condition=Q(state__in=["", *(state.value for state in State)]), name="step_progress_state_is_known"
            ),
        ]
        indexes = [models.Index(fields=["route", "step"], name="step_progress_by_step")]

    def __str__(self) -> str:
        return f"{self.step}: {self.state or 'not yet'}"


class AcceptanceTick(models.Model):
    """A line of a project's acceptance list that a learner can sign.

    `line` is the digest of its words, which survives another spelling, not another meaning; `words` are those that they
    signed, to be read when the line has gone.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="acceptance")
    route = models.SlugField(max_length=80, db_index=False)
    project = models.SlugField(max_length=80, db_index=False)
    line = models.CharField(max_length=64)
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "route", "project", "line"], name="acceptance_is_one_a_line"),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.words}"


class Plan(models.Model):
    """A learner's way down a Route: from which role to which, how deep; and, once they planned it, when.

    `seen` are the slugs of the steps on that way when they last looked, so that a page can say what is new. `uid` names
    it in calendars, for good.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="plans")
    route = models.SlugField(max_length=80, db_index=False)
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    role_from = models.SlugField(max_length=80, blank=True, db_index=False)
    role_to = models.SlugField(max_length=80, blank=True, db_index=False)
    level = models.CharField(max_length=8, blank=True)
    seen = ArrayField(models.CharField(max_length=80), default=list)
    hours = models.DecimalField(max_digits=3, decimal_places=1, null=True, help_text="A week")
    starts_on = models.DateField(null=True)
    holidays = ArrayField(ArrayField(models.DateField(), size=2), default=list, help_text="First and last days away")
    planned_at = models.DateTimeField(null=True)
    at = models.DateTimeField(help_text="When anything of it last changed")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "route"], name="plan_is_one_a_learner"),
            models.CheckConstraint(
                condition=Q(hours__isnull=True, starts_on__isnull=True, planned_at__isnull=True)
                | Q(hours__gt=0, starts_on__isnull=False, planned_at__isnull=False),
                name="plan_has_all_of_its_dates_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.route}: to {self.role_to or 'no one role'}"

    @property
    def has_dates(self) -> bool:
        """Whether hours and a first day were named."""
        return self.starts_on is not None

    @property
    def away(self) -> list[tuple[date, date]]:
        """The times away, each with its first and last day."""
        return [(first, last) for first, last in self.holidays]
