import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proim.accounts.models.person import User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about many invitations."""

    def unanswered(self) -> Self:
        """Keep the invitations that were neither accepted nor replaced, expired ones too."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)

    def open(self, now: datetime | None = None) -> Self:
        """Keep the invitations that can still be accepted."""
        return self.unanswered().filter(expires_at__gt=now or timezone.now())


class Invitation(models.Model):
    """A letter with a link by which a person takes an account; a new one replaces the old."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="invitations")
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_unanswered_per_person",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="invitation_accepted_or_replaced",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.sent_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        answered = self.accepted_at or self.revoked_at
        return not answered and self.expires_at > timezone.now()


class Acceptance(models.Model):
    """A person took note of a version of the privacy notice, and of the roles held then."""

    person = models.ForeignKey(User, models.PROTECT, related_name="acceptances")
    notice = models.CharField(_("version of the privacy notice"), max_length=20)
    roles = models.TextField(_("roles"), blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), default=timezone.now)

    class Meta:
        verbose_name = _("acceptance of the privacy notice")
        ordering = ["-accepted_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.notice} {self.accepted_at:%Y-%m-%d}"
