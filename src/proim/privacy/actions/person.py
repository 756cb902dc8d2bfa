"""Blocking a person, reading what is blocked for a legal duty, giving it back, and erasing the person."""

from collections import Counter
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from proim.accounts.models import Session, User
from proim.agencies.models import Appointment
from proim.audit.actions import erase as erase_words
from proim.audit.actions import fingerprint, record
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import require
from proim.privacy import erasing, followers
from proim.privacy.kinds import days_of
from proim.privacy.models import Blocking
from proim.privacy.names import Names

SHOWN = ("full_name", "email", "post", "phone")
HELD = (*SHOWN, "password")
ERASED = ("full_name", "email", "post", "phone", "password", "is_active")


@transaction.atomic
def block(person: User, ground: str, *, by: User | None) -> Blocking:
    """Take a person's data out of everybody's sight, until the term is over and they are erased.

    The person's row bears no name from now on; what it said is held where ``reveal`` alone reads it.

    Raises:
        PermissionDenied: ``by`` is no administrator, or the person.
        ValidationError: no ground is given (keyed ``ground``).
        DomainError: the person is blocked already, or still holds a post: that is handed over first.
    """
    person = require("privacy.block", by, person)
    if not ground.strip():
        raise ValidationError({"ground": _("Say on which ground.")})
    if Blocking.objects.filter(person=person, lifted_on=None).exists():
        raise DomainError(_("This person is blocked or erased already."))
    still = Q(valid_to__isnull=True) | Q(valid_to__gte=today())
    if Appointment.objects.filter(still, person=person).exists():
        raise DomainError(_("This person still holds a post. End the appointment first."))
    day = today()
    blocking = Blocking.objects.create(
        person=person,
        ground=ground.strip()[:250],
        since=day,
        erase_on=day + timedelta(days=days_of("account")),
        by=by,
        held={name: getattr(person, name) for name in HELD} | {"was_active": person.is_active},
    )
    _without_name(person)
    person.save(update_fields=[*HELD, "is_active"])
    person.invitations.unanswered().update(revoked_at=timezone.now())
    Session.objects.filter(person=person).delete()
    record("privacy.block", blocking, by=by, comment=blocking.ground, erase_on=blocking.erase_on)
    return blocking


@transaction.atomic
def unblock(blocking: Blocking, reason: str, *, by: User | None) -> Blocking:
    """Give a person's data back.

    Raises:
        PermissionDenied: ``by`` is no administrator.
        ValidationError: no reason is given (keyed ``reason``).
        DomainError: it was given back already, or the person is erased.
    """
    blocking = require("privacy.unblock", by, blocking)
    _require_standing(blocking)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    person = User.objects.select_for_update().get(pk=blocking.person_id)
    for name in HELD:
        setattr(person, name, blocking.held[name])
    person.is_active = blocking.held["was_active"]
    person.full_clean()
    person.save(update_fields=[*HELD, "is_active"])
    blocking.lifted_on, blocking.held = today(), {}
    blocking.save(update_fields=["lifted_on", "held"])
    record("privacy.unblock", blocking, by=by, comment=reason.strip())
    return blocking


@transaction.atomic
def reveal(blocking: Blocking, duty: str, *, by: User | None) -> dict[str, str]:
    """Return what is held of a blocked person, for a legal duty; that it was read is recorded.

    Raises:
        PermissionDenied: ``by`` is no administrator.
        ValidationError: no duty is named (keyed ``duty``).
        DomainError: nothing is held any more.
    """
    blocking = require("privacy.reveal", by, blocking)
    _require_standing(blocking)
    if not duty.strip():
        raise ValidationError({"duty": _("Name the legal duty that asks for it.")})
    record("privacy.reveal", blocking, by=by, comment=duty.strip())
    return {name: blocking.held[name] for name in SHOWN}


@transaction.atomic
def erase(blocking: Blocking, *, by: User | None) -> Counter[str]:
    """Erase a blocked person whose term is over; return how many rows of each table changed.

    Acts stay as acts of a person without a name. The chain of the ledger stays as it is: the words
    about the person go, and the event of this erasure says by a print which.

    Raises:
        PermissionDenied: ``by`` is no administrator.
        DomainError: the term is not over, or it is done already.
    """
    blocking = require("privacy.erase", by, blocking)
    _require_standing(blocking)
    if blocking.erase_on > today():
        raise DomainError(_("The term is not over yet: the data are blocked, not erased."))
    person = User.objects.select_for_update().get(pk=blocking.person_id)
    names = Names.of(person, blocking.held)
    copies = followers.exports_of(person)
    with erasing.opened():
        words = list(erasing.ledger_words(person, names))
        files = followers.erase_files(person, names)
        done = erasing.erase(person, names)
    _without_name(person)
    person.save(update_fields=list(ERASED))
    Blocking.objects.filter(person=person).update(held={}, ground="")
    Blocking.objects.filter(pk=blocking.pk).update(erased_on=today())
    done.update({"audit.Sealed": len(words), "files.Version": files})
    told = {model: count for model, count in sorted(done.items()) if count}
    event = record("privacy.erase", blocking, by=by, erased=fingerprint(words), rows=told)
    erase_words(event.sequence, words)
    transaction.on_commit(lambda: followers.clear_disk(copies, names))
    return done


def _require_standing(blocking: Blocking) -> None:
    if blocking.lifted_on or blocking.erased_on:
        raise DomainError(_("This was given back or erased already."))


def _without_name(person: User) -> None:
    person.full_name = erasing.pseudonym(person)
    person.email = f"{person.code}@blocked.invalid"
    person.post = person.phone = ""
    person.is_active = False
    person.set_unusable_password()  # nobody gets in by enabling the account meanwhile
