"""The one way in which a report changes its stage, and the checks that all verbs share."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.workflow import move
from proim.monitoring.models import Report, StageChange
from proim.monitoring.workflow import FLOW

SIGN_OFFS = ("validated_on", "validated_by", "signed_on", "signed_by", "signed_for")


class ChangedError(DomainError):
    """Somebody has changed the text since this person read it."""

    def __init__(self) -> None:
        super().__init__(_("Somebody has changed this report meanwhile. Read it again."))


def _step(report: Report, name: str, *, on: date) -> None:
    """Move the locked ``report`` along ``name`` and write since when it stands there.

    What the new stage needs (a signature, a day) is stored before: the database checks both.

    Raises:
        DomainError: ``on`` lies in the future or before the last change of stage.
        TransitionError: the report is not in a stage from which this is allowed.
    """
    _past(on)
    last = report.stage_changes.order_by("since").values_list("since", flat=True).last()
    if last and on < last:
        raise DomainError(_("The date lies before the last step of this report."))
    move(report, FLOW, name)
    StageChange.objects.create(report=report, stage=report.stage, since=on)


def _past(on: date) -> None:
    if on > today():
        raise DomainError(_("The date lies in the future."))


def _as_seen(report: Report, version: int | None) -> None:
    """Raise ``ChangedError`` if the text is no longer the ``version`` that the person read."""
    if version is not None and version != report.version:
        raise ChangedError


def _undo_sign_offs(report: Report) -> None:
    for name in SIGN_OFFS:
        setattr(report, name, None)


def _words(text: str, field: str) -> str:
    """Return ``text`` without its margins.

    Raises:
        ValidationError: there is none (keyed by ``field``).
    """
    if not text.strip():
        raise ValidationError({field: _("Say why.")})
    return text.strip()
