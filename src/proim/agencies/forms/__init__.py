"""What may be typed about agencies, and the filters above their lists."""

from proim.agencies.forms.agency import AddForm, AgencyFilter, RenameForm
from proim.agencies.forms.appointment import AppointForm, EndForm, LiaisonListFilter
from proim.agencies.forms.cover import AbsenceForm, EscalationForm, TermFilter
from proim.agencies.forms.delegation import DelegateForm
from proim.agencies.forms.handover import PrepareForm, RemarkForm
from proim.agencies.forms.notice import (
    CountFilter,
    NoticeFilter,
    NoticeForm,
    WhyForm,
    YearFilter,
)
from proim.agencies.forms.passing import PassingForm
from proim.agencies.forms.programme import ProgrammeForm
from proim.agencies.forms.scope import DayFilter, ScopeForm
from proim.agencies.forms.succession import FORMS, EndingForm

__all__ = [
    "FORMS",
    "AbsenceForm",
    "AddForm",
    "AgencyFilter",
    "AppointForm",
    "CountFilter",
    "DayFilter",
    "DelegateForm",
    "EndForm",
    "EndingForm",
    "EscalationForm",
    "LiaisonListFilter",
    "NoticeFilter",
    "NoticeForm",
    "PassingForm",
    "PrepareForm",
    "ProgrammeForm",
    "RemarkForm",
    "RenameForm",
    "ScopeForm",
    "TermFilter",
    "WhyForm",
    "YearFilter",
]
