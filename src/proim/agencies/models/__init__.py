"""Agencies through time, their scope, succession and calendars, and the appointments of people."""

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
from proim.agencies.models.cover import (
    Absence,
    Audience,
    EscalationLevel,
    covered_by,
    levels,
    stand_ins,
)
from proim.agencies.models.mandate import Mandate
from proim.agencies.models.notice import Notice, NoticeDays, NoticeKind, NoticeStep
from proim.agencies.models.programme import Programme

__all__ = [
    "LIAISONS",
    "SINGLE",
    "STAFF",
    "STATE",
    "Absence",
    "Agency",
    "AgencyQuerySet",
    "AgencyType",
    "AgencyVersion",
    "Appointment",
    "Audience",
    "EscalationLevel",
    "FunctionalArea",
    "Mandate",
    "Notice",
    "NoticeDays",
    "NoticeKind",
    "NoticeStep",
    "Programme",
    "Role",
    "ScopeEntry",
    "Succession",
    "SuccessionKind",
    "covered_by",
    "entities_on",
    "holding",
    "levels",
    "refuse_future",
    "stand_ins",
    "vacant",
]
