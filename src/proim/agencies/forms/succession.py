from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.agencies.forms.choices import AgencyChoice, day_field, existing_agencies, ground_field
from proim.agencies.models import Agency


class EndingForm(forms.Form):
    """When and on what ground an agency ends; the other forms add who follows."""

    since = day_field(
        _("Since"), help_text=_("The first day on which the public entity no longer exists.")
    )
    ground = ground_field()

    def __init__(self, agency: Agency, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = existing_agencies().exclude(pk=agency.pk)
        for field in self.fields.values():
            if isinstance(field, AgencyChoice):
                field.queryset = others

    def chosen(self, *names: str) -> list[Agency]:
        """Return the agencies that were chosen in these boxes."""
        return [self.cleaned_data[name] for name in names if self.cleaned_data[name]]


class MergeForm(EndingForm):
    """Which others end too, and what they all become."""

    other_1 = AgencyChoice(label=_("It merges with"))
    other_2 = AgencyChoice(label=_("and with"), required=False)
    other_3 = AgencyChoice(label=_("and with"), required=False)
    successor = AgencyChoice(
        label=_("Together they become"),
        help_text=_("If it is new, add it first with the day on which it begins."),
    )
    field_order = ["other_1", "other_2", "other_3", "successor", "since", "ground"]

    @property
    def others(self) -> list[Agency]:
        """The agencies that end together with this one."""
        return self.chosen("other_1", "other_2", "other_3")


class SplitForm(EndingForm):
    """What an agency becomes; the first takes over what it leaves."""

    main = AgencyChoice(
        label=_("Main successor"),
        help_text=_("It takes over projects and liaison officers, and the place in scope."),
    )
    other_1 = AgencyChoice(label=_("Other successor"))
    other_2 = AgencyChoice(label=_("Other successor"), required=False)
    other_3 = AgencyChoice(label=_("Other successor"), required=False)
    field_order = ["main", "other_1", "other_2", "other_3", "since", "ground"]

    @property
    def others(self) -> list[Agency]:
        """The successors beside the main one."""
        return self.chosen("other_1", "other_2", "other_3")


class AbsorbForm(EndingForm):
    """Into which agency this one goes."""

    successor = AgencyChoice(label=_("It goes into"))
    field_order = ["successor", "since", "ground"]
