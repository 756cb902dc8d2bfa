"""What becomes of a notice of working days."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from proim.core.workflow import Transition


class NoticeStatus(models.TextChoices):
    """Where a notice stands. Only what is in force changes a calendar."""

    PROPOSED = "proposed", _("proposed")
    IN_FORCE = "in_force", _("in force")
    REFUSED = "refused", _("not recorded")
    WITHDRAWN = "withdrawn", _("withdrawn")


NOTICE_FLOW = {
    "confirm": Transition((NoticeStatus.PROPOSED,), NoticeStatus.IN_FORCE),
    "refuse": Transition((NoticeStatus.PROPOSED,), NoticeStatus.REFUSED),
    "withdraw": Transition((NoticeStatus.IN_FORCE,), NoticeStatus.WITHDRAWN),
}
