"""The filters of inbox and outbox, and the preferences."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.accounts.models import User
from proim.notifications.models import MailState, Mode
from proim.notifications.models.mail import MailQuerySet
from proim.notifications.models.message import MessageQuerySet
from proim.notifications.slots import KINDS, Kind
from proim.ui.forms import FilterForm


def groups() -> dict[str, list[Kind]]:
    """Return the declared kinds under their headings, in the order in which apps declared them."""
    found: dict[str, list[Kind]] = {}
    for kind in KINDS:
        found.setdefault(str(kind.group), []).append(kind)
    return found


def subject_of(kind: Kind) -> str:
    """Return the app of a kind: what the inbox can be narrowed to."""
    return kind.name.partition(".")[0]


class InboxFilter(FilterForm):
    """The filters above the inbox."""

    state = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[("", gettext_lazy("all")), ("unread", gettext_lazy("unread only"))],
    )
    about = forms.ChoiceField(label=gettext_lazy("About"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subjects = {subject_of(kind): str(kind.group) for kind in KINDS}
        self.fields["about"].choices = [("", _("everything")), *subjects.items()]  # type: ignore[attr-defined]

    def narrow(self, messages: MessageQuerySet) -> MessageQuerySet:
        """Apply the filters that were filled in and are valid."""
        self.is_valid()
        if self.cleaned_data.get("state"):
            messages = messages.unread()
        if about := self.cleaned_data.get("about"):
            messages = messages.filter(notice__kind__startswith=f"{about}.")
        return messages


class OutboxFilter(FilterForm):
    """The filters above the outbox."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("all")), *MailState.choices],
    )

    def narrow(self, mails: MailQuerySet) -> MailQuerySet:
        """Apply the filters that were filled in and are valid."""
        self.is_valid()
        state = self.cleaned_data.get("state")
        return mails.filter(state=state) if state else mails


class PreferencesForm(forms.Form):
    """One question for each kind of notice: how the person wants to be told."""

    def __init__(self, *args: Any, modes: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {kind.name: kind for kind in KINDS}
        for name, kind in self.kinds.items():
            choices = [
                (mode.value, mode.label)
                for mode in Mode
                if not (kind.is_obligatory and mode == Mode.INBOX)
            ]
            self.fields[name] = forms.ChoiceField(
                label=str(kind.label),
                choices=choices,
                initial=modes[name],
                help_text=_("A duty of your post: it always comes by e-mail.")
                if kind.is_obligatory
                else "",
            )

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the questions under their headings."""
        return [(title, [self[kind.name] for kind in kinds]) for title, kinds in groups().items()]


def modes_for(person: User, chosen: dict[str, str]) -> dict[str, str]:
    """Return how ``person`` hears of each kind: what was chosen, else what is usual."""
    return {kind.name: chosen.get(kind.name, kind.mode) for kind in KINDS}
