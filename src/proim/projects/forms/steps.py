"""What is asked for a step off the main line: why, since when, and into what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.core.clock import today
from proim.projects.models import Project
from proim.taxonomy.models import Catalogue, Term
from proim.ui.forms import DateInput


class ReasonForm(forms.Form):
    """Why, and since when."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    on = forms.DateField(label=_("Since"), widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today

    def arguments(self) -> dict[str, Any]:
        """Return what the action is called with."""
        return dict(self.cleaned_data)


class MergeForm(ReasonForm):
    """Into which project: people know it by its folio."""

    into = forms.CharField(
        label=_("Folio of the project that stays"),
        help_text=_("Such as PROIM-2011-0042."),
        max_length=20,
    )
    field_order = ("into", "reason", "on")

    def clean_into(self) -> Project:
        folio = self.cleaned_data["into"].strip().upper()
        found = Project.objects.filter(folio=folio).first()
        if not found:
            raise forms.ValidationError(_("No project has this folio."))
        return found


class ReclassifyForm(ReasonForm):
    """Which strategy instead."""

    strategy = forms.ModelChoiceField(
        Term.objects.none(),
        label=_("New principal strategy"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=250, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("strategy", "reason", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["strategy"]
        field.queryset = Term.objects.of(Catalogue.STRATEGY).on(today())


class WithdrawForm(forms.Form):
    """Why a project is taken back; a draft needs no reason."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def arguments(self) -> dict[str, Any]:
        """Return what the action is called with."""
        return dict(self.cleaned_data)
