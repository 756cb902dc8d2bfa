from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.training.formulas import share
from proim.training.models.enrolment import Enrolment
from proim.training.models.session import Session


class Way(models.TextChoices):
    """How attendance came to be noted."""

    CODE = "code", _("by the code")
    LIST = "list", _("by the list")


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Questions about many notes of attendance."""

    def standing(self, session: Session) -> dict[tuple[date, int], "Presence"]:
        """Return the newest note of each (day, enrolment) of a session; one query."""
        rows = self.filter(enrolment__session=session).order_by("pk")
        return {(row.day, row.enrolment_id): row for row in rows}


class Presence(models.Model):
    """Whether somebody was there on a day of a session. Rows are only added: the newest one holds."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="presences")
    day = models.DateField(_("day"))
    is_present = models.BooleanField(_("present"))
    way = models.CharField(_("noted"), max_length=4, choices=Way)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of attendance")
        verbose_name_plural = _("notes of attendance")
        ordering = ["pk"]
        indexes = [models.Index(fields=["enrolment", "day", "-id"], name="presence_newest")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.day} {self.is_present}"


def attendance_of(session: Session, enrolments: Iterable[int]) -> dict[int, int]:
    """Return the attendance by enrolment, in per cent of the days on which it was noted; one query.

    Empty where nothing was noted: no list is not the same as nobody there.
    """
    standing = Presence.objects.standing(session)
    days = {day for day, _enrolment in standing}
    there: dict[int, int] = defaultdict(int)
    for (_day, enrolment), row in standing.items():
        there[enrolment] += row.is_present
    return {pk: share(there[pk], len(days)) for pk in enrolments} if days else {}
