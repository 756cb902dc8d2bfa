from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies.models import Agency
from proim.core.permissions import Actor
from proim.training.models import Course, Need, NeedQuerySet, Session
from proim.training.workflow import NeedStage
from proim.ui.forms import DateInput, FilterForm, NumberInput, SearchInput


class NeedForm(forms.ModelForm[Need]):
    """A need of training, of a public entity for which the person may speak."""

    class Meta:
        model = Need
        fields = ["agency", "topic", "reason", "people", "course", "wanted_by"]
        widgets = {
            "reason": forms.Textarea({"rows": 4}),
            "people": NumberInput,
            "wanted_by": DateInput,
        }

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Agency.objects.permitted("training.raise_need", by).order_by("name")
        self.fields["agency"].queryset = mine  # type: ignore[attr-defined]
        self.fields["course"].queryset = Course.objects.order_by("key")  # type: ignore[attr-defined]
        self.fields["course"].empty_label = _("none of the offered ones")  # type: ignore[attr-defined]
        first = mine[:2]
        if len(first) == 1:
            self.initial.setdefault("agency", first[0].pk)


class NeedFilter(FilterForm):
    """Which needs to show. Bad input filters nothing."""

    text = forms.CharField(
        label=gettext_lazy("Topic or public entity"),
        required=False,
        max_length=100,
        widget=SearchInput,
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("any")), *NeedStage.choices],
    )

    def narrow(self, needs: NeedQuerySet) -> NeedQuerySet:
        """Apply the filters that were filled in and are valid."""
        self.is_valid()
        asked = self.cleaned_data
        for word in asked.get("text", "").split():
            needs = needs.filter(topic__icontains=word) | needs.filter(agency__name__icontains=word)
        if asked.get("stage"):
            needs = needs.filter(stage=asked["stage"])
        return needs


class ChosenNeeds(forms.Form):
    """Which needs a session answers, and which session."""

    needs = forms.ModelMultipleChoiceField(
        Need.objects.none(), to_field_name="code", error_messages={"required": ""}
    )
    session = forms.ModelChoiceField(
        Session.objects.none(), label=gettext_lazy("Session that answers them")
    )

    def __init__(self, data: Any, *, by: Actor, day: date) -> None:
        super().__init__(data)
        open_ = Need.objects.permitted("training.gather", by).filter(stage=NeedStage.OPEN)
        coming = Session.objects.coming(day).select_related("course")
        self.fields["needs"].queryset = open_  # type: ignore[attr-defined]
        self.fields["needs"].error_messages["required"] = _("Choose at least one need.")
        self.fields["session"].queryset = coming  # type: ignore[attr-defined]
        self.fields["session"].label_from_instance = lambda row: row.title  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """Why a need is not taken up; whoever raised it reads this."""

    answer = forms.CharField(
        label=gettext_lazy("Why it is not taken up"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Whoever raised it reads this."),
    )
