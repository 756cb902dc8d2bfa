"""What may be typed about personal data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import PrivacyNotice
from proim.core.clock import today
from proim.privacy.models import Request, Term
from proim.privacy.workflow import Stage
from proim.ui.forms import DateInput, FilterForm


class AcceptForm(forms.Form):
    """Taking note of the notice in force."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    read = forms.BooleanField(
        label=_("I have read the privacy notice"),
        error_messages={"required": _("Mark it when you have read the notice.")},
    )


class NoticeForm(forms.ModelForm[PrivacyNotice]):
    """The next version of the notice, beginning with the text in force."""

    class Meta:
        model = PrivacyNotice
        fields = ["since", "short_es", "short_en", "text_es", "text_en"]
        widgets = {
            "since": DateInput(),
            "short_es": forms.Textarea({"rows": 4}),
            "short_en": forms.Textarea({"rows": 4, "lang": "en"}),
            "text_es": forms.Textarea({"rows": 18}),
            "text_en": forms.Textarea({"rows": 18, "lang": "en"}),
        }


class AskForm(forms.ModelForm[Request]):
    """What a person asks about their own data."""

    class Meta:
        model = Request
        fields = ["right", "text"]
        widgets = {"right": forms.RadioSelect(), "text": forms.Textarea({"rows": 6})}
        help_texts = {
            "text": _("Which datum, what is wrong with it, and what it should say. No documents.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        right = self.fields["right"]
        right.choices = [one for one in right.choices if one[0]]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The office's answer."""

    is_granted = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("granted")), ("no", _("refused"))],
        widget=forms.RadioSelect(),
        coerce=lambda value: value == "yes",
    )
    text = forms.CharField(
        label=_("Answer to the person"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("With its reason, and where the person can turn to against it."),
    )


class ExtendForm(forms.Form):
    """Why the answer takes longer."""

    why = forms.CharField(label=_("Reason of the extension"), max_length=250)


class RequestFilter(FilterForm):
    """Which requests are shown."""

    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("all")), *Stage.choices]
    )

    def narrow(self, rows: Any) -> Any:
        """Keep the requests of the stage that was chosen."""
        wanted = self.cleaned_data.get("stage") if self.is_valid() else ""
        return rows.filter(stage=wanted) if wanted else rows


class BlockForm(forms.Form):
    """On which ground somebody is blocked."""

    ground = forms.CharField(
        label=_("Ground"), max_length=250, help_text=_("The folio of the request, or the article.")
    )


class UnblockForm(forms.Form):
    """Why data are given back."""

    reason = forms.CharField(label=_("Reason"), max_length=250)


class RevealForm(forms.Form):
    """For which legal duty blocked data are read."""

    duty = forms.CharField(
        label=_("Legal duty"),
        max_length=250,
        help_text=_("Who asks for it, on which ground. It stays in the ledger that you read it."),
    )


class TermForm(forms.ModelForm[Term]):
    """How long data of a kind are kept from a day on."""

    class Meta:
        model = Term
        fields = ["days", "ground", "since"]
        labels = {"since": _("From")}
        widgets = {"since": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = today()
