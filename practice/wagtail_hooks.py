"""Puts the ideas and the report on what they teach into the admin."""

from wagtail.snippets.models import register_snippet

from practice.viewsets import IdeaViewSet

register_snippet(IdeaViewSet)
