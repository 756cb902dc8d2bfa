"""What may be typed about agencies, and the filters above their lists."""

from proim.agencies.forms.agency import AddForm, AgencyFilter, RenameForm
from proim.agencies.forms.appointment import AppointForm, EndForm, LiaisonListFilter
from proim.agencies.forms.cover import AbsenceForm, EscalationForm, TermFilter
from proim.agencies.forms.notice import (
    CountFilter,
    NoticeFilter,
    NoticeForm,
    WhyForm,
    YearFilter,
)
from proim.agencies.forms.programme import ProgrammeForm
from proim.agencies.forms.scope import DayFilter, ScopeForm
from proim.agencies.forms.succession import AbsorbForm, EndingForm, MergeForm, SplitForm

__all__ = [
    "AbsenceForm",
    "AbsorbForm",
    "AddForm",
    "AgencyFilter",
    "AppointForm",
    "CountFilter",
    "DayFilter",
    "EndForm",
    "EndingForm",
    "EscalationForm",
    "LiaisonListFilter",
    "MergeForm",
    "NoticeFilter",
    "NoticeForm",
    "ProgrammeForm",
    "RenameForm",
    "ScopeForm",
    "SplitForm",
    "TermFilter",
    "WhyForm",
    "YearFilter",
]
