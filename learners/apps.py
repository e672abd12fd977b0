"""The one place that knows a person, by a random token in their own browser and nothing else."""

from django.apps import AppConfig


class LearnersConfig(AppConfig):
    """Starts the jobs that clear away learners of whom nothing is held, and links that are over."""

    name = "learners"

    def ready(self) -> None:
        from learners import clearing, transfers  # noqa: F401 - importing them registers their jobs
