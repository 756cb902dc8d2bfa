"""Targets and who receives for them, the rules, questions, referrals and how each was sent."""

from proim.referrals.models.question import Question
from proim.referrals.models.referral import (
    Choice,
    FolioCounter,
    Referral,
    ReferralTerm,
    ReferralTermMove,
    Return,
    Sending,
    TermKind,
)
from proim.referrals.models.rule import RoutingRule, RuleVersion
from proim.referrals.models.target import Conflict, Kind, Seat, Target

__all__ = [
    "Choice",
    "Conflict",
    "FolioCounter",
    "Kind",
    "Question",
    "Referral",
    "ReferralTerm",
    "ReferralTermMove",
    "Return",
    "RoutingRule",
    "RuleVersion",
    "Seat",
    "Sending",
    "Target",
    "TermKind",
]
