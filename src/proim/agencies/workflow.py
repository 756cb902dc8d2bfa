"""What becomes of a notice of working days, and of the hand-over of a post."""

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


class HandoverStatus(models.TextChoices):
    """Where the hand-over of a post stands."""

    OPEN = "open", _("being prepared")
    DELIVERED = "delivered", _("signed by who leaves")
    RECEIVED = "received", _("signed by both")
    WITHDRAWN = "withdrawn", _("withdrawn: the person stays")


IN_HAND = (HandoverStatus.OPEN, HandoverStatus.DELIVERED)  # a signature is missing

HANDOVER_FLOW = {
    "deliver_handover": Transition((HandoverStatus.OPEN,), HandoverStatus.DELIVERED),
    "reopen_handover": Transition((HandoverStatus.DELIVERED,), HandoverStatus.OPEN),
    "receive_handover": Transition((HandoverStatus.DELIVERED,), HandoverStatus.RECEIVED),
    "withdraw_handover": Transition(IN_HAND, HandoverStatus.WITHDRAWN),
}
