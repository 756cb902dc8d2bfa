from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.agencies.forms.choices import (
    AgencyChoice,
    capitalised,
    day_field,
    existing_agencies,
    ground_field,
)
from proim.agencies.models import STATE, Agency, AgencyQuerySet, AgencyType, AgencyVersion
from proim.core.clock import today
from proim.desk.forms import Shared
from proim.ui.forms import FilterForm, SearchInput


class AgencyFilter(FilterForm):
    """The filters above the list of agencies. Bad input filters nothing."""

    text = forms.CharField(
        label=_("Name or acronym"), required=False, max_length=100, widget=SearchInput()
    )
    type = forms.ChoiceField(
        label=_("Type"), required=False, choices=[("", _("Any")), *capitalised(AgencyType.choices)]
    )
    sector = AgencyChoice(label=_("Sector"), required=False, empty_label=_("Any"))
    scope = forms.ChoiceField(
        label=_("Programme's scope"),
        required=False,
        choices=[("", _("Any")), *capitalised([("in", _("in scope")), ("out", _("out of scope"))])],
    )
    day = day_field(_("As of"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heading = AgencyVersion.objects.filter(sector__isnull=False).values("sector")
        heads = Agency.objects.filter(pk__in=heading)
        self.fields["sector"].queryset = heads  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def on(self) -> date:
        """The day that the list speaks of."""
        return self.cleaned_data.get("day") or today()

    def narrow(self, agencies: AgencyQuerySet) -> AgencyQuerySet:
        """Keep what existed on the day and passes the filters; annotate what it was then."""
        typed = self.cleaned_data
        found: Any = agencies.existing(self.on).with_scope(self.on).placed_on(self.on)
        found = found.matching(typed.get("text", ""))
        if kind := typed.get("type"):
            found = found.filter(type_then=kind)
        if sector := typed.get("sector"):
            found = found.filter(sector_then=sector.pk)
        if scope := typed.get("scope"):
            found = found.in_scope(self.on) if scope == "in" else found.out_of_scope(self.on)
        rows: AgencyQuerySet = found.by_name_on(self.on)
        return rows


class RenameForm(Shared, forms.ModelForm[AgencyVersion]):
    """What an agency is called and is from a day on."""

    sector = AgencyChoice(
        label=_("Sector (head of sector)"), required=False, empty_label=_("none: it heads itself")
    )
    since = day_field(_("Since"))
    ground = ground_field(required=False)

    class Meta:
        model = AgencyVersion
        fields = ["name", "acronym", "type", "sector", "demarcation", "since", "ground"]
        help_texts = {
            "demarcation": _("Boroughs only: state and municipality, for example 09-002."),
        }

    def __init__(self, *args: Any, now: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.share(STATE, now.__getitem__ if now else None)
        self.fields["type"].choices = capitalised(AgencyType.choices)  # type: ignore[attr-defined]
        self.fields["sector"].queryset = existing_agencies()  # type: ignore[attr-defined]

    @property
    def state(self) -> dict[str, Any]:
        """The columns of the state that was typed."""
        return {name: self.cleaned_data[name] for name in STATE}


class AddForm(RenameForm):
    """A new agency: its first state, and a key of its own if wanted."""

    key = forms.CharField(
        label=_("Key"),
        max_length=20,
        required=False,
        help_text=_("It never changes. Leave it empty to get the next one."),
    )
    field_order = ["name", "acronym", "type", "sector", "demarcation", "key", "since", "ground"]
