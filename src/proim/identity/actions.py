"""What people do with their proofs. One verb, one function; the only code that writes them.

A use is written into the ledger like a change: who entered by which proof can be told later.
"""

import time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from proim.accounts.models import Session, User
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import require
from proim.identity import tasks, vault
from proim.identity.formulas import step_that_gives
from proim.identity.models import AppKey, Asked, Link, Passkey, RecoveryCode, has_factor
from proim.identity.slots import is_obliged

MOST_PASSKEYS = 10


@transaction.atomic
def ask(person: User, *, by: User | None) -> Asked:
    """Note that a person was told of the need of a second factor; the first time counts."""
    person = require("identity.ask", by, person)
    found, is_new = Asked.objects.get_or_create(person=person, defaults={"since": today()})
    if is_new:
        record("identity.ask", person, by=by, days=settings.SECOND_FACTOR_GRACE_DAYS)
    return found


@transaction.atomic
def add_app(person: User, secret: bytes, code: str, *, keep: str | None, by: User) -> list[str]:
    """Keep the secret of an authenticator app that has shown a right code.

    Args:
        person: whose app it is.
        secret: what app and platform share.
        code: the six figures that the app shows now.
        keep: key of the session at hand; all others end.
        by: the person.

    Returns:
        The recovery codes, if this is the first factor: they are never shown again.

    Raises:
        ValidationError: the code is not right (key ``code``).
        DomainError: there is an app already.
    """
    person = require("identity.add_app", by, person)
    if AppKey.objects.filter(person=person).exists():
        raise DomainError(_("There is an authenticator app already. Remove it first."))
    step = step_that_gives(secret, code, time.time())
    if step is None:
        text = _("This is not the code that the app shows now. Check the clock of the telephone.")
        raise ValidationError({"code": text})
    first, now = not has_factor(person), timezone.now()
    AppKey.objects.create(person=person, secret=vault.lock(secret), step=step, added_at=now)
    record("identity.add_app", person, by=by)
    return _begun(person, keep) if first else []


@transaction.atomic
def add_passkey(person: User, draft: Passkey, *, keep: str | None, by: User) -> list[str]:
    """Keep the public half of a passkey; returns recovery codes as ``add_app`` does.

    Raises:
        DomainError: there are ten already, or this one is known.
    """
    person = require("identity.add_passkey", by, person)
    if person.passkeys.count() >= MOST_PASSKEYS:
        raise DomainError(_("There can be ten passkeys at most. Remove one first."))
    if Passkey.objects.filter(credential=draft.credential).exists():
        raise DomainError(_("This passkey is known already."))
    first = not has_factor(person)
    draft.person, draft.added_at = person, timezone.now()
    draft.full_clean()
    draft.save(force_insert=True)
    record("identity.add_passkey", person, by=by, name=draft.name)
    return _begun(person, keep) if first else []


@transaction.atomic
def renew_codes(person: User, *, by: User) -> list[str]:
    """Make ten new recovery codes; those of before no longer open.

    Raises:
        DomainError: there is no second factor that they could stand for.
    """
    person = require("identity.renew_codes", by, person)
    if not has_factor(person):
        raise DomainError(_("Recovery codes come with a passkey or an authenticator app."))
    codes = _codes(person)
    record("identity.renew_codes", person, by=by)
    tasks.send_notice.enqueue(person.pk, "codes")
    return codes


@transaction.atomic
def use_app(person: User, code: str, *, by: User) -> bool:
    """Say whether ``code`` is what the person's app shows now; each code is taken once."""
    person = require("identity.use_app", by, person)
    key = AppKey.objects.filter(person=person).first()
    step = step_that_gives(vault.unlock(key.secret), code, time.time()) if key else None
    if step is None:
        return False
    newer = AppKey.objects.filter(person=person, step__lt=step)
    taken = newer.update(step=step, used_at=timezone.now())
    if taken:
        record("identity.use_app", person, by=by)
    return bool(taken)


@transaction.atomic
def use_code(person: User, code: str, *, by: User) -> bool:
    """Say whether ``code`` is one of the person's recovery codes, and spend it; a mail tells of it."""
    person = require("identity.use_code", by, person)
    unused = person.recovery_codes.unused().filter(digest=vault.digest(person, code))
    spent = unused.update(used_at=timezone.now())
    if spent:
        record("identity.use_code", person, by=by, left=person.recovery_codes.unused().count())
        tasks.send_notice.enqueue(person.pk, "code_used")
    return bool(spent)


@transaction.atomic
def use_passkey(key: Passkey, counter: int, *, by: User) -> Passkey:
    """Note the use of a passkey that was proven; of two uses of one answer the second is refused.

    Raises:
        ValidationError: the key's counter has not moved on.
    """
    key = require("identity.use_passkey", by, key)
    if counter <= key.counter and (counter or key.counter):
        raise ValidationError(_("This passkey could not be used. Try again."))
    key.counter, key.used_at = counter, timezone.now()
    key.save(update_fields=["counter", "used_at"])
    record("identity.use_passkey", key.person, by=by, name=key.name)
    return key


@transaction.atomic
def remove_passkey(key: Passkey, *, by: User) -> None:
    """Forget a passkey; the last factor of somebody who needs one cannot go."""
    key = require("identity.remove_passkey", by, key)
    person = key.person
    _keep_one(
        person, others=person.passkeys.count() - 1 + AppKey.objects.filter(person=person).count()
    )
    record("identity.remove_passkey", person, by=by, name=key.name)
    key.delete()
    _without_factors(person)
    tasks.send_notice.enqueue(person.pk, "removed")


@transaction.atomic
def remove_app(key: AppKey, *, by: User) -> None:
    """Forget the authenticator app; the last factor of somebody who needs one cannot go."""
    key = require("identity.remove_app", by, key)
    person = key.person
    _keep_one(person, others=person.passkeys.count())
    record("identity.remove_app", person, by=by)
    key.delete()
    _without_factors(person)
    tasks.send_notice.enqueue(person.pk, "removed")


@transaction.atomic
def recover(person: User, reason: str, *, by: User | None) -> User:
    """Take a person's factors away, for who lost device and codes; the person enrols anew.

    Everything that is open ends, and the person is told by mail, so that a stranger's request is
    noticed by its victim. The password stays needed: this alone lets nobody in.

    Raises:
        PermissionDenied: ``by`` may not recover this person's access; nobody may their own.
        ValidationError: no reason (key ``reason``).
        DomainError: the person has no second factor.
    """
    person = require("identity.recover", by, person)
    if not reason.strip():
        raise ValidationError({"reason": _("Say how you made sure of who asks.")})
    if not has_factor(person):
        raise DomainError(_("This person has no second factor."))
    told: dict[str, Any] = {
        "passkeys": person.passkeys.count(),
        "app": AppKey.objects.filter(person=person).count(),
    }
    for rows in (person.passkeys, person.recovery_codes, AppKey.objects.filter(person=person)):
        rows.all().delete()
    Session.objects.filter(person=person).delete()
    record("identity.recover", person, by=by, comment=reason.strip(), **told)
    tasks.send_notice.enqueue(person.pk, "recovered")
    return person


@transaction.atomic
def link(person: User, provider: str, subject: str, *, by: User) -> Link:
    """Let a provider's identity stand for a person who has an account; it adds no right.

    Raises:
        DomainError: the identity, or the person at this provider, is linked already.
    """
    person = require("identity.link", by, person)
    taken = Link.objects.filter(provider=provider)
    if taken.filter(subject=subject).exists() or taken.filter(person=person).exists():
        raise DomainError(_("This identity cannot be linked to your account."))
    made = Link(person=person, provider=provider, subject=subject, linked_at=timezone.now())
    made.full_clean()
    made.save(force_insert=True)
    record("identity.link", person, by=by, provider=provider)
    tasks.send_notice.enqueue(person.pk, "linked")
    return made


@transaction.atomic
def use_link(found: Link, *, by: User) -> Link:
    """Note that somebody came in from the provider."""
    found = require("identity.use_link", by, found)
    found.used_at = timezone.now()
    found.save(update_fields=["used_at"])
    record("identity.use_link", found.person, by=by, provider=found.provider)
    return found


@transaction.atomic
def unlink(found: Link, *, by: User) -> None:
    """End a link; the person signs in with e-mail and password, or a passkey."""
    found = require("identity.unlink", by, found)
    record("identity.unlink", found.person, by=by, provider=found.provider)
    found.delete()


def _begun(person: User, keep: str | None) -> list[str]:
    """After the first factor: sessions that a password alone opened end, codes are made."""
    Session.objects.filter(person=person).elsewhere(keep).delete()
    tasks.send_notice.enqueue(person.pk, "begun")
    return _codes(person)


def _codes(person: User) -> list[str]:
    codes, now = vault.new_codes(), timezone.now()
    person.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=vault.digest(person, code), made_at=now)
        for code in codes
    )
    return codes


def _keep_one(person: User, *, others: int) -> None:
    if others < 1 and settings.SECOND_FACTOR == "required" and is_obliged(person):
        raise DomainError(_("Your post needs a second factor. Add another before this one goes."))


def _without_factors(person: User) -> None:
    if not has_factor(person):
        person.recovery_codes.all().delete()
