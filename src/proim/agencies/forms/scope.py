from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.agencies.forms.choices import day_field, ground_field
from proim.core.clock import today
from proim.ui.forms import FilterForm


class DayFilter(FilterForm):
    """The day that a list speaks of; a bad one is today."""

    day = day_field(_("As of"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_valid()

    @property
    def on(self) -> date:
        """The day that was asked for, else today."""
        return self.cleaned_data.get("day") or today()


class ScopeForm(forms.Form):
    """An entry of the scope list."""

    since = day_field(
        _("Since"), help_text=_("A past day is right where the list was late: both days are kept.")
    )
    ground = ground_field()
