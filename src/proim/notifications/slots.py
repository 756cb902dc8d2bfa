"""What there is to tell: each app declares its kinds of notices in ``AppConfig.ready()``.

The service knows no agency and no project: whom a notice concerns, whether they may see the
record and what it says comes from the app that owns the record.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from django.utils.functional import Promise

from proim.core.slots import Slot

Text: TypeAlias = str | Promise
Data: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """What a notice says, in the language that is active when it is asked.

    The subject names the record by folio or acronym and no person: it is read on locked screens
    and in the lists of mail servers. ``path`` is an address of the platform, from "/" on.
    """

    subject: str
    lines: list[str]
    path: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A date for the reader's calendar; ``key`` stays the same when the date moves."""

    key: str
    title: str
    starts: date | datetime
    ends: date | datetime
    place: str = ""
    about: str = ""


def no_appointment(row: Any, data: Data) -> Appointment | None:
    """Say that there is no date."""
    return None


def still_true(row: Any, data: Data) -> bool:
    """Say that the notice holds, whatever happened since."""
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice.

    Attributes:
        name: ``app.event``; ``notify`` is called with it.
        label: on the page of preferences, as what happens: "a project was returned".
        group: the heading under which it stands there.
        model: of the record, as ``app.Model``.
        permission: who lacks it on the record is not told, whatever ``recipients`` says.
        recipients: the people concerned today; called when the notice is told.
        words: what it says; called once for each language.
        mode: the usual way ("now", "digest", "inbox"), which people may change.
        is_obligatory: a legal duty: at once or in the summary, never in the inbox only.
        appointment: the date that goes with it as a calendar file.
        holds: asked when it is told and again when it is mailed: a reminder of what was done
            meanwhile is not sent.
    """

    name: str
    label: Text
    group: Text
    model: str
    permission: str
    recipients: Callable[[Any, Data], Iterable[Any]]
    words: Callable[[Any, Data], Words]
    mode: str = "now"
    is_obligatory: bool = False
    appointment: Callable[[Any, Data], Appointment | None] = field(default=no_appointment)
    holds: Callable[[Any, Data], bool] = field(default=still_true)


KINDS: Slot[Kind] = Slot()


def kind_of(name: str) -> Kind:
    """Return the declared kind.

    Raises:
        LookupError: no app has declared it.
    """
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise LookupError(name)
