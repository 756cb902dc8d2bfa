from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.agencies.forms.choices import AgencyChoice, day_field, existing_agencies, ground_field
from proim.agencies.models import Agency, SuccessionKind


class EndingForm(forms.Form):
    """When and on what ground an agency ends; the other forms add who follows."""

    since = day_field(
        _("Since"), help_text=_("The first day on which the public entity no longer exists.")
    )
    ground = ground_field()
    gazette = forms.CharField(
        label=_("Gazette no. and date"),
        max_length=120,
        required=False,
        help_text=_("Where the decree was published, for example: no. 1083, 3 May 2011."),
    )
    kind = SuccessionKind.WIND_UP

    def __init__(self, agency: Agency, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency
        others = existing_agencies().exclude(pk=agency.pk)
        for field in self.fields.values():
            if isinstance(field, AgencyChoice):
                field.queryset = others

    def chosen(self, *names: str) -> list[Agency]:
        """Return the agencies that were chosen in these boxes, each once."""
        found = (self.cleaned_data.get(name) for name in names)
        return list(dict.fromkeys(agency for agency in found if agency))

    @property
    def ending(self) -> Sequence[Agency]:
        """The agencies that end."""
        return [self.agency]

    @property
    def successors(self) -> Sequence[Agency]:
        """The agencies that follow, the main one first."""
        return []

    @property
    def heir(self) -> Agency | None:
        """Who takes what is open where nobody follows."""
        return None


class WindUpForm(EndingForm):
    """An agency that nobody succeeds; what is open in it goes to another one all the same."""

    takes_over = AgencyChoice(
        label=_("Takes over what is open"),
        required=False,
        help_text=_("Its projects in course, with their reports; the head of sector, for example."),
    )
    field_order = ["takes_over", "since", "ground", "gazette"]

    @property
    def heir(self) -> Agency | None:
        """Who takes what is open."""
        found: Agency | None = self.cleaned_data.get("takes_over")  # gone once it is refused
        return found


class MergeForm(EndingForm):
    """Which others end too, and what they all become."""

    other_1 = AgencyChoice(label=_("It merges with"))
    other_2 = AgencyChoice(label=_("and with"), required=False)
    other_3 = AgencyChoice(label=_("and with"), required=False)
    successor = AgencyChoice(
        label=_("Together they become"),
        help_text=_("If it is new, add it first with the day on which it begins."),
    )
    field_order = ["other_1", "other_2", "other_3", "successor", "since", "ground", "gazette"]
    kind = SuccessionKind.MERGE

    @property
    def ending(self) -> Sequence[Agency]:
        """The agency of the page, and those that end together with it."""
        return [self.agency, *self.chosen("other_1", "other_2", "other_3")]

    @property
    def successors(self) -> Sequence[Agency]:
        """What they become."""
        return self.chosen("successor")


class SplitForm(EndingForm):
    """What an agency becomes; the first takes over what is not placed elsewhere."""

    main = AgencyChoice(
        label=_("Main successor"),
        help_text=_("It takes what you do not place elsewhere, and the place in scope."),
    )
    other_1 = AgencyChoice(
        label=_("Other successor"),
        help_text=_("If it is new, add it first with the day on which it begins."),
    )
    other_2 = AgencyChoice(label=_("Other successor"), required=False)
    other_3 = AgencyChoice(label=_("Other successor"), required=False)
    field_order = ["main", "other_1", "other_2", "other_3", "since", "ground", "gazette"]
    kind = SuccessionKind.SPLIT

    @property
    def successors(self) -> Sequence[Agency]:
        """What it becomes, the main successor first."""
        return self.chosen("main", "other_1", "other_2", "other_3")


class AbsorbForm(EndingForm):
    """Into which agency this one goes."""

    successor = AgencyChoice(label=_("It goes into"))
    field_order = ["successor", "since", "ground", "gazette"]
    kind = SuccessionKind.ABSORB

    @property
    def successors(self) -> Sequence[Agency]:
        """The one that goes on."""
        return self.chosen("successor")


FORMS: dict[str, type[EndingForm]] = {
    form.kind.value: form for form in (MergeForm, SplitForm, AbsorbForm, WindUpForm)
}
