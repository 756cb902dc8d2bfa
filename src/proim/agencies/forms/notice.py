"""Notices of working days: what is typed of one, and the filters above their list."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies.forms.choices import capitalised, day_field
from proim.agencies.formulas import UnreadableLine, read_spans, write_spans
from proim.agencies.models import Notice, NoticeKind
from proim.agencies.models.notice import NoticeQuerySet
from proim.agencies.workflow import NoticeStatus
from proim.core.clock import today
from proim.ui.forms import FilterForm, NumberInput, SearchInput

FIRST_YEAR, LAST_YEAR = 2000, 2100


class NoticeForm(forms.ModelForm[Notice]):
    """A notice as its Gazette prints it."""

    days = forms.CharField(
        label=gettext_lazy("Days"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One line for each day or range, as in the Gazette: 01/05/2025, or 14/04/2025 - 18/04/2025."
        ),
    )
    gazette_on = day_field(gettext_lazy("Date of the Gazette"))
    field_order = ["kind", "days", "reason", "gazette", "gazette_on", "gazette_page"]

    class Meta:
        model = Notice
        fields = ["kind", "reason", "gazette", "gazette_on", "gazette_page"]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "reason": gettext_lazy("In the words of the notice; everybody reads it."),
            "gazette": gettext_lazy("Number of the official Gazette, for example 1542 Bis."),
        }

    def __init__(self, *args: Any, corrected: Notice | None = None, **kwargs: Any) -> None:
        if corrected:
            names = ("kind", "reason", "gazette", "gazette_on", "gazette_page")
            initial = {name: getattr(corrected, name) for name in names}
            spans = [(span.first_on, span.last_on) for span in corrected.spans.all()]
            kwargs["initial"] = {**initial, "days": write_spans(spans)}
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = capitalised(NoticeKind.choices)

    def clean_days(self) -> list[tuple[date, date]]:
        """Read the days, or say which line cannot be read."""
        try:
            return read_spans(self.cleaned_data["days"])
        except UnreadableLine as error:
            text = _("Line %(number)s, “%(line)s”: write a day or two days, the earlier one first.")
            raise ValidationError(text % {"number": error.number, "line": error.line}) from error

    @property
    def draft(self) -> Notice:
        """The notice that was typed, not stored."""
        names = ("kind", "reason", "gazette", "gazette_on", "gazette_page")
        return Notice(**{name: self.cleaned_data[name] for name in names})

    def _post_clean(self) -> None:
        """Leave the checks of the record to the action, which has the whole of it."""


class WhyForm(forms.Form):
    """Why a notice is withdrawn, or not recorded."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=250)


class YearFilter(FilterForm):
    """The year of a calendar; a bad one is this year's."""

    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=NumberInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_valid()

    @property
    def chosen(self) -> int:
        """The year that was asked for, else this one."""
        return self.cleaned_data.get("year") or today().year


class NoticeFilter(YearFilter):
    """The filters above the list of notices. Bad input filters nothing."""

    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[("", gettext_lazy("All")), *capitalised(NoticeStatus.choices)],
    )
    text = forms.CharField(
        label=gettext_lazy("Reason, Gazette or public entity"),
        required=False,
        max_length=100,
        widget=SearchInput,
    )
    field_order = ["text", "status", "year"]

    def narrow(self, notices: NoticeQuerySet) -> NoticeQuerySet:
        """Keep what passes; what waits for the office comes first, then the latest."""
        typed = self.cleaned_data
        if year := typed.get("year"):
            notices = notices.in_year(year)
        if status := typed.get("status"):
            notices = notices.filter(status=status)
        return notices.matching(typed.get("text", "")).waiting_first()


class CountFilter(forms.Form):
    """The term to count, from the address."""

    after = forms.DateField()
    until = forms.DateField()
