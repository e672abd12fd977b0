"""The practical shelf: cookbooks to work from with a keyboard under your hands."""

from django.apps import AppConfig


class CookbooksConfig(AppConfig):
    """The shelf, The Claude Cookbook, Run AI Locally and The AI Field Kit."""

    name = "cookbooks"
