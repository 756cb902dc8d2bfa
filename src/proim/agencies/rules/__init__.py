"""Who may do what to agencies, appointments and the programme; and who is who, for all rules."""

from proim.agencies.rules import entity, other, person  # noqa: F401 - registers the permissions
from proim.agencies.rules.person import hands_over
from proim.agencies.rules.who import (
    Audited,
    administrator_only,
    agencies_as,
    audits_of,
    has_post,
    in_audit,
    is_administrator,
    is_auditor,
    is_liaison,
    is_office,
    needs_second_factor,
    office_only,
    on_behalf_of,
    reads_sheets,
    signs,
)

__all__ = [
    "Audited",
    "administrator_only",
    "agencies_as",
    "audits_of",
    "hands_over",
    "has_post",
    "in_audit",
    "is_administrator",
    "is_auditor",
    "is_liaison",
    "is_office",
    "needs_second_factor",
    "office_only",
    "on_behalf_of",
    "reads_sheets",
    "signs",
]
