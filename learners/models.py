"""The one row that stands for a person."""

from datetime import date

from django.db import models
from django.utils import timezone


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
