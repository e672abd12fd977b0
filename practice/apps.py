"""AI in Practice: ideas in words, each with a figure that is computed as the reader plays."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """Tells the ground how prose links to ideas, what leads to them, what is held; makes the tables at each load."""

    name = "practice"

    def ready(self) -> None:
        from core import crossings, links
        from core.bundle import loaded
        from practice import crossing, doors, holdings, made

        links.register("practice", doors.idea_rows)
        crossings.register_shown(crossing.ideas_using)
        loaded.connect(made.after_load, dispatch_uid="practice.made")
        holdings.register()
