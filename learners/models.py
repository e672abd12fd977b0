"""The one row that stands for a person, the browsers that know it, and what it says of skills."""

from datetime import date

from django.db import models
from django.utils import timezone

from learners.evidence import LONGEST_EVIDENCE


def today() -> date:
    """The day it is, UTC."""
    return timezone.now().date()


class Learner(models.Model):
    """Someone who asked us to keep something. No name, no address: known by a token that only their browser has.

    Everything personal has a CASCADE key to this row and no other home, so that deleting it deletes all.
    """

    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token in their cookie")
    made_on = models.DateField(default=today)
    role_today = models.SlugField(
        max_length=80, blank=True, help_text="Slug of the role they said they have; empty where they did not say"
    )

    def __str__(self) -> str:
        return f"Learner {self.pk}"


class Browser(models.Model):
    """A token besides the first that leads to a learner: that of a browser to which a link carried them.

    With `replaced_by`, a token that gave way to that one: it leads to the learner until its browser has shown that it
    has the other, and a moment longer (`until`), so that what it had sent before still counts.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="browsers")
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token in its cookie")
    since = models.DateTimeField(default=timezone.now)
    replaced_by = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the token that it gave way to")
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Browser of {self.learner_id}"


class Transfer(models.Model):
    """A link that carries a learner to another browser, once and soon. Kept for a day, to say what became of it."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="transfers")
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token in its address")
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Transfer of {self.learner_id}"


class SkillClaim(models.Model):
    """A skill, by slug, that a learner says they have, and what shows it: an address, a note, or both."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="claims")
    skill = models.SlugField(max_length=80, db_index=False)
    evidence = models.CharField(max_length=LONGEST_EVIDENCE, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "skill"], name="skill_is_claimed_once"),
            models.CheckConstraint(condition=~models.Q(evidence="", note=""), name="skill_claim_says_what_shows_it"),
        ]

    def __str__(self) -> str:
        return self.skill
