"""Terms run on the calendar of the agency that is obliged. This is the one place that reads calendars.

A calendar is the law's (``proim.core.working_days``), changed by the notices of the city and of the
agency itself. ``calendars`` reads those of a whole list in two queries; the formulas do the rest.
A term whose agency has ended runs on the calendar of the one that answers for it since then.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from proim.agencies.formulas import Calendar, Span, Term, end_of, settled
from proim.agencies.models import Agency, Notice, NoticeDays, Programme, Succession
from proim.core.clock import today

__all__ = [
    "Calendars",
    "Term",
    "answering",
    "calendar_of",
    "calendars",
    "end_of",
    "hold",
    "hold_all",
    "obliged_by",
    "office",
    "settled",
]

Link = tuple[int, date | None]  # an agency of a chain, and the day from which the next one answers


@dataclass(frozen=True, slots=True)
class Calendars:
    """The calendars of several agencies, read at once; ``None`` is the city's own."""

    _read: Mapping[int | None, Calendar]

    def of(self, agency: int | None) -> Calendar:
        """Return the calendar of the agency with the id ``agency``, which was asked for."""
        return self._read[agency]


def calendars(agencies: Iterable[int | None], known_at: datetime | None = None) -> Calendars:
    """Return the calendars of ``agencies`` (ids; ``None``: the city's), as known at ``known_at``.

    Two queries, however many there are.
    """
    wanted = set(agencies) | {None}
    chains = _chains(wanted - {None}, known_at)
    everybody = {link[0] for chain in chains.values() for link in chain}
    spans: dict[int | None, list[Span]] = defaultdict(list)
    notices = Notice.objects.in_force(known_at).speaking_of(everybody)
    days = NoticeDays.objects.filter(notice__in=notices).select_related("notice")
    for row in days.order_by("pk"):
        spans[row.notice.agency_id].append(row.span)
    read: dict[int | None, Calendar] = {None: Calendar.of(spans[None])}
    for agency, chain in chains.items():
        own = [span for span in _along(chain, spans) if span]
        read[agency] = Calendar.of([*spans[None], *own]) if own else read[None]
    return Calendars(read)


def calendar_of(agency: int | None, known_at: datetime | None = None) -> Calendar:
    """Return the calendar of one agency (``None``: the city's); two queries."""
    return calendars([agency], known_at).of(agency)


def office() -> int | None:
    """Return the id of the agency that runs the programme: its calendar rules the office's terms."""
    found: int | None = Programme.objects.values_list("owner", flat=True).get(pk=1)
    return found


def hold(*agencies: int | None) -> None:
    """Lock the calendars of ``agencies`` until the transaction ends: before a term is computed.

    A notice locks those that it changes, so it sees each term that was computed before it, and
    each later term sees the notice. Every action that sets a term holds the calendar first, before
    it locks anything else: so nobody waits for each other.
    """
    wanted = {pk for pk in agencies if pk is not None}
    chains = _chains(wanted, None)
    ids = {link[0] for chain in chains.values() for link in chain}
    rows = Agency.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    list(rows.values_list("pk"))


def hold_all() -> None:
    """Lock the calendars of every agency, in the order of ``hold``."""
    list(Agency.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def obliged_by(agency: int) -> set[int]:
    """Return the agencies whose terms a notice of ``agency`` may move: itself, and the ended before it."""
    step = _steps(None)
    found = {agency}
    for start in step:
        if agency in {link[0] for link in _chain(start, step)}:
            found.add(start)
    return found


def answering(agencies: Iterable[int]) -> dict[int, int]:
    """Return who answers today for each of ``agencies``: itself, or its successor. One query."""
    return {agency: chain[-1][0] for agency, chain in _chains(set(agencies), None).items()}


def _chains(agencies: Collection[int | None], known_at: datetime | None) -> dict[int, list[Link]]:
    step = _steps(known_at)
    return {agency: _chain(agency, step) for agency in agencies if agency is not None}


def _steps(known_at: datetime | None) -> dict[int, tuple[int, date]]:
    facts = Succession.objects.filter(is_main=True, successor__isnull=False, since__lte=today())
    if known_at:
        facts = facts.filter(recorded_at__lte=known_at)
    rows = facts.values_list("predecessor", "successor", "since")
    return {ended: (heir, since) for ended, heir, since in rows}


def _chain(agency: int, step: Mapping[int, tuple[int, date]]) -> list[Link]:
    """Return who answers for ``agency`` one after the other, each with the day of its end."""
    found: list[Link] = []
    here, seen = agency, {agency}
    while here in step and step[here][0] not in seen:
        heir, since = step[here]
        found.append((here, since))
        seen.add(heir)
        here = heir
    return [*found, (here, None)]


def _along(chain: list[Link], spans: Mapping[int | None, list[Span]]) -> list[Span | None]:
    """Return the own days of a chain: of each agency those of its time."""
    begin: date | None = None
    found: list[Span | None] = []
    for agency, until in chain:
        end = until - timedelta(days=1) if until else None
        found += [span.clipped(begin, end) for span in spans.get(agency, [])]
        begin = until
    return found
