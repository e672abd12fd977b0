"""How editors list, order and write what stands on the shelf."""

from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cookbooks.local_viewsets import HardwareTierViewSet, LocalModelViewSet, PromptViewSet
from cookbooks.models import Command, Group, Level, Recipe, Sheet
from roles.viewsets import EntryViewSet


class SheetViewSet(EntryViewSet):
    model = Sheet
    icon = "table"
    menu_label = "Cheat sheets"
    columns = ["title", "checked", "review_by"]


class GroupViewSet(EntryViewSet):
    model = Group
    icon = "list-ul"
    menu_label = "Groups"
    columns = ["title", "sheet"]
    list_filter = {"sheet": ["exact"], "live": ["exact"]}


class CommandViewSet(EntryViewSet):
    model = Command
    icon = "code"
    columns = ["__str__", "group", "level", Column("checked_on", label="Checked on")]
    list_filter = {"group__sheet": ["exact"], "group": ["exact"], "level": ["exact"], "live": ["exact"]}


class RecipeViewSet(EntryViewSet):
    model = Recipe
    icon = "list-ol"
    columns = ["title", "level", "time"]
    list_filter = {"level": ["exact"], "live": ["exact"]}


class LevelViewSet(EntryViewSet):
    model = Level
    icon = "order-up"
    columns = ["__str__", "promise"]


class ShelfGroup(SnippetViewSetGroup):
    """What the books on the shelf are made of, under one entry of the menu."""

    items = (
        CommandViewSet,
        GroupViewSet,
        SheetViewSet,
        RecipeViewSet,
        LevelViewSet,
        LocalModelViewSet,
        HardwareTierViewSet,
        PromptViewSet,
    )
    menu_label = "Shelf"
    menu_icon = "openquote"
    menu_order = 167
