"""What may be typed about agencies, and the filters above their lists."""

from proim.agencies.forms.agency import AddForm, AgencyFilter, RenameForm
from proim.agencies.forms.appointment import AppointForm, EndForm, LiaisonListFilter
from proim.agencies.forms.programme import ProgrammeForm
from proim.agencies.forms.scope import DayFilter, ScopeForm
from proim.agencies.forms.sheet import CommitForm, UploadForm
from proim.agencies.forms.succession import AbsorbForm, EndingForm, MergeForm, SplitForm

__all__ = [
    "AbsorbForm",
    "AddForm",
    "AgencyFilter",
    "AppointForm",
    "CommitForm",
    "DayFilter",
    "EndForm",
    "EndingForm",
    "LiaisonListFilter",
    "MergeForm",
    "ProgrammeForm",
    "RenameForm",
    "ScopeForm",
    "SplitForm",
    "UploadForm",
]
