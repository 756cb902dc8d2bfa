"""Agencies through time, their scope and succession, and the appointments of people."""

from proim.agencies.models.agency import (
    Agency,
    AgencyType,
    AgencyVersion,
    ScopeEntry,
    Succession,
    SuccessionKind,
)
from proim.agencies.models.appointment import Appointment, FunctionalArea, Role
from proim.agencies.models.programme import Programme

__all__ = [
    "Agency",
    "AgencyType",
    "AgencyVersion",
    "Appointment",
    "FunctionalArea",
    "Programme",
    "Role",
    "ScopeEntry",
    "Succession",
    "SuccessionKind",
]
