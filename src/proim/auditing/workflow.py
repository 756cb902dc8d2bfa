"""The life cycle of an observation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from proim.core.workflow import Transition


class Stage(models.TextChoices):
    """Where an observation stands."""

    OPEN = "open", _("waits for the answer of the office")
    ANSWERED = "answered", _("answered")
    CONCLUDED = "concluded", _("concluded")


FLOW = {
    "answer": Transition((Stage.OPEN,), Stage.ANSWERED),
    "insist": Transition((Stage.ANSWERED,), Stage.OPEN),
    "conclude": Transition((Stage.ANSWERED,), Stage.CONCLUDED),
}
