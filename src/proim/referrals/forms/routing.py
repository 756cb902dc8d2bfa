from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies.forms.choices import capitalised
from proim.agencies.formulas import folded
from proim.agencies.models import AgencyType
from proim.core.clock import today
from proim.referrals.forms.target import term_choices
from proim.referrals.models import RuleVersion, Target
from proim.referrals.models.rule import CONDITIONS
from proim.referrals.subjects import labels
from proim.taxonomy.models import Catalogue
from proim.ui.forms import NumberInput

MOST_WORDS, MOST_LETTERS = 40, 60


def _boxes(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class RuleForm(forms.Form):
    """What a rule says: what is left empty holds for every case."""

    name_es = forms.CharField(
        label=gettext_lazy("What it sends"),
        max_length=120,
        help_text=gettext_lazy("As the reason quotes it: “procedures and regulation”."),
    )
    name_en = forms.CharField(
        label=gettext_lazy("What it sends, in English"), max_length=120, required=False
    )
    place = forms.IntegerField(
        label=gettext_lazy("Order"),
        min_value=1,
        max_value=999,
        widget=NumberInput,
        help_text=gettext_lazy("The first rule that fits proposes: 1 comes before 2."),
    )
    target = forms.ModelChoiceField(
        Target.objects.none(), label=gettext_lazy("Goes to"), to_field_name="code"
    )
    kinds = _boxes(gettext_lazy("What is referred"))
    strategies = _boxes(gettext_lazy("Strategy"))
    subtopics = _boxes(gettext_lazy("Sub-topic"))
    types = _boxes(gettext_lazy("Type of public entity"))
    words = forms.CharField(
        label=gettext_lazy("Words in its text"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy(
            "One per line; one of them is enough. Accents do not count, and the beginning of a word is enough: “tramit”."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "kinds": capitalised(list(labels())),
            "strategies": term_choices(Catalogue.STRATEGY),
            "subtopics": term_choices(Catalogue.SUBTOPIC),
            "types": capitalised(AgencyType.choices),
        }
        for name, told in choices.items():
            self.fields[name].choices = told  # type: ignore[attr-defined]
        target: Any = self.fields["target"]
        target.queryset = Target.objects.on(today())

    def clean_words(self) -> list[str]:
        """Return the words as rules compare them: folded, each once."""
        lines = [folded(line) for line in self.cleaned_data["words"].splitlines()]
        words = list(dict.fromkeys(line for line in lines if line))
        if len(words) > MOST_WORDS or any(len(word) > MOST_LETTERS for word in words):
            text = _("At most %(words)s lines of %(letters)s letters each.")
            raise forms.ValidationError(text % {"words": MOST_WORDS, "letters": MOST_LETTERS})
        return words

    @property
    def draft(self) -> RuleVersion:
        """The version that was typed, not stored."""
        told = dict(self.cleaned_data)
        conditions = {name: told.pop(name) for name in CONDITIONS}
        return RuleVersion(conditions=conditions, **told)


def said_by(version: RuleVersion) -> dict[str, Any]:
    """Return what the form shows of a version."""
    told = {name: version.conditions.get(name, []) for name in CONDITIONS}
    told["words"] = "\n".join(told["words"])
    names = {name: getattr(version, name) for name in ("name_es", "name_en", "place")}
    return {**names, **told, "target": version.target.code}
