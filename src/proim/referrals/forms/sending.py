from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from proim.agencies.forms.choices import capitalised
from proim.agencies.models import Agency
from proim.core.clock import today
from proim.referrals.actions.sending import Destination
from proim.referrals.models import Question
from proim.referrals.models.referral import MOST_LETTERS, ReferralQuerySet
from proim.referrals.subjects import labels
from proim.referrals.workflow import WITH_OFFICE, WITH_TARGET, Stage
from proim.taxonomy.models import Catalogue, Term
from proim.ui.forms import FilterForm, SearchInput

MOST_NOTE = 250


def _text(label: Any, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": 5})
    return forms.CharField(label=label, max_length=MOST_LETTERS, widget=widget, **kwargs)


class DestinationForm(forms.Form):
    """What is asked, and to whom it goes: the button that was pressed names a seat."""

    request = _text(_("What is asked"))
    note = forms.CharField(
        label=_("Why elsewhere than proposed"),
        max_length=MOST_NOTE,
        required=False,
        help_text=_(
            "If you choose another one. It becomes part of the reason that both sides read."
        ),
    )
    seat = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, asks: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:  # what was asked stays when a case goes on to somebody else
            del self.fields["request"]

    @property
    def to(self) -> Destination:
        """To whom it goes."""
        told = self.cleaned_data
        return Destination(told["seat"], told["seen"], told["note"])


class ReasonForm(forms.Form):
    """Why a case is given back."""

    reason = _text(_("Why you give it back"), help_text=_("The office reads it and decides anew."))


class AnswerForm(forms.Form):
    """The answer to what was asked."""

    answer = _text(
        _("Answer"), help_text=_("The office and the public entity that is concerned read it.")
    )


class CommentForm(forms.Form):
    """A comment on the end of a case."""

    comment = _text(_("Comment on the end"), required=False)


class QuestionForm(forms.ModelForm[Question]):
    """A question of an agency. Who speaks for one only is not asked which."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Public entity"), to_field_name="key", empty_label=None
    )

    class Meta:
        model = Question
        fields = ["title", "text", "strategy"]
        widgets = {"text": forms.Textarea({"rows": 6})}

    field_order = ["agency", "title", "text", "strategy"]

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency: Any = self.fields["agency"]
        agency.queryset = agencies
        if len(agencies) == 1:
            agency.initial, agency.widget = agencies[0].key, forms.HiddenInput()
        strategy: Any = self.fields["strategy"]
        strategy.queryset = Term.objects.of(Catalogue.STRATEGY).on(today())

    def _post_clean(self) -> None:
        """Leave the checks of the record to the action."""

    @property
    def draft(self) -> Question:
        """The question that was typed, not stored."""
        return Question(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class ReferralFilter(FilterForm):
    """Which referrals to show. Bad input filters nothing."""

    text = forms.CharField(
        label=_("Folio, title or public entity"), required=False, max_length=100, widget=SearchInput
    )
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    kind = forms.ChoiceField(label=_("What is referred"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            ("", _("all of them")),
            ("open", _("not closed")),
            ("target", _("with the target")),
        ]
        stage: Any = self.fields["stage"]
        stage.choices = capitalised([*groups, ("office", _("with the office")), *Stage.choices])
        kind: Any = self.fields["kind"]
        kind.choices = capitalised([("", _("all of them")), *labels()])
        self.is_valid()

    def narrow(self, rows: ReferralQuerySet) -> ReferralQuerySet:
        """Apply the filters that were filled in and are valid."""
        told = self.cleaned_data
        for word in told.get("text", "").split():
            names = ("folio", "project__title_es", "question__title")
            agencies = ("project__agency__name", "question__agency__name")
            short = ("project__agency__acronym", "question__agency__acronym")
            found = _anywhere([*names, *agencies, *short], word)
            rows = rows.filter(found)
        groups = {
            "open": (*WITH_TARGET, *WITH_OFFICE),
            "target": WITH_TARGET,
            "office": WITH_OFFICE,
        }
        if stage := told.get("stage"):
            rows = rows.filter(stage__in=groups.get(stage, (stage,)))
        if kind := told.get("kind"):
            rows = rows.filter(**{f"{kind}__isnull": False})
        return rows


def _anywhere(columns: list[str], word: str) -> Any:
    """Return the filter of the rows where ``word`` stands in one of ``columns``."""
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": word})
    return found
