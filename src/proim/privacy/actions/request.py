"""Requests of people about their own data: asked, answered within the term, carried out."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.deadlines import calendar_of, end_of, hold, office
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError, TransitionError
from proim.core.permissions import require
from proim.notifications.outbox import notify
from proim.privacy.kinds import days_of
from proim.privacy.models import Request, RequestCounter
from proim.privacy.workflow import Stage

MOST_OPEN = 5  # requests of one person


@transaction.atomic
def ask(person: User, right: str, text: str, *, by: User | None) -> Request:
    """Ask for something about one's own data; the office owes an answer in working days.

    Raises:
        PermissionDenied: ``by`` is somebody else.
        ValidationError: nothing is said (keyed by field).
        DomainError: five requests of the person are open already.
    """
    hold(office())
    person = require("privacy.ask", by, person)
    if person.data_requests.open().count() >= MOST_OPEN:
        raise DomainError(_("Five of your requests are open already. Wait for their answers."))
    day = today()
    draft = Request(person=person, right=right, text=text.strip(), asked_on=day)
    draft.days, draft.folio = days_of("answer"), _folio(day)
    draft.due_on = _after(day, draft.days)
    draft.full_clean()
    draft.save(force_insert=True)
    told = {"right": draft.right, "text": draft.text, "due_on": draft.due_on}
    changes = {name: (None, value) for name, value in told.items()}
    record("privacy.ask", draft, by=by, folio=draft.folio, changes=changes)
    notify("privacy.asked", draft, by=by, on=day)
    return draft


@transaction.atomic
def extend(request: Request, why: str, *, by: User | None) -> Request:
    """Put off the day of the answer, once, for a reason that the person is told.

    Raises:
        PermissionDenied: ``by`` may not.
        ValidationError: no reason is given (keyed ``why``).
        DomainError: it is answered, or was put off already.
    """
    hold(office())
    request = require("privacy.extend", by, request)
    _require_stage(request, Stage.ASKED)
    if request.extended_why:
        raise DomainError(_("The term was extended already. That is possible once."))
    before = request.due_on
    request.extended_why = _said(why, "why")[:250]
    request.days += days_of("extension")
    request.due_on = _after(request.asked_on, request.days)
    request.save(update_fields=["extended_why", "days", "due_on"])
    changes = {"due_on": (before, request.due_on)}
    record("privacy.extend", request, by=by, changes=changes, comment=request.extended_why)
    notify("privacy.extended", request, by=by, on=today())
    return request


@transaction.atomic
def answer(request: Request, text: str, *, is_granted: bool, by: User | None) -> Request:
    """Answer a request; what is granted is owed within another term.

    Raises:
        PermissionDenied: ``by`` may not, or it is their own request.
        ValidationError: there is no answer in words (keyed ``text``).
        TransitionError: it is answered already.
    """
    hold(office())
    request = require("privacy.answer", by, request)
    _require_stage(request, Stage.ASKED)
    request.answer, request.answered_on, request.answered_by = _said(text, "text"), today(), by
    request.stage = Stage.GRANTED if is_granted else Stage.REFUSED
    if is_granted:
        request.effect_days = days_of("effect")
        request.effective_due_on = _after(today(), request.effect_days)
    names = ("answer", "answered_on", "answered_by", "stage", "effect_days", "effective_due_on")
    request.save(update_fields=list(names))
    changes = {"stage": (Stage.ASKED.value, request.stage), "answer": ("", request.answer)}
    record("privacy.answer", request, by=by, changes=changes)
    notify("privacy.answered", request, by=by, on=today())
    return request


@transaction.atomic
def finish(request: Request, *, by: User | None) -> Request:
    """Note that what was granted is carried out.

    Raises:
        PermissionDenied: ``by`` may not.
        TransitionError: nothing was granted, or it is done already.
    """
    request = require("privacy.finish", by, request)
    _require_stage(request, Stage.GRANTED)
    request.stage, request.done_on = Stage.DONE, today()
    request.save(update_fields=["stage", "done_on"])
    record("privacy.finish", request, by=by, on=request.done_on)
    notify("privacy.done", request, by=by, on=today())
    return request


def _require_stage(request: Request, stage: Stage) -> None:
    if request.stage != stage:
        raise TransitionError(_("This request is already: %s.") % request.get_stage_display())


def _said(text: str, key: str) -> str:
    if not text.strip():
        raise ValidationError({key: _("Say it in words: the person reads it.")})
    return text.strip()


def _after(day: date, days: int) -> date:
    return end_of(day, days, calendar_of(office()))


def _folio(day: date) -> str:
    counter, _made = RequestCounter.objects.select_for_update().get_or_create(year=day.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"DP-{day.year}-{counter.last:04}"
