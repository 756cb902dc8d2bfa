"""What people are reminded of by mail: the terms that run or are over, and posts that stand empty.

Every term of every app is reminded of here: on the calendar of whoever owes it, at the steps that
the page of terms tells. Running it twice a day does no harm: the same reminder twice is one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from proim.agencies.deadlines import calendar_of, office
from proim.agencies.formulas import reminder
from proim.agencies.models import Agency, Appointment, Audience, Role, ScopeEntry, vacant
from proim.agencies.owing import Owing, owing
from proim.agencies.sources import Mailing, Owed
from proim.core.clock import today
from proim.notifications.outbox import notify

# Working days before the end on which whoever owes it is reminded (domain.md 7.11).
BEFORE = (5, 1, 0)
BEFORE_OF_OFFICE = (1, 0)  # its terms have five days: the first reminder would come with the work
EVERY = 10  # working days between two mails about a vacant post (domain.md 7.11)


@dataclass(frozen=True, slots=True)
class Reminder:
    """That on this day somebody is to be told of a term.

    ``step`` are the working days left, negative if it is over; ``audiences`` who is told now.
    """

    owed: Owed
    mailing: Mailing
    step: int
    audiences: tuple[Audience, ...]

    @property
    def kinds(self) -> list[str]:
        """The kinds of notices, each once: what the office owes goes up in the office."""
        if self.step >= 0:
            return [self.mailing.before]
        return list(dict.fromkeys(self.mailing.after[one] for one in self.audiences))


def reminders(day: date) -> Iterator[Reminder]:
    """Yield the reminder that holds on ``day`` for each term, or each set of terms told together.

    Whoever owes it is told before the end and on the last day; after it at every level, and each
    other audience on the working day on which its own level is reached. On a day on which who owes
    it does not work nobody is told.
    """
    found = owing(None, day)
    first: dict[str, Owed] = {}
    for owed in found.lines:  # the earliest end first
        if owed.mailing:
            first.setdefault(f"{owed.mailing.before}:{owed.mailing.key}", owed)
    for owed in first.values():
        if owed.mailing and (step := _step(owed, found)) is not None:
            yield Reminder(owed, owed.mailing, step, _audiences(step, found))


def _step(owed: Owed, found: Owing) -> int | None:
    calendar = found.read.of(owed.agency)
    if not calendar.works(found.day):
        return None
    left = calendar.between(found.day, owed.term.due_on)
    before = BEFORE_OF_OFFICE if owed.by_office else BEFORE
    return reminder(left, before, found.levels)


def _audiences(step: int, found: Owing) -> tuple[Audience, ...]:
    if step >= 0:
        return (Audience.LIAISON,)
    now = [one for one, days in found.levels.items() if days == -step]
    nearest = [Audience.LIAISON] if found.levels[Audience.LIAISON] else []
    return tuple(dict.fromkeys([*nearest, *now]))


def remind_of_terms(day: date | None = None) -> int:
    """Tell of each term the reminder that holds on ``day``; return how many hold."""
    told = 0
    for one in reminders(day or today()):
        mailing, due = one.mailing, one.owed.term.due_on
        key = f"{mailing.key}:{due}:{one.step}"
        for kind in one.kinds:
            notify(kind, mailing.row, key=key, days=one.step, due=due.isoformat(), **mailing.data)
        told += 1
    return told


def remind_of_vacancies(day: date | None = None) -> int:
    """Tell of each vacant post at once, then every ten working days."""
    day, told = day or today(), 0
    calendar = calendar_of(office())
    for agency in vacant(day).order_by("pk"):
        since = vacant_since(agency, day)
        if since is None:
            continue
        step = calendar.between(since, day) // EVERY
        key = f"{agency.pk}:{since}:{step}"
        for kind in ("agencies.vacant", "agencies.vacant_for_office"):
            notify(kind, agency, key=key, since=since.isoformat())
            told += 1
    return told


def vacant_since(agency: Agency, day: date) -> date | None:
    """Return the first day of the vacancy: after the last holder, else when the agency came in."""
    posts = Appointment.objects.filter(agency=agency, role=Role.LIAISON, valid_to__lt=day)
    last = posts.order_by("-valid_to").values_list("valid_to", flat=True).first()
    entries = ScopeEntry.objects.filter(agency=agency, is_in_scope=True, since__lte=day)
    came = entries.order_by("-since").values_list("since", flat=True).first()
    after = last + timedelta(days=1) if last else None
    return max(filter(None, (after, came)), default=None)
