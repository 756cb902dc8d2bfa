import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User


class Link(models.Model):
    """A person of the programme is known to a provider outside by this subject."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="identities")
    provider = models.CharField(_("provider"), max_length=20)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(_("linked"))
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("identity of a provider")
        verbose_name_plural = _("identities of providers")
        ordering = ["provider", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject"], name="identity_one_person"),
            models.UniqueConstraint(fields=["provider", "person"], name="identity_one_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.person_id}"
