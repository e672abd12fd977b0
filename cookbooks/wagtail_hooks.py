"""Puts the shelf into the admin."""

from wagtail.snippets.models import register_snippet

from cookbooks.viewsets import ShelfGroup

register_snippet(ShelfGroup)
