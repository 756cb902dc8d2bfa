import uuid
from collections.abc import Sequence
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User


class Passkey(models.Model):
    """A key that a device or a security key keeps for a person; here lies its public half."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="passkeys")
    name = models.CharField(_("name"), max_length=60)
    credential = models.CharField(max_length=400, unique=True)  # its id, base64url
    public = models.TextField()  # attested credential data, base64url
    counter = models.BigIntegerField(default=0)
    added_at = models.DateTimeField(_("added"))
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("passkey")
        verbose_name_plural = _("passkeys")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name


class AppKey(models.Model):
    """The secret that a person's authenticator app shares with the platform, enciphered."""

    person = models.OneToOneField(User, models.PROTECT, related_name="app_key")
    secret = models.TextField()
    step = models.BigIntegerField(default=0)  # of the last code that was taken: none is taken twice
    added_at = models.DateTimeField(_("added"))
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("authenticator app")
        verbose_name_plural = _("authenticator apps")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class RecoveryCodeQuerySet(models.QuerySet["RecoveryCode"]):
    """Questions about many codes."""

    def unused(self) -> Self:
        """Keep the codes that still open."""
        return self.filter(used_at__isnull=True)


class RecoveryCode(models.Model):
    """A code that opens once, for who lost the device; only its digest is kept."""

    person = models.ForeignKey(User, models.PROTECT, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = RecoveryCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        constraints = [
            models.UniqueConstraint(fields=["person", "digest"], name="recovery_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%Y-%m-%d}"


class Asked(models.Model):
    """Since when a person has known that a second factor is needed: the days of grace run."""

    person = models.OneToOneField(User, models.PROTECT, related_name="factor_asked")
    since = models.DateField(_("since"))

    class Meta:
        verbose_name = _("second factor asked for")

    def __str__(self) -> str:
        return f"{self.person_id} {self.since}"


def has_factor(person: User) -> bool:
    """Say whether the person has a passkey or an authenticator app; one query."""
    mine = User.objects.filter(pk=person.pk)
    return bool(mine.filter(Q(passkeys__isnull=False) | Q(app_key__isnull=False)).exists())


def factors_of(person: User) -> Sequence[Passkey | AppKey]:
    """Return the passkeys and the authenticator app of a person; two queries."""
    return [*person.passkeys.all(), *AppKey.objects.filter(person=person)]
