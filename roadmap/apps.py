"""The Route, from its content to a learner's progress on it."""

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """Tells the ground how prose links to stages, steps and projects."""

    name = "roadmap"

    def ready(self) -> None:
        from core import links
        from roadmap import doors

        links.register("stage", doors.stage_rows)
        links.register("step", doors.step_rows)
        links.register("project", doors.project_rows)
