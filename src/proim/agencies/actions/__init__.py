"""What people do to agencies, scope, appointments and the programme. One verb, one function."""

from proim.agencies.actions.agency import add, rename
from proim.agencies.actions.appointment import Letter, appoint, end_appointment
from proim.agencies.actions.cover import end_absence, record_absence, set_escalation
from proim.agencies.actions.delegation import delegate
from proim.agencies.actions.handover import (
    deliver_handover,
    open_handover,
    prepare_handover,
    receive_handover,
    reopen_handover,
)
from proim.agencies.actions.mandate import end_mandate, grant_mandate
from proim.agencies.actions.notice import (
    confirm_notice,
    correct_notice,
    declare_city_notice,
    declare_notice,
    propose_notice,
    refuse_notice,
    withdraw_notice,
)
from proim.agencies.actions.programme import edit_programme
from proim.agencies.actions.reorganization import Plan, reorganize
from proim.agencies.actions.scope import put_in_scope, take_out_of_scope
from proim.agencies.actions.succession import absorb, merge, split, wind_up
from proim.agencies.actions.undoing import reopen_appointment, take_back

__all__ = [
    "Letter",
    "Plan",
    "absorb",
    "add",
    "appoint",
    "confirm_notice",
    "correct_notice",
    "declare_city_notice",
    "declare_notice",
    "delegate",
    "deliver_handover",
    "edit_programme",
    "end_absence",
    "end_appointment",
    "end_mandate",
    "grant_mandate",
    "merge",
    "open_handover",
    "prepare_handover",
    "propose_notice",
    "put_in_scope",
    "receive_handover",
    "record_absence",
    "refuse_notice",
    "rename",
    "reopen_appointment",
    "reopen_handover",
    "reorganize",
    "set_escalation",
    "split",
    "take_back",
    "take_out_of_scope",
    "wind_up",
    "withdraw_notice",
]
