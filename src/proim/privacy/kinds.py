"""What is kept, for how long, on which ground, and what happens then: the retention table.

The kinds stand here; their terms and grounds are data that administrators edit (``models.Term``).
A higher app adds a kind of its own with ``KINDS.add(Kind(…))``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from proim.core.clock import today
from proim.core.slots import Slot
from proim.notifications.models import Mail, MailState, Message
from proim.privacy.models import Blocking, Term
from proim.sheets.models import Line

LAW = "Ley General de Protección de Datos Personales en Posesión de Sujetos Obligados"
ARCHIVES = "Ley General de Archivos; catálogo de disposición documental"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of data.

    ``days`` and ``ground`` hold until an administrator sets others. ``due(before)`` returns the rows
    whose term began before that day; without it the kind is looked after by a nightly job (``alone``)
    or is kept. ``carry_out(rows)`` does what is told in ``then`` and returns how many rows went.
    """

    code: str
    label: str | Promise
    then: str | Promise
    days: int
    ground: str = LAW
    in_working_days: bool = False
    due: Callable[[date], QuerySet[Any]] | None = None
    carry_out: Callable[[QuerySet[Any]], int] | None = None


KINDS: Slot[Kind] = Slot()


@dataclass(frozen=True, slots=True)
class Kept:
    """A line of the retention table as it holds on a day."""

    kind: Kind
    days: int
    ground: str
    since: date | None

    @property
    def years(self) -> int:
        """Return the term in years where it is whole ones, with or without their leap days; else 0."""
        years, rest = divmod(self.days, 365)
        return years if rest in (0, years // 4) else 0

    def due(self, day: date) -> QuerySet[Any] | None:
        """Return the rows whose term is over on ``day``."""
        return self.kind.due(day - timedelta(days=self.days)) if self.kind.due else None


def table(day: date | None = None) -> list[Kept]:
    """Return the retention table as of ``day`` (today); one query."""
    rows: Mapping[str, Term] = {
        term.kind: term
        for term in Term.objects.filter(since__lte=day or today()).order_by("since", "pk")
    }
    return [_kept(kind, rows.get(kind.code)) for kind in KINDS]


def _kept(kind: Kind, term: Term | None) -> Kept:
    if term is None:
        return Kept(kind, kind.days, kind.ground, None)
    return Kept(kind, term.days, term.ground, term.since)


def kept(code: str) -> Kept | None:
    """Return one line of the table; ``None`` if no app declares it."""
    return next((line for line in table() if line.kind.code == code), None)


def days_of(code: str) -> int:
    """Return the term of a kind in days (working days where the table says so)."""
    found = kept(code)
    if found is None:
        raise LookupError(code)
    return found.days


def _moment(day: date) -> Any:
    return timezone.make_aware(datetime.combine(day, time()))


def _old_messages(before: date) -> QuerySet[Any]:
    return Message.objects.filter(at__lt=_moment(before)).order_by("pk")


def _drop_messages(rows: QuerySet[Any]) -> int:
    mails = list(rows.exclude(mail=None).values_list("mail", flat=True))
    gone = int(rows.delete()[0])
    sent = (MailState.SENT, MailState.FAILED, MailState.DROPPED)
    Mail.objects.filter(pk__in=mails, messages=None, state__in=sent).delete()
    return gone


def _old_lines(before: date) -> QuerySet[Any]:
    return Line.objects.filter(batch__created_at__lt=_moment(before)).order_by("pk")


def _blocked(before: date) -> QuerySet[Any]:
    return Blocking.objects.due(today()).order_by("erase_on", "pk")


def declare() -> None:
    """Fill the table with what this platform keeps; called once, by ``AppConfig.ready()``."""
    for kind in (
        Kind(
            "account",
            _("Blocked people"),
            _("The person is erased everywhere."),
            1825,
            due=_blocked,
        ),
        Kind(
            "acts",
            _("What people did in office: appointments, reports, decisions, the ledger"),
            _("It is kept with its file, as the rules of archives say."),
            36_525,
            ARCHIVES,
        ),
        Kind(
            "message",
            _("Messages and mails"),
            _("They are deleted."),
            730,
            due=_old_messages,
            carry_out=_drop_messages,
        ),
        Kind(
            "sheet",
            _("Rows of imported sheets"),
            _("They are deleted; the receipt with its counts stays."),
            365,
            due=_old_lines,
            carry_out=lambda rows: int(rows.delete()[0]),
        ),
        Kind(
            "draft",
            _("Unfinished forms"),
            _("A nightly job deletes them."),
            settings.DRAFT_DAYS,
        ),
        Kind(
            "session",
            _("Sessions"),
            _("A nightly job deletes them."),
            settings.SESSION_STAY_SECONDS // 86_400,
        ),
        Kind(
            "pulse",
            _("Who has answered a culture pulse that is open"),
            _("A nightly job deletes the list once the pulse is closed."),
            1,
        ),
        Kind("task", _("Work in the background"), _("A nightly job deletes it."), 60),
        Kind("export", _("Prepared copies of personal data"), _("A nightly job deletes them."), 7),
        Kind(
            "backup",
            _("Backups"),
            _("proim backup --keep deletes older ones; the health page names them."),
            35,
        ),
        Kind(
            "log",
            _("Log of the server: numbers of people and network addresses, no names"),
            _("Whoever runs the server rotates it."),
            90,
        ),
        Kind(
            "answer",
            _("Term to answer a request"),
            _("The office is reminded."),
            20,
            in_working_days=True,
        ),
        Kind(
            "extension",
            _("Extension of that term, once"),
            _("The person is told why."),
            10,
            in_working_days=True,
        ),
        Kind(
            "effect",
            _("Term to carry out what was granted"),
            _("The office is reminded."),
            15,
            in_working_days=True,
        ),
    ):
        KINDS.add(kind)
