"""The Route: its stages and steps, the paths through it, projects; what is remembered of it; and its page."""

from roadmap.models.kept import RetiredStep, SeenLink
from roadmap.models.pages import RoutePage
from roadmap.models.paths import Already, Path, PathStep, Project, ProjectStep, Start
from roadmap.models.progress import AcceptanceTick, Plan, StepProgress
from roadmap.models.routes import Milestone, Preset, Route
from roadmap.models.steps import (
    Depth,
    ResourceKind,
    Stage,
    Step,
    StepLens,
    StepPrerequisite,
    StepResource,
    StepSkill,
)

__all__ = [
    "AcceptanceTick",
    "Already",
    "Depth",
    "Milestone",
    "Path",
    "PathStep",
    "Plan",
    "Preset",
    "Project",
    "ProjectStep",
    "ResourceKind",
    "RetiredStep",
    "Route",
    "RoutePage",
    "SeenLink",
    "Stage",
    "Start",
    "Step",
    "StepLens",
    "StepPrerequisite",
    "StepProgress",
    "StepResource",
    "StepSkill",
]
