from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from proim.accounts import actions as accounts
from proim.accounts.models import User
from proim.agencies import letters
from proim.agencies.actions.handover import _name_successor, open_handover
from proim.agencies.models import LIAISONS, SINGLE, STAFF, Appointment, Programme, Role
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.permissions import require
from proim.files import actions as files
from proim.files.intake import Incoming
from proim.notifications.outbox import notify

AHEAD = timedelta(days=90)  # letters come before they take effect, but no year is mistyped
RECENT = timedelta(days=30)  # letters arrive late; what is older is history, no news


@dataclass(frozen=True, slots=True)
class Letter:
    """An official letter: its number, its date, and the page itself as a file."""

    number: str
    on: date | None = None
    file: Incoming | None = None


TOLD = ("person", "role", "valid_from", "valid_to", "letter", "letter_on", "functional_area")


@transaction.atomic
def appoint(
    draft: Appointment,
    *,
    end_former: bool = False,
    letter_file: Incoming | None = None,
    by: User | None,
) -> Appointment:
    """Give a person a role in an agency; a person who has no account yet gets one and an invitation.

    Args:
        draft: unsaved; its ``person`` may be an unsaved ``User`` with e-mail and name.
        end_former: end whoever holds the one post of principal liaison, or of head, on the day before.
        letter_file: the letter itself, as ``proim.files.intake.received`` gives it.
        by: who records it; heads appoint by letter, the office records.

    Raises:
        PermissionDenied: ``by`` is not of the office, or no administrator for a role of the programme's staff.
        ValidationError: the post is taken (key ``end_former``), the person holds it already, the agency
            has ended, the dates or the letter are not as they must be.
    """
    if draft.role in STAFF:
        programme = require("agencies.appoint_staff", by, Programme.get())
        if programme.owner_id != draft.agency.pk:
            text = _("The programme's staff belong to the agency in charge of it.")
            raise ValidationError({"role": text})
    agency = require("agencies.appoint", by, draft.agency)  # its lock: of two at once one waits
    if agency.closed_on and (draft.valid_to is None or agency.has_ended(draft.valid_to)):
        text = _("This public entity no longer exists since %(day)s.")
        raise ValidationError({"valid_from": text % {"day": date_format(agency.closed_on)}})
    _check_dates(draft)
    _make_room(draft, end_former=end_former, by=by)
    draft.person = _account_of(draft.person, by=by)
    if draft.valid_to:
        draft.end_recorded_at = timezone.now()
    draft.full_clean()
    draft.save(force_insert=True)
    changes = {n: (None, value) for n in TOLD if (value := getattr(draft, n))}
    record("agencies.appoint", draft, by=by, changes=changes)
    if letter_file:
        files.store(letters.NAME, draft, letter_file, by=by, label=draft.letter)
    _name_successor(draft, by=by)
    _tell("agencies.appointed", draft, draft.valid_from, by)
    return draft


def _account_of(person: User, *, by: User | None) -> User:
    """Return ``person``, who gets an account and an invitation if there is none yet."""
    if person.pk is None:
        created = accounts.create(person.email, person.full_name, by=by, post=person.post)
        accounts.invite(created, by=by)
        return created
    if not person.is_active:
        raise ValidationError({"email": _("This account is disabled. Enable it first.")})
    return person


@transaction.atomic
def end_appointment(
    appointment: Appointment,
    *,
    on: date,
    reason: str,
    letter: Letter | None = None,
    hands_over: bool = True,
    by: User | None,
) -> Appointment:
    """End an appointment; ``on`` is the last day on which the person holds it. Then the post is vacant.

    With a head end the delegations of that signature. A principal liaison officer hands over.

    Args:
        appointment: which one.
        on: the last day.
        reason: why, in words.
        letter: by which it ends, where there is one.
        hands_over: open the hand-over of a liaison's post.
        by: who records it.

    Raises:
        PermissionDenied: ``by`` is not of the office, or no administrator for a role of the programme's staff.
        ValidationError: it is over already, ``on`` lies before its start, there is no reason, the letter is
            not as it must be, or nobody would be left to administer the platform.
    """
    appointment = require("agencies.end_appointment", by, appointment)
    _check_end(appointment, on, reason, letter)
    before = appointment.valid_to
    appointment.valid_to, appointment.end_reason = on, reason.strip()
    appointment.end_recorded_at = timezone.now()
    changes: dict[str, tuple[object, object]] = {"valid_to": (before, on)}
    columns = ["valid_to", "end_reason", "end_recorded_at", "end_letter", "end_letter_on"]
    if letter:
        appointment.end_letter, appointment.end_letter_on = letter.number.strip(), letter.on
        changes |= {n: (None, v) for n in columns[3:] if (v := getattr(appointment, n))}
    appointment.full_clean()
    appointment.save(update_fields=columns)
    record("agencies.end_appointment", appointment, by=by, changes=changes, comment=reason)
    if letter and letter.file:
        files.store(letters.NAME, appointment, letter.file, by=by, label=letter.number)
    _tell("agencies.appointment_ended", appointment, on, by)
    _follow_up(appointment, hands_over=hands_over, by=by)
    return appointment


def _check_end(appointment: Appointment, on: date, reason: str, letter: Letter | None) -> None:
    if appointment.valid_to and appointment.is_over(today()):
        text = _("This appointment ended on %(day)s already.")
        raise ValidationError(text % {"day": date_format(appointment.valid_to)})
    if on < appointment.valid_from:
        text = _("The appointment began on %(day)s: it cannot end before.")
        raise ValidationError({"on": text % {"day": date_format(appointment.valid_from)}})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the appointment ends.")})
    if letter and letter.on and letter.on > today():
        raise ValidationError({"letter_on": _("The letter cannot be dated after today.")})
    if letter and (letter.on or letter.file) and not letter.number.strip():
        raise ValidationError({"letter": _("Write the number of the letter.")})
    if appointment.role == Role.ADMINISTRATOR:
        _keep_one_administrator(appointment, on)


def _follow_up(ended: Appointment, *, hands_over: bool, by: User | None) -> None:
    """End what hangs on an appointment that ends, and let a liaison officer hand over."""
    on = ended.valid_to or today()
    for held in ended.delegations.overlapping(on + timedelta(days=1), None):
        last = max(on, held.valid_from)
        end_appointment(held, on=last, reason=_("The head who delegated has left."), by=by)
    begun = ended.handovers.current().exists()
    if hands_over and ended.role == Role.LIAISON and on > today() - RECENT and not begun:
        open_handover(ended, by=by)


def _tell(kind: str, post: Appointment, day: date, by: User | None) -> None:
    """Let the agency know, unless what is recorded is long past."""
    if day > today() - RECENT:
        notify(kind, post.agency, by=by, appointment=post.pk)


def _check_dates(draft: Appointment) -> None:
    if draft.valid_from > today() + AHEAD:
        text = _("An appointment can be recorded at most 90 days before it begins.")
        raise ValidationError({"valid_from": text})
    if draft.valid_to and draft.valid_to < draft.valid_from:
        raise ValidationError({"valid_to": _("The end is before the start.")})
    if draft.letter_on and draft.letter_on > today():
        raise ValidationError({"letter_on": _("The letter cannot be dated after today.")})
    if draft.role in LIAISONS and not draft.letter.strip():
        text = _("A liaison officer is appointed by an official letter: write its number.")
        raise ValidationError({"letter": text})


def _make_room(draft: Appointment, *, end_former: bool, by: User | None) -> None:
    """Refuse a second holder at the same time, or end the former one on the day before."""
    held = Appointment.objects.overlapping(draft.valid_from, draft.valid_to)
    held = held.filter(agency=draft.agency_id).select_related("person").order_by("valid_from")
    rivals = LIAISONS if draft.role in LIAISONS else (draft.role,)
    for other in held.filter(role__in=rivals, person=draft.person.pk):
        text = _("%(person)s is %(role)s of this agency already, since %(day)s.")
        raise ValidationError({"person": text % _words(other)})
    if draft.role not in SINGLE:
        return
    for other in held.filter(role=draft.role):
        if other.is_over(today()):
            text = _("%(person)s was %(role)s of this agency from %(day)s on: the dates overlap.")
            raise ValidationError({"valid_from": text % _words(other)})
        if other.valid_from >= draft.valid_from:
            text = _(
                "%(person)s is %(role)s of this agency from %(day)s on: begin after that ends."
            )
            raise ValidationError({"valid_from": text % _words(other)})
        if not end_former:
            text = _("%(person)s is %(role)s of this agency since %(day)s. Tick here to end that.")
            raise ValidationError({"end_former": text % _words(other)})
        day_before = draft.valid_from - timedelta(days=1)
        letter = Letter(draft.letter, draft.letter_on) if draft.letter else None
        reason = draft.letter or _("Replaced")
        end_appointment(other, on=day_before, reason=reason, letter=letter, by=by)


def _words(other: Appointment) -> dict[str, str]:
    return {
        "person": str(other.person),
        "role": str(other.get_role_display()),
        "day": date_format(other.valid_from),
    }


def _keep_one_administrator(appointment: Appointment, on: date) -> None:
    Programme.objects.select_for_update().get(
        pk=1
    )  # two who end each other: one waits, then is refused
    others = Appointment.objects.filter(role=Role.ADMINISTRATOR, person__is_active=True)
    others = others.exclude(pk=appointment.pk).overlapping(max(on, today()), None)
    if not others.filter(valid_to__isnull=True).exists():
        raise ValidationError(_("Nobody would be left to administer the platform."))
