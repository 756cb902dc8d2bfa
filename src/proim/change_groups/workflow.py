"""The life of a meeting: called, held, its minutes approved; or cancelled."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from proim.core.workflow import Transition


class Stage(models.TextChoices):
    """Where a meeting stands."""

    CALLED = "called", _("called")
    HELD = "held", _("held")
    APPROVED = "approved", _("minutes approved")
    CANCELLED = "cancelled", _("called off")


MET = (Stage.HELD, Stage.APPROVED)
FLOW = {
    "hold": Transition((Stage.CALLED, Stage.HELD), Stage.HELD),
    "approve_minutes": Transition((Stage.HELD,), Stage.APPROVED),
    "cancel": Transition((Stage.CALLED,), Stage.CANCELLED),
}
