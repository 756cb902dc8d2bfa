from django.db import models
from django.utils.translation import gettext_lazy as _


class FolioCounter(models.Model):
    """The last folio number given out in a year; its row is the lock on the next one."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("folio counter")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
