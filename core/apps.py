"""The ground: what would be useful on any Wagtail site. It knows no noun of ours."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Connects the receivers of the ground, once."""

    name = "core"

    def ready(self) -> None:
        from core import checks, receivers  # noqa: F401 - importing the checks registers them

        receivers.connect()
