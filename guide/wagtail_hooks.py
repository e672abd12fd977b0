"""The admin's menu in the order of an editor's day: the guide first, then its parts, then what is kept for later."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from guide.viewsets import TermViewSet

register_snippet(TermViewSet)

# What Wagtail offers and no editor of this site needs: news about Wagtail, its handbook on another site.
NOT_OURS = ("whats-new-in-wagtail", "editor-guide")
# Reports for who runs the site.
FOR_OPERATORS = {"page-types-usage", "workflow-tasks"}


@hooks.register("construct_main_menu")
def name_the_pages(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """The tree of pages is the guide."""
    for item in menu_items:
        if item.name == "explorer":
            item.label = "Guide"


@hooks.register("construct_help_menu")
def leave_help_that_helps(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Keep what is about this site."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith(NOT_OURS)]


@hooks.register("construct_reports_menu")
def leave_reports_that_editors_read(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Keep the reports on content; those on the site's workings are for whoever runs it."""
    if not request.user.is_superuser:
        menu_items[:] = [item for item in menu_items if item.name not in FOR_OPERATORS]
