"""The one place that knows a person, by a random token in their own browser and nothing else."""

from django.apps import AppConfig


class LearnersConfig(AppConfig):
    """Starts the job that clears away learners of whom nothing is held."""

    name = "learners"

    def ready(self) -> None:
        from learners import clearing  # noqa: F401 - importing it registers its job
