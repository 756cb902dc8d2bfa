"""The lives of an enrolment and of a need: their states, and which follows which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from proim.core.workflow import Transition


class Result(models.TextChoices):
    """What came of an enrolment. The order here is the order on screen."""

    ENROLLED = "enrolled", _("enrolled, without a result yet")
    ATTENDED = "attended", _("attended")
    PASSED = "passed", _("passed")
    FAILED = "failed", _("not passed")
    ABSENT = "absent", _("absent")
    WITHDRAWN = "withdrawn", _("withdrew")
    WAITING = "waiting", _("on the waiting list")


# A result that a person may be given in the end; attending is one where there is no test.
DECIDED = (Result.ATTENDED, Result.PASSED, Result.FAILED, Result.ABSENT)
NO_PLACE = (Result.WITHDRAWN, Result.WAITING)  # those who take no place
PENDING = (Result.ENROLLED, Result.ATTENDED, Result.ABSENT)

FLOW = {
    "enrol": Transition(NO_PLACE, Result.ENROLLED),
    "wait": Transition((Result.WITHDRAWN,), Result.WAITING),
    "withdraw": Transition((Result.ENROLLED, Result.WAITING), Result.WITHDRAWN),
    "attend": Transition(PENDING, Result.ATTENDED),
    "miss": Transition(PENDING, Result.ABSENT),
    "certify": Transition((Result.ENROLLED, Result.ATTENDED), Result.PASSED),
    "fail": Transition((Result.ENROLLED, Result.ATTENDED), Result.FAILED),
}
# A correction replaces what was decided, also by the same result with another day or grade.
CORRECTIONS = {str(result): Transition(DECIDED, result) for result in DECIDED}


class NeedStage(models.TextChoices):
    """What became of a need that somebody raised."""

    OPEN = "open", _("waits for the office")
    PLANNED = "planned", _("planned in a session")
    DECLINED = "declined", _("not taken up")
    WITHDRAWN = "withdrawn", _("withdrawn")


NEEDS = {
    "gather": Transition((NeedStage.OPEN,), NeedStage.PLANNED),
    "release": Transition((NeedStage.PLANNED,), NeedStage.OPEN),
    "decline": Transition((NeedStage.OPEN,), NeedStage.DECLINED),
    "withdraw": Transition((NeedStage.OPEN,), NeedStage.WITHDRAWN),
}
