from typing import Self

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proim.accounts.models.person import User


class SessionQuerySet(models.QuerySet["Session"]):
    """Questions about many sessions."""

    def of(self, person: User) -> Self:
        """Keep the sessions in which ``person`` is signed in now, the one used last first."""
        return self.filter(person=person, expire_date__gt=timezone.now()).order_by("-seen_at")

    def elsewhere(self, key: str | None) -> Self:
        """Leave out the session with this key: the one of the device at hand."""
        return self.exclude(session_key=key or "")


class Session(AbstractBaseSession):
    """A session of Django that knows whose it is, so that people can see and end their own."""

    person = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(_("device"), max_length=80, blank=True)
    started_at = models.DateTimeField(_("signed in"), null=True)
    seen_at = models.DateTimeField(_("last used"), null=True)

    objects = SessionQuerySet.as_manager()  # type: ignore[assignment, misc]  # instead of Django's

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
