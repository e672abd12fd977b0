"""The shelf and what stands on it: pages, and what they show."""

from cookbooks.models.levels import Level, LevelCommand, Rank
from cookbooks.models.marks import Mark, Said
from cookbooks.models.pages import ClaudePage, ShelfPage
from cookbooks.models.recipes import Failure, Recipe, RecipeCommand, RecipeStep, Where
from cookbooks.models.reports import ChangeReport, ReportState
from cookbooks.models.sheets import Command, Group, RemovedName, Sheet, Slot
from cookbooks.models.shelf import CookbookPage

__all__ = [
    "ChangeReport",
    "ClaudePage",
    "Command",
    "CookbookPage",
    "Failure",
    "Group",
    "Level",
    "LevelCommand",
    "Mark",
    "Rank",
    "Recipe",
    "RecipeCommand",
    "RecipeStep",
    "RemovedName",
    "ReportState",
    "Said",
    "Sheet",
    "ShelfPage",
    "Slot",
    "Where",
]
