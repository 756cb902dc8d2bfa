from collections.abc import Sequence
from datetime import date
from itertools import count

from proim.accounts.models import User
from proim.agencies import actions
from proim.agencies.formulas import read_spans
from proim.agencies.models import Absence, Agency, Notice, NoticeKind

_numbers = count(1)


def days(*lines: str) -> list[tuple[date, date]]:
    """Return days as an action takes them: ``days("2011-04-11 - 2011-04-12")``."""
    return read_spans("\n".join(lines))


def draft_notice(agency: Agency | None = None, **fields) -> Notice:
    """Build a notice that is not stored; its Gazette appeared on 3 January 2011 unless told."""
    defaults = {
        "kind": NoticeKind.NON_WORKING,
        "reason": "Días inhábiles",
        "gazette": f"{next(_numbers)}",
        "gazette_on": date(2011, 1, 3),
    }
    return Notice(agency=agency, **{**defaults, **fields})


def make_notice(
    agency: Agency | None,
    *lines: str,
    on: date = date(2011, 1, 3),
    by: User | None = None,
    **fields,
) -> Notice:
    """Build a notice in force: ``make_notice(agency, "2011-04-11 - 2011-04-12", on=…)``.

    Without an agency it is one of the whole government. ``on`` is the day of its record, and of its
    Gazette unless told.
    """
    draft = draft_notice(agency, **{"gazette_on": on, **fields})
    act = actions.declare_notice if agency else actions.declare_city_notice
    return act(draft, days(*lines), by=by, on=on)


def make_absence(person: User, substitute: User, first: date, last: date) -> Absence:
    """Build an absence in the office, recorded by the system."""
    draft = Absence(person=person, substitute=substitute, valid_from=first, valid_to=last)
    return actions.record_absence(draft, by=None)


def pairs(notice: Notice) -> Sequence[tuple[date, date]]:
    """Return the days of a stored notice."""
    return [(row.first_on, row.last_on) for row in notice.spans.all()]
