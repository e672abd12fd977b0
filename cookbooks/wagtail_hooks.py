"""Puts the shelf into the admin: what it is made of, what is due again, what readers say has changed."""

from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet

from cookbooks import local_reports, reports
from cookbooks.bulk import CheckedTodayAction
from cookbooks.viewsets import ShelfGroup

register_snippet(ShelfGroup)
hooks.register("register_bulk_action", CheckedTodayAction)


@hooks.register("register_admin_viewset")
def changed_viewset() -> ViewSet:
    """The queue of what readers say has changed."""
    return reports.ChangedViewSet()


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """The addresses of the reports; their views ask for their permission."""
    return [*reports.urls(), *local_reports.urls()]


@hooks.register("register_reports_menu_item")
def due_menu_item() -> MenuItem:
    """The report under Reports."""
    return reports.due_menu_item()


@hooks.register("register_reports_menu_item")
def changed_menu_item() -> MenuItem:
    """The queue under Reports."""
    return reports.changed_menu_item()


@hooks.register("register_reports_menu_item")
def models_menu_item() -> MenuItem:
    """The report of local models under Reports."""
    return local_reports.models_menu_item()


@hooks.register("register_reports_menu_item")
def prices_menu_item() -> MenuItem:
    """The report of machines and prices under Reports."""
    return local_reports.prices_menu_item()
