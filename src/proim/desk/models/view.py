import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.core.permissions import RuledQuerySet


class SavedViewQuerySet(RuledQuerySet["SavedView"]):
    """Questions about many views."""

    def of_list(self, url_name: str) -> Self:
        """Keep the views of one list, by name."""
        return self.filter(list=url_name).order_by("name", "pk")

    def default_of(self, person: Any, url_name: str) -> "SavedView | None":
        """Return the view with which a list opens for ``person``, if there is one."""
        return self.filter(person=person, list=url_name, is_default=True).first()


class SavedView(models.Model):
    """A view of a list under a name of one's own: the address says what it shows."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    list = models.CharField(_("list"), max_length=60)  # the name of its address
    query = models.CharField(_("filters"), max_length=1000)
    name = models.CharField(_("name"), max_length=60)
    is_default = models.BooleanField(_("open the list with it"), default=False)
    is_shared = models.BooleanField(_("shared with the office"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["list", "name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(query=""), name="savedview_filters_something"),
            models.UniqueConstraint(
                fields=["person", "list", "name"],
                name="savedview_name_once",
                violation_error_message=_("You have a view of this list with that name already."),
            ),
            models.UniqueConstraint(
                fields=["person", "list"],
                condition=Q(is_default=True),
                name="savedview_default_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse(self.list)}?{self.query}"
