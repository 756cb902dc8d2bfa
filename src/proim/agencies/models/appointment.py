import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.models.agency import Agency, AgencyQuerySet
from proim.core.dated import Period, holds
from proim.core.permissions import RuledQuerySet


class Role(models.TextChoices):
    """What a person is for an agency. Office and administrator belong to the programme's owner."""

    LIAISON = "liaison", _("principal liaison officer")
    ALTERNATE = "alternate", _("alternate liaison officer")
    HEAD = "head", _("agency head")
    DELEGATE = "delegate", _("signs for the agency head")
    OFFICE = "office", _("programme office")
    ADMINISTRATOR = "administrator", _("platform administrator")


LIAISONS = (Role.LIAISON, Role.ALTERNATE)
SIGNERS = (Role.HEAD, Role.DELEGATE)  # who signs what an agency sends
SPEAKERS = (*LIAISONS, *SIGNERS)  # who sees what is of an agency
STAFF = (Role.OFFICE, Role.ADMINISTRATOR)
SINGLE = (Role.LIAISON, Role.HEAD)  # one at a time in an agency


class FunctionalArea(models.TextChoices):
    """Where in its agency a person works: the programme's target groups."""

    PLANNING = "planning", _("planning")
    EVALUATION = "evaluation", _("evaluation")
    ICT = "ict", _("information technology")
    HUMAN_RESOURCES = "human_resources", _("human resources")
    PROJECT_LEAD = "project_lead", _("in charge of a modernization project")
    OTHER = "other", _("other area")


class AppointmentQuerySet(RuledQuerySet["Appointment"]):
    """Questions about many appointments."""

    def on(self, day: date, known_at: datetime | None = None) -> Self:
        """Keep what holds on ``day``, as known at ``known_at``."""
        return self.filter(holds(day, known_at))

    def acting(self, day: date) -> Self:
        """Keep what holds on ``day``, and of delegations those whose head still holds the post."""
        return self.on(day).exclude(on_behalf_of__valid_to__lt=day)

    def liaisons(self) -> Self:
        """Keep liaison officers, principal and alternate."""
        return self.filter(role__in=LIAISONS)

    def of_agencies(self, agencies: Iterable[Agency]) -> Self:
        """Keep those of ``agencies``, with the people at hand."""
        return self.filter(agency__in=[row.pk for row in agencies]).select_related("person")

    def overlapping(self, first: date, last: date | None) -> Self:
        """Keep what holds on any day from ``first`` to ``last``; ``None`` is without end."""
        lasting = self.exclude(valid_to__lt=first)
        return lasting.filter(valid_from__lte=last) if last else lasting


class Appointment(Period):
    """A person holds a role in an agency for a time, by an official letter."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        User, models.PROTECT, related_name="appointments", verbose_name=_("person")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="appointments", verbose_name=_("public entity")
    )
    role = models.CharField(_("role"), max_length=15, choices=Role)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    functional_area = models.CharField(
        _("functional area"), max_length=20, choices=FunctionalArea, default=FunctionalArea.OTHER
    )
    letter = models.CharField(_("official letter no."), max_length=80, blank=True)
    letter_on = models.DateField(_("date of the letter"), null=True, blank=True)
    appointed_by = models.CharField(_("appointed by"), max_length=150, blank=True)
    end_reason = models.CharField(_("reason for the end"), max_length=250, blank=True)
    end_letter = models.CharField(_("letter that ends it"), max_length=80, blank=True)
    end_letter_on = models.DateField(_("date of the letter that ends it"), null=True, blank=True)
    on_behalf_of = models.ForeignKey(  # a delegate: the appointment of the head who delegates
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="delegations",
        verbose_name=_("on behalf of"),
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["agency", "role", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="appointment_ends_after_start",
                violation_error_message=_("The end is before the start."),
            ),
            models.UniqueConstraint(
                fields=["agency", "role"],
                condition=Q(valid_to__isnull=True, role__in=["liaison", "head"]),
                name="appointment_one_open_principal_and_head",
                violation_error_message=_(
                    "This agency already has one. End that appointment first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(role="delegate", on_behalf_of__isnull=False, valid_to__isnull=False)
                | (~Q(role="delegate") & Q(on_behalf_of__isnull=True)),
                name="appointment_delegate_for_a_head_and_a_time",
                violation_error_message=_("A head delegates the signature from a day to a day."),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "role", "valid_from"], name="appointment_by_agency")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()}"

    def get_absolute_url(self) -> str:
        return self.agency.get_absolute_url()

    def is_over(self, day: date) -> bool:
        """Say whether it ended before ``day``."""
        return self.valid_to is not None and self.valid_to < day

    def acts(self, day: date) -> bool:
        """Say what ``acting`` says of this one: a delegation lasts no longer than the head's own post."""
        head = self.on_behalf_of if self.on_behalf_of_id else None
        return self.valid_from <= day and not self.is_over(day) and not (head and head.is_over(day))


def posts_of(agency: Agency, since: date) -> list[Appointment]:
    """Return the posts that do not end by themselves before ``agency`` does, by role."""
    held = Appointment.objects.filter(agency=agency).overlapping(since, None)
    order = list(Role)
    rows = held.select_related("person", "agency").order_by("valid_from", "pk")
    return sorted(rows, key=lambda row: order.index(Role(row.role)))


def holding(day: date, *roles: Role) -> models.QuerySet[Any, Any]:
    """Return the ids of the agencies where somebody holds one of ``roles`` on ``day``, as a subquery."""
    return Appointment.objects.on(day).filter(role__in=roles).values("agency")


def vacant(day: date) -> AgencyQuerySet:
    """Return the agencies in scope without a principal liaison officer on ``day``."""
    listed = Agency.objects.existing(day).in_scope(day)
    return listed.exclude(pk__in=holding(day, Role.LIAISON))
