"""What may be typed: the report, the comments of those who decide, the days, and the filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.desk.forms import Shared
from proim.monitoring.formulas import Dates
from proim.monitoring.models import Period, Report, ReportQuerySet
from proim.monitoring.sheet import in_words
from proim.monitoring.workflow import CONTENT, OWED, REQUIRED_FROM, STANDING, Delivery, Stage
from proim.ui.formats import quarter
from proim.ui.forms import DateInput, FilterForm, NumberInput

DAYS = ("opens_on", "due_on", "review_on", "cutoff_on", "publish_on")
ROWS = {"rationale": 2, "support": 2}


@dataclass(frozen=True, slots=True)
class Line:
    """A question on screen, with what the last report said to it."""

    field: BoundField
    last: str = ""
    promised: str = ""  # beside the achievements: what the last report had announced
    lang: str = ""  # of what stands beside
    is_prefilled: bool = False
    chooser: BoundField | None = None  # between two answers, where two people gave one


class ReportForm(Shared, forms.Form):
    """The report of a quarter. The first time, what still holds comes from the last one."""

    use_required_attribute = False  # a draft may be saved with gaps

    def __init__(
        self,
        report: Report,
        data: QueryDict | None = None,
        *,
        last: Mapping[str, Any] | None = None,
        validating: bool = False,
    ) -> None:
        super().__init__(data)
        self.report, self.last, self.validating = report, last or {}, validating
        for name in CONTENT:
            self.fields[name] = _field(name)
        self.initial = {**report.said}
        if report.stage == Stage.PENDING:
            self.initial |= {name: self.last[name] for name in STANDING if name in self.last}
        self.share(CONTENT, report.said.__getitem__)

    def words(self, name: str, value: Any) -> str:
        return in_words(name, value)

    def full_clean(self) -> None:
        """Check what was typed; gaps are no fault of a draft, the screen marks them all the same."""
        for name in REQUIRED_FROM:
            self.fields[name].required = self.validating
        super().full_clean()
        for name in REQUIRED_FROM:
            self.fields[name].required = True

    @property
    def lines(self) -> list[Line]:
        """The questions in the order of the screen."""
        return [self._line(name) for name in CONTENT]

    def _line(self, name: str) -> Line:
        typed = self[name].value()
        last = self.last.get(name)
        same = name in STANDING and last not in (None, "") and str(typed) == str(last)
        return Line(
            self[name],
            last=in_words(name, last),
            promised=self.last.get("commitments", "") if name == "achievements" else "",
            lang="" if name in ("progress", "rating") else "es",
            is_prefilled=same,
            chooser=self.chooser(name),
        )


def _field(name: str) -> forms.Field:
    column: Any = Report._meta.get_field(name)
    more: dict[str, Any] = {"required": name in REQUIRED_FROM}
    if name == "progress":
        more["widget"] = NumberInput
    elif name == "rating":
        more["widget"] = forms.RadioSelect
    else:
        more["widget"] = forms.Textarea(attrs={"rows": ROWS.get(name, 4), "lang": "es"})
        more["max_length"] = 4000
    field: forms.Field = column.formfield(**more)
    if isinstance(field, forms.ChoiceField):
        field.choices = [(value, capfirst(str(text))) for value, text in column.choices]
    return field


class CommentForm(forms.Form):
    """Why a report goes back."""

    comment = forms.CharField(
        label=gettext_lazy("What has to be changed"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "es"}),
    )


class CorrectionForm(forms.Form):
    """Why a published report is corrected."""

    reason = forms.CharField(
        label=gettext_lazy("What was wrong"),
        help_text=gettext_lazy("It is published with the new version."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "es"}),
    )


class DatesForm(forms.ModelForm[Period]):
    """The days of a reporting period; they are checked by the action, not stored by the form."""

    class Meta:
        model = Period
        fields = DAYS
        widgets = dict.fromkeys(DAYS, DateInput)

    @property
    def dates(self) -> Dates:
        """What was typed."""
        return Dates(**{name: self.cleaned_data[name] for name in DAYS})


class MineFilter(FilterForm):
    """The filter above an agency's own reports. Bad input filters nothing."""

    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("what is to be written")),
            ("sent", gettext_lazy("what waits for others")),
            ("published", gettext_lazy("what is published")),
            ("all", gettext_lazy("everything")),
        ],
    )

    def narrow(self, reports: ReportQuerySet) -> ReportQuerySet:
        """Apply the filter; what is due first comes first, what is published last first."""
        self.is_valid()
        shown = self.cleaned_data.get("show", "")
        if shown == "sent":
            return reports.filter(stage__in=(Stage.VALIDATED, Stage.SIGNED)).urgent_first()
        if shown == "published":
            return reports.filter(stage=Stage.PUBLISHED).order_by("-period__quarter", "pk")
        if shown == "all":
            return reports.order_by("-period__quarter", "project__title_key", "pk")
        return reports.filter(stage__in=OWED).urgent_first()


class DeliveryFilter(FilterForm):
    """Which day the figures are of. Bad input means today."""

    on = forms.DateField(label=gettext_lazy("As of the day"), required=False, widget=DateInput)


RECEIVED = "received"


class DeliveryListFilter(DeliveryFilter):
    """The filters above the list behind the delivery figures. Bad input filters nothing."""

    quarter = forms.ChoiceField(label=gettext_lazy("Quarter"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Delivery"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            (RECEIVED, gettext_lazy("received")),
            *Delivery.choices,
        ],
    )
    agency = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ("quarter", "state", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = Period.objects.values_list("quarter", flat=True)
        field: Any = self.fields["quarter"]
        field.choices = [("", _("All")), *((code, quarter(code)) for code in codes)]

    def narrow(self, reports: ReportQuerySet) -> ReportQuerySet:
        """Apply quarter and state; the agency is resolved by the view."""
        self.is_valid()
        if code := self.cleaned_data.get("quarter"):
            reports = reports.filter(period__quarter=code)
        state = self.cleaned_data.get("state")
        if state == RECEIVED:
            return reports.delivered_as(Delivery.ON_TIME, Delivery.LATE)
        return reports.delivered_as(Delivery(state)) if state else reports
