"""The Route, from its content to a learner's progress on it."""

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """Tells the ground how prose links to stages, steps and projects, and what is held of a learner; remembers steps
    that leave."""

    name = "roadmap"

    def ready(self) -> None:
        from core import crossings, links
        from roadmap import checks, crossing, doors, holdings, retiring  # noqa: F401 - importing checks registers them

        links.register("stage", doors.stage_rows)
        links.register("step", doors.step_rows)
        links.register("project", doors.project_rows)
        crossings.register(crossing.held_by_learners)
        crossings.register_shown(crossing.steps_using)
        retiring.connect()
        holdings.register()
