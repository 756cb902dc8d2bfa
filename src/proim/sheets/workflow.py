"""The life of an import: file, matching, dry run, commit, and perhaps its undoing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from proim.core.workflow import Transition


class Stage(models.TextChoices):
    """Where an import stands."""

    UPLOADED = "uploaded", _("file received")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, not stored")
    STORING = "storing", _("being stored")
    COMMITTED = "committed", _("stored")
    UNDONE = "undone", _("undone")
    DISCARDED = "discarded", _("discarded")


FLOW = {
    "match": Transition((Stage.UPLOADED, Stage.CHECKED), Stage.CHECKING),
    "finish": Transition((Stage.CHECKING,), Stage.CHECKED),
    "begin": Transition((Stage.CHECKED,), Stage.STORING),
    "refuse": Transition((Stage.STORING,), Stage.CHECKED),
    "commit": Transition((Stage.STORING, Stage.CHECKED), Stage.COMMITTED),
    "undo": Transition((Stage.COMMITTED,), Stage.UNDONE),
    "discard": Transition((Stage.UPLOADED, Stage.CHECKING, Stage.CHECKED), Stage.DISCARDED),
}
UNDO_DAYS = 30


class Verdict(models.TextChoices):
    """What becomes of a row of a file."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    CONFLICT = "conflict", _("conflict")
    UNSURE = "unsure", _("to be confirmed")
    ERROR = "error", _("error")
