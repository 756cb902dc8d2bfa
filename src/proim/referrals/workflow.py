"""The life of a referral: its stages, and which follows which."""

from django.db import models
from django.utils.translation import pgettext_lazy

from proim.core.workflow import Transition


class Stage(models.TextChoices):
    """Where a referral stands. The order here is the order on screen."""

    SENT = "sent", pgettext_lazy("referral", "sent")
    RECEIVED = "received", pgettext_lazy("referral", "received")
    ACCEPTED = "accepted", pgettext_lazy("referral", "in attention")
    RETURNED = "returned", pgettext_lazy("referral", "given back")
    ATTENDED = "attended", pgettext_lazy("referral", "attended")
    CLOSED = "closed", pgettext_lazy("referral", "closed")


WITH_TARGET = (Stage.SENT, Stage.RECEIVED, Stage.ACCEPTED)  # the target owes an answer
WITH_OFFICE = (Stage.RETURNED, Stage.ATTENDED)  # the office owes a decision
OPEN = (*WITH_TARGET, *WITH_OFFICE)
MAIN_LINE = (Stage.SENT, Stage.RECEIVED, Stage.ACCEPTED, Stage.ATTENDED, Stage.CLOSED)

FLOW = {
    "receive": Transition((Stage.SENT,), Stage.RECEIVED),
    "accept": Transition((Stage.SENT, Stage.RECEIVED), Stage.ACCEPTED),
    "give_back": Transition(WITH_TARGET, Stage.RETURNED),
    "attend": Transition((Stage.RECEIVED, Stage.ACCEPTED), Stage.ATTENDED),
    "re_refer": Transition(OPEN, Stage.SENT),
    "close": Transition(WITH_OFFICE, Stage.CLOSED),
}
