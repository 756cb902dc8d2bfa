"""What people do to referrals, questions, targets and rules. One verb, one function."""

from proim.referrals.actions.attending import accept, attend, close, give_back, receive
from proim.referrals.actions.question import ask
from proim.referrals.actions.routing import add_rule, edit_rule, switch_rule
from proim.referrals.actions.sending import re_refer, refer
from proim.referrals.actions.target import (
    add_target,
    close_target,
    declare_conflict,
    edit_target,
    end_conflict,
    seat,
    unseat,
)

__all__ = [
    "accept",
    "add_rule",
    "add_target",
    "ask",
    "attend",
    "close",
    "close_target",
    "declare_conflict",
    "edit_rule",
    "edit_target",
    "end_conflict",
    "give_back",
    "re_refer",
    "receive",
    "refer",
    "seat",
    "switch_rule",
    "unseat",
]
