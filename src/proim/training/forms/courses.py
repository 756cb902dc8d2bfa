from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies.models import AgencyType, Appointment, Role
from proim.agencies.models.appointment import LIAISONS, AppointmentQuerySet
from proim.desk.forms import Shared
from proim.training.actions import Achieved
from proim.training.models import Course, Enrolment, Session
from proim.training.workflow import DECIDED, Result
from proim.ui.forms import DateInput, FilterForm, NumberInput, SearchInput


class CourseForm(Shared, forms.ModelForm[Course]):
    """What the office may say of a course."""

    class Meta:
        model = Course
        fields = [
            "key",
            "title_es",
            "title_en",
            "objective_es",
            "objective_en",
            "competencies_es",
            "competencies_en",
            "hours",
            "modality",
            "provider",
            "least_attendance",
            "valid_months",
        ]
        widgets = {
            "hours": NumberInput,
            "least_attendance": NumberInput,
            "valid_months": NumberInput,
            **{
                f"{name}_{language}": forms.Textarea({"rows": 3})
                for name in ("objective", "competencies")
                for language in ("es", "en")
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.share_row(self.instance)


class NewCourseForm(CourseForm):
    """The same for a new course, and whether it is a core one."""

    is_core = forms.BooleanField(
        label=gettext_lazy("It is a core course"),
        required=False,
        help_text=gettext_lazy("Who passes a core course counts as a trained liaison officer."),
    )
    since = forms.DateField(label=gettext_lazy("Core since"), required=False, widget=DateInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("is_core") and not cleaned.get("since"):
            self.add_error("since", _("Say from which day on."))
        return cleaned


class CoreForm(forms.Form):
    """From which day on a course counts as core, or no longer, and why."""

    since = forms.DateField(label=gettext_lazy("From this day on"), widget=DateInput)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=250)


class SecureURLField(forms.URLField):
    """An address; one that is typed without its scheme is taken as https."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class SessionForm(Shared, forms.ModelForm[Session]):
    """When and where a course is given."""

    class Meta:
        model = Session
        fields = [
            "starts_on",
            "ends_on",
            "timetable",
            "place",
            "link",
            "trainer",
            "capacity",
            "is_open",
        ]
        field_classes = {"link": SecureURLField}
        widgets = {"starts_on": DateInput, "ends_on": DateInput, "capacity": NumberInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.share_row(self.instance)


class LiaisonFilter(FilterForm):
    """Which of the current liaison officers to choose from. Bad input filters nothing."""

    text = forms.CharField(
        label=gettext_lazy("Name or public entity"),
        required=False,
        max_length=100,
        widget=SearchInput,
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Type of public entity"),
        required=False,
        choices=[("", gettext_lazy("any")), *AgencyType.choices],
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Kind of liaison"),
        required=False,
        choices=[("", gettext_lazy("any")), *((role.value, role.label) for role in LIAISONS)],
    )
    untrained = forms.BooleanField(
        label=gettext_lazy("Only those who have not passed a core course"), required=False
    )

    def narrow(self, appointments: AppointmentQuerySet, day: date) -> AppointmentQuerySet:
        """Apply the filters that were filled in and are valid."""
        self.is_valid()
        asked = self.cleaned_data
        for word in asked.get("text", "").split():
            appointments = appointments.filter(
                Q(person__full_name__icontains=word)
                | Q(agency__name__icontains=word)
                | Q(agency__acronym__icontains=word)
            )
        if asked.get("type"):
            appointments = appointments.filter(agency__type=asked["type"])
        if asked.get("role"):
            appointments = appointments.filter(role=Role(asked["role"]))
        if asked.get("untrained"):
            core = Course.objects.core(day)
            passed = Enrolment.objects.filter(result=Result.PASSED, session__course__in=core)
            appointments = appointments.exclude(person__in=passed.values("person"))
        return appointments


class ChosenPeople(forms.Form):
    """Whom of the list to enrol: some, or everybody whom the filters leave."""

    people = forms.MultipleChoiceField(required=False)
    everybody = forms.BooleanField(required=False)

    def __init__(self, data: Any, appointments: Iterable[Appointment]) -> None:
        super().__init__(data)
        self.offered = {str(row.person.code): row.person for row in appointments}
        self.fields["people"].choices = [(code, code) for code in self.offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("people") and not cleaned.get("everybody") and not self.errors:
            raise forms.ValidationError(_("Choose at least one person."))
        return cleaned

    @property
    def chosen(self) -> list[Any]:
        """The people, in the order of the list."""
        if self.cleaned_data["everybody"]:
            return list(self.offered.values())
        wanted = set(self.cleaned_data["people"])
        return [person for code, person in self.offered.items() if code in wanted]


class ResultsForm(forms.Form):
    """What holds for all rows of the screen of results."""

    completed_on = forms.DateField(label=gettext_lazy("Completed on"), widget=DateInput)
    rest = forms.ChoiceField(
        label=gettext_lazy("Those without a result below"),
        required=False,
        choices=[
            ("", gettext_lazy("stay without one")),
            (Result.PASSED, Result.PASSED.label),
            (Result.ATTENDED, Result.ATTENDED.label),
            (Result.ABSENT, Result.ABSENT.label),
        ],
    )


class ResultRow(forms.Form):
    """Attendance, grade and result of one person. Each box carries the name of the person."""

    attendance = forms.IntegerField(
        required=False, min_value=0, max_value=100, widget=NumberInput({"size": 4})
    )
    grade = forms.DecimalField(
        required=False,
        min_value=0,
        max_value=10,
        max_digits=3,
        decimal_places=1,
        widget=NumberInput({"size": 4}),
    )
    result = forms.ChoiceField(
        required=False, choices=[("", "—"), *((row.value, row.label) for row in DECIDED)]
    )

    def __init__(
        self,
        data: Any,
        enrolment: Enrolment,
        attendance: int | None = None,
        grade: Decimal | None = None,
    ) -> None:
        decided = "" if enrolment.result == Result.ENROLLED else enrolment.result
        initial = {"attendance": attendance, "grade": grade, "result": decided}
        super().__init__(data, prefix=str(enrolment.pk), initial=initial)
        self.enrolment = enrolment
        names = {
            "attendance": _("Attendance of %(person)s, in per cent"),
            "grade": _("Grade of %(person)s, from 0 to 10"),
            "result": _("Result of %(person)s"),
        }
        for name, text in names.items():
            label = text % {"person": enrolment.person}
            self.fields[name].widget.attrs["aria-label"] = label
            self.fields[name].label = label

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        result, attendance = cleaned.get("result"), cleaned.get("attendance")
        if result == Result.ABSENT and attendance:
            self.add_error("attendance", _("Somebody absent attended nothing: leave it empty."))
        if result and result != Result.ABSENT and attendance == 0:
            self.add_error("attendance", _("With 0 per cent the result is absent."))
        return cleaned


class CorrectForm(forms.ModelForm[Enrolment]):
    """The right result, and why the recorded one was wrong."""

    reason = forms.CharField(
        label=gettext_lazy("Reason of the correction"), widget=forms.Textarea({"rows": 3})
    )

    class Meta:
        model = Enrolment
        fields = ["result", "completed_on", "attendance", "grade"]
        widgets = {"completed_on": DateInput, "attendance": NumberInput, "grade": NumberInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.value, row.label) for row in DECIDED]
        self.fields["result"].choices = choices  # type: ignore[attr-defined]

    @property
    def achieved(self) -> Achieved:
        """The result that was typed."""
        told: Mapping[str, Any] = self.cleaned_data
        return Achieved(**{name: told[name] for name in Achieved.__slots__})


class FolioForm(FilterForm):
    """A folio to be checked."""

    folio = forms.CharField(label=gettext_lazy("Folio of the certificate"), max_length=30)


class CountForm(FilterForm):
    """As of which day to count."""

    day = forms.DateField(label=gettext_lazy("As of"), required=False, widget=DateInput)
