"""The life of a registered project: forward along the main line, or off to a side."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.permissions import require
from proim.notifications.outbox import notify
from proim.projects.actions.steps import _reason, _step
from proim.projects.models import Project
from proim.projects.workflow import COUNTED


@transaction.atomic
def plan(project: Project, *, by: User | None, on: date | None = None) -> Project:
    """Begin (or, after a suspension, resume) the planning of a registered project.

    Raises:
        PermissionDenied: ``by`` is neither of the office nor a liaison of the agency.
        TransitionError: the project is in another stage.
        DomainError: ``on`` lies in the future or before the last step.
    """
    project = require("projects.plan", by, project)
    on = on or today()
    _step(project, "plan", on=on)
    record("projects.plan", project, by=by, on=on)
    return project


@transaction.atomic
def execute(project: Project, *, by: User | None, on: date | None = None) -> Project:
    """Begin (or, after a suspension, resume) the work. Errors as in ``plan``."""
    project = require("projects.execute", by, project)
    on = on or today()
    _step(project, "execute", on=on)
    record("projects.execute", project, by=by, on=on)
    return project


@transaction.atomic
def close(project: Project, *, by: User | None, on: date | None = None) -> Project:
    """Begin the closing: the work is done. Errors as in ``plan``."""
    project = require("projects.close", by, project)
    on = on or today()
    _step(project, "close", on=on)
    record("projects.close", project, by=by, on=on)
    return project


@transaction.atomic
def assure(project: Project, *, by: User | None, on: date | None = None) -> Project:
    """Begin to watch whether the result stays after the closing. Errors as in ``plan``."""
    project = require("projects.assure", by, project)
    on = on or today()
    _step(project, "assure", on=on)
    record("projects.assure", project, by=by, on=on)
    return project


@transaction.atomic
def suspend(project: Project, *, reason: str, by: User | None, on: date | None = None) -> Project:
    """Stop a project for a time; it still counts.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: there is no reason (keyed by ``reason``).
        TransitionError: the project is in another stage.
        DomainError: ``on`` lies in the future or before the last step.
    """
    project = require("projects.suspend", by, project)
    on, reason = on or today(), _reason(reason)
    _step(project, "suspend", on=on, reason=reason)
    record("projects.suspend", project, by=by, on=on, comment=reason)
    notify("projects.decided", project, by=by, on=on, verb="suspend", reason=reason)
    return project


@transaction.atomic
def cancel(project: Project, *, reason: str, by: User | None, on: date | None = None) -> Project:
    """End a project before its result; it keeps its folio and still counts. Errors: ``suspend``."""
    project = require("projects.cancel", by, project)
    on, reason = on or today(), _reason(reason)
    _step(project, "cancel", on=on, reason=reason)
    record("projects.cancel", project, by=by, on=on, comment=reason)
    notify("projects.decided", project, by=by, on=on, verb="cancel", reason=reason)
    return project


@transaction.atomic
def merge(
    project: Project, into: Project, *, reason: str, by: User | None, on: date | None = None
) -> Project:
    """Join ``project`` to ``into``: it keeps its folio, points to the other, counts no longer.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: no reason, or ``into`` is not another registered project (keyed by field).
        TransitionError: the project is in another stage.
        DomainError: ``on`` lies in the future or before the last step.
    """
    if project.pk == into.pk:
        raise ValidationError({"into": _("A project cannot be merged into itself.")})
    pair = sorted((project, into), key=lambda row: row.pk)  # one order: two mergers cannot block
    locked = {row.pk: require("projects.merge", by, row) for row in pair}
    project, into = locked[project.pk], locked[into.pk]
    on, reason = on or today(), _reason(reason)
    if into.stage not in COUNTED:
        raise ValidationError({"into": _("Choose a registered project.")})
    project.merged_into = into
    project.save(update_fields=["merged_into", "updated_at"])
    _step(project, "merge", on=on, reason=reason)
    changes = {"merged_into": (None, _name(into))}
    record("projects.merge", project, by=by, on=on, comment=reason, changes=changes)
    changes = {"merged_from": (None, _name(project))}
    record("projects.merge", into, by=by, on=on, comment=reason, changes=changes)
    notify("projects.decided", project, by=by, on=on, verb="merge", reason=reason)
    return project


def _name(project: Project) -> dict[str, object]:
    return {"id": project.pk, "label": f"{project.folio} · {project.title_es}"}
