"""What people type to verify a document."""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.documents.formulas import typed_folio, typed_sha256
from proim.documents.press import LARGEST
from proim.ui.forms import FilterForm


class FolioForm(FilterForm):
    """A folio to be verified."""

    folio = forms.CharField(
        label=gettext_lazy("Folio of the document"),
        max_length=40,
        help_text=gettext_lazy("It stands at the foot of every page, as in CED-2011-7K3MQ8XW."),
    )

    def clean_folio(self) -> str:
        found = typed_folio(self.cleaned_data["folio"])
        if found is None:
            raise forms.ValidationError(
                _(
                    "This is no folio. It has three letters, the year and eight signs: CED-2011-7K3MQ8XW."
                )
            )
        return found


class CompareForm(forms.Form):
    """A file to be compared with what was issued, or its SHA-256; nothing of it is kept."""

    file = forms.FileField(
        label=gettext_lazy("The PDF you received"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
        help_text=gettext_lazy("It is compared and not kept."),
    )
    sha256 = forms.CharField(
        label=gettext_lazy("Or the SHA-256 of the file"), max_length=200, required=False
    )

    def clean_sha256(self) -> str:
        typed = self.cleaned_data["sha256"]
        found = typed_sha256(typed) if typed else ""
        if found is None:
            raise forms.ValidationError(_("A SHA-256 has 64 signs from 0 to 9 and a to f."))
        return found

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(
                _("This file is larger than any document issued here: it is none of them.")
            )
        return file

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if not self.errors and not typed.get("file") and not typed.get("sha256"):
            raise forms.ValidationError(_("Choose the file, or paste its SHA-256."))
        return typed

    @property
    def digest(self) -> str:
        """The SHA-256 of what was given; of a file it is computed here."""
        file = self.cleaned_data.get("file")
        if not file:
            return str(self.cleaned_data["sha256"])
        found = hashlib.sha256()
        for chunk in file.chunks():
            found.update(chunk)
        return found.hexdigest()


class WithdrawForm(forms.Form):
    """Why a document is withdrawn."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "The office and the ledger keep it; the public page does not show it."
        ),
    )
