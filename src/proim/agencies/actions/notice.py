"""Notices of working days: proposed by an agency, recorded by the office, withdrawn, corrected.

Each one that comes into force, or goes out of it, moves the terms that run on its days.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.deadlines import hold, hold_all, obliged_by
from proim.agencies.models import Notice, NoticeDays, NoticeStep, Programme
from proim.agencies.sources import TERM_SOURCES, Change
from proim.agencies.workflow import NOTICE_FLOW, NoticeStatus
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import require
from proim.core.workflow import move

Days: TypeAlias = Sequence[tuple[date, date]]
MOST_DAYS = 400  # an emergency of months is one notice; a slip of the year in a date is not


@transaction.atomic
def propose_notice(draft: Notice, days: Days, *, by: User | None, on: date | None = None) -> Notice:
    """Tell the office of a notice that the draft's agency has published; it changes nothing yet.

    Raises:
        PermissionDenied: ``by`` speaks for another agency, or for none.
        ValidationError: see ``_store``.
    """
    if draft.agency is None:
        raise ValidationError({"agency": _("Say which public entity published it.")})
    require("agencies.propose_notice", by, draft.agency)
    notice = _store(draft, days, NoticeStatus.PROPOSED, by=by, on=on or today())
    record("agencies.propose_notice", notice, by=by, changes=_told(notice))
    return notice


@transaction.atomic
def declare_notice(draft: Notice, days: Days, *, by: User | None, on: date | None = None) -> Notice:
    """Record a notice of the draft's agency; the terms that run on its days move.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: see ``_store``.
    """
    if draft.agency is None:
        raise ValidationError({"agency": _("Say which public entity published it.")})
    require("agencies.declare_notice", by, draft.agency)
    on = on or today()
    hold(draft.agency.pk)
    notice = _store(draft, days, NoticeStatus.IN_FORCE, by=by, on=on)
    moved = _move_terms(notice, on)
    told = _told(notice)
    record("agencies.declare_notice", notice, by=by, on=on, changes=told, moved=moved)
    return notice


@transaction.atomic
def declare_city_notice(
    draft: Notice, days: Days, *, by: User | None, on: date | None = None
) -> Notice:
    """Record a notice of the city's government, which holds for every agency.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: see ``_store``.
    """
    require("agencies.declare_city_notice", by, Programme.get())
    on, draft.agency = on or today(), None
    hold_all()
    notice = _store(draft, days, NoticeStatus.IN_FORCE, by=by, on=on)
    moved = _move_terms(notice, on)
    told = _told(notice)
    record("agencies.declare_city_notice", notice, by=by, on=on, changes=told, moved=moved)
    return notice


@transaction.atomic
def confirm_notice(notice: Notice, *, by: User | None, on: date | None = None) -> Notice:
    """Record a notice that an agency proposed, once its Gazette was looked at.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        DomainError: ``by`` proposed it.
        TransitionError: it was decided already.
    """
    notice, on = require("agencies.confirm_notice", by, notice), on or today()
    if by and notice.steps.filter(status=NoticeStatus.PROPOSED, by=by).exists():
        raise DomainError(_("You proposed this notice yourself: another person must confirm it."))
    _hold(notice)
    _step(notice, "confirm", by=by, on=on)
    moved = _move_terms(notice, on)
    record("agencies.confirm_notice", notice, by=by, on=on, moved=moved)
    return notice


@transaction.atomic
def refuse_notice(
    notice: Notice, reason: str, *, by: User | None, on: date | None = None
) -> Notice:
    """Say why a notice that an agency proposed is not recorded.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: there is no reason (keyed by ``reason``).
        TransitionError: it was decided already.
    """
    notice, reason = require("agencies.refuse_notice", by, notice), _words(reason)
    _step(notice, "refuse", by=by, on=on or today(), reason=reason)
    record("agencies.refuse_notice", notice, by=by, comment=reason)
    return notice


@transaction.atomic
def withdraw_notice(
    notice: Notice, reason: str, *, by: User | None, on: date | None = None
) -> Notice:
    """Record that a notice no longer holds, or was recorded in error; the notice itself stays.

    Terms get shorter only as far as nobody is late by it (``formulas.settled``).

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: there is no reason (keyed by ``reason``).
        TransitionError: it is not in force.
    """
    notice, reason = require("agencies.withdraw_notice", by, notice), _words(reason)
    on = on or today()
    _hold(notice)
    _step(notice, "withdraw", by=by, on=on, reason=reason)
    moved = _move_terms(notice, on)
    record("agencies.withdraw_notice", notice, by=by, on=on, comment=reason, moved=moved)
    return notice


@transaction.atomic
def correct_notice(
    notice: Notice, draft: Notice, days: Days, *, by: User | None, on: date | None = None
) -> Notice:
    """Put a corrected notice in the place of one in force: a new fact, the wrong one stays readable.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: see ``_store``.
        TransitionError: it is not in force.
    """
    notice, on = require("agencies.correct_notice", by, notice), on or today()
    _hold(notice)
    draft.agency, draft.corrects = notice.agency, notice
    _step(notice, "withdraw", by=by, on=on, reason=_("Corrected by another notice"))
    new = _store(draft, days, NoticeStatus.IN_FORCE, by=by, on=on)
    moved = _move_terms(new, on, also=notice)
    told = _told(new)
    record("agencies.correct_notice", new, by=by, on=on, changes=told, moved=moved)
    return new


def _hold(notice: Notice) -> None:
    if notice.agency_id is None:
        hold_all()
    else:
        hold(notice.agency_id)


def _store(draft: Notice, days: Days, status: NoticeStatus, *, by: User | None, on: date) -> Notice:
    """Store a notice with its days and its first step.

    Raises:
        ValidationError: no days, too many, a Gazette of a day that has not come, no reason or no
            number (keyed by field), or the same notice is recorded already.
    """
    if not days:
        raise ValidationError({"days": _("Write at least one day.")})
    if sum((last - first).days + 1 for first, last in days) > MOST_DAYS:
        text = _("A notice holds for %s days at most. Is a year mistyped?") % MOST_DAYS
        raise ValidationError({"days": text})
    gazette_on: date | None = draft.gazette_on
    if gazette_on and gazette_on > on:
        raise ValidationError({"gazette_on": _("This day has not come yet.")})
    draft.reason, draft.gazette = draft.reason.strip(), draft.gazette.strip()
    draft.first_on = min(first for first, _last in days)
    draft.last_on = max(last for _first, last in days)
    draft.status = status
    draft.full_clean()
    _refuse_twice(draft)
    draft.save(force_insert=True)
    NoticeDays.objects.bulk_create(
        NoticeDays(notice=draft, first_on=first, last_on=last) for first, last in sorted(set(days))
    )
    NoticeStep.objects.create(notice=draft, status=status, since=on, by=by)
    return draft


def _refuse_twice(draft: Notice) -> None:
    open_ones = (NoticeStatus.PROPOSED, NoticeStatus.IN_FORCE)
    same = Notice.objects.filter(agency=draft.agency, kind=draft.kind, status__in=open_ones)
    same = same.filter(gazette__iexact=draft.gazette, gazette_on=draft.gazette_on)
    if same.filter(first_on=draft.first_on, last_on=draft.last_on).exists():
        raise ValidationError({"gazette": _("This notice is recorded already.")})


def _step(notice: Notice, name: str, *, by: User | None, on: date, reason: str = "") -> None:
    move(notice, NOTICE_FLOW, name, field="status")
    NoticeStep.objects.create(notice=notice, status=notice.status, since=on, by=by, reason=reason)


def _move_terms(notice: Notice, on: date, *, also: Notice | None = None) -> dict[str, int]:
    """Compute the terms anew that run on the days of ``notice``; return how many moved, by source."""
    spans = [notice, also] if also else [notice]
    change = Change(
        agencies=None if notice.agency_id is None else frozenset(obliged_by(notice.agency_id)),
        first=min(one.first_on for one in spans),
        last=max(one.last_on for one in spans),
        notice=notice,
        learned_on=on,
    )
    found = {source.code: source.move(change) for source in TERM_SOURCES}
    return {code: number for code, number in found.items() if number}


def _words(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    return reason.strip()


def _told(notice: Notice) -> dict[str, tuple[None, object]]:
    told = {
        "kind": notice.kind,
        "reason": notice.reason,
        "gazette": notice.gazette,
        "gazette_on": notice.gazette_on,
        "first_on": notice.first_on,
        "last_on": notice.last_on,
        "corrects": notice.corrects,
    }
    return {name: (None, value) for name, value in told.items() if value}
