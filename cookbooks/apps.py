"""The practical shelf: cookbooks to work from with a keyboard under your hands."""

from django.apps import AppConfig


class CookbooksConfig(AppConfig):
    """Tells the ground how prose links to sheets and recipes, and what is held of a learner; watches what is due."""

    name = "cookbooks"

    def ready(self) -> None:
        from cookbooks import (  # noqa: F401 - two register what they hold
            checks,
            crossing,
            doors,
            freshness,
            holdings,
            kept_setups,
            kit_doors,
        )
        from core import crossings, links

        links.register("sheet", doors.sheet_rows)
        links.register("recipe", doors.recipe_rows)
        links.register("prompt", kit_doors.prompt_rows)
        crossings.register(crossing.held_by_learners)
        holdings.register()
        kept_setups.register()
