"""Lifecycles, roles, skills, counterparts and lenses."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """Tells the ground how prose links to roles, skills and lenses, and what is held of a learner."""

    name = "roles"

    def ready(self) -> None:
        from core import crossings, links
        from roles import checks, holdings, queries  # noqa: F401 - importing checks registers them

        links.register("role", queries.role_rows)
        links.register("skill", queries.skill_rows)
        links.register("lens", queries.lens_rows)
        crossings.register_shown(queries.lenses_asking)
        holdings.register()
