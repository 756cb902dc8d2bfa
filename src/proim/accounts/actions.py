"""What people do to accounts. One verb, one function; the only code that writes a person."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from proim.accounts import slots, tasks
from proim.accounts.models import Acceptance, Invitation, PrivacyNotice, Session, User
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import require

PROFILE = ("full_name", "post", "phone", "language", "uses_shortcuts")


@transaction.atomic
def create(email: str, full_name: str, *, by: User | None, **more: Any) -> User:
    """Add a person who has no password yet; ``invite`` lets the person in.

    Args:
        email: the address to sign in with; stored in lower case.
        full_name: as the person signs.
        by: who adds; the right is asked on this very person, as nobody stands above accounts.
        more: ``post``, ``phone``, ``language``.

    Raises:
        PermissionDenied: ``by`` may not add people.
        ValidationError: a value is not valid, or the e-mail is taken (keyed by field).
    """
    if by is not None:
        require("accounts.create", by, by)
    person = User(email=email.strip().lower(), full_name=full_name.strip(), **more)
    person.set_unusable_password()
    person.full_clean()
    person.save(force_insert=True)
    told = {"email": person.email, "full_name": person.full_name, "post": person.post}
    changes = {name: ("", value) for name, value in told.items() if value}
    record("accounts.create", person, by=by, changes=changes)
    return person


@transaction.atomic
def invite(person: User, *, by: User | None) -> Invitation:
    """Mail a link by which the person takes the account; an earlier link stops working.

    Raises:
        PermissionDenied: ``by`` may not invite people.
        DomainError: the person has an account already, or is disabled.
    """
    person = require("accounts.invite", by, person)
    if not person.is_active:
        raise DomainError(_("This account is disabled. Enable it first."))
    if person.has_usable_password():
        raise DomainError(_("This person already has access."))
    now = timezone.now()
    person.invitations.unanswered().update(revoked_at=now)
    invitation = Invitation.objects.create(
        person=person,
        sent_by=by,
        sent_at=now,
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )
    record("accounts.invite", person, by=by, expires=invitation.expires_at.date())
    tasks.send_invitation.enqueue(invitation.pk)
    return invitation


@transaction.atomic
def accept(person: User, password: str, *, by: User | None) -> User:
    """Give the invited person a password, and note which privacy notice was accepted.

    Raises:
        PermissionDenied: there is no open invitation for this person, or ``by`` is another.
        ValidationError: the password breaks a rule (keyed ``password1``).
    """
    person = require("accounts.accept", by, person)
    _check_password(password, person)
    now, notice = timezone.now(), str(PrivacyNotice.current().version)
    person.set_password(password)
    person.save(update_fields=["password"])
    person.invitations.unanswered().update(accepted_at=now)
    roles = slots.roles_of([person])[person.pk]
    Acceptance.objects.create(
        person=person,
        notice=notice,
        roles="\n".join(str(role.label) for role in roles if role.holds(today())),
        accepted_at=now,
    )
    record("accounts.accept", person, by=by, notice=notice)
    return person


@transaction.atomic
def set_password(person: User, password: str, *, by: User | None) -> User:
    """Give a person a new password; sessions opened with the old one end.

    Raises:
        PermissionDenied: ``by`` is somebody else.
        ValidationError: the password breaks a rule (keyed ``password1``).
    """
    person = require("accounts.set_password", by, person)
    _check_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    Session.objects.filter(person=person).delete()
    record("accounts.set_password", person, by=by)
    tasks.send_password_notice.enqueue(person.pk)
    return person


@transaction.atomic
def edit_profile(person: User, typed: Mapping[str, Any], *, by: User | None) -> User:
    """Store what is new in ``typed``, which may hold name, post, telephone, language and shortcuts.

    Raises:
        PermissionDenied: ``by`` may not edit this profile.
        ValidationError: a value is not valid (keyed by field).
    """
    person = require("accounts.edit_profile", by, person)
    before = {name: getattr(person, name) for name in PROFILE if name in typed}
    changes = {n: (old, typed[n]) for n, old in before.items() if old != typed[n]}
    if changes:
        for name in changes:
            setattr(person, name, typed[name])
        person.full_clean()
        person.save(update_fields=list(changes))
        record("accounts.edit_profile", person, by=by, changes=changes)
    return person


@transaction.atomic
def change_email(person: User, email: str, *, by: User | None) -> User:
    """Give a person another e-mail; open links and sessions of the old one end.

    Raises:
        PermissionDenied: ``by`` is no administrator.
        ValidationError: the e-mail is not valid, or taken (keyed ``email``).
    """
    person = require("accounts.change_email", by, person)
    old, new = person.email, email.strip().lower()
    if new == old:
        raise ValidationError({"email": _("This is the e-mail that the person has now.")})
    person.email = new
    person.full_clean()
    person.save(update_fields=["email"])
    person.invitations.unanswered().update(revoked_at=timezone.now())
    Session.objects.filter(person=person).delete()
    record("accounts.change_email", person, by=by, changes={"email": (old, new)})
    return person


@transaction.atomic
def disable(person: User, *, by: User | None) -> User:
    """Take away a person's access at once; what the person did stays.

    Raises:
        PermissionDenied: ``by`` may not disable people.
        DomainError: the account is disabled already, or is one's own.
    """
    person = require("accounts.disable", by, person)
    if by is not None and by.pk == person.pk:
        raise DomainError(_("Nobody can disable their own account."))
    if not person.is_active:
        raise DomainError(_("This account is already disabled."))
    person.is_active = False
    person.save(update_fields=["is_active"])
    person.invitations.unanswered().update(revoked_at=timezone.now())
    Session.objects.filter(person=person).delete()
    record("accounts.disable", person, by=by, changes={"is_active": (True, False)})
    return person


@transaction.atomic
def enable(person: User, *, by: User | None) -> User:
    """Let a disabled person sign in again, with the password of before.

    Raises:
        PermissionDenied: ``by`` may not enable people.
        DomainError: the account is not disabled.
    """
    person = require("accounts.enable", by, person)
    if person.is_active:
        raise DomainError(_("This account is not disabled."))
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("accounts.enable", person, by=by, changes={"is_active": (False, True)})
    return person


@transaction.atomic
def end_sessions(person: User, *, keep: str | None, by: User | None) -> int:
    """Sign a person out everywhere but in the session with the key ``keep``; return how many.

    Raises:
        PermissionDenied: ``by`` is somebody else.
    """
    person = require("accounts.end_sessions", by, person)
    ended = Session.objects.of(person).elsewhere(keep).delete()[0]
    record("accounts.end_sessions", person, by=by, ended=ended)
    return int(ended)


def _check_password(password: str, person: User) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError({"password1": error.messages}) from error
