from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.actions.appointment import _account_of
from proim.agencies.models import Agency, AgencyType, Appointment, Mandate, Programme
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.permissions import require

LONGEST = timedelta(days=366)
TOLD = ("person", "body", "types", "covers_from", "covers_to", "valid_from", "valid_to", "letter")


@transaction.atomic
def grant_mandate(draft: Mandate, *, only: Iterable[Agency] = (), by: User | None) -> Mandate:
    """Let an auditor read what some types of agencies did in a period; for a year at most.

    Args:
        draft: unsaved; its ``person`` may be an unsaved ``User``, who then gets an invitation.
        only: if any, narrows the mandate to these agencies of its types.
        by: an administrator.

    Raises:
        PermissionDenied: ``by`` is no administrator.
        ValidationError: no type, dates that are not as they must be, or the person holds a post.
    """
    require("agencies.grant_mandate", by, Programme.get())
    _check(draft)
    draft.person = _account_of(draft.person, by=by)
    held = Appointment.objects.overlapping(draft.valid_from, draft.valid_to)
    if held.filter(person=draft.person).exists():
        text = _("This person holds a post in the programme: nobody audits their own work.")
        raise ValidationError({"email": text})
    draft.full_clean()
    draft.save(force_insert=True)
    named = list(only)
    draft.agencies.set(named)
    changes = {name: (None, getattr(draft, name)) for name in TOLD}
    record("agencies.grant_mandate", draft, by=by, changes=changes, only=[a.key for a in named])
    return draft


@transaction.atomic
def end_mandate(mandate: Mandate, *, reason: str, by: User | None) -> Mandate:
    """End a mandate at once: from this moment on its auditor reads what anybody reads.

    Raises:
        PermissionDenied: ``by`` is no administrator.
        ValidationError: it is over already, or there is no reason.
    """
    mandate = require("agencies.end_mandate", by, mandate)
    if mandate.is_over(today()):
        raise ValidationError(_("This mandate is over already."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the mandate ends.")})
    mandate.end_reason, mandate.end_recorded_at = reason.strip(), timezone.now()
    mandate.save(update_fields=["end_reason", "end_recorded_at"])
    record("agencies.end_mandate", mandate, by=by, comment=reason.strip())
    return mandate


def _check(draft: Mandate) -> None:
    if not draft.types or not set(draft.types) <= set(AgencyType.values):
        raise ValidationError({"types": _("Choose at least one type of public entities.")})
    if draft.valid_to < draft.valid_from:
        raise ValidationError({"valid_to": _("The end is before the start.")})
    if draft.valid_to < today():
        raise ValidationError({"valid_to": _("This day is over: the access would never begin.")})
    if draft.valid_to - draft.valid_from > LONGEST:
        raise ValidationError(
            {"valid_to": _("A mandate lasts a year at most. Give a new one then.")}
        )
    if draft.covers_to < draft.covers_from:
        raise ValidationError({"covers_to": _("The end of the period is before its start.")})
    if draft.letter_on > today():
        raise ValidationError({"letter_on": _("The letter cannot be dated after today.")})
