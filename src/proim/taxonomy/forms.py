"""What may be typed about terms, and the day that a catalogue speaks of."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.core.clock import today
from proim.taxonomy.models import PARENTS, Term
from proim.ui.forms import DateInput, FilterForm


class DayFilter(FilterForm):
    """The day that a catalogue speaks of; a bad one is today."""

    day = forms.DateField(label=_("As of"), required=False, widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_valid()

    @property
    def on(self) -> date:
        """The day that was asked for, else today."""
        return self.cleaned_data.get("day") or today()


class EditForm(forms.ModelForm[Term]):
    """The words of a term in both languages."""

    class Meta:
        model = Term
        fields = ["label_es", "label_en", "definition_es", "definition_en", "position"]
        help_texts = {"position": _("Its place in the list.")}


class AddForm(forms.ModelForm[Term]):
    """A new term of one catalogue."""

    class Meta:
        model = Term
        fields = [
            "parent",
            "code",
            "label_es",
            "label_en",
            "definition_es",
            "definition_en",
            "valid_from",
        ]
        widgets = {"valid_from": DateInput()}
        help_texts = {
            "code": _("It never changes: sheets and open data carry it. No spaces or accents.")
        }

    def __init__(self, catalogue: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.catalogue = catalogue
        if wanted := PARENTS.get(catalogue):
            parents = Term.objects.of(wanted).on(today())
            self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
            self.fields["parent"].required = True
        else:
            del self.fields["parent"]


class RetireForm(forms.Form):
    """The last day of a term."""

    on = forms.DateField(
        label=_("Last day"),
        widget=DateInput(),
        help_text=_("From the next day on it cannot be chosen. Records that carry it keep it."),
    )
