"""The terms of referrals: the target's answer and the office's decision. Called by actions only."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from proim.agencies.deadlines import calendar_of, calendars, end_of, hold, office, settled
from proim.agencies.models.deadline import touched
from proim.agencies.rules import is_office
from proim.agencies.sources import Change, Owed
from proim.core.permissions import Actor, rows
from proim.referrals.models import Kind, Referral, ReferralTerm, ReferralTermMove, TermKind

DECIDE_DAYS = 5  # working days of the office, as for its reviews
WHAT = {TermKind.ATTEND: _("Attend the referral"), TermKind.DECIDE: _("Decide on the referral")}


def hold_calendars(*agencies: int | None) -> None:
    """Lock the calendars on which the terms run; before ``require`` locks anything."""
    hold(office(), *agencies)


def begin(referral: Referral, kind: TermKind, on: date) -> date:
    """End the running term of the locked ``referral``, begin one of ``kind``; return its last day."""
    end(referral, on)
    obliged = referral.target.agency_id if kind == TermKind.ATTEND else office()
    days = referral.target.days if kind == TermKind.ATTEND else DECIDE_DAYS
    term = ReferralTerm(referral=referral, kind=kind, agency_id=obliged, starts_on=on, days=days)
    term.due_on = end_of(on, days, calendar_of(obliged))
    term.save(force_insert=True)
    return term.due_on


def end(referral: Referral, on: date) -> None:
    """Note that what was owed was done on the day ``on``, if something was."""
    referral.terms.filter(met_on__isnull=True).update(met_on=on)


def move(change: Change) -> int:
    """Compute anew the terms that run on the days of ``change``; return how many moved."""
    found = ReferralTerm.objects.filter(touched(change.first, change.last))
    if change.agencies is not None:
        found = found.filter(agency__in=change.agencies)
    terms = list(found.select_related("referral").order_by("pk"))
    read = calendars(term.agency_id for term in terms)
    moved: list[ReferralTermMove] = []
    for term in terms:
        before, due = term.due_on, end_of(term.starts_on, term.days, read.of(term.agency_id))
        met = term.met_on is not None
        term.due_on = settled(before, due, learned_on=change.learned_on, is_met=met)
        if term.due_on != before:
            told = ReferralTermMove(term=term, moved_from=before, moved_to=term.due_on)
            told.since, told.notice = change.learned_on, change.notice
            moved.append(told)
    ReferralTerm.objects.bulk_update([row.term for row in moved], ["due_on"], batch_size=500)
    ReferralTermMove.objects.bulk_create(moved, batch_size=500)
    for row in moved:
        if row.term.met_on is None:
            open_one = Referral.objects.filter(pk=row.term.referral_id, due_on=row.moved_from)
            open_one.update(due_on=row.moved_to)
    return len(moved)


def owed(actor: Actor, day: date) -> Iterator[Owed]:
    """Tell the running terms: the office knows all of them, others those that they owe themselves."""
    found = ReferralTerm.objects.filter(met_on__isnull=True, starts_on__lte=day)
    if actor is not None and not is_office(actor):
        mine = Referral.objects.filter(rows("referrals.attend", actor))
        found = found.filter(Q(kind=TermKind.ATTEND), referral__in=mine.values("pk"))
    names = ("referral__project__agency", "referral__question__agency", "referral__target")
    for term in found.select_related(*names).order_by("due_on", "pk"):
        referral, kind = term.referral, TermKind(term.kind)
        title, lang = referral.title, referral.title_lang
        told = Owed(term.term, term.agency_id, WHAT[kind], title, referral.get_absolute_url(), lang)
        by_office = kind == TermKind.DECIDE or referral.target.kind == Kind.OFFICE
        yield replace(told, by_office=by_office)
