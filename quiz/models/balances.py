"""What was computed of papers' fairness, and the one computation that may be under way.

A paper is known by its digest, so that a draft that scores as an edition does needs no computing of its own.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from quiz import figures, reaching
from quiz.paper import Paper

SILENCE = timedelta(seconds=60)  # a process that has said nothing for so long is dead; it speaks every second


class BalanceQuerySet(models.QuerySet["Balance"]):
    """Balances, found by what they are of."""

    def of(self, paper: Paper) -> figures.Balance | None:
        """The balance of `paper`; None until it is computed. One query."""
        found = self.filter(digest=paper.digest).first()
        return found.figures if found else None

    def unreachable(self, paper: Paper) -> tuple[str, ...]:
        """The roles of a sound paper that come first on no sheet: as counted, or else as searched. One query."""
        known = self.of(paper)
        return known.unreachable if known and not known.sampled else reaching.unreachable(paper)

    def keep(self, balance: figures.Balance) -> "Balance":
        """Keep `balance`, in place of what was computed of the same paper before."""
        values = {"document": balance.to_document(), "at": timezone.now()}
        return self.update_or_create(digest=balance.digest, defaults=values)[0]


class Balance(models.Model):
    """The balance of a paper, draft or edition. Can be computed again at any time."""

    digest = models.CharField(max_length=64, primary_key=True, help_text="Of the paper: SHA-256, in hexadecimal")
    document = models.JSONField(help_text="quiz.figures.Balance")
    at = models.DateTimeField(default=timezone.now)

    objects = BalanceQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Balance of {self.digest[:8]}"

    @property
    def figures(self) -> figures.Balance:
        """The figures themselves."""
        return figures.Balance.from_document(self.document)


class ComputationQuerySet(models.QuerySet["Computation"]):
    """The one computation. Each has a token of its own, so that one which was replaced notices and ends."""

    def begin(self, paper: Paper) -> "Computation":
        """Compute `paper` from now on, in place of whatever was computed."""
        now = timezone.now()
        values: dict[str, Any] = {"digest": paper.digest, "paper": paper.to_document(), "token": uuid.uuid4()}
        values |= {"share": 0, "began": now, "spoke": now, "failed": ""}
        return self.update_or_create(pk=1, defaults=values)[0]

    def speak(self, token: uuid.UUID, share: float) -> bool:
        """Note that `share` of the work, up to 1, is done. False: another computation took the place of this one."""
        return bool(self.filter(pk=1, token=token).update(share=share, spoke=timezone.now()))

    def fail(self, token: uuid.UUID, why: str) -> bool:
        """Note `why` it ended without a balance. False: there is nothing to fail any more."""
        return bool(self.filter(pk=1, token=token, failed="").update(failed=why[:500]))


class Computation(models.Model):
    """The balance that is being computed, or failed to be. One row at most: the newest paper wins."""

    digest = models.CharField(max_length=64)
    paper = models.JSONField(help_text="The document of what is computed")
    token = models.UUIDField()
    share = models.FloatField(help_text="How much of the work is done, up to 1")
    began = models.DateTimeField()
    spoke = models.DateTimeField(help_text="When its process was last known to be alive")
    failed = models.CharField(max_length=500, blank=True, help_text="Why it ended without a balance")

    objects = ComputationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="computation_is_one")]

    def __str__(self) -> str:
        return f"Balance of {self.digest[:8]}, {self.share:.0%} done"

    @property
    def why_failed(self) -> str:
        """Why nothing will come of it, in a sentence; "" while its process is alive."""
        if not self.failed and timezone.now() - self.spoke > SILENCE:
            return f"Its process has said nothing for {SILENCE.seconds} seconds: it has ended."
        return self.failed
