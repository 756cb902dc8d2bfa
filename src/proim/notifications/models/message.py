import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.core.permissions import RuledQuerySet
from proim.notifications.models.mail import Mail
from proim.notifications.models.notice import Notice


class Mode(models.TextChoices):
    """How a person wants to be told of a kind of thing; the inbox shows all of them."""

    NOW = "now", _("by e-mail, at once")
    DIGEST = "digest", _("by e-mail, once a day")
    INBOX = "inbox", _("here only")


class MessageQuerySet(RuledQuerySet["Message"]):
    """Questions about many messages."""

    def of(self, person: User) -> Self:
        """Keep what ``person`` was told, the newest first."""
        return self.filter(person=person).order_by("-pk")

    def unread(self) -> Self:
        """Keep what the person has not opened."""
        return self.filter(read_at__isnull=True)

    def for_a_summary(self) -> Self:
        """Keep what waits for the daily summary."""
        return self.filter(mode=Mode.DIGEST, mail__isnull=True, is_dropped=False)


class Message(models.Model):
    """A notice as told to one person: a line of the inbox, and part of a mail if it is mailed."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="messages")
    person = models.ForeignKey(User, models.PROTECT, related_name="messages")
    mode = models.CharField(max_length=10, choices=Mode)
    mail = models.ForeignKey(Mail, models.PROTECT, null=True, related_name="messages")
    at = models.DateTimeField(_("told"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True)
    is_dropped = models.BooleanField(default=False)  # the person may no longer see the record

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "person"], name="message_once_per_person")
        ]
        indexes = [
            models.Index(
                fields=["person"], condition=Q(read_at__isnull=True), name="message_unread"
            ),
            models.Index(fields=["person", "-id"], name="message_by_person"),
            models.Index(
                fields=["mode"],
                condition=Q(mail__isnull=True, mode="digest"),
                name="message_for_a_summary",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.person_id}"

    def get_absolute_url(self) -> str:
        return reverse("notifications:message", args=[self.code])

    @property
    def said(self) -> dict[str, object]:
        """What it says, in the language of the page: subject, lines, url, label."""
        return self.notice.said(get_language() or "")


class Preference(models.Model):
    """How a person wants to be told of a kind of thing, where that differs from the usual."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    mode = models.CharField(max_length=10, choices=Mode)

    class Meta:
        verbose_name = _("preference")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="preference_once_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.mode}"
