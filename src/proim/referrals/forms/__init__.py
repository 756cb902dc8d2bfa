"""What people type about referrals, questions, targets and rules. Forms write nothing."""

from proim.referrals.forms.routing import RuleForm, said_by
from proim.referrals.forms.sending import (
    AnswerForm,
    CommentForm,
    DestinationForm,
    QuestionForm,
    ReasonForm,
    ReferralFilter,
)
from proim.referrals.forms.target import ConflictForm, NewTargetForm, SeatForm, TargetForm

__all__ = [
    "AnswerForm",
    "CommentForm",
    "ConflictForm",
    "DestinationForm",
    "NewTargetForm",
    "QuestionForm",
    "ReasonForm",
    "ReferralFilter",
    "RuleForm",
    "SeatForm",
    "TargetForm",
    "said_by",
]
