"""In which order a request about one's own data goes, and a blocking."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a request stands."""

    ASKED = "asked", _("waiting for the answer")
    GRANTED = "granted", _("granted, to be carried out")
    REFUSED = "refused", _("refused")
    DONE = "done", _("carried out")


OPEN = (Stage.ASKED, Stage.GRANTED)


class Right(models.TextChoices):
    """What can be asked for; access is at hand at once, as the export."""

    RECTIFY = "rectify", _("correct something about me")
    CANCEL = "cancel", _("cancel my data")
    OPPOSE = "oppose", _("oppose a use of my data")
