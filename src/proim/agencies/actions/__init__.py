"""What people do to agencies, scope, appointments and the programme. One verb, one function."""

from proim.agencies.actions.agency import add, rename
from proim.agencies.actions.appointment import appoint, end_appointment
from proim.agencies.actions.programme import edit_programme
from proim.agencies.actions.scope import put_in_scope, take_out_of_scope
from proim.agencies.actions.sheet import import_agencies
from proim.agencies.actions.succession import absorb, merge, split, wind_up

__all__ = [
    "absorb",
    "add",
    "appoint",
    "edit_programme",
    "end_appointment",
    "import_agencies",
    "merge",
    "put_in_scope",
    "rename",
    "split",
    "take_out_of_scope",
    "wind_up",
]
