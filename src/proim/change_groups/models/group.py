import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.accounts.models import User
from proim.agencies.models import Agency, FunctionalArea
from proim.core.errors import TransitionError
from proim.core.permissions import RuledQuerySet


class MemberRole(models.TextChoices):
    """What somebody is in a group."""

    COORDINATOR = "coordinator", gettext_lazy("coordinator")
    SECRETARY = "secretary", gettext_lazy("technical secretary")
    MEMBER = "member", gettext_lazy("member")


LEADERS = (MemberRole.COORDINATOR, MemberRole.SECRETARY)


class GroupQuerySet(RuledQuerySet["Group"]):
    """Questions about many groups."""

    def standing(self) -> Self:
        """Keep those that were not dissolved."""
        return self.filter(dissolved_on__isnull=True)


class Group(models.Model):
    """The change group of a public entity, from its act of constitution on."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        related_name="change_groups",
        verbose_name=gettext_lazy("public entity"),
    )
    constituted_on = models.DateField(gettext_lazy("date of the act"))
    act = models.CharField(gettext_lazy("number of the act"), max_length=80)
    purpose = models.TextField(gettext_lazy("purpose"))
    minutes = models.TextField(gettext_lazy("what the act says"), blank=True)
    approved_on = models.DateField(gettext_lazy("approved on"), null=True, blank=True)
    approved_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("approved by"),
    )
    dissolved_on = models.DateField(gettext_lazy("dissolved on"), null=True, blank=True)
    reason = models.CharField(gettext_lazy("reason"), max_length=250, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("change group")
        verbose_name_plural = gettext_lazy("change groups")
        ordering = ["agency__name", "-constituted_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(dissolved_on__isnull=True),
                name="group_one_per_agency",
                violation_error_message=gettext_lazy("This public entity has a group already."),
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | Q(approved_on__gte=F("constituted_on")),
                name="group_approved_after_the_act",
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True) | ~Q(reason=""),
                name="group_dissolved_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return _("Change group of %(agency)s") % {"agency": self.agency.acronym}

    def get_absolute_url(self) -> str:
        return reverse("change_groups:group", args=[self.code])

    @property
    def is_alive(self) -> bool:
        """Whether its act is approved and it was not dissolved."""
        return self.approved_on is not None and self.dissolved_on is None

    def require_alive(self) -> None:
        """Raise ``TransitionError`` if the group was dissolved or its act is not approved."""
        if self.dissolved_on:
            raise TransitionError(_("This group was dissolved."))
        if self.approved_on is None:
            raise TransitionError(_("The head has not approved the act of constitution yet."))


class MemberQuerySet(RuledQuerySet["Member"]):
    """Questions about many members."""

    def on(self, day: date) -> Self:
        """Keep those who are members on ``day``."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class Member(models.Model):
    """A person in a group for a time, from an area of the entity."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="members")
    person = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    area = models.CharField(
        gettext_lazy("functional area"), max_length=20, choices=FunctionalArea.choices
    )
    role = models.CharField(
        gettext_lazy("role"), max_length=12, choices=MemberRole, default=MemberRole.MEMBER
    )
    since = models.DateField(gettext_lazy("since"))
    until = models.DateField(gettext_lazy("last day"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("member")
        verbose_name_plural = gettext_lazy("members")
        ordering = ["role", "person__full_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="member_leaves_after_joining",
                violation_error_message=gettext_lazy("The last day is before the first one."),
            ),
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(until__isnull=True),
                name="member_once",
                violation_error_message=gettext_lazy("This person is in the group already."),
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(until__isnull=True, role="coordinator"),
                name="member_one_coordinator",
                violation_error_message=gettext_lazy("The group has a coordinator already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
