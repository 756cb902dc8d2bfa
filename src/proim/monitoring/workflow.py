"""The life cycle of a quarterly report: its stages, its transitions, what each stage requires."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from proim.core.workflow import Transition


class Stage(models.TextChoices):
    """Where a report stands. The order here is the order on screen."""

    PENDING = "pending", _("not begun")
    DRAFT = "draft", _("draft")
    VALIDATED = "validated", _("validated")
    SIGNED = "signed", _("signed")
    PUBLISHED = "published", _("published")


class Rating(models.TextChoices):
    """How the agency itself sees the project. "No data" is not green."""

    GREEN = "green", _("green: on course")
    AMBER = "amber", _("amber: needs attention")
    RED = "red", _("red: at risk")
    NO_DATA = "no_data", _("no data")


class Delivery(models.TextChoices):
    """What a report that was expected is on a day: every one is exactly one of these."""

    ON_TIME = "on_time", _("on time")
    LATE = "late", _("late")
    AWAITED = "awaited", _("still within its term")
    MISSING = "missing", _("missing")


OWED = (Stage.PENDING, Stage.DRAFT)
DELIVERED = (Stage.SIGNED, Stage.PUBLISHED)
# The office reads a report once the agency's liaison stands by it.
SEEN_BY_OFFICE = (Stage.VALIDATED, Stage.SIGNED, Stage.PUBLISHED)

FLOW = {
    "edit": Transition(OWED, Stage.DRAFT),
    "state_no_change": Transition(OWED, Stage.VALIDATED),
    "validate": Transition((Stage.DRAFT,), Stage.VALIDATED),
    "take_back": Transition((Stage.VALIDATED,), Stage.DRAFT),
    "sign": Transition((Stage.VALIDATED,), Stage.SIGNED),
    "unsign": Transition((Stage.SIGNED,), Stage.VALIDATED),
    "give_back": Transition((Stage.VALIDATED, Stage.SIGNED), Stage.DRAFT),
    "publish": Transition((Stage.SIGNED,), Stage.PUBLISHED),
    "correct": Transition((Stage.PUBLISHED,), Stage.DRAFT),
}

# What a report says, in the order of the screen and of the published version.
CONTENT = (
    "progress",
    "rating",
    "rationale",
    "achievements",
    "deviations",
    "risks",
    "support",
    "commitments",
)
# What goes on holding until somebody changes it; the rest speaks of one quarter alone.
STANDING = ("progress", "rating", "rationale", "risks", "support", "commitments")
# A field listed here may be empty before its stage, and never from that stage on.
REQUIRED_FROM = {
    "progress": Stage.VALIDATED,
    "rating": Stage.VALIDATED,
    "achievements": Stage.VALIDATED,
    "commitments": Stage.VALIDATED,
}
# "No change" says instead of these that there is nothing to say.
SPARED_BY_NO_CHANGE = ("achievements", "commitments")
NEEDS_RATIONALE = (Rating.AMBER, Rating.RED)
