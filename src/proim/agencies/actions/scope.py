from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.models import Agency, ScopeEntry
from proim.audit.actions import record
from proim.core.permissions import require


@transaction.atomic
def put_in_scope(agency: Agency, *, since: date, ground: str, by: User | None) -> ScopeEntry:
    """Put an agency on the programme's list from ``since`` on; ``recorded_at`` keeps when we learned.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: it is on the list on that day already, does not exist then, the day has not
            come, or there is no legal ground.
    """
    agency = require("agencies.put_in_scope", by, agency)
    agency.require_existing(since)
    if agency.is_in_scope_on(since):
        raise ValidationError({"since": _("On that day it is in the programme's scope already.")})
    entry = _entry(agency, since, ground, is_in_scope=True)
    changes = {"since": (None, since)}
    record("agencies.put_in_scope", entry, by=by, changes=changes, comment=ground)
    return entry


@transaction.atomic
def take_out_of_scope(agency: Agency, *, since: date, ground: str, by: User | None) -> ScopeEntry:
    """Take an agency off the programme's list from ``since`` on.

    The same day as an entry that put it on the list says that the entry was an error.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: it is not on the list on that day, does not exist then, the day has not
            come, or there is no legal ground.
    """
    agency = require("agencies.take_out_of_scope", by, agency)
    agency.require_existing(since)
    if not agency.is_in_scope_on(since):
        raise ValidationError({"since": _("On that day it is not in the programme's scope.")})
    entry = _entry(agency, since, ground, is_in_scope=False)
    changes = {"since": (None, since)}
    record("agencies.take_out_of_scope", entry, by=by, changes=changes, comment=ground)
    return entry


def _entry(agency: Agency, since: date, ground: str, *, is_in_scope: bool) -> ScopeEntry:
    entry = ScopeEntry(agency=agency, since=since, ground=ground.strip(), is_in_scope=is_in_scope)
    entry.full_clean()
    entry.save()
    return entry
