"""The roof: series home, guides, chapters, articles."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class GuideConfig(AppConfig):
    """The guide's pages, and who may work on them."""

    name = "guide"

    def ready(self) -> None:
        from core import crossings, links
        from guide import crossing, glossary, groups, holdings

        links.register("term", glossary.term_rows)
        crossings.register(crossing.read_by_learners)
        holdings.register()

        # Of the apps whose permissions are given, auth is migrated last.
        post_migrate.connect(groups.make, sender=apps.get_app_config("auth"), dispatch_uid="guide.groups")
