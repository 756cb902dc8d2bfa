"""The two steps of an import: choose a file, confirm what was shown.

Between the steps the file travels in the page itself, signed and sealed to the person and the hour: the
server keeps nothing that could be left behind, and what is confirmed is what was shown.
"""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from proim.agencies.forms.choices import day_field, ground_field
from proim.agencies.importing import LIMIT_BYTES, Sheet, read
from proim.agencies.importing.reading import decoded

SALT = "agencies.import"
LASTS_SECONDS = 6 * 3600


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown in a preview."""

    person: int
    text: str
    name: str
    sha256: str
    since: str
    ground: str
    digest: str

    def seal(self) -> str:
        """Return it as one signed word."""
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    @property
    def day(self) -> date:
        """The day of which the file speaks."""
        return date.fromisoformat(self.since)

    @property
    def sheet(self) -> Sheet:
        """The file, read again."""
        return read(self.text.encode())

    @property
    def source(self) -> dict[str, Any]:
        """What the receipt says of the file."""
        return {"file": self.name, "sha256": self.sha256}


class UploadForm(forms.Form):
    """The file, the day of which it speaks, and the ground of the list in it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, at most 2 MB, with the columns named below."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    since = day_field(
        _("The list holds since"), help_text=_("New public entities begin on this day.")
    )
    ground = ground_field()

    def clean_file(self) -> bytes:
        """Return the bytes of the file, if it is not too large."""
        file = self.cleaned_data["file"]
        self.file_name = str(file.name)[:100]
        if file.size > LIMIT_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        data: bytes = file.read()
        return data

    def shown(self, person: int, digest: str) -> Shown:
        """Return what the confirmation will ask for."""
        data = self.cleaned_data["file"]
        return Shown(
            person=person,
            text=decoded(data) or "",
            name=self.file_name,
            sha256=hashlib.sha256(data).hexdigest(),
            since=self.cleaned_data["since"].isoformat(),
            ground=self.cleaned_data["ground"],
            digest=digest,
        )


class CommitForm(forms.Form):
    """The sealed preview, back from the page."""

    sealed = forms.CharField(widget=forms.HiddenInput(), strip=False)

    def __init__(self, person: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_sealed(self) -> Shown:
        """Open the seal: whole, not too old, and of the same person."""
        old = _("This preview is no longer valid. Choose the file again.")
        try:
            told = signing.loads(self.cleaned_data["sealed"], salt=SALT, max_age=LASTS_SECONDS)
        except signing.BadSignature:
            raise forms.ValidationError(old) from None
        shown = Shown(**told)
        if shown.person != self.person:
            raise forms.ValidationError(old)
        return shown
