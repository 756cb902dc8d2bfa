"""The states of an issued document."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from proim.core.workflow import Transition


class State(models.TextChoices):
    """Whether an issued document still holds."""

    VALID = "valid", _("in force")
    SUPERSEDED = "superseded", _("superseded by a newer version")
    WITHDRAWN = "withdrawn", _("withdrawn")


FLOW = {
    "supersede": Transition((State.VALID,), State.SUPERSEDED),
    "withdraw": Transition((State.VALID,), State.WITHDRAWN),
}
