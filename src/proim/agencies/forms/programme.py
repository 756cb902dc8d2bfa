from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.agencies.forms.choices import AgencyChoice, existing_agencies
from proim.agencies.models import Programme
from proim.core.dates import PartialDateField
from proim.desk.forms import Shared


class ProgrammeForm(Shared, forms.ModelForm[Programme]):
    """What the programme says of itself."""

    owner = AgencyChoice(label=_("Agency in charge"), required=False)
    starts = PartialDateField(label=_("Start"), required=False)
    ends = PartialDateField(label=_("End"), required=False)

    class Meta:
        model = Programme
        fields = [
            "name_es",
            "name_en",
            "acronym",
            "owner",
            "unit",
            "government_es",
            "government_en",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = existing_agencies()  # type: ignore[attr-defined]
        self.initial["owner"] = self.instance.owner.key if self.instance.owner else ""
        self.initial["starts"], self.initial["ends"] = self.instance.starts, self.instance.ends
        self.share_row(self.instance, "starts", "ends")

    def clean(self) -> dict[str, Any]:
        """Hand the partial dates on to the row, whose columns they are two by two."""
        typed = self.cleaned_data
        for name in ("starts", "ends"):
            if name in typed:
                setattr(self.instance, name, typed[name])
        return typed
