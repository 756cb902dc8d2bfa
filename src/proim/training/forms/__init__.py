"""What the screens of training take."""

from proim.training.forms.courses import (
    ChosenPeople,
    CoreForm,
    CorrectForm,
    CountForm,
    CourseForm,
    FolioForm,
    LiaisonFilter,
    NewCourseForm,
    ResultRow,
    ResultsForm,
    SessionForm,
)
from proim.training.forms.exams import ExamForm, HandInForm, QuestionForm
from proim.training.forms.needs import ChosenNeeds, DeclineForm, NeedFilter, NeedForm
from proim.training.forms.sessions import OpinionForm, PaperCodeForm, PresenceForm

__all__ = [
    "ChosenNeeds",
    "ChosenPeople",
    "CoreForm",
    "CorrectForm",
    "CountForm",
    "CourseForm",
    "DeclineForm",
    "ExamForm",
    "FolioForm",
    "HandInForm",
    "LiaisonFilter",
    "NeedFilter",
    "NeedForm",
    "NewCourseForm",
    "OpinionForm",
    "PaperCodeForm",
    "PresenceForm",
    "QuestionForm",
    "ResultRow",
    "ResultsForm",
    "SessionForm",
]
