from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from proim.files.formulas import MEGABYTE
from proim.files.slots import Kind


class FileInput(forms.FileInput):
    """A box for one file; with script it says at once when the file is too large to be sent."""

    def __init__(self, kind: Kind) -> None:
        accept = ",".join(f".{ending}" for ending in kind.extensions)
        megabytes = settings.FILE_LIMIT // MEGABYTE
        told = _("The file is larger than %s MB. Make it smaller or divide it.") % megabytes
        super().__init__(
            {"accept": accept, "data-limit": settings.FILE_LIMIT, "data-too-large": told}
        )


class UploadForm(forms.Form):
    """A file, what it is, and whether anybody may read it (where the kind of record allows that)."""

    file = forms.FileField(label=_("File"), max_length=255, allow_empty_file=True)
    label = forms.CharField(
        label=_("What it is"),
        max_length=150,
        required=False,
        help_text=_("In a few words. Left empty, the name of the file is shown."),
    )
    is_open = forms.BooleanField(
        label=_("Anybody may read it"),
        required=False,
        help_text=_("Tick it only if the file names nobody who should not be named in public."),
    )

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.widget = FileInput(kind)
        file.help_text = _("%(kinds)s; at most %(megabytes)s MB.") % {
            "kinds": ", ".join(ending.upper() for ending in kind.extensions if ending != "jpeg"),
            "megabytes": settings.FILE_LIMIT // MEGABYTE,
        }
        if not kind.public:
            del self.fields["is_open"]

    @property
    def told(self) -> dict[str, Any]:
        """What is said of the file, for the action."""
        typed = self.cleaned_data
        return {"label": typed["label"], "is_open": typed.get("is_open", False)}


class WithdrawForm(forms.Form):
    """Why a file is withdrawn."""

    why = forms.CharField(
        label=_("Reason"),
        max_length=250,
        help_text=_(
            "It stands in the history. The content stays there for those who may change the files."
        ),
    )
