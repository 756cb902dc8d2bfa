"""The checklist of a hand-over, and what who leaves gives along."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.agencies.handovers import CHECKLIST
from proim.agencies.models import Handover


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the checklist: its box, and where one writes why it is not ticked."""

    label: Any
    box: Any
    note: Any


class PrepareForm(forms.Form):
    """Every line is ticked, or says why not; both may wait until it is signed."""

    summary = forms.CharField(
        label=_("What the successor should know"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    drafts = forms.MultipleChoiceField(
        label=_("Unfinished forms that you give along"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    views = forms.MultipleChoiceField(
        label=_("Views of lists that you give along"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        handover: Handover,
        *args: Any,
        drafts: Sequence[tuple[str, str]] = (),
        views: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.codes = []
        for item in handover.items.all():
            self.codes.append(item.code)
            label = str(CHECKLIST.get(item.code, item.code)).rstrip(".")  # a form adds a colon
            self.fields[f"done_{item.code}"] = forms.BooleanField(
                label=label, required=False, initial=item.is_done
            )
            self.fields[f"note_{item.code}"] = forms.CharField(
                label=_("Note, or why it is not done"),
                required=False,
                max_length=300,
                initial=item.note,
            )
        self.fields["summary"].initial = handover.note
        for name, choices in (("drafts", drafts), ("views", views)):
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
                self.fields[name].initial = handover.given.get(name, [])
            else:
                del self.fields[name]

    @property
    def rows(self) -> list[Row]:
        """The lines of the checklist."""
        return [
            Row(self.fields[f"done_{code}"].label, self[f"done_{code}"], self[f"note_{code}"])
            for code in self.codes
        ]

    @property
    def lines(self) -> dict[str, tuple[bool, str]]:
        """What was ticked and written, by code."""
        typed = self.cleaned_data
        return {code: (typed[f"done_{code}"], typed[f"note_{code}"]) for code in self.codes}

    @property
    def given(self) -> dict[str, list[str]] | None:
        """What is given along; ``None`` where nothing is offered."""
        names = [name for name in ("drafts", "views") if name in self.fields]
        return {name: self.cleaned_data[name] for name in names} if names else None

    @property
    def more(self) -> list[Any]:
        """The boxes below the checklist."""
        return [self[name] for name in ("summary", "drafts", "views") if name in self.fields]


class RemarkForm(forms.Form):
    """What who receives wants on record."""

    remark = forms.CharField(
        label=_("Remarks"),
        required=False,
        max_length=4000,
        help_text=_("What is missing or not as it is listed; empty if all is there."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
