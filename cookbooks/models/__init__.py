"""The shelf and what stands on it: pages, and what they show."""

from cookbooks.models.kept import KeptSetup
from cookbooks.models.kit import FollowUp, Placeholder, Prompt
from cookbooks.models.kit_pages import AnatomyPage, KitPage, Part, PromptsPage, RulePage, Segment
from cookbooks.models.levels import Level, LevelCommand, Rank
from cookbooks.models.local import AttentionGroup, HardwareTier, LocalModel, Machine, MachineKind
from cookbooks.models.local_pages import (
    CacheTypeRow,
    CalculatorPage,
    EpisodePage,
    EpisodeSlot,
    LocalPage,
    QuantizationRow,
)
from cookbooks.models.marks import Mark, Said
from cookbooks.models.pages import ClaudePage, ShelfPage
from cookbooks.models.recipes import Failure, Recipe, RecipeCommand, RecipeStep, Where
from cookbooks.models.reports import ChangeReport, ReportState
from cookbooks.models.sheets import Command, Group, RemovedName, Sheet, Slot
from cookbooks.models.shelf import CookbookPage

__all__ = [
    "AnatomyPage",
    "AttentionGroup",
    "CacheTypeRow",
    "CalculatorPage",
    "ChangeReport",
    "ClaudePage",
    "Command",
    "CookbookPage",
    "EpisodePage",
    "EpisodeSlot",
    "Failure",
    "FollowUp",
    "Group",
    "HardwareTier",
    "KeptSetup",
    "KitPage",
    "Level",
    "LevelCommand",
    "LocalModel",
    "LocalPage",
    "Machine",
    "MachineKind",
    "Mark",
    "Part",
    "Placeholder",
    "Prompt",
    "PromptsPage",
    "QuantizationRow",
    "Rank",
    "Recipe",
    "RecipeCommand",
    "RecipeStep",
    "RemovedName",
    "ReportState",
    "RulePage",
    "Said",
    "Segment",
    "Sheet",
    "ShelfPage",
    "Slot",
    "Where",
]
