"""What agencies have that passes on with them: apps above declare theirs, and this app asks all of them.

An estate (projects, say) moves when its agency ends, or ends with it (a change group). A duty (a report to write)
is what whoever holds a post has to go on with: it is told in a hand-over and goes with the record it belongs to. A
task is what one person has to do there (an agreement of a meeting): it is told when that person hands over.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from proim.agencies.models import Agency, Appointment, Reorganization
from proim.core.permissions import Actor
from proim.core.slots import Slot


@dataclass(frozen=True, slots=True)
class Thing:
    """One record of an agency. ``is_open``: somebody has to go on with it."""

    pk: int
    title: str
    href: str
    note: str = ""
    lang: str = ""
    is_open: bool = True
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Went:
    """A record that passed on, or ended; without a title when the reader may not see it."""

    title: str
    href: str
    lang: str
    origin: Agency
    agency: Agency | None


@dataclass(frozen=True, slots=True)
class Estate:
    """Records that an agency leaves when it ends.

    ``of(agency)`` returns all of them; ``move(pk, to, deed, by)`` puts one under another agency, by an
    action of its own; ``told(deed, actor)`` returns what moved in a reorganization, as that reader sees it.
    Where nothing ``passes``, each ends with its agency: ``move`` is called with that agency itself.
    """

    code: str
    label: str | Promise
    of: Callable[[Agency], Sequence[Thing]]
    move: Callable[[int, Agency, Reorganization, Any], None]
    told: Callable[[Reorganization, Actor], Sequence[Went]]
    passes: bool = True


@dataclass(frozen=True, slots=True)
class Duty:
    """What is open in an agency: ``of(agency, day)`` returns it, the most urgent first."""

    code: str
    label: str | Promise
    of: Callable[[Agency, date], Sequence[Thing]]


@dataclass(frozen=True, slots=True)
class Task:
    """What the holder of a post has open in person: ``of(post, day)`` returns it, the most urgent first."""

    code: str
    label: str | Promise
    of: Callable[[Appointment, date], Sequence[Thing]]


ESTATES: Slot[Estate] = Slot()
DUTIES: Slot[Duty] = Slot()
TASKS: Slot[Task] = Slot()


def duties(agency: Agency, day: date) -> list[tuple[Duty, Sequence[Thing]]]:
    """Return what is open in ``agency`` on ``day``, without the kinds of which nothing is."""
    found = ((duty, duty.of(agency, day)) for duty in DUTIES)
    return [(duty, things) for duty, things in found if things]


def tasks(post: Appointment, day: date) -> list[tuple[Task, Sequence[Thing]]]:
    """Return what the holder of ``post`` has open on ``day``, without the kinds of which nothing is."""
    found = ((task, task.of(post, day)) for task in TASKS)
    return [(task, things) for task, things in found if things]


def estates(agencies: Iterable[Agency]) -> list[tuple[Estate, Agency, Sequence[Thing]]]:
    """Return what each of ``agencies`` would leave, without the kinds of which there is nothing."""
    rows = list(agencies)
    found = ((estate, agency, estate.of(agency)) for estate in ESTATES for agency in rows)
    return [(estate, agency, things) for estate, agency, things in found if things]
