"""What is remembered of steps that are gone and of addresses that were asked: no editor writes it."""

from django.db import models
from django.utils import timezone


class RetiredStep(models.Model):
    """A step that a route no longer has, under the slugs by which learners still hold it, with its last title."""

    route = models.SlugField(max_length=80)
    step = models.SlugField(max_length=80)
    title = models.CharField(max_length=120)
    at = models.DateTimeField(default=timezone.now, help_text="when it left")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["route", "step"], name="step_retires_from_a_route_once")]

    def __str__(self) -> str:
        return self.title


class SeenLink(models.Model):
    """What the link checker met at an address the last time."""

    url = models.URLField(max_length=300, unique=True)
    status = models.PositiveSmallIntegerField(null=True, help_text="the HTTP status; none: nothing answered")
    trouble = models.CharField(max_length=200, blank=True, help_text="what was wrong, in words; empty: it was fine")
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.url
