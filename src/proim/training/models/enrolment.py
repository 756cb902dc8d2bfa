import uuid
from collections.abc import Collection
from datetime import date, datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.models import Agency, Appointment, Role
from proim.core.permissions import RuledQuerySet
from proim.training.models.session import Session
from proim.training.workflow import NO_PLACE, Result


class Mark(models.Model):
    """What somebody achieved: the columns that an enrolment and its outcomes share."""

    result = models.CharField(_("result"), max_length=10, choices=Result)
    attendance = models.PositiveSmallIntegerField(
        _("attendance"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("In per cent."),
    )
    grade = models.DecimalField(
        _("grade"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
        help_text=_("From 0 to 10."),
    )
    completed_on = models.DateField(_("completed on"), null=True, blank=True)

    class Meta:
        abstract = True


class EnrolmentQuerySet(RuledQuerySet["Enrolment"]):
    """Questions about many enrolments."""

    def active(self) -> Self:
        """Keep those that take a place."""
        return self.exclude(result__in=NO_PLACE)

    def waiting(self) -> Self:
        """Keep the waiting list, whoever came first before the others."""
        return self.filter(result=Result.WAITING).order_by("queued_at", "pk")

    def with_folio(self) -> Self:
        """Annotate ``folio`` and ``valid_until``: of the certificate in force, if there is one."""
        valid = Certificate.objects.filter(enrolment=OuterRef("pk"), revoked_on__isnull=True)
        return self.annotate(
            folio=Subquery(valid.values("folio")[:1]),
            valid_until=Subquery(valid.values("expires_on")[:1]),
        )


class Enrolment(Mark):
    """A person in a session. The columns repeat the latest outcome; actions keep them so.

    ``agency`` and ``role`` are facts of the session's first day: the appointment as liaison that
    held then, or none.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(
        Session, models.PROTECT, related_name="enrolments", verbose_name=_("session")
    )
    person = models.ForeignKey(
        User, models.PROTECT, related_name="enrolments", verbose_name=_("person")
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("public entity"),
    )
    role = models.CharField(_("role"), max_length=15, choices=Role, blank=True)
    enrolled_on = models.DateField(_("enrolled on"))
    # The turn in the waiting list; and since when an enrolment by many at once can be taken back.
    queued_at = models.DateTimeField(default=timezone.now, editable=False)
    has_opined = models.BooleanField(
        _("answered the satisfaction survey"), default=False, editable=False
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["person__name_key", "pk"]
        indexes = [models.Index(fields=["session", "queued_at", "id"], name="enrolment_by_turn")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], name="enrolment_once_per_session"
            ),
            models.CheckConstraint(
                condition=Q(attendance__isnull=True) | Q(attendance__lte=100),
                name="enrolment_attendance_up_to_a_hundred",
            ),
            models.CheckConstraint(
                condition=~Q(result=Result.PASSED) | Q(completed_on__isnull=False),
                name="enrolment_passed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=True, role="") | Q(agency__isnull=False) & ~Q(role=""),
                name="enrolment_role_in_an_agency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.session}"

    def get_absolute_url(self) -> str:
        return reverse("training:enrolment", args=[self.code])

    @property
    def turn(self) -> int:
        """The place in the waiting list, from 1; one query."""
        before = Q(queued_at__lt=self.queued_at) | Q(queued_at=self.queued_at, pk__lte=self.pk)
        return self.session.enrolments.waiting().filter(before).count()


def posts_on(day: date, people: Collection[int]) -> dict[int, tuple[int, str]]:
    """Return agency and role of those among ``people`` who are liaisons on ``day``; one query.

    Who holds several posts is told by the principal one, then the oldest.
    """
    held = Appointment.objects.on(day).liaisons().filter(person__in=people)
    rows = held.values_list("person_id", "agency_id", "role", "pk")
    found: dict[int, tuple[int, str]] = {}
    for person, agency, role, _pk in sorted(rows, key=lambda r: (r[2] != Role.LIAISON, r[3])):
        found.setdefault(person, (agency, role))
    return found


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    """Questions about many outcomes."""

    def standing(self, known_at: datetime | None = None) -> Self:
        """Keep the newest outcome of each enrolment, as known at ``known_at``."""
        known = Q(recorded_at__lte=known_at) if known_at else Q()
        newer = Outcome.objects.filter(
            known, enrolment=OuterRef("enrolment"), pk__gt=OuterRef("pk")
        )
        return self.filter(known, ~Exists(newer))


class Outcome(Mark):
    """A result as it was recorded. Rows are only ever added: the newest one is the result."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="outcomes")
    reason = models.TextField(_("reason of the correction"), blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["enrolment", "-id"], name="outcome_by_enrolment"),
            models.Index(fields=["result", "completed_on"], name="outcome_by_result"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.result} ({self.completed_on})"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Questions about many certificates."""

    def expiring(self, first: date, last: date) -> Self:
        """Keep those in force that expire between two days and were not renewed."""
        renewed = Certificate.objects.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gt=OuterRef("expires_on")),
            enrolment__person=OuterRef("enrolment__person"),
            enrolment__session__course=OuterRef("enrolment__session__course"),
            revoked_on__isnull=True,
        )
        return self.filter(~Exists(renewed), revoked_on=None, expires_on__range=(first, last))


class Certificate(models.Model):
    """A certificate of a passed course, found by its folio. Revoked ones stay, as not valid."""

    folio = models.CharField(_("folio"), max_length=20, unique=True)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="certificates")
    issued_on = models.DateField(_("issued on"))
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["folio"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(revoked_on__isnull=True),
                name="certificate_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("issued_on")),
                name="certificate_revoked_after_issue",
            ),
        ]

    def __str__(self) -> str:
        return self.folio

    def has_expired(self, day: date) -> bool:
        """Say whether it no longer holds on ``day``: the last day on which it does is ``expires_on``."""
        return self.expires_on is not None and self.expires_on < day


class CertificateCounter(models.Model):
    """The last number given out in a year; its row is the lock on the next one."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("counter of certificates")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
