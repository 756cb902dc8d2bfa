from collections.abc import Collection, Mapping
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.models import Programme
from proim.audit.actions import record
from proim.core.permissions import require
from proim.core.seen import news, require_as_seen

PLAIN = ("name_es", "name_en", "acronym", "owner", "unit", "government_es", "government_en")
PARTIAL = {"starts": Programme.starts.columns, "ends": Programme.ends.columns}


@transaction.atomic
def edit_programme(
    edited: Programme,
    changed: Collection[str],
    *,
    by: User | None,
    seen: Mapping[str, str] | None = None,
) -> Programme:
    """Store the fields of ``edited`` that are named in ``changed``; ``starts`` and ``ends`` are partial dates.

    ``seen`` are the fingerprints (``core.seen.marks``) of the fields as the person saw them.

    Raises:
        ConflictError: a field is no longer as ``seen``.
        PermissionDenied: ``by`` is no administrator.
        ValidationError: a value is not valid (keyed by field).
    """
    programme = require("agencies.edit_programme", by, Programme.get())
    here = partial(getattr, programme)
    names = list(news({n: getattr(edited, n) for n in (*PLAIN, *PARTIAL) if n in changed}, here))
    require_as_seen(names, here, seen)
    before = {name: here(name) for name in names}
    for name in names:
        setattr(programme, name, getattr(edited, name))
    if programme.starts and programme.ends and programme.ends.last < programme.starts.first:
        raise ValidationError({"ends": _("The end is before the start.")})
    programme.full_clean()
    columns = [column for name in names for column in PARTIAL.get(name, (name,))]
    programme.save(update_fields=columns)
    changes = {name: (before[name], getattr(programme, name)) for name in names}
    if changes:
        record("agencies.edit_programme", programme, by=by, changes=changes)
    return programme
