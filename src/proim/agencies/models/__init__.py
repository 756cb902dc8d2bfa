"""Agencies through time, their scope and succession, and the appointments of people."""

from proim.agencies.models.agency import (
    STATE,
    Agency,
    AgencyQuerySet,
    AgencyType,
    AgencyVersion,
    ScopeEntry,
    Succession,
    SuccessionKind,
    entities_on,
    refuse_future,
)
from proim.agencies.models.appointment import (
    LIAISONS,
    SINGLE,
    STAFF,
    Appointment,
    FunctionalArea,
    Role,
    holding,
    vacant,
)
from proim.agencies.models.programme import Programme

__all__ = [
    "LIAISONS",
    "SINGLE",
    "STAFF",
    "STATE",
    "Agency",
    "AgencyQuerySet",
    "AgencyType",
    "AgencyVersion",
    "Appointment",
    "FunctionalArea",
    "Programme",
    "Role",
    "ScopeEntry",
    "Succession",
    "SuccessionKind",
    "entities_on",
    "holding",
    "refuse_future",
    "vacant",
]
