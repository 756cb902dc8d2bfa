import json
import uuid
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DraftQuerySet(models.QuerySet["Draft"]):
    """Questions about many drafts."""

    def of(self, person: Any) -> Self:
        """Keep what belongs to ``person`` and has not expired; nobody reads another's."""
        return self.filter(person=person, saved_at__gte=_oldest())

    def at(self, path: str) -> Self:
        """Keep what was typed at one address, the latest first."""
        return self.filter(path=path).order_by("-saved_at", "-pk")

    def expired(self) -> Self:
        """Keep what nobody has gone on with for ``DRAFT_DAYS`` days."""
        return self.filter(saved_at__lt=_oldest())


def _oldest() -> Any:
    return timezone.now() - timedelta(days=settings.DRAFT_DAYS)


class Draft(models.Model):
    """What somebody has typed into a form and not sent: personal, no record, not in the ledger."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)  # the page of the form: it names form and record
    title = models.CharField(max_length=250, blank=True)  # of that page, as its reader saw it
    typed = models.TextField()  # pairs of name and text, as JSON
    saves = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("unfinished form")
        verbose_name_plural = _("unfinished forms")
        ordering = ["-saved_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "path"], name="draft_by_person_path"),
            models.Index(fields=["saved_at"], name="draft_by_saved"),
        ]

    def __str__(self) -> str:
        return self.title or self.path

    @property
    def data(self) -> QueryDict:
        """What was typed, as the form would have been sent."""
        told = QueryDict(mutable=True)
        for name, text in json.loads(self.typed):
            told.appendlist(name, text)
        return told

    @property
    def href(self) -> str:
        """Where one goes on with it."""
        return f"{self.path}?draft={self.code}"
