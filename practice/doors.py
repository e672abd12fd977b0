"""How prose links to the ideas: the live ones, on the page that shows them, as link rows."""

from django.apps import apps
from django.db.models import CharField, F, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from core.links import rows_of
from practice.models.ideas import Idea


def idea_rows() -> QuerySet:
    """Live ideas, as link rows; none while the guide is not live."""
    pages = apps.get_model("practice", "PracticePage").objects.live().order_by("path")
    path = Concat(Subquery(pages.values("url_path")[:1]), Cast(F("slug"), CharField()), Value("/"))
    return rows_of(Idea.objects.filter(live=True), "practice", name="title", path=path)
