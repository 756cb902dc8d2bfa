from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Matching(models.Model):
    """How the headers of a file were matched: the same headers again need no work."""

    table = models.CharField(max_length=40)
    place = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    signature = models.CharField(max_length=64)  # of the headers, in whatever order
    matching = models.JSONField(default=dict)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("saved matching of headers")
        verbose_name_plural = _("saved matchings of headers")
        ordering = ["used_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "place", "person", "signature"], name="matching_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.place} {self.signature[:8]}"


class Alias(models.Model):
    """The key by which a sender knows a row of ours."""

    table = models.CharField(max_length=40)
    place = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=120)
    row = models.BigIntegerField()

    class Meta:
        verbose_name = _("key of a sender")
        verbose_name_plural = _("keys of senders")
        constraints = [models.UniqueConstraint(fields=["table", "place", "key"], name="alias_once")]

    def __str__(self) -> str:
        return f"{self.table} {self.key} = {self.row}"
