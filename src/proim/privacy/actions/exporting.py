"""A copy of everything about a person: given at once, or made in the background and kept for a week."""

from django.db import transaction

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.permissions import require
from proim.privacy import tasks
from proim.privacy.models import Export


@transaction.atomic
def export(person: User, *, is_large: bool, by: User | None) -> Export | None:
    """Note that a copy was asked for; a large one gets a row that the background fills.

    Raises:
        PermissionDenied: ``by`` is somebody else.
    """
    person = require("privacy.export", by, person)
    record("privacy.export", person, by=by, in_background=is_large)
    if not is_large:
        return None
    made = Export.objects.filter(person=person, made_at=None).first()
    if made is None:
        made = Export.objects.create(person=person)
        tasks.prepare.enqueue(made.pk)
    return made
