"""The one way in which a project changes its stage."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.workflow import move
from proim.projects.models import Project, StageChange
from proim.projects.workflow import FLOW


def _step(project: Project, name: str, *, on: date, reason: str = "") -> None:
    """Move the locked ``project`` along ``name`` and write since when it stands there.

    Raises:
        DomainError: ``on`` lies in the future or before the last change of stage.
        TransitionError: the project is not in a stage from which this is allowed.
    """
    _require_day(project, on)
    move(project, FLOW, name)
    StageChange.objects.create(project=project, stage=project.stage, since=on, reason=reason)


def _require_day(project: Project, on: date) -> None:
    if on > today():
        raise DomainError(_("The date lies in the future."))
    last = project.stage_changes.order_by("since").values_list("since", flat=True).last()
    if last and on < last:
        raise DomainError(_("The date lies before the last step of this project."))


def _reason(text: str) -> str:
    """Return the reason without its margins.

    Raises:
        ValidationError: there is none (keyed by ``reason``).
    """
    if not text.strip():
        raise ValidationError({"reason": _("Say why.")})
    return text.strip()
