"""How prose links to the prompts of The AI Field Kit: the live ones as link rows."""

from django.apps import apps
from django.db.models import CharField, F, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from cookbooks.models.kit import Prompt
from core.links import rows_of


def prompt_rows() -> QuerySet:
    """Live prompts as link rows, below the first live page that lists them."""
    pages = apps.get_model("cookbooks", "PromptsPage").objects.live().order_by("path")
    path = Concat(Subquery(pages.values("url_path")[:1]), Cast(F("slug"), CharField()), Value("/"))
    return rows_of(Prompt.objects.filter(live=True), "prompt", name="title", path=path)
