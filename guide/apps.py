"""The roof: series home, guides, chapters, articles."""

from django.apps import AppConfig


class GuideConfig(AppConfig):
    """The guide's pages."""

    name = "guide"
