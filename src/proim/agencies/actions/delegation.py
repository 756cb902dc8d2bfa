"""A head's signature delegated from a day to a day, by letter."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies import letters
from proim.agencies.actions.appointment import _account_of
from proim.agencies.models import Appointment, Role
from proim.agencies.rules import is_office
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.permissions import require
from proim.files import actions as files
from proim.files.intake import Incoming
from proim.notifications.outbox import notify

LONGEST = timedelta(days=366)
TOLD = ("person", "valid_from", "valid_to", "letter", "letter_on", "on_behalf_of")


@transaction.atomic
def delegate(
    draft: Appointment, *, letter_file: Incoming | None = None, by: User | None
) -> Appointment:
    """Let a person sign for the head of an agency from a day to a day; it ends with the head's own post.

    Args:
        draft: unsaved; its ``agency``, ``person``, ``valid_from``, ``valid_to``, ``letter`` and ``letter_on``.
        letter_file: the letter of delegation.
        by: the head, or the office on the head's letter.

    Raises:
        PermissionDenied: ``by`` neither heads the agency nor is of the office.
        ValidationError: there is no head on all of those days, the dates or the letter are not as they must
            be, or the person may not sign for this head (keyed by field).
    """
    agency = require("agencies.delegate", by, draft.agency)  # its lock: of two at once one waits
    _check_dates(draft)
    head = _head(draft)
    draft.role, draft.on_behalf_of = Role.DELEGATE, head
    _check_person(draft, head, by)
    draft.person = _account_of(draft.person, by=by)
    draft.appointed_by = draft.appointed_by or str(head.person)
    draft.end_recorded_at = timezone.now()
    draft.full_clean()
    draft.save(force_insert=True)
    changes = {n: (None, value) for n in TOLD if (value := getattr(draft, n))}
    record("agencies.delegate", draft, by=by, changes=changes)
    if letter_file:
        files.store(letters.NAME, draft, letter_file, by=by, label=draft.letter)
    notify("agencies.appointed", agency, by=by, appointment=draft.pk)
    return draft


def _check_dates(draft: Appointment) -> None:
    if not draft.valid_to:
        raise ValidationError({"valid_to": _("A signature is delegated until a day: say which.")})
    if draft.valid_to < draft.valid_from:
        raise ValidationError({"valid_to": _("The end is before the start.")})
    if draft.valid_to > draft.valid_from + LONGEST:
        raise ValidationError({"valid_to": _("A delegation lasts a year at most.")})
    if draft.valid_from < today():
        text = _("A delegation does not reach back: it begins today or later.")
        raise ValidationError({"valid_from": text})
    if not draft.letter.strip():
        raise ValidationError(
            {"letter": _("A signature is delegated by letter: write its number.")}
        )
    if draft.letter_on and draft.letter_on > today():
        raise ValidationError({"letter_on": _("The letter cannot be dated after today.")})


def _head(draft: Appointment) -> Appointment:
    """Return the head's appointment that lasts through the delegation."""
    held = Appointment.objects.on(draft.valid_from).filter(agency=draft.agency_id, role=Role.HEAD)
    head = held.select_related("person").first()
    if head is None:
        text = _("On that day the public entity has no head on record who could delegate.")
        raise ValidationError({"valid_from": text})
    if head.valid_to and draft.valid_to and draft.valid_to > head.valid_to:
        text = _("The head holds the post until %(day)s: it cannot be delegated for longer.")
        raise ValidationError({"valid_to": text % {"day": date_format(head.valid_to)}})
    return head


def _check_person(draft: Appointment, head: Appointment, by: User | None) -> None:
    known = draft.person.pk
    if known == head.person_id:
        raise ValidationError({"email": _("The head signs without a delegation.")})
    here = Appointment.objects.filter(agency=draft.agency_id, person=known)
    if by and not is_office(by) and not (known and here.exists()):
        text = _(
            "Choose somebody who has or had a post in your public entity; for others, send the letter to the office."
        )
        raise ValidationError({"email": text})
    same = here.filter(role=Role.DELEGATE).overlapping(draft.valid_from, draft.valid_to)
    if known and same.exists():
        text = _("This person signs for the head already on some of those days.")
        raise ValidationError({"valid_from": text})
