import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.core.permissions import RuledQuerySet
from proim.training.formulas import attended, minutes
from proim.training.models.enrolment import Enrolment
from proim.training.models.session import Session


class BlockQuerySet(RuledQuerySet["Block"]):
    """Questions about many blocks."""


class Block(models.Model):
    """A part of a session at which attendance is noted: a morning, an afternoon."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(
        Session, models.CASCADE, related_name="blocks", verbose_name=_("session")
    )
    day = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("to"))

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("block of a session")
        verbose_name_plural = _("blocks of a session")
        ordering = ["day", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "day", "starts_at"],
                name="block_once",
                violation_error_message=_("There is a block that begins then."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="block_ends_after_start",
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Day and hours, in the reader's language."""
        first, last = time_format(self.starts_at, "H:i"), time_format(self.ends_at, "H:i")
        return f"{date_format(self.day, 'DATE_FORMAT')}, {first}–{last}"

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return minutes(self.starts_at, self.ends_at)


class Way(models.TextChoices):
    """How attendance came to be noted."""

    CODE = "code", _("by the code")
    LIST = "list", _("by the list")


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Questions about many notes of attendance."""

    def standing(self, session: Session) -> dict[tuple[int, int], "Presence"]:
        """Return the newest note of each (block, enrolment) of a session; one query."""
        rows = self.filter(block__session=session).order_by("pk")
        return {(row.block_id, row.enrolment_id): row for row in rows}


class Presence(models.Model):
    """Whether somebody was there at a block, as it was noted. Rows are only ever added."""

    block = models.ForeignKey(Block, models.PROTECT, related_name="presences")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="presences")
    is_present = models.BooleanField(_("present"))
    way = models.CharField(_("noted"), max_length=4, choices=Way)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of attendance")
        verbose_name_plural = _("notes of attendance")
        ordering = ["pk"]
        indexes = [models.Index(fields=["block", "enrolment", "-id"], name="presence_newest")]

    def __str__(self) -> str:
        return f"{self.block_id} {self.enrolment_id} {self.is_present}"


def attendance_of(session: Session, enrolments: Iterable[int]) -> dict[int, int]:
    """Return the attendance by enrolment, in per cent of the minutes of all blocks; two queries.

    Empty where nothing was noted: no list is not the same as nobody there.
    """
    blocks = {block.pk: block.minutes for block in session.blocks.all()}
    standing = Presence.objects.standing(session)
    if not blocks or not standing:
        return {}
    there: dict[int, int] = defaultdict(int)
    for (block, enrolment), row in standing.items():
        there[enrolment] += blocks[block] if row.is_present else 0
    whole = sum(blocks.values())
    return {pk: attended(there[pk], whole) for pk in enrolments}
