import uuid
from datetime import datetime
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.core.permissions import RuledQuerySet


class MailState(models.TextChoices):
    """Where a mail stands on its way to the mail server."""

    QUEUED = "queued", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    DROPPED = "dropped", _("no longer concerns the person")


class MailQuerySet(RuledQuerySet["Mail"]):
    """Questions about many mails."""

    def due(self, now: datetime) -> Self:
        """Keep what can be sent now, oldest first."""
        return self.filter(state=MailState.QUEUED, next_at__lte=now).order_by("pk")

    def late(self, before: datetime) -> Self:
        """Keep what waits since before then."""
        waiting = (MailState.QUEUED, MailState.SENDING)
        return self.filter(state__in=waiting, at__lt=before)


class Mail(models.Model):
    """One e-mail to one person: a single message or a daily summary.

    Its ``Message-ID`` is made with the row and never changes, however often it is tried. ``run``
    names the worker's journal that knows what the mail server took (decision 13).
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    is_digest = models.BooleanField(default=False)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.QUEUED)
    at = models.DateTimeField(_("written"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    run = models.CharField(max_length=120, blank=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    error = models.CharField(_("what the mail server said"), max_length=300, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["state", "next_at"],
                condition=Q(state__in=["queued", "sending"]),
                name="mail_on_its_way",
            ),
            models.Index(fields=["state", "-id"], name="mail_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="mail_sent_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | ~Q(run=""), name="mail_sending_by_a_run"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"

    @property
    def message_id(self) -> str:
        """The name of the mail in the world, the same for every attempt."""
        return f"<{self.code}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"

    @property
    def can_be_retried(self) -> bool:
        """Whether an administrator may send it on its way again."""
        return self.state in (MailState.FAILED, MailState.QUEUED)
