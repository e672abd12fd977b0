"""A question's weights as one matrix, roles by choices, in the quiz's form. Script draws it from the choices' boxes."""

from typing import Any

from wagtail.admin.panels import Panel

from roles.models import Role


class MatrixPanel(Panel):
    """The place of a question's matrix. Without script the boxes of the choices take the weights, a role a line."""

    class BoundPanel(Panel.BoundPanel):
        """Draws the element, which knows its question by the prefix of its form."""

        template_name = "quiz/admin/matrix.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Context: `prefix`."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"prefix": self.form.prefix}


class RosterPanel(Panel):
    """What the matrices have to know: the slug and name of each role that can be chosen, by its key."""

    class BoundPanel(Panel.BoundPanel):
        """Draws nothing that is seen."""

        template_name = "quiz/admin/roster.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Context: `roles`. One query."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            roles = Role.objects.values_list("pk", "slug", "title")
            return context | {"roles": {pk: {"slug": slug, "name": title} for pk, slug, title in roles}}
