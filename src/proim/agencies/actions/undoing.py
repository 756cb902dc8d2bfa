"""Taking back what was recorded by mistake, while nothing stands on it; the ledger keeps both."""

from collections import Counter
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.actions.handover import _withdraw_handover
from proim.agencies.models import LIAISONS, SINGLE, Agency, Appointment
from proim.audit.actions import record
from proim.core.errors import DomainError
from proim.core.permissions import require


@transaction.atomic
def take_back(agency: Agency, *, by: User | None) -> None:
    """Remove a public entity that was added by mistake.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        DomainError: something stands on it by now: the message says what. Then it is wound up.
    """
    agency = require("agencies.take_back", by, agency)
    if agency.versions.count() > 1 or agency.scope_entries.count() > 1:
        text = _("“%s” has changed since it was added: wind it up on its page.")
        raise DomainError(text % agency.name)
    state = agency.versions.get().state
    changes = {name: (value, None) for name, value in state.items() if value}
    record("agencies.take_back", agency, by=by, changes=changes)
    agency.scope_entries.all().delete()
    agency.versions.all().delete()
    try:
        agency.delete()
    except ProtectedError as error:
        counted = Counter(
            capfirst(str(row._meta.verbose_name_plural)) for row in error.protected_objects
        )
        what = ", ".join(f"{name}: {count}" for name, count in sorted(counted.items()))
        words = {"agency": agency.name, "what": what}
        text = _("“%(agency)s” stays, for something stands on it by now (%(what)s).")
        raise DomainError(text % words) from None


@transaction.atomic
def reopen_appointment(appointment: Appointment, *, by: User | None) -> Appointment:
    """Let an appointment go on that was ended by mistake; its hand-over is withdrawn.

    Raises:
        PermissionDenied: ``by`` is not of the office, or no administrator for a role of the staff.
        DomainError: it has not ended, the account is disabled, or somebody holds the post by now.
    """
    appointment = require("agencies.reopen_appointment", by, appointment)
    before: date | None = appointment.valid_to
    if before is None:
        raise DomainError(_("This appointment has not ended."))
    if not appointment.person.is_active:
        raise DomainError(_("The account of %s is disabled by now.") % appointment.person)
    _require_free(appointment, before)
    changes = {"valid_to": (before, None), "end_reason": (appointment.end_reason, "")}
    appointment.valid_to, appointment.end_reason = None, ""
    appointment.end_letter, appointment.end_letter_on = "", None
    appointment.end_recorded_at = None
    try:
        appointment.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from None
    columns = ["valid_to", "end_reason", "end_recorded_at", "end_letter", "end_letter_on"]
    appointment.save(update_fields=columns)
    record("agencies.reopen_appointment", appointment, by=by, changes=changes)
    _withdraw_handover(appointment, by=by)
    return appointment


def _require_free(one: Appointment, ended_on: date) -> None:
    agency = _open(one.agency)
    later = Appointment.objects.overlapping(ended_on, None).filter(agency=agency.pk)
    later = later.exclude(pk=one.pk).select_related("person").order_by("valid_from")
    roles = LIAISONS if one.role in LIAISONS else (one.role,)
    for other in later.filter(role__in=roles):
        if (other.role == one.role and one.role in SINGLE) or other.person_id == one.person_id:
            text = _("%(person)s is %(role)s of %(agency)s since %(day)s.")
            words = {
                "person": str(other.person),
                "role": str(other.get_role_display()),
                "agency": agency.acronym,
                "day": date_format(other.valid_from),
            }
            raise DomainError(text % words)


def _open(agency: Agency) -> Agency:
    """Return ``agency`` if it still exists.

    Raises:
        DomainError: it has ended.
    """
    if agency.closed_on:
        text = _("This public entity no longer exists since %(day)s.")
        raise DomainError(text % {"day": date_format(agency.closed_on)})
    return agency
