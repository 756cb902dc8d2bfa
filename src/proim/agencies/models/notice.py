import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proim.agencies.formulas import Span, folded
from proim.agencies.formulas.calendar import NON_WORKING, SUSPENDED, WORKING
from proim.agencies.models.agency import Agency
from proim.agencies.workflow import NoticeStatus
from proim.core.permissions import RuledQuerySet


class NoticeKind(models.TextChoices):
    """What a notice says of its days."""

    NON_WORKING = NON_WORKING, _("non-working days")
    SUSPENDED = SUSPENDED, _("terms suspended, offices open")
    WORKING = WORKING, _("working days after all")


class NoticeQuerySet(RuledQuerySet["Notice"]):
    """Questions about many notices."""

    def for_all(self) -> Self:
        """Keep the notices of the city's government, which hold for every agency."""
        return self.filter(agency__isnull=True)

    def speaking_of(self, agencies: Iterable[int | None]) -> Self:
        """Keep what changes the calendars of ``agencies``: the city's notices and their own."""
        own = [pk for pk in agencies if pk is not None]
        return self.filter(Q(agency__isnull=True) | Q(agency__in=own))

    def in_year(self, year: int) -> Self:
        """Keep the notices with a day in ``year``."""
        return self.filter(first_on__lte=date(year, 12, 31), last_on__gte=date(year, 1, 1))

    def matching(self, text: str) -> Self:
        """Keep the notices whose reason, Gazette or agency hold every word of ``text``."""
        found = self
        for word in text.split():
            here = Q(reason__icontains=word) | Q(gazette__icontains=word)
            found = found.filter(here | Q(agency__words__contains=folded(word)))
        return found

    def waiting_first(self) -> Self:
        """Order what waits for the office before the rest, the latest days first."""
        waits = Case(When(status=NoticeStatus.PROPOSED, then=0), default=1)
        return self.order_by(waits, "-first_on", "-pk")

    def decided(self) -> Self:
        """Keep what is or was public law: in force, or withdrawn by now."""
        return self.filter(status__in=(NoticeStatus.IN_FORCE, NoticeStatus.WITHDRAWN))

    def in_force(self, known_at: datetime | None = None) -> Self:
        """Keep what holds, as known at ``known_at`` (default: now)."""
        if known_at is None:
            return self.filter(status=NoticeStatus.IN_FORCE)
        known = NoticeStep.objects.filter(recorded_at__lte=known_at)
        begun = known.filter(status=NoticeStatus.IN_FORCE).values("notice")
        over = known.filter(status=NoticeStatus.WITHDRAWN).values("notice")
        return self.filter(pk__in=begun).exclude(pk__in=over)


class Notice(models.Model):
    """Days on which terms do not run, or do after all, as the Gazette says. Never changed.

    Without an agency it is a notice of the city's government and holds for everybody. What becomes
    of it (confirmed, refused, withdrawn) are its steps; ``status`` repeats the last one.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("public entity"),
    )
    kind = models.CharField(_("what it says"), max_length=12, choices=NoticeKind)
    reason = models.CharField(_("reason"), max_length=250)
    gazette = models.CharField(_("Gazette no."), max_length=60)
    gazette_on = models.DateField(_("date of the Gazette"))
    gazette_page = models.CharField(_("page"), max_length=20, blank=True)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    status = models.CharField(_("status"), max_length=10, choices=NoticeStatus)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("corrects"),
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of working days")
        verbose_name_plural = _("notices of working days")
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="notice_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(gazette="") & ~Q(reason=""), name="notice_has_gazette_and_reason"
            ),
        ]
        indexes = [models.Index(fields=["agency", "status"], name="notice_by_agency")]

    def __str__(self) -> str:
        return self.reason

    def get_absolute_url(self) -> str:
        return reverse("agencies:notice", args=[self.code])


class NoticeDays(models.Model):
    """Consecutive days of which a notice speaks."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="spans")
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("days of a notice")
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="noticedays_end_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_on} – {self.last_on}"

    @property
    def span(self) -> Span:
        """The days as formulas take them; the notice comes along."""
        notice: Any = self.notice
        return Span(
            self.first_on,
            self.last_on,
            notice.kind,
            notice.gazette_on,
            is_own=notice.agency_id is not None,
            order=notice.pk,
            notice=notice,
        )


class NoticeStep(models.Model):
    """What became of a notice, when we recorded it, and who did. Append-only."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="steps")
    status = models.CharField(_("status"), max_length=10, choices=NoticeStatus)
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    since = models.DateField(_("recorded on"))
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("step of a notice")
        ordering = ["pk"]
        indexes = [models.Index(fields=["status", "recorded_at"], name="noticestep_known")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.status} ({self.since})"
