"""Versions of the privacy notice, and who accepted which."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts import slots
from proim.accounts.models import Acceptance, PrivacyNotice, User
from proim.agencies.models import Programme
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.permissions import require

TEXTS = ("short_es", "short_en", "text_es", "text_en")


@transaction.atomic
def publish_notice(draft: PrivacyNotice, *, by: User | None) -> PrivacyNotice:
    """Publish the next version: from its day on, everybody is shown it at the next sign-in.

    Raises:
        PermissionDenied: ``by`` is no administrator.
        ValidationError: it says nothing new, or is to hold from a day before the last one.
    """
    require("privacy.publish_notice", by, Programme.get())  # the lock on the next number
    last = PrivacyNotice.objects.latest("version")
    draft.version, draft.published_by = last.version + 1, by
    draft.full_clean(exclude=["version"])
    if all(getattr(draft, name) == getattr(last, name) for name in TEXTS):
        raise ValidationError(_("This is the text that is in force already."))
    if draft.since < max(last.since, today()):
        raise ValidationError({"since": _("A notice cannot hold from a day that has passed.")})
    draft.save(force_insert=True)
    record("privacy.publish_notice", draft, by=by, version=draft.version, since=draft.since)
    return draft


@transaction.atomic
def accept_notice(person: User, version: int, *, by: User | None) -> Acceptance:
    """Note that ``person`` took note of the notice in force, and of the roles held now.

    Raises:
        PermissionDenied: ``by`` is somebody else.
        ValidationError: another version is in force by now; it has to be read first.
    """
    person = require("privacy.accept_notice", by, person)
    if version != PrivacyNotice.current().version:
        raise ValidationError(_("There is a newer version by now. Read it first."))
    there = person.acceptances.filter(notice=str(version)).first()
    if there is not None:
        return there
    held = [role for role in slots.roles_of([person])[person.pk] if role.holds(today())]
    roles = "\n".join(str(role.label) for role in held)
    accepted = Acceptance.objects.create(person=person, notice=str(version), roles=roles)
    record("privacy.accept_notice", person, by=by, version=version)
    return accepted
