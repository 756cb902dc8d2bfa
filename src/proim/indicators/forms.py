from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies.models import Programme
from proim.core.clock import today
from proim.core.quarters import Quarter
from proim.indicators.slots import AsOf
from proim.ui.formats import quarter
from proim.ui.forms import DateInput, FilterForm


class CutOff(FilterForm):
    """The day that is counted, and what was known of it. Bad input is told, and today counted."""

    on = forms.DateField(label=gettext_lazy("As of"), required=False, widget=DateInput)
    known = forms.DateField(
        label=gettext_lazy("As it was known on"),
        required=False,
        widget=DateInput,
        help_text=gettext_lazy("Leaves out what was recorded later. Empty: all that is known now."),
    )

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day and day > today():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    @property
    def as_of(self) -> AsOf:
        """What was asked; today and all that is known where nothing valid was."""
        self.is_valid()
        on, known = self.cleaned_data.get("on"), self.cleaned_data.get("known")
        return AsOf(on or today(), _end_of(known) if known else None)

    @property
    def query(self) -> dict[str, str]:
        """The valid part of the address, to be carried to other pages."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name) for name in ("on", "known")}
        return {name: day.isoformat() for name, day in asked.items() if day}


class QuarterChoice(FilterForm):
    """The same day chosen as a quarter of the programme, newest first."""

    on = forms.ChoiceField(label=gettext_lazy("Quarter"), required=False)

    def __init__(self, chosen: AsOf) -> None:
        days = {day.isoformat(): label for day, label in quarter_ends()}
        super().__init__(initial={"on": chosen.day.isoformat()}, auto_id="quarter_%s")
        other = [] if chosen.day.isoformat() in days else [("", _("another day"))]
        self.fields["on"].choices = [*other, *days.items()]  # type: ignore[attr-defined]


def quarter_ends() -> list[tuple[Any, str]]:
    """Return the cut-off days to choose from: each quarter of the programme up to now."""
    now, programme = today(), Programme.get()
    first = Quarter.of(programme.starts_on or now)
    last = Quarter.of(min(now, programme.ends_on or now))
    found, here = [], last
    while here >= first:
        running = here.last_day >= now
        label = _("%(quarter)s, to date") if running else "%(quarter)s"
        found.append((min(here.last_day, now), label % {"quarter": quarter(here)}))
        here = here.previous
    return found


def _end_of(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
