"""The life of a meeting (called, held, its minutes approved; or cancelled) and of an initiative."""

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


class InitiativeStage(models.TextChoices):
    """Where an initiative stands."""

    PROPOSED = "proposed", _("proposed")
    ENDORSED = "endorsed", _("endorsed")
    STARTED = "started", _("became a project")
    DECLINED = "declined", _("not endorsed")


INITIATIVES = {
    "endorse": Transition((InitiativeStage.PROPOSED,), InitiativeStage.ENDORSED),
    "decline": Transition((InitiativeStage.PROPOSED,), InitiativeStage.DECLINED),
    "start_project": Transition((InitiativeStage.ENDORSED,), InitiativeStage.STARTED),
}
