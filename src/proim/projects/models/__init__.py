"""The project, its dated stage and strategy, its money, its review."""

from proim.projects.models.choices import (
    BudgetKind,
    FeasibilityKind,
    IctUse,
    ImpactLevel,
    Nature,
    PopulationKind,
    Publication,
    Scope,
    Verdict,
)
from proim.projects.models.deadline import ProjectTerm, ProjectTermMove, TermKind
from proim.projects.models.folio import FolioCounter
from proim.projects.models.history import Classification, StageChange
from proim.projects.models.project import Project
from proim.projects.models.resources import BudgetLine, Feasibility
from proim.projects.models.review import Observation
from proim.projects.models.transfer import Transfer, lead_on, led_by, touched_by

__all__ = [
    "BudgetKind",
    "BudgetLine",
    "Classification",
    "Feasibility",
    "FeasibilityKind",
    "FolioCounter",
    "IctUse",
    "ImpactLevel",
    "Nature",
    "Observation",
    "PopulationKind",
    "Project",
    "ProjectTerm",
    "ProjectTermMove",
    "Publication",
    "Scope",
    "StageChange",
    "TermKind",
    "Transfer",
    "Verdict",
    "lead_on",
    "led_by",
    "touched_by",
]
