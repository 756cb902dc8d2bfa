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
    heirs_on,
    refuse_future,
)
from proim.agencies.models.appointment import (
    LIAISONS,
    SIGNERS,
    SINGLE,
    SPEAKERS,
    STAFF,
    Appointment,
    FunctionalArea,
    Role,
    holding,
    posts_of,
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
from proim.agencies.models.handover import Handover, HandoverItem
from proim.agencies.models.mandate import Mandate
from proim.agencies.models.notice import Notice, NoticeDays, NoticeKind, NoticeStep
from proim.agencies.models.programme import Programme
from proim.agencies.models.reorganization import PostPassage, Reorganization

__all__ = [
    "LIAISONS",
    "SIGNERS",
    "SINGLE",
    "SPEAKERS",
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
    "Handover",
    "HandoverItem",
    "Mandate",
    "Notice",
    "NoticeDays",
    "NoticeKind",
    "NoticeStep",
    "PostPassage",
    "Programme",
    "Reorganization",
    "Role",
    "ScopeEntry",
    "Succession",
    "SuccessionKind",
    "covered_by",
    "entities_on",
    "heirs_on",
    "holding",
    "levels",
    "posts_of",
    "refuse_future",
    "stand_ins",
    "vacant",
]
