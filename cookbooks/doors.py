"""How prose links to the recipes and sheets of The Claude Cookbook: the live ones as link rows."""

from django.apps import apps
from django.db.models import CharField, F, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from cookbooks.models.recipes import Recipe
from cookbooks.models.sheets import Sheet
from core.links import rows_of


def _book_path() -> Subquery:
    """The path of the live book."""
    pages = apps.get_model("cookbooks", "ClaudePage").objects.live().order_by("path")
    return Subquery(pages.values("url_path")[:1])


def sheet_rows() -> QuerySet:
    """Live sheets as link rows."""
    path = Concat(_book_path(), Cast(F("slug"), CharField()), Value("/"))
    return rows_of(Sheet.objects.filter(live=True), "sheet", name="title", path=path)


def recipe_rows() -> QuerySet:
    """Live recipes as link rows."""
    path = Concat(_book_path(), Value("recipes/"), Cast(F("slug"), CharField()), Value("/"))
    return rows_of(Recipe.objects.filter(live=True), "recipe", name="title", path=path)
