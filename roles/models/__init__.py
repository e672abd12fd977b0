"""Lifecycles and their phases, roles, skills, counterparts and lenses; and the pages that show them."""

from roles.models.lenses import Lens, LensRole
from roles.models.lifecycles import Lifecycle, Phase
from roles.models.pages import LensesPage, RolesExplorerPage, SkillsPage
from roles.models.roles import Change, Counterpart, Level, Role, RolePhase, RoleSkill
from roles.models.skills import Kind, Skill
from roles.models.ticks import CheckTick

__all__ = [
    "Change",
    "CheckTick",
    "Counterpart",
    "Kind",
    "Lens",
    "LensRole",
    "LensesPage",
    "Level",
    "Lifecycle",
    "Phase",
    "Role",
    "RolePhase",
    "RoleSkill",
    "RolesExplorerPage",
    "Skill",
    "SkillsPage",
]
