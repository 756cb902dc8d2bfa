"""Forms over a row that several people edit: nobody's work is overwritten unseen (decision 11)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BoundField
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from proim.core import seen
from proim.core.seen import Stored, fingerprint, marks

MINE, THEIRS = "mine", "theirs"
TICKS = (forms.CheckboxInput, forms.CheckboxSelectMultiple)  # browsers send only what is ticked

if TYPE_CHECKING:
    _Form = forms.BaseForm
else:
    _Form = object


@dataclass
class Marks:
    """What travels hidden with a form: its fields as the person saw them, and open choices."""

    seen: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, text: str, names: Iterable[str]) -> "Marks":
        """Read ``str(marks)``; anything else is nothing seen and nothing asked."""
        known = set(names)
        try:
            told = json.loads(text)
            fields = {name: str(mark) for name, mark in told["seen"].items() if name in known}
            return cls(fields, [name for name in told["asked"] if name in known])
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def __str__(self) -> str:
        return json.dumps({"seen": self.seen, "asked": self.asked})


class Shared(_Form):
    """Mixin of a form over fields that others edit as well.

    ``answers`` is what this person changed, whoever else did what; the action compares
    ``marks.seen`` with the locked row, and where both changed a field, ``offer`` shows both.
    """

    names: tuple[str, ...] = ()
    marks: Marks
    cleaned_data: dict[str, Any]
    data: Any
    _stored: Stored | None = None

    def share(self, names: Iterable[str], stored: Stored | None) -> None:
        """Begin to compare the fields ``names`` with what is ``stored``; last in ``__init__``.

        Without ``stored`` the row is new: nobody else can have changed it.
        """
        self.names, self._stored = tuple(names), stored
        if self.is_bound:
            self.marks = Marks.read(self.data.get("state", ""), self.names)
        else:
            now = marks(self.names, stored, plain=self.plain) if stored else {}
            self.marks = Marks(now)
        self.fields["state"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self._write_marks()
        for name in self.marks.asked:
            self._ask(name)

    def share_row(self, row: Model, *more: str) -> None:
        """Begin to compare the columns of a ModelForm, and ``more``, with the ``row`` as it is now."""
        names = [*self._meta.fields, *more]  # type: ignore[attr-defined]
        now = {name: getattr(row, name) for name in names}  # before the form writes into the row
        self.share(names, now.__getitem__ if row.pk else None)

    def plain(self, name: str, value: Any) -> Any:
        """Return the value of a field as JSON can hold it, typed or stored."""
        return seen.plain(name, value)

    def words(self, name: str, value: Any) -> str:
        """Return a stored value in words, for the choice between two answers."""
        found = self.fields[name]
        if isinstance(found, forms.ChoiceField) and not isinstance(found, forms.ModelChoiceField):
            return str(dict(found.choices).get(value, value))  # type: ignore[arg-type]
        return "" if value is None else str(value)

    @property
    def answers(self) -> dict[str, Any]:
        """What the person changed since the page was made, unless another's answer was chosen."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in self.names and self._was_sent(name)
            if self.cleaned_data.get(f"choose_{name}") != THEIRS
            if self.marks.seen.get(name) != fingerprint(self.plain(name, value))
        }

    def offer(self, stored: Stored, names: Iterable[str]) -> None:
        """Let the person choose between what is stored now and what was typed here."""
        self._stored = stored
        for name in names:
            self.marks.seen |= marks([name], stored, plain=self.plain)
            self.marks.asked = [*dict.fromkeys([*self.marks.asked, name])]
            self._ask(name)
            self.add_error(name, _("Somebody else has changed this meanwhile. Choose what stays."))
        self._write_marks()

    def put_back(self, typed: Any) -> None:
        """Show again what was typed earlier, in a form that is not bound.

        What the person had changed comes back with the mark of what was seen then, so that a
        later change by somebody else is asked about; the rest is as it is stored now.
        """
        before = Marks.read(typed.get("state", ""), self.names)
        for name in [*before.seen, *_names_in(self, typed, but=before.seen)]:
            value = _raw(self, name, typed)
            if name in before.seen:
                if self._is_as(before.seen[name], name, value):
                    continue
                self.marks.seen[name] = before.seen[name]
            self.initial[name] = value
        self._write_marks()

    def chooser(self, name: str) -> BoundField | None:
        """Return the choice between two answers to the field ``name``, if there are two."""
        return self[f"choose_{name}"] if f"choose_{name}" in self.fields else None

    def _was_sent(self, name: str) -> bool:
        """Say whether a field was on the page: one that was not is no answer."""
        widget, key = self.fields[name].widget, self.add_prefix(name)
        if name in self.marks.seen or isinstance(widget, TICKS):
            return name in self.marks.seen or key in self.data
        return not widget.value_omitted_from_data(self.data, {}, key)

    def _is_as(self, mark: str, name: str, value: Any) -> bool:
        try:
            return mark == fingerprint(self.plain(name, self.fields[name].clean(value)))
        except ValidationError:
            return False

    def _ask(self, name: str) -> None:
        if self._stored and name in self.fields:
            words = self.words(name, self._stored(name)) or _("nothing")
            theirs = _("What is stored now: %s") % Truncator(words).chars(400)
            self.fields[f"choose_{name}"] = forms.ChoiceField(
                label=_("Two answers to “%s”") % self.fields[name].label,
                choices=[(MINE, _("What I wrote here")), (THEIRS, theirs)],
                widget=forms.RadioSelect,
            )
            order = [[each, f"choose_{each}"] for each in self.fields]
            self.order_fields([each for pair in order for each in pair])

    def _write_marks(self) -> None:
        self.initial["state"] = str(self.marks)
        if self.is_bound:
            self.data = self.data.copy()
            self.data["state"] = str(self.marks)


def put_back(form: Any, typed: Any) -> None:
    """Show in ``form``, which is not bound, what was typed earlier."""
    if isinstance(form, Shared):
        form.put_back(typed)
        return
    for name in _names_in(form, typed):
        form.initial[name] = _raw(form, name, typed)


def _names_in(form: Any, typed: Any, but: Iterable[str] = ()) -> list[str]:
    """Return the visible fields that were on the page from which ``typed`` comes, without ``but``."""
    known = set(but)
    return [
        name
        for name, each in form.fields.items()
        if name not in known and not each.widget.is_hidden
        if isinstance(each.widget, TICKS)
        or not each.widget.value_omitted_from_data(typed, {}, form.add_prefix(name))
    ]


def _raw(form: Any, name: str, typed: Any) -> Any:
    return form.fields[name].widget.value_from_datadict(typed, {}, form.add_prefix(name))
