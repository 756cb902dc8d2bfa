"""Boxes that several forms use."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from proim.agencies.models import Agency
from proim.core.clock import today
from proim.ui.forms import DateInput


class AgencyChoice(forms.ModelChoiceField[Agency]):
    """A list of agencies by name and acronym; its value is the agency's key."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("Choose a public entity"))
        super().__init__(queryset=Agency.objects.none(), to_field_name="key", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


def _capital(label: Any) -> str:
    return capfirst(str(label))


def capitalised(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Return choices as they stand in a box: each begins with a capital."""
    later: Any = lazy(_capital, str)  # the language is known when the box is drawn
    return [(value, later(label)) for value, label in choices]


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """Return a box for a day."""
    return forms.DateField(label=label, widget=DateInput(), **kwargs)


def letter_file_field() -> forms.FileField:
    """Return a box for the letter itself."""
    return forms.FileField(
        label=_("Letter, as a file"),
        required=False,
        max_length=255,
        allow_empty_file=True,
        help_text=_("A scan or a photograph of the signed page: PDF, JPG, PNG or WEBP."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
    )


def ground_field(**kwargs: Any) -> forms.CharField:
    """Return a box for a legal ground."""
    help_text = _("Instrument and place: decree, circular or notice, and its Gazette.")
    kwargs.setdefault("help_text", help_text)
    return forms.CharField(label=_("Legal ground"), max_length=250, **kwargs)


def existing_agencies(day: date | None = None) -> Any:
    """Return the agencies that one may choose from."""
    return Agency.objects.existing(day or today())
