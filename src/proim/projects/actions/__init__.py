"""What people do to projects. One verb, one function; the only code that writes a project.

``on`` is the day on which it happens, today unless told otherwise; ``by=None`` is the system.
"""

from proim.projects.actions.classification import reclassify
from proim.projects.actions.life_cycle import (
    assure,
    cancel,
    close,
    execute,
    merge,
    plan,
    suspend,
)
from proim.projects.actions.record import complete, edit, register
from proim.projects.actions.review import accept, give_back, take, untake
from proim.projects.actions.submission import submit, withdraw
from proim.projects.actions.transfer import transfer

__all__ = [
    "accept",
    "assure",
    "cancel",
    "close",
    "complete",
    "edit",
    "execute",
    "give_back",
    "merge",
    "plan",
    "reclassify",
    "register",
    "submit",
    "suspend",
    "take",
    "transfer",
    "untake",
    "withdraw",
]
