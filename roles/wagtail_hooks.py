"""Puts the lists of this floor into the admin."""

from wagtail.snippets.models import register_snippet

from roles.viewsets import LensViewSet, RolesGroup

register_snippet(RolesGroup)
register_snippet(LensViewSet)
