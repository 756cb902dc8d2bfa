import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.accounts.models import User
from proim.change_groups.models.group import Group, Member
from proim.change_groups.workflow import MET, Stage
from proim.core.permissions import RuledQuerySet


class MeetingQuerySet(RuledQuerySet["Meeting"]):
    """Questions about many meetings."""


class Meeting(models.Model):
    """A meeting of a group. ``held_on`` repeats ``on`` once it took place."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings")
    on = models.DateField(gettext_lazy("day"))
    starts = models.TimeField(gettext_lazy("from"))
    ends = models.TimeField(gettext_lazy("until"))
    place = models.CharField(gettext_lazy("place"), max_length=200, blank=True)
    link = models.URLField(gettext_lazy("link"), blank=True)
    agenda = models.TextField(gettext_lazy("agenda"), help_text=gettext_lazy("One item per line."))
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.CALLED, editable=False)
    held_on = models.DateField(null=True, blank=True, editable=False)
    minutes = models.TextField(gettext_lazy("what was discussed"), blank=True)
    approved_on = models.DateField(null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    reason = models.CharField(gettext_lazy("reason"), max_length=250, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("meeting")
        verbose_name_plural = gettext_lazy("meetings")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="meeting_ends_after_start",
                violation_error_message=gettext_lazy("The end is before the start."),
            ),
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(link=""),
                name="meeting_has_a_place_or_a_link",
                violation_error_message=gettext_lazy("Say where: a place, a link, or both."),
            ),
            models.CheckConstraint(
                condition=Q(stage__in=MET, held_on__isnull=False)
                | ~Q(stage__in=MET) & Q(held_on__isnull=True),
                name="meeting_held_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["group", "stage", "held_on"], name="meeting_by_group")]

    def __str__(self) -> str:
        return f"{self.group_id} · {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("change_groups:meeting", args=[self.code])

    @property
    def title(self) -> str:
        """What and when, in the reader's language."""
        return _("Meeting of %(day)s") % {"day": date_format(self.on, "DATE_FORMAT")}


class Attendance(models.Model):
    """Whether a member came to a meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    came = models.BooleanField()

    class Meta:
        verbose_name = gettext_lazy("attendance")
        ordering = ["member__person__full_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.member_id} {self.came}"


class AgreementQuerySet(RuledQuerySet["Agreement"]):
    """Questions about many agreements."""


class Agreement(models.Model):
    """What a meeting agreed on: who does it, by when, and what came of it."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agreements")
    text = models.TextField(gettext_lazy("agreement"))
    owner = models.ForeignKey(
        Member, models.PROTECT, related_name="agreements", verbose_name=gettext_lazy("who")
    )
    due_on = models.DateField(gettext_lazy("by when"))
    done_on = models.DateField(null=True, blank=True, editable=False)
    outcome = models.TextField(gettext_lazy("what came of it"), blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("agreement")
        verbose_name_plural = gettext_lazy("agreements")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], name="agreement_by_day")]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()
