"""What the ground adds to the admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from core.linking import link_target


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """The link button's question; Wagtail asks for a person with access to the admin."""
    return [path("links/<str:model>/<int:pk>/", link_target, name="core_link_target")]
